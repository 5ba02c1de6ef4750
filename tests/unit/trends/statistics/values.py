"""Short ways to write counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from routines.trends.series import Point

START = date(2026, 1, 1)


def day(number: int) -> date:
    return START + timedelta(days=number)


def weekly(spots: Sequence[int], first: int = 0) -> list[Point]:
    """Return a count every seven days."""
    return [Point(day(first + 7 * place), number, False) for place, number in enumerate(spots)]


def counted(rows: Iterable[tuple[int, int]]) -> list[Point]:
    """Return counts by (day, spots)."""
    return [Point(day(number), spots, False) for number, spots in rows]
