"""What Loop Habit Tracker's two kinds of file have in common: values and frequencies."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from routines.diary.cadence import LONGEST_INTERVAL, WEEK, Cadence, Kind
from routines.portability.foreign import Habit, Item, Mark, Said, Unreadable
from routines.portability.readers.cells import whole

NUMBERS_ARE_TIMES: Final = 1000
SKIP: Final = 3
UNKNOWN: Final = -1
VALUES: Final[Mapping[int, Said]] = {
    2: Said.DONE,
    1: Said.AUTOMATIC,
    0: Said.NOT_DONE,
    UNKNOWN: Said.UNKNOWN,
    SKIP: Said.SKIPPED,
}
"""What a yes-or-no habit's number says."""
WORDS: Final[Mapping[str, int]] = {
    "YES_MANUAL": 2,
    "YES_AUTO": 1,
    "NO": 0,
    "UNKNOWN": UNKNOWN,
    "SKIP": SKIP,
}
"""How newer builds print these numbers, of every habit."""
LARGEST_VALUE: Final = 10**15


def said_by(value: int, *, is_numerical: bool) -> tuple[Said, Decimal | None] | None:
    """Return what a value says, with the number of a numerical habit; None for nonsense."""
    if not is_numerical or value in (SKIP, UNKNOWN):
        said = VALUES.get(value)
        return (said, None) if said is not None else None
    if not 0 <= value <= LARGEST_VALUE:
        return None
    return Said.NUMBER, Decimal(value) / NUMBERS_ARE_TIMES


def cadence_of(times: int, days: int) -> Cadence | None:
    """Return the cadence of so many times in so many days, None where there is none such here."""
    if times < 1 or days < 1:
        return None
    if times >= days:
        return Cadence()
    common = math.gcd(times, days)
    times, days = times // common, days // common
    if days == WEEK:
        return Cadence(kind=Kind.WEEKLY, times_a_week=times)
    if times == 1 and days <= LONGEST_INTERVAL:
        return Cadence(kind=Kind.EVERY, every_days=days)
    return None


def mark_of(habit: Habit, *, day: date, value: str, note: str, place: str, text: str) -> Item:
    """Return the mark that a printed value is, or that it is none."""
    number = WORDS.get(value.strip().upper())
    if number is None:
        number = whole(value)
    # Of a numerical habit the words stand for the numbers that they are elsewhere: NO is zero.
    said = None if number is None else said_by(number, is_numerical=habit.is_numerical)
    if said is None:
        return Unreadable(place=place, text=text, reason="Loop has no such value.")
    return Mark(place=place, habit=habit.ref, day=day, said=said[0], number=said[1], note=note)
