"""Sets of days as whole numbers."""

from __future__ import annotations

from datetime import date

import pytest

from routines.trends.daysets import Calendar

SUNDAY = date(2026, 11, 1)
WEEK = Calendar(SUNDAY, date(2026, 11, 7))


def numbers(days: int) -> list[int]:
    return [number for number in range(days.bit_length()) if days >> number & 1]


def test_all_days_of_a_calendar() -> None:
    assert numbers(WEEK.all_days) == [0, 1, 2, 3, 4, 5, 6]


def test_calendar_that_ends_before_it_begins_is_empty() -> None:
    assert Calendar(SUNDAY, date(2026, 10, 31)).all_days == 0


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2026, 11, 2), date(2026, 11, 4), [1, 2, 3]),
        (date(2026, 10, 20), date(2026, 11, 2), [0, 1]),
        (date(2026, 11, 6), None, [5, 6]),
        (date(2026, 11, 6), date(2027, 1, 1), [5, 6]),
        (date(2026, 11, 4), date(2026, 11, 3), []),
        (date(2026, 12, 1), None, []),
        (date(2026, 1, 1), date(2026, 2, 1), []),
    ],
)
def test_between_keeps_to_the_calendar(first: date, last: date | None, expected: list[int]) -> None:
    assert numbers(WEEK.between(first, last)) == expected


def test_before_leaves_the_end_out() -> None:
    assert numbers(WEEK.before(date(2026, 11, 2), date(2026, 11, 4))) == [1, 2]
    assert numbers(WEEK.before(date(2026, 11, 6), None)) == [5, 6]


def test_weekdays_are_numbered_from_monday() -> None:
    fortnight = Calendar(SUNDAY, date(2026, 11, 14))
    assert numbers(fortnight.weekdays({0})) == [1, 8]
    assert numbers(fortnight.weekdays({6, 2})) == [0, 3, 7, 10]


def test_read_leaves_out_days_beyond_the_calendar() -> None:
    assert numbers(WEEK.read(["2026-11-03", "2026-11-07", "2026-11-08", "2025-11-03"])) == [2, 6]


def test_only_the_days_named() -> None:
    assert numbers(WEEK.only([date(2026, 11, 1), date(2026, 11, 5)])) == [0, 4]


def test_days_across_a_change_of_the_clocks_are_a_day_apart() -> None:
    october = Calendar(date(2026, 10, 24), date(2026, 10, 27))
    assert numbers(october.only([date(2026, 10, 25), date(2026, 10, 26)])) == [1, 2]
