"""Where the axes have a word: few of them, at round numbers and round days."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta

from routines.accounts import formats
from routines.diary.cadence import WEEK
from routines.trends.chart import Window

MOST_WIDE, MOST_NARROW = 10.5, 5.5
"""Labels that fit beside each other on a wide screen, and on a phone; one may lie just outside."""

WEEK_STEPS = (1, 2)
MONTH_STEPS = (1, 2, 3, 4, 6, 12, 24, 60, 120)
LONG_MONTHS = 6
MONTHS = 12


@dataclass(frozen=True)
class Tick:
    """A label at a day; `is_minor` where a narrow screen has no room for it."""

    day: date
    label: str
    is_minor: bool


def count_ticks(highest: float) -> list[int]:
    """Return whole numbers from 0 on, at most five steps, the last at or above `highest`."""
    top = max(4, math.ceil(highest))
    steps = (digit * 10**power for power in range(5) for digit in (1, 2, 5))
    step = next(size for size in steps if top <= 5 * size)
    return [step * number for number in range(math.ceil(top / step) + 1)]


def day_ticks(window: Window, locale: str) -> list[Tick]:
    """Return labels at round distances: weeks back from the last day, or months, or years."""
    weeks = [step for step in WEEK_STEPS if window.days / (WEEK * step) <= MOST_WIDE]
    if weeks:
        return _weekly(window, weeks[0], locale)
    months = window.days / 30.4
    wide = next((step for step in MONTH_STEPS if months / step <= MOST_WIDE), MONTH_STEPS[-1])
    narrow = next(
        (step for step in MONTH_STEPS if step % wide == 0 and months / step <= MOST_NARROW), wide
    )
    return [
        Tick(day, _month_label(day, wide, locale), is_minor=_months(day) % narrow != 0)
        for day in _firsts_of_months(window, wide)
    ]


def _weekly(window: Window, weeks: int, locale: str) -> list[Tick]:
    step = WEEK * weeks
    keep = math.ceil(window.days / step / MOST_NARROW)
    backwards = range((window.days - 1) // step + 1)
    days = [(back, window.last - timedelta(days=step * back)) for back in backwards]
    return [
        Tick(day, formats.day_short(day, locale), is_minor=back % keep != 0)
        for back, day in reversed(days)
    ]


def _firsts_of_months(window: Window, step: int) -> list[date]:
    first = math.ceil(_months(window.first) / step) * step
    days = [
        date(month // MONTHS, month % MONTHS + 1, 1)
        for month in range(first, _months(window.last) + 1, step)
    ]
    return [day for day in days if window.holds(day)]


def _months(day: date) -> int:
    """Months since the year 0."""
    return day.year * MONTHS + day.month - 1


def _month_label(day: date, step: int, locale: str) -> str:
    """January carries its year, and so does every month of a long window."""
    if step % MONTHS == 0:
        return formats.year(day, locale)
    if day.month == 1 or step >= LONG_MONTHS:
        return formats.month_short_year(day, locale)
    return formats.month_short(day, locale)
