"""A planned trial as its page shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from routines.diary.days import Span
from routines.trends.plan import Block, Plan, Switch


class Stage(StrEnum):
    AHEAD = "ahead"
    RUNNING = "running"
    OVER = "over"
    CALLED_OFF = "called off"


@dataclass(frozen=True, kw_only=True)
class BlockLine:
    """A block in the list of them."""

    number: int
    block: Block
    is_over: bool
    is_now: bool


@dataclass(frozen=True, kw_only=True)
class TrialCard:
    """A trial, how far it is, and what it showed once it is over."""

    trial_id: int
    step_id: int
    step_name: str
    stage: Stage
    blocks: tuple[BlockLine, ...]
    plan: Plan
    next_switch: Switch | None
    is_kept: bool
    """Whether the routine still goes by it."""

    closed_on: date | None = None
    says: str = ""
    remark: str = ""
    """What else lies within it."""

    @property
    def is_open(self) -> bool:
        """Whether it can still be called off."""
        return self.stage in (Stage.AHEAD, Stage.RUNNING)

    @property
    def now(self) -> BlockLine | None:
        return next((line for line in self.blocks if line.is_now), None)


@dataclass(frozen=True, kw_only=True)
class TrialPage:
    """The trial that is planned or runs, those before it, and what can be tried."""

    current: TrialCard | None
    earlier: tuple[TrialCard, ...]
    steps: dict[int, str]
    """What can be tried: the name of each step."""

    chances: str
    """What a plan of the usual length would find."""

    @property
    def answered(self) -> TrialCard | None:
        """The last one, where it ran its course and no other has begun."""
        last = self.earlier[0] if self.earlier and self.current is None else None
        return last if last is not None and last.says else None

    @property
    def others(self) -> tuple[TrialCard, ...]:
        """Those that have no card of their own."""
        return self.earlier[1:] if self.answered else self.earlier


def trial_card(
    *,
    trial_id: int,
    step_id: int,
    step_name: str,
    plan: Plan,
    closed_on: date | None,
    terms: Iterable[Span],
    today: date,
) -> TrialCard:
    """Return the trial as it stands on `today`; `terms` are its step's own."""
    stage = _stage(plan, closed_on, today)
    return TrialCard(
        trial_id=trial_id,
        step_id=step_id,
        step_name=step_name,
        stage=stage,
        plan=plan,
        closed_on=closed_on if stage is Stage.CALLED_OFF else None,
        blocks=tuple(
            BlockLine(
                number=number,
                block=block,
                is_over=block.last < today,
                is_now=stage is Stage.RUNNING and block.covers(today),
            )
            for number, block in enumerate(plan.blocks, start=1)
        ),
        next_switch=next((switch for switch in plan.switches if switch.day > today), None),
        is_kept=plan.is_kept_by(terms, today),
    )


def _stage(plan: Plan, closed_on: date | None, today: date) -> Stage:
    if closed_on is not None and closed_on < plan.end:
        return Stage.CALLED_OFF
    if plan.is_over(today):
        return Stage.OVER
    return Stage.AHEAD if today < plan.first else Stage.RUNNING
