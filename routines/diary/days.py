"""A day of the diary as values: what was meant to be done and what was said of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from routines.diary.cadence import Cadence, days_between, is_due

SLOTS = ("morning", "evening", "any")


class DayState(StrEnum):
    """Missing is not zero and not "no": a day without an answer is unknown."""

    UNKNOWN = "unknown"
    LOGGED = "logged"
    PAUSED = "paused"
    FUTURE = "future"


@dataclass(frozen=True, kw_only=True)
class PlannedStep:
    """A step as it stood in the routine from `starts_on` until `ends_on` (excluded)."""

    step_id: int
    kind: str
    name: str
    slot: str
    cadence: Cadence
    position: int
    starts_on: date
    ends_on: date | None = None
    product: str = ""

    def is_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)


@dataclass(frozen=True, kw_only=True)
class Given:
    """An answer that was given."""

    step_id: int
    day: date
    answer: str
    skip_reason: str = ""
    times: int = 1
    note: str = ""
    product: str = ""
    product_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Span:
    """Days from `first` to `last`, both included; without a last it goes on."""

    first: date
    last: date | None

    def covers(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, kw_only=True)
class StepOnDay:
    """A step on a day: whether it is due, and the answer if there is one."""

    step: PlannedStep
    day: date
    due: bool
    given: Given | None

    @property
    def answer(self) -> str:
        return self.given.answer if self.given else ""

    @property
    def is_open(self) -> bool:
        return self.due and self.given is None


@dataclass(frozen=True, kw_only=True)
class Day:
    """Everything the routine says of a day."""

    day: date
    state: DayState
    steps: tuple[StepOnDay, ...]

    def in_slot(self, slot: str) -> tuple[StepOnDay, ...]:
        return tuple(item for item in self.steps if item.step.slot == slot)

    @property
    def due(self) -> int:
        """How many steps are due; one answered though not due counts as well."""
        return sum(1 for item in self.steps if item.due or item.given)

    @property
    def done(self) -> int:
        return self._answered("done")

    @property
    def skipped(self) -> int:
        return self._answered("skipped")

    @property
    def kept_share(self) -> float | None:
        """Done of what was due, skips aside; None on a day that is not logged or only skipped."""
        counted = self.due - self.skipped
        if self.state is not DayState.LOGGED or counted <= 0:
            return None
        return self.done / counted

    @property
    def has_answers(self) -> bool:
        """Whether anything was said of it, even if a pause covers it by now."""
        return any(item.given is not None for item in self.steps)

    def _answered(self, answer: str) -> int:
        return sum(1 for item in self.steps if item.answer == answer)


def longest_look_back(plans: Iterable[PlannedStep]) -> int:
    """How many days before a span its plans need answers of."""
    return max((plan.cadence.looks_back for plan in plans), default=0)


def build_days(
    *,
    first: date,
    last: date,
    today: date,
    plans: Collection[PlannedStep],
    answers: Iterable[Given],
    pauses: Collection[Span],
) -> list[Day]:
    """Return every day from `first` to `last`, both included, in order.

    `answers` reach back before `first` by `longest_look_back(plans)` days.
    """
    given: dict[tuple[int, date], Given] = {}
    done: dict[int, set[date]] = defaultdict(set)
    logged: set[date] = set()
    for answer in answers:
        given[answer.step_id, answer.day] = answer
        logged.add(answer.day)
        if answer.answer == "done":
            done[answer.step_id].add(answer.day)
    return [
        Day(
            day=day,
            state=_state(day, today, logged, pauses),
            steps=_steps(day, plans, given, done),
        )
        for day in days_between(first, last)
    ]


def _state(day: date, today: date, logged: Collection[date], pauses: Iterable[Span]) -> DayState:
    if any(pause.covers(day) for pause in pauses):
        return DayState.PAUSED
    if day in logged:
        return DayState.LOGGED
    return DayState.FUTURE if day > today else DayState.UNKNOWN


def _steps(
    day: date,
    plans: Iterable[PlannedStep],
    given: Mapping[tuple[int, date], Given],
    done: Mapping[int, set[date]],
) -> tuple[StepOnDay, ...]:
    return tuple(
        StepOnDay(
            step=plan,
            day=day,
            due=is_due(plan.cadence, day, done.get(plan.step_id, ())),
            given=given.get((plan.step_id, day)),
        )
        for plan in plans
        if plan.is_on(day)
    )
