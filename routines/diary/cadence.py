"""How often a step is meant to be done, and whether it is due on a day."""

from __future__ import annotations

import calendar
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

WEEK = 7
LONGEST_INTERVAL = 90


class Kind(StrEnum):
    DAILY = "daily"
    WEEKLY = "weekly"
    EVERY = "every"
    WEEKDAYS = "weekdays"


@dataclass(frozen=True, kw_only=True)
class Cadence:
    """Daily, `times_a_week` a week, every `every_days` days, or on `weekdays` (Monday is 0)."""

    kind: Kind = Kind.DAILY
    times_a_week: int = 0
    every_days: int = 0
    weekdays: frozenset[int] = field(default_factory=frozenset)

    @property
    def per_day(self) -> float:
        """How often it is meant to be done, in times a day."""
        match self.kind:
            case Kind.DAILY:
                return 1.0
            case Kind.WEEKLY:
                return self.times_a_week / WEEK
            case Kind.EVERY:
                return 1 / self.every_days
            case Kind.WEEKDAYS:
                return len(self.weekdays) / WEEK

    @property
    def looks_back(self) -> int:
        """How many days before a day decide whether the step is due on it."""
        match self.kind:
            case Kind.WEEKLY:
                return WEEK - 1
            case Kind.EVERY:
                return self.every_days - 1
            case _:
                return 0

    @property
    def is_fixed(self) -> bool:
        """Whether the calendar alone says on which days it is due."""
        return self.kind in (Kind.DAILY, Kind.WEEKDAYS)


def is_due(cadence: Cadence, day: date, done: Container[date]) -> bool:
    """Say whether a step is due on `day`, given the days on which it was done before.

    "Twice a week" is due while fewer than two of the last seven days (this one excluded) have it,
    and rests for 7 // n days in between, so that the times spread over the week.
    """
    match cadence.kind:
        case Kind.DAILY:
            return True
        case Kind.WEEKDAYS:
            return day.weekday() in cadence.weekdays
        case Kind.EVERY:
            return not _any_within(done, day, cadence.every_days - 1)
        case Kind.WEEKLY:
            rest = WEEK // cadence.times_a_week - 1
            recent = sum(1 for earlier in _days_before(day, WEEK - 1) if earlier in done)
            return recent < cadence.times_a_week and not _any_within(done, day, rest)


def _any_within(done: Container[date], day: date, days: int) -> bool:
    return any(earlier in done for earlier in _days_before(day, days))


def _days_before(day: date, days: int) -> Iterator[date]:
    """The nearest first. Asking for each costs the same however long the diary is."""
    return (day - timedelta(days=number) for number in range(1, days + 1))


def weekdays_from_bits(bits: int) -> frozenset[int]:
    """Bit 0 is Monday."""
    return frozenset(weekday for weekday in range(WEEK) if bits >> weekday & 1)


def bits_from_weekdays(weekdays: Iterable[int]) -> int:
    """The inverse of `weekdays_from_bits`."""
    return sum(1 << weekday for weekday in set(weekdays))


def add_months(day: date, months: int) -> date:
    """The same day of the month, or its last one where the month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def days_between(first: date, last: date) -> list[date]:
    """Every day from `first` to `last`, both included."""
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
