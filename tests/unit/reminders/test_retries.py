"""When a message that did not arrive is tried again, and when no more."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from routines.reminders.retries import next_try, wait_after

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_waits_double_up_to_two_hours() -> None:
    waits = [wait_after(attempts, 0.5) for attempts in range(1, 11)]
    assert waits == [
        timedelta(minutes=minutes) for minutes in (1, 2, 4, 8, 16, 32, 64, 120, 120, 120)
    ]


@pytest.mark.parametrize(("chance", "seconds"), [(0.0, 45), (0.5, 60), (1.0, 75)])
def test_chance_moves_a_wait_by_a_quarter(chance: float, seconds: int) -> None:
    assert wait_after(1, chance) == timedelta(seconds=seconds)


def test_a_thousand_attempts_wait_no_longer() -> None:
    assert wait_after(1000, 0.5) == timedelta(hours=2)


def test_what_the_other_side_asks_for_is_heard_where_it_is_longer() -> None:
    def after(asked: timedelta) -> datetime | None:
        return next_try(due_at=NOON, now=NOON, attempts=1, chance=0.5, asked=asked)

    assert after(timedelta(minutes=10)) == NOON + timedelta(minutes=10)
    assert after(timedelta(seconds=1)) == NOON + timedelta(minutes=1)


def test_it_is_given_up_where_the_next_try_is_more_than_a_day_late() -> None:
    now = NOON + timedelta(days=1) - timedelta(minutes=1)
    assert next_try(due_at=NOON, now=now, attempts=1, chance=0.5) == NOON + timedelta(days=1)
    assert next_try(due_at=NOON, now=now, attempts=2, chance=0.5) is None
