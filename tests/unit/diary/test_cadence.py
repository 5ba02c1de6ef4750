"""When a step is due: cases worked out by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from routines.diary.cadence import (
    Cadence,
    Kind,
    add_months,
    bits_from_weekdays,
    days_between,
    is_due,
    weekdays_from_bits,
)
from tests.unit.diary.given import TODAY, before

DAILY = Cadence()
TWICE_A_WEEK = Cadence(kind=Kind.WEEKLY, times_a_week=2)
EVERY_3_DAYS = Cadence(kind=Kind.EVERY, every_days=3)
MONDAY_AND_SUNDAY = Cadence(kind=Kind.WEEKDAYS, weekdays=frozenset({0, 6}))


def due_days(cadence: Cadence, days: int) -> list[int]:
    """The numbers of the days on which it is due, if it is always done when it is."""
    done: set[date] = set()
    for number in range(days):
        day = TODAY + timedelta(days=number)
        if is_due(cadence, day, done):
            done.add(day)
    return sorted((day - TODAY).days for day in done)


@pytest.mark.parametrize(
    ("cadence", "expected"),
    [
        (DAILY, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]),
        (Cadence(kind=Kind.WEEKLY, times_a_week=1), [0, 7]),
        (TWICE_A_WEEK, [0, 3, 7]),
        (Cadence(kind=Kind.WEEKLY, times_a_week=3), [0, 2, 4, 7, 9]),
        (Cadence(kind=Kind.WEEKLY, times_a_week=6), [0, 1, 2, 3, 4, 5, 7, 8, 9]),
        (Cadence(kind=Kind.EVERY, every_days=2), [0, 2, 4, 6, 8]),
        (EVERY_3_DAYS, [0, 3, 6, 9]),
        (MONDAY_AND_SUNDAY, [0, 1, 7, 8]),
    ],
)
def test_due_days_when_always_done(cadence: Cadence, expected: list[int]) -> None:
    assert due_days(cadence, 10) == expected


@pytest.mark.parametrize(
    ("cadence", "done_days_ago", "expected"),
    [
        (DAILY, [1], True),
        (TWICE_A_WEEK, [], True),
        (TWICE_A_WEEK, [1], False),
        (TWICE_A_WEEK, [2], False),
        (TWICE_A_WEEK, [3], True),
        (TWICE_A_WEEK, [3, 6], False),
        (TWICE_A_WEEK, [3, 7], True),
        (EVERY_3_DAYS, [2], False),
        (EVERY_3_DAYS, [3], True),
        (EVERY_3_DAYS, [400], True),
        (MONDAY_AND_SUNDAY, [1, 2, 3], True),
    ],
)
def test_is_due_after_done(cadence: Cadence, done_days_ago: list[int], *, expected: bool) -> None:
    assert is_due(cadence, TODAY, {before(days) for days in done_days_ago}) is expected


def test_is_due_does_not_ask_of_the_day_itself_nor_of_later_ones() -> None:
    done = {TODAY, TODAY + timedelta(days=1)}
    assert is_due(EVERY_3_DAYS, TODAY, done)
    assert is_due(TWICE_A_WEEK, TODAY, done)


@pytest.mark.parametrize(
    ("cadence", "per_day", "looks_back", "is_fixed"),
    [
        (DAILY, 1, 0, True),
        (TWICE_A_WEEK, 2 / 7, 6, False),
        (EVERY_3_DAYS, 1 / 3, 2, False),
        (MONDAY_AND_SUNDAY, 2 / 7, 0, True),
    ],
)
def test_cadence_in_figures(
    cadence: Cadence, per_day: float, looks_back: int, *, is_fixed: bool
) -> None:
    assert (cadence.per_day, cadence.looks_back, cadence.is_fixed) == (
        per_day,
        looks_back,
        is_fixed,
    )


def test_weekdays_as_bits() -> None:
    assert bits_from_weekdays([0, 6, 6]) == 0b1000001
    assert weekdays_from_bits(0b1000001) == {0, 6}
    assert weekdays_from_bits(0) == frozenset()


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 11, 30), 120, date(2036, 11, 30)),
    ],
)
def test_add_months(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


def test_days_between_includes_both() -> None:
    assert days_between(before(2), TODAY) == [before(2), before(1), TODAY]
    assert days_between(TODAY, TODAY) == [TODAY]
    assert days_between(TODAY, before(1)) == []
