"""When a page asks for a count."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from routines.spots.prompt import Asking, asking, counting_day, next_counting_day, next_due

SUNDAY = 6
LAST_SUNDAY = date(2026, 11, 15)
TODAY = date(2026, 11, 22)
"""A Sunday."""


def ask(  # The tests' usual person counts on Sundays and joined long ago.
    today: date = TODAY,
    *,
    last_count_day: date | None,
    joined_on: date = date(2026, 1, 1),
    is_paused: bool = False,
    is_hidden: bool = False,
) -> Asking:
    return asking(
        today=today,
        weekday=SUNDAY,
        joined_on=joined_on,
        last_count_day=last_count_day,
        is_paused=is_paused,
        is_hidden=is_hidden,
    )


@pytest.mark.parametrize("weekday", range(7))
@pytest.mark.parametrize("offset", range(7))
def test_counting_days_frame_any_day(weekday: int, offset: int) -> None:
    day = TODAY + timedelta(days=offset)
    last, coming = counting_day(day, weekday), next_counting_day(day, weekday)
    assert (last.weekday(), coming.weekday()) == (weekday, weekday)
    assert (coming - last).days == (0 if last == day else 7)
    assert last <= day <= coming


def test_asking_is_due_from_the_counting_day_until_there_is_a_count() -> None:
    asked = [ask(TODAY + timedelta(days=n), last_count_day=LAST_SUNDAY) for n in range(-6, 15)]
    assert asked == [Asking.SILENT] * 6 + [Asking.DUE] * 15


@pytest.mark.parametrize(
    ("last_count_day", "expected"),
    [
        (TODAY, Asking.SILENT),
        (TODAY - timedelta(days=1), Asking.SILENT),
        (TODAY - timedelta(days=3), Asking.SILENT),
        (TODAY - timedelta(days=4), Asking.DUE),
        (TODAY + timedelta(days=1), Asking.SILENT),
    ],
    ids=["today", "a day early", "three days early", "a late one", "counted ahead of today"],
)
def test_asking_on_the_counting_day(last_count_day: date, expected: Asking) -> None:
    assert ask(last_count_day=last_count_day) is expected


def test_asking_a_new_person_offers_first_and_is_due_from_the_first_counting_day() -> None:
    joined_on = date(2026, 11, 18)
    asked = [
        ask(joined_on + timedelta(days=n), joined_on=joined_on, last_count_day=None)
        for n in range(6)
    ]
    assert asked == [Asking.OFFERED] * 4 + [Asking.DUE] * 2


def test_asking_a_person_who_joins_on_the_counting_day_is_due_at_once() -> None:
    assert ask(joined_on=TODAY, last_count_day=None) is Asking.DUE


@pytest.mark.parametrize("last_count_day", [None, LAST_SUNDAY])
def test_asking_is_silent_on_a_paused_day_and_while_counts_are_hidden(
    last_count_day: date | None,
) -> None:
    assert ask(last_count_day=last_count_day, is_paused=True) is Asking.SILENT
    assert ask(last_count_day=last_count_day, is_hidden=True) is Asking.SILENT


@pytest.mark.parametrize(
    ("last_count_day", "due_on"),
    [
        (None, TODAY),
        (LAST_SUNDAY, TODAY),
        (TODAY - timedelta(days=3), TODAY + timedelta(days=7)),
        (TODAY, TODAY + timedelta(days=7)),
    ],
)
def test_next_count_is_due_on_the_first_day_that_asks(
    last_count_day: date | None, due_on: date
) -> None:
    long_ago = date(2026, 1, 1)
    found = next_due(today=TODAY, weekday=SUNDAY, joined_on=long_ago, last_count_day=last_count_day)
    assert found == due_on


@pytest.mark.parametrize("weekday", range(7))
@pytest.mark.parametrize("ago", range(-1, 15))
def test_next_count_is_due_within_eleven_days_whatever_was_counted(weekday: int, ago: int) -> None:
    counted = TODAY - timedelta(days=ago)
    found = next_due(today=TODAY, weekday=weekday, joined_on=counted, last_count_day=counted)
    assert timedelta() <= found - TODAY <= timedelta(days=11)


def test_who_joins_is_asked_on_their_first_counting_day() -> None:
    monday = TODAY + timedelta(days=1)
    found = next_due(today=monday, weekday=SUNDAY, joined_on=monday, last_count_day=None)
    assert found == TODAY + timedelta(days=7)
