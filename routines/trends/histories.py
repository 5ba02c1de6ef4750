"""The days of a diary as sets that every step shares: logged, paused, unknown, answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from routines.diary.days import Span
from routines.trends.daysets import Calendar, DaySet

LENGTHS: tuple[int | None, ...] = (7, 30, 90, 365, None)
"""The spans of the page in days, today included; None is everything since the diary began."""


@dataclass(frozen=True, kw_only=True)
class Answers:
    """The days on which a step was answered, by answer."""

    done: DaySet = 0
    skipped: DaySet = 0
    not_done: DaySet = 0

    @property
    def given(self) -> DaySet:
        return self.done | self.skipped | self.not_done


NO_ANSWERS = Answers()


@dataclass(frozen=True, kw_only=True)
class Period:
    """A span of the page and what its days are.

    Logged, unknown and paused days add up to its length, less one while today is still open.
    """

    length: int | None
    first: date
    last: date
    logged: int
    unknown: int
    paused: int


class History:
    """The sets of days that every step shares."""

    def __init__(
        self,
        calendar: Calendar,
        answers: Mapping[int, Answers],
        pauses: Iterable[Span],
        over: DaySet = 0,
    ) -> None:
        self.calendar = calendar
        self.answers = answers
        self.over = over
        self.today = calendar.between(calendar.last, calendar.last)
        self.paused = 0
        for pause in pauses:
            self.paused |= calendar.between(pause.first, pause.last)
        self.logged = 0
        for answer in answers.values():
            self.logged |= answer.given
        self.logged &= ~self.paused

    def periods(self) -> tuple[Period, ...]:
        """What the days of each of LENGTHS are."""
        return tuple(self._period(length, first_of(self.calendar, length)) for length in LENGTHS)

    def _period(self, length: int | None, first: date) -> Period:
        days = self.calendar.between(first, None)
        return Period(
            length=length,
            first=first,
            last=self.calendar.last,
            logged=(days & self.logged).bit_count(),
            unknown=(days & self.unknown).bit_count(),
            paused=(days & self.paused).bit_count(),
        )

    @property
    def unknown(self) -> DaySet:
        """The days that are over and on which nothing was logged."""
        return self.calendar.all_days & ~self.logged & ~self.paused & ~self.today

    def countable(self, step_id: int) -> DaySet:
        """The days that count for a step: logged, not paused, and today only once answered."""
        given = self.answers.get(step_id, NO_ANSWERS).given
        return self.logged & ~(self.today & ~given)


def first_of(calendar: Calendar, length: int | None) -> date:
    if length is None:
        return calendar.first
    return max(calendar.first, calendar.last - timedelta(days=length - 1))
