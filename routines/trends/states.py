"""What each day is for one step, as sets of days.

Done, skipped and not done are answers; a logged day without one is not done where the step was due,
and otherwise a day of rest. Where no day is fixed (twice a week, every n days) a due day without it
is no miss: it waited, and another day may do as well. Unknown is a day on which nothing at all was
logged. More than the cap allows (of exfoliation) is a state of its own: it was done, and it is no
success.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from routines.diary.cadence import WEEK, Cadence, Kind
from routines.trends.daysets import Calendar, DaySet


@dataclass(frozen=True, kw_only=True)
class States:
    """The days of one step. No day is in two of the sets; on other days nothing was due."""

    done: DaySet = 0
    over: DaySet = 0
    skipped: DaySet = 0
    missed: DaySet = 0
    waited: DaySet = 0
    unknown: DaySet = 0
    paused: DaySet = 0

    def named(self) -> tuple[tuple[str, DaySet], ...]:
        """Each state by the name that its mark has."""
        return (
            ("done", self.done),
            ("over", self.over),
            ("skipped", self.skipped),
            ("missed", self.missed),
            ("waited", self.waited),
            ("unknown", self.unknown),
            ("paused", self.paused),
        )

    def within(self, days: DaySet) -> States:
        """Return the same of these days alone."""
        return States(**{name: own & days for name, own in self.named()})

    def tally(self) -> dict[str, int]:
        """Return how many days there are of each state that has any."""
        return {name: days.bit_count() for name, days in self.named() if days}


FLEXIBLE = frozenset({Kind.WEEKLY, Kind.EVERY})
"""Cadences that ask for a rate and fix no day."""


def due_days(calendar: Calendar, cadence: Cadence, done: DaySet) -> DaySet:
    """Return the days on which a step is due, as `cadence.is_due` says of each."""
    match cadence.kind:
        case Kind.WEEKDAYS:
            return calendar.weekdays(cadence.weekdays)
        case Kind.EVERY:
            return calendar.all_days & ~_done_before(done, cadence.every_days - 1)
        case Kind.WEEKLY:
            rest = WEEK // cadence.times_a_week - 1
            enough = _at_least(cadence.times_a_week, done, WEEK - 1)
            return calendar.all_days & ~_done_before(done, rest) & ~enough
        case _:
            return calendar.all_days


def _done_before(done: DaySet, days: int) -> DaySet:
    """The days that follow a day of `done` by at most so many."""
    after = 0
    for number in range(1, days + 1):
        after |= done << number
    return after


def _at_least(times: int, done: DaySet, days: int) -> DaySet:
    """The days before which, within so many days, there are at least so many of `done`."""
    reached = [-1, *[0] * times]
    for number in range(1, days + 1):
        for place in range(times, 0, -1):
            reached[place] |= reached[place - 1] & done << number
    return reached[times]


def most_in_a_week(cadence: Cadence) -> int:
    """Return how often a step is meant to be done within seven days at most."""
    match cadence.kind:
        case Kind.WEEKLY:
            return cadence.times_a_week
        case Kind.EVERY:
            return -(-WEEK // cadence.every_days)
        case Kind.WEEKDAYS:
            return len(cadence.weekdays)
        case _:
            return WEEK


def within_weeks(calendar: Calendar, cadence: Cadence, done: DaySet) -> DaySet:
    """Return the days of `done` without those that went beyond the rate in their week.

    A week is Monday to Sunday, and the first days in it stay: zeal in one week doesn't make up for
    another.
    """
    times = most_in_a_week(cadence)
    reached = [-1, *[0] * times]
    for number in range(1, WEEK):
        of_the_week = done << number & calendar.weekdays(range(number, WEEK))
        for place in range(times, 0, -1):
            reached[place] |= reached[place - 1] & of_the_week
    return done & ~reached[times]


def days_over(calendar: Calendar, times: Mapping[date, int], cap: int) -> DaySet:
    """Return the days with a time beyond `cap` within seven days, that day the last.

    The first times are within the cap, and only those fill it up: with a cap of 2 somebody who does
    it daily keeps two days of seven and goes beyond on five. `times` says how often it was done on
    a day, of all steps that the cap is for.
    """
    over: list[int] = []
    within: deque[tuple[int, int]] = deque()
    for place, number in sorted(((day - calendar.first).days, n) for day, n in times.items()):
        while within and within[0][0] <= place - WEEK:
            within.popleft()
        room = cap - sum(filled for _, filled in within)
        if number > room:
            over.append(place)
        if room > 0 and number > 0:
            within.append((place, min(number, room)))
    return calendar.at(over)


def join(sets: Iterable[DaySet]) -> DaySet:
    """Return the days that are in any of the sets."""
    days = 0
    for one in sets:
        days |= one
    return days
