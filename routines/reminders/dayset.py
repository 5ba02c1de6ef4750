"""Sets of the last days as whole numbers: bit n stands for n days ago, bit 0 for today.

So "the last seven days but today" is `days >> 1 & 0b1111111`, and what was so on an earlier day is
a shift. (The trends count their days from the first on, because their spans begin there.)
"""

from __future__ import annotations

from collections.abc import Iterator

DaySet = int
"""Bit n is set when the day n days ago belongs to the set."""

TODAY: DaySet = 1


def all_of(length: int) -> DaySet:
    """Today and the days before it, so many in all."""
    return (1 << max(0, length)) - 1


def first_of(days: DaySet) -> int:
    """The latest day of a set that is not empty."""
    return (days & -days).bit_length() - 1


def days_in(days: DaySet) -> Iterator[int]:
    """Each day of a set as days ago, earliest first."""
    while days:
        ago = days.bit_length() - 1
        yield ago
        days ^= 1 << ago
