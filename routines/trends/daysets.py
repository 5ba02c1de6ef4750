"""Sets of days as whole numbers: bit n stands for the n-th day of a diary.

Ten years of daily answers are a handful of such numbers, so "done, scheduled, not paused, in the
last 90 days" is three `&` and one count of bits, whatever the length of the diary.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

WEEK = 7
ONE = ord("1")

DaySet = int
"""Bit n is set when the n-th day of the calendar belongs to the set."""


@dataclass(frozen=True)
class Calendar:
    """The days that sets speak of, from `first` to `last`, both included."""

    first: date
    last: date

    @property
    def length(self) -> int:
        """In days; none at all when `last` lies before `first`."""
        return max(0, (self.last - self.first).days + 1)

    @property
    def all_days(self) -> DaySet:
        return (1 << self.length) - 1

    def between(self, first: date, last: date | None) -> DaySet:
        """Return the days from `first` to `last`, both included, as far as the calendar goes."""
        begin = max(0, (first - self.first).days)
        end = self.length if last is None else min(self.length, (last - self.first).days + 1)
        return (1 << end) - (1 << begin) if begin < end else 0

    def before(self, first: date, end: date | None) -> DaySet:
        """Return the days from `first` until `end`, which is excluded."""
        return self.between(first, None if end is None else end - timedelta(days=1))

    def weekdays(self, wanted: Iterable[int]) -> DaySet:
        """Return every day that falls on one of the weekdays; Monday is 0."""
        every_seventh = ((1 << WEEK * (self.length // WEEK + 1)) - 1) // ((1 << WEEK) - 1)
        days = 0
        for weekday in wanted:
            days |= every_seventh << (weekday - self.first.weekday()) % WEEK
        return days & self.all_days

    def only(self, days: Iterable[date]) -> DaySet:
        """Return the set of these days; those outside the calendar are left out."""
        return self.read(day.isoformat() for day in days)

    def read(self, texts: Iterable[str]) -> DaySet:
        """Return the set of the days written like "2026-11-22", as a database keeps them."""
        return self._set(filter(None, map(self._places.get, texts)))

    def at(self, numbers: Iterable[int]) -> DaySet:
        """Return the set of the n-th days, counted from 0; all of them are in the calendar."""
        length = self.length
        return self._set(length - number for number in numbers)

    def _set(self, places: Iterable[int]) -> DaySet:
        """Turn the places of digits into a number; far faster than setting a bit at a time."""
        digits = bytearray(b"0") * (self.length + 1)
        for place in places:
            digits[place] = ONE
        return int(digits, 2)

    @cached_property
    def _places(self) -> dict[str, int]:
        """Where the digit of each day stands, from 1 on: the last comes first, as in any number."""
        ordinals = range(self.first.toordinal(), self.last.toordinal() + 1)
        texts = map(date.isoformat, map(date.fromordinal, ordinals))
        return dict(zip(texts, range(self.length, 0, -1), strict=True))
