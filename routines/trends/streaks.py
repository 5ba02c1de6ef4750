"""How often in a row a step was kept, said gently.

- Daily and on chosen weekdays: the days on which it was meant to be done and was.
- n times a week: the weeks, Monday to Sunday, with as many times as their counted days ask for. The
  week that isn't over yet counts once it has them, and breaks nothing before.
- Every n days: the times, as long as never 2·n counted days went by without one.

A skip, a pause and a day without any log neither break a run nor count; the days without a log are
said. A time beyond the cap doesn't count either.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from routines.diary.cadence import WEEK, Cadence, Kind
from routines.trends.daysets import Calendar, DaySet
from routines.trends.states import States


class Unit(StrEnum):
    DAYS = "day"
    TIMES = "time"
    WEEKS = "week"


@dataclass(frozen=True, kw_only=True)
class Streak:
    """A run that reaches up to now. `unknown` days in it were not logged at all."""

    length: int = 0
    unit: Unit = Unit.DAYS
    since: date | None = None
    unknown: int = 0


def streak(
    calendar: Calendar, cadence: Cadence, days: DaySet, states: States, counted: DaySet
) -> Streak:
    """Return the run of a step that has this cadence on `days`.

    `counted` are the days that count for or against it.
    """
    match cadence.kind:
        case Kind.WEEKLY:
            length, begin = _weeks(calendar, cadence, days & states.done, days & counted)
            unit = Unit.WEEKS
        case Kind.EVERY:
            begin = _begin_of_times(cadence, days & states.done, days & counted)
            length, unit = _from(begin, days & states.done).bit_count(), Unit.TIMES
        case kind:
            meant = days if kind is Kind.DAILY else days & calendar.weekdays(cadence.weekdays)
            begin = (meant & counted & ~states.done).bit_length()
            run = _from(begin, meant & states.done)
            length, unit = run.bit_count(), Unit.DAYS if kind is Kind.DAILY else Unit.TIMES
            begin = _first_of(run, begin)
    if not length:
        return Streak(unit=unit)
    unknown = _from(begin, days & states.unknown)
    return Streak(
        length=length,
        unit=unit,
        since=calendar.first + timedelta(days=begin),
        unknown=unknown.bit_count(),
    )


def _from(begin: int, days: DaySet) -> DaySet:
    return days >> begin << begin


def _first_of(days: DaySet, otherwise: int) -> int:
    return (days & -days).bit_length() - 1 if days else otherwise


def _weeks(calendar: Calendar, cadence: Cadence, done: DaySet, counted: DaySet) -> tuple[int, int]:
    """Return how many weeks were kept in a row, and the first day of the first of them."""
    length, begin = 0, calendar.length
    start = calendar.length - 1 - calendar.last.weekday()
    is_present = True
    while start > -WEEK:
        week = _week(start)
        wanted = _wanted(cadence, (counted & week).bit_count())
        if wanted and (done & week).bit_count() >= wanted:
            length, begin = length + 1, max(0, start)
        elif wanted and not is_present:
            break
        start, is_present = start - WEEK, False
    return length, begin


def _week(start: int) -> DaySet:
    """Seven days from `start` on, which may lie before the calendar."""
    return ((1 << WEEK) - 1) << start if start >= 0 else ((1 << WEEK) - 1) >> -start


def _wanted(cadence: Cadence, counted: int) -> int:
    """How often in a week with so many counted days; in a week without any, not at all."""
    return (2 * counted * cadence.times_a_week + WEEK) // (2 * WEEK)


def _begin_of_times(cadence: Cadence, done: DaySet, counted: DaySet) -> int:
    """Return the first day of the run."""
    waited, begin = 0, counted.bit_length()
    for day in range(counted.bit_length() - 1, -1, -1):
        if done >> day & 1:
            waited, begin = 0, day
        elif counted >> day & 1:
            waited += 1
            if waited >= 2 * cadence.every_days:
                break
    return begin
