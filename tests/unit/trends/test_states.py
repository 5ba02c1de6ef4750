"""What each day was for a step: due, done, over, in streaks, and drawn."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routines.diary.cadence import Cadence, Kind, is_due
from routines.trends.daysets import Calendar
from routines.trends.states import States, days_over, due_days, most_in_a_week, within_weeks

FIRST = date(2026, 11, 2)
"""A Monday."""
CALENDAR = Calendar(FIRST, FIRST + timedelta(days=59))


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def days(*numbers: int) -> int:
    return CALENDAR.only(map(day, numbers))


CADENCES = st.one_of(
    st.just(Cadence()),
    st.builds(Cadence, kind=st.just(Kind.WEEKLY), times_a_week=st.integers(1, 6)),
    st.builds(Cadence, kind=st.just(Kind.EVERY), every_days=st.integers(2, 30)),
    st.builds(
        Cadence, kind=st.just(Kind.WEEKDAYS), weekdays=st.frozensets(st.integers(0, 6), min_size=1)
    ),
)


@given(cadence=CADENCES, done=st.frozensets(st.integers(0, 59)))
def test_due_days_are_those_of_the_cadence(cadence: Cadence, done: frozenset[int]) -> None:
    did = {day(number) for number in done}
    expected = days(*(number for number in range(60) if is_due(cadence, day(number), did)))
    assert due_days(CALENDAR, cadence, days(*done)) == expected


@pytest.mark.parametrize(
    ("times", "cap", "expected"),
    [
        ({0: 1, 3: 1}, 2, ()),
        ({0: 1, 3: 1, 6: 1}, 2, (6,)),
        ({0: 1, 3: 1, 7: 1}, 2, ()),
        ({0: 3}, 2, (0,)),
        ({0: 1, 1: 1, 2: 1, 3: 1}, 2, (2, 3)),
        (dict.fromkeys(range(10), 1), 2, (2, 3, 4, 5, 6, 9)),
        ({0: 1, 5: 1}, 1, (5,)),
        ({0: 1, 3: 1, 7: 1, 10: 1}, 1, (3, 10)),
        ({0: 1, 2: 3, 7: 1}, 2, (2,)),
        ({}, 2, ()),
    ],
)
def test_days_over_the_cap(times: dict[int, int], cap: int, expected: tuple[int, ...]) -> None:
    counted = {day(number): often for number, often in times.items()}
    assert days_over(CALENDAR, counted, cap) == days(*expected)


TWICE = Cadence(kind=Kind.WEEKLY, times_a_week=2)
EVERY_THIRD = Cadence(kind=Kind.EVERY, every_days=3)


@pytest.mark.parametrize(
    ("cadence", "done", "expected"),
    [
        (TWICE, (0, 3, 7, 10), (0, 3, 7, 10)),
        (TWICE, (1, 4, 7, 8, 9), (1, 4, 7, 8)),
        (TWICE, (5, 6, 7, 8), (5, 6, 7, 8)),
        (TWICE, (0, 1, 2, 3), (0, 1)),
        (EVERY_THIRD, (0, 1, 2, 3, 4), (0, 1, 2)),
    ],
)
def test_zeal_stays_in_its_own_week(
    cadence: Cadence, done: tuple[int, ...], expected: tuple[int, ...]
) -> None:
    assert within_weeks(CALENDAR, cadence, days(*done)) == days(*expected)


@pytest.mark.parametrize(
    ("cadence", "times"),
    [
        (Cadence(), 7),
        (TWICE, 2),
        (EVERY_THIRD, 3),
        (Cadence(kind=Kind.EVERY, every_days=10), 1),
        (Cadence(kind=Kind.WEEKDAYS, weekdays=frozenset({0, 3})), 2),
    ],
)
def test_most_times_in_a_week(cadence: Cadence, times: int) -> None:
    assert most_in_a_week(cadence) == times


def test_states_are_counted_within_days() -> None:
    states = States(done=days(0, 1, 5), skipped=days(2), paused=days(9))
    assert states.within(CALENDAR.between(day(1), day(5))).tally() == {"done": 2, "skipped": 1}
