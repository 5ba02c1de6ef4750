"""One person's recent past, as rules look at it.

A pass makes one of these for every user, so nothing in it costs more than a handful of numbers;
looking at an earlier day is a shift.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import islice
from typing import TypeVar

from routines.reminders.dayset import TODAY, DaySet, all_of, first_of
from routines.trends.series import Point

Value = TypeVar("Value")

HOURS = {"morning": 8, "any": 12, "evening": 21}
"""When a part of the day is taken to be, on the person's clock: no answer tells the hour."""


class State(StrEnum):
    """What a day says of a kind of step. Not logged is not "not done"."""

    DONE = "done"
    MISSED = "missed"
    PASSED_OVER = "passed over"
    """The day was logged, it was due, and nothing was said of it."""

    SKIPPED = "skipped"
    NOT_DUE = "not due"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepDays:
    """What was planned and said of all steps of one kind.

    A day is in one of `done`, `skipped` and `not_done` at most: done wins, then skipped. Today is
    in `not_done` only when nothing of the kind is left open.
    """

    planned: DaySet = 0
    due: DaySet = 0
    done: DaySet = 0
    skipped: DaySet = 0
    not_done: DaySet = 0
    hours: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    """Days ago → the hour of the part of the day it was done in, ascending, one for each time."""

    @property
    def answered(self) -> DaySet:
        return self.done | self.skipped | self.not_done

    def times(self, ago: int) -> int:
        """How often it was done on a day."""
        if not self.done >> ago & 1:
            return 0
        return len(self.hours.get(ago, ())) or 1

    def before(self, days: int) -> StepDays:
        """The same as it stood so many days ago."""
        return StepDays(
            planned=self.planned >> days,
            due=self.due >> days,
            done=self.done >> days,
            skipped=self.skipped >> days,
            not_done=self.not_done >> days,
            hours=_shifted(self.hours, days),
        )

    def after(self, days: int) -> StepDays:
        """The same as it will stand in so many days if nothing more is said."""
        return StepDays(
            planned=self.planned << days,
            due=self.due << days,
            done=self.done << days,
            skipped=self.skipped << days,
            not_done=self.not_done << days,
            hours=_shifted(self.hours, -days),
        )


NO_STEP = StepDays()


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Everything rules may ask about one person on `today`.

    What was answered on paused days is kept but never looked at; what happened on them is.
    """

    today: date
    reach: int = 90
    """So many days, today included, are known; of earlier ones nothing is said."""

    logged: DaySet = 0
    """Days with at least one answer."""

    paused: DaySet = 0
    changed: DaySet = 0
    """Days on which the routine changed."""

    steps: Mapping[str, StepDays] = field(default_factory=dict)
    happenings: Mapping[str, DaySet] = field(default_factory=dict)
    last_logged: int | None = None
    """Days ago, however long; None for who never answered anything."""

    last_count: int | None = None
    """Days ago, however long; None for who never counted, or hides counts."""

    counts_a_day: Mapping[int, int] = field(default_factory=dict)
    """Days ago → how many counts."""

    points: tuple[Point, ...] = ()
    """The counts that may be compared with each other, by day (see trends.alarms.comparable)."""

    counts_hidden: bool = False
    skin_type: str = ""
    exfoliation_cap: int = 2
    """Times in seven days."""

    trends_open: bool = False
    """Whether the person is looking at the trends just now."""

    @property
    def is_paused(self) -> bool:
        return bool(self.paused & TODAY)

    def day(self, ago: int) -> date:
        return self.today - timedelta(days=ago)

    def step(self, kind: str) -> StepDays:
        """The days of a kind; without any for one that was never part of the routine."""
        return self.steps.get(kind, NO_STEP)

    def happened(self, keys: tuple[str, ...]) -> DaySet:
        """The days on which any of these happened."""
        days = 0
        for key in keys:
            days |= self.happenings.get(key, 0)
        return days

    def done(self, kind: str) -> DaySet:
        return self.step(kind).done & ~self.paused

    def missed(self, kind: str) -> DaySet:
        """The days that count as missed: it was said to be not done, or it was passed over."""
        return self.not_done(kind) | self.passed_over(kind)

    def not_done(self, kind: str) -> DaySet:
        """The days on which a step of the kind was said to be not done."""
        return self.step(kind).not_done & ~self.paused

    def passed_over(self, kind: str) -> DaySet:
        """The days that are over, on which it was due and only something else was answered.

        What follows from one of them follows only for who keeps a diary: see conditions.keeping.
        """
        step = self.step(kind)
        return step.due & ~step.answered & self.logged & ~TODAY & ~self.paused

    def state(self, kind: str, ago: int) -> State:
        """What the day says of the kind; today without an answer is unknown."""
        step = self.step(kind)
        for state, days in (
            (State.DONE, step.done),
            (State.SKIPPED, step.skipped),
            (State.MISSED, self.not_done(kind)),
            (State.PASSED_OVER, self.passed_over(kind)),
            (State.UNKNOWN, ~self.logged | (TODAY & step.due)),
        ):
            if days >> ago & 1:
                return state
        return State.NOT_DUE

    @property
    def last_sign(self) -> int | None:
        """How many days ago anything was entered, if ever anything was answered."""
        if self.last_logged is None:
            return None
        signs = [self.last_logged]
        signs += [first_of(days) for days in self.happenings.values() if days]
        if self.last_count is not None:
            signs.append(self.last_count)
        return min(signs)

    def unpaused_since(self, ago: int) -> int:
        """How many days lie between that day and today, neither included, pauses aside."""
        paused = (self.paused & all_of(min(ago, self.reach)) & ~TODAY).bit_count()
        return max(0, ago - 1) - paused

    def window(self, kind: str, length: int) -> DaySet:
        """The last `length` days that say something of the kind.

        They end today if the kind has an answer today, else yesterday, and leave paused days out,
        reaching further back instead; never past what is known.
        """
        if not self.paused:
            return self.calendar_window(kind, length)
        days = islice(self._unpaused(self._end(kind)), max(0, length))
        return sum(1 << ago for ago in days)

    def calendar_window(self, kind: str, length: int) -> DaySet:
        """The same without reaching back further: paused days are still left out."""
        first = self._end(kind)
        days = all_of(min(max(0, length) + first, self.reach)) & ~all_of(first)
        return days & ~self.paused

    def as_of(self, day: date) -> History:
        """The same as it stood on another day, with all that is known of it now."""
        days = (self.today - day).days
        if days == 0:
            return self
        if days < 0:
            return self._later(-days, day)
        return replace(
            self,
            today=day,
            reach=max(0, self.reach - days),
            logged=self.logged >> days,
            paused=self.paused >> days,
            changed=self.changed >> days,
            steps={kind: step.before(days) for kind, step in self.steps.items()},
            happenings={key: happened >> days for key, happened in self.happenings.items()},
            last_logged=_last(self.logged >> days, self.last_logged, days),
            last_count=_last(_set_of(self.counts_a_day) >> days, self.last_count, days),
            counts_a_day=_shifted(self.counts_a_day, days),
            points=tuple(point for point in self.points if point.day <= day),
        )

    def _later(self, days: int, day: date) -> History:
        """The same when nothing more has been said for some days."""
        return replace(
            self,
            today=day,
            reach=self.reach + days,
            logged=self.logged << days,
            paused=self.paused << days,
            changed=self.changed << days,
            steps={kind: step.after(days) for kind, step in self.steps.items()},
            happenings={key: happened << days for key, happened in self.happenings.items()},
            last_logged=None if self.last_logged is None else self.last_logged + days,
            last_count=None if self.last_count is None else self.last_count + days,
            counts_a_day=_shifted(self.counts_a_day, -days),
        )

    def _end(self, kind: str) -> int:
        """The day, as days ago, with which windows of the kind end."""
        return 0 if self.step(kind).answered & TODAY else 1

    def _unpaused(self, first: int) -> Iterator[int]:
        return (ago for ago in range(first, self.reach) if not self.paused >> ago & 1)


def _shifted(days: Mapping[int, Value], number: int) -> dict[int, Value]:
    return {ago - number: value for ago, value in days.items() if ago >= number}


def _set_of(days: Iterable[int]) -> DaySet:
    return sum(1 << ago for ago in days)


def _last(days: DaySet, known: int | None, passed: int) -> int | None:
    """The latest day of a set; where it is empty, what was known of the time before it."""
    if days:
        return first_of(days)
    return None if known is None or known < passed else known - passed
