"""The plan of a trial: one step, on and off by turns, in blocks of eight weeks.

Apart from `trial`, which evaluates it, so that whoever only needs the days is spared the numbers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from routines.diary.days import Span

BLOCK = 56
"""In days: eight weeks."""

USUAL_BLOCKS = 6
FEWEST_BLOCKS, MOST_BLOCKS = 4, 12


@dataclass(frozen=True, kw_only=True)
class Block:
    """Eight weeks with the step or without it, both days included."""

    is_on: bool
    first: date
    last: date

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, kw_only=True)
class Switch:
    """A day on which the step begins or rests.

    `block` counts from 1; the one after the last is the day after the trial, when it can be looked
    at and the step is in the routine again.
    """

    day: date
    block: int
    is_on: bool
    is_end: bool = False


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Blocks that follow one another."""

    blocks: tuple[Block, ...]

    @property
    def first(self) -> date:
        return self.blocks[0].first

    @property
    def last(self) -> date:
        return self.blocks[-1].last

    @property
    def switches(self) -> tuple[Switch, ...]:
        """The first day of each block and the day after the last."""
        begun = tuple(
            Switch(day=block.first, block=number, is_on=block.is_on)
            for number, block in enumerate(self.blocks, start=1)
        )
        end = Switch(day=self.end, block=len(self.blocks) + 1, is_on=True, is_end=True)
        return (*begun, end)

    @property
    def end(self) -> date:
        """The day after the last."""
        return self.last + timedelta(days=1)

    def block_on(self, day: date) -> Block | None:
        """Return the block a day belongs to; None before the trial and after it."""
        return next((block for block in self.blocks if block.covers(day)), None)

    def is_over(self, today: date) -> bool:
        return today > self.last

    def is_kept_by(self, terms: Iterable[Span], since: date) -> bool:
        """Whether the routine goes by the plan from `since` on: `terms` are the step's own."""
        spans = list(terms)
        days = [max(block.first, since) for block in self.blocks if block.last >= since]
        wanted = [block.is_on for block in self.blocks if block.last >= since]
        return wanted == [any(span.covers(day) for span in spans) for day in days]


def plan_trial(first: date, blocks: int = USUAL_BLOCKS, *, begins_on: bool = True) -> Plan:
    """Return a plan that begins on `first`.

    Raises ValueError for fewer than four blocks, more than twelve, or an odd number: as much time
    has to be spent with the step as without it.
    """
    if not FEWEST_BLOCKS <= blocks <= MOST_BLOCKS or blocks % 2:
        raise ValueError(f"a trial has an even number of {FEWEST_BLOCKS} to {MOST_BLOCKS} blocks")
    starts = [first + timedelta(days=BLOCK * number) for number in range(blocks + 1)]
    return Plan(
        blocks=tuple(
            Block(
                is_on=(number % 2 == 0) == begins_on,
                first=start,
                last=end - timedelta(days=1),
            )
            for number, (start, end) in enumerate(pairwise(starts))
        )
    )
