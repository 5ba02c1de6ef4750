"""Dates as people and spreadsheets write them. Which number is the month is never guessed here."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import Final

from routines.portability.readers.cells import date_of

MONTHS: Final = (
    *("jan", "feb", "mar", "apr", "may", "jun"),
    *("jul", "aug", "sep", "oct", "nov", "dec"),
)
LONGEST: Final = 60
_DAY_FIRST: Final = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\.? ([a-z]+)\.?,? (\d{4})", re.ASCII)
_MONTH_FIRST: Final = re.compile(r"([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", re.ASCII)
_NUMBERS: Final = re.compile(r"(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})", re.ASCII)
_TOGETHER: Final = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)
_TIME: Final = re.compile(r"[T ]\d{1,2}[:.h]\d\d", re.ASCII)
_WEEKDAY: Final = re.compile(r"^(mon|tue|wed|thu|fri|sat|sun)[a-z]*,? ", re.ASCII)


class Order(StrEnum):
    """In which order the numbers of a date stand."""

    YEAR_FIRST = "ymd"
    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"


def without_time(text: str) -> str:
    """Return the date of a date with a time behind it."""
    text = text.strip()[:LONGEST]
    found = _TIME.search(text)
    return text[: found.start()].rstrip(" ,") if found else text


def day_in_words(text: str) -> date | None:
    """Return the day in 28 April 2018, Apr 28, 2018 or Saturday, 28th April 2018, or None."""
    plain = _WEEKDAY.sub("", " ".join(text[:LONGEST].casefold().split()))
    if found := _DAY_FIRST.fullmatch(plain):
        day, month, year = found.groups()
    elif found := _MONTH_FIRST.fullmatch(plain):
        month, day, year = found.groups()
    else:
        return None
    if month[:3] not in MONTHS:
        return None
    return date_of(int(year), MONTHS.index(month[:3]) + 1, int(day))


def orders_of(text: str) -> frozenset[Order]:
    """Return the orders in which the text would be a date; all, where it needs none."""
    text = without_time(text)
    if day_in_words(text) is not None:
        return frozenset(Order)
    return frozenset(order for order in Order if day_by(text, order) is not None)


def day_by(text: str, order: Order) -> date | None:
    """Return the day in 2026-01-31, 31.1.26 or 1/31/2026 when read in this order, or None.

    Words need no order. A year of two digits is one of this century.
    """
    text = without_time(text)
    if (day := day_in_words(text)) is not None:
        return day
    found = _NUMBERS.fullmatch(text)
    if found is None:
        together = _TOGETHER.fullmatch(text) if order is Order.YEAR_FIRST else None
        return date_of(*map(int, together.groups())) if together else None
    numbers = (found[1], found[3], found[4])
    match order:
        case Order.YEAR_FIRST:
            year, month, day_number = numbers
        case Order.DAY_FIRST:
            day_number, month, year = numbers
        case Order.MONTH_FIRST:
            month, day_number, year = numbers
    if len(year) not in (2, 4) or len(day_number) > 2 or len(month) > 2:
        return None
    if len(year) == 2 and order is Order.YEAR_FIRST:
        return None
    return date_of(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day_number))
