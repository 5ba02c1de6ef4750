"""What comes in by an address or from a device's clock."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from routines.diary.doors import NoSuchDay, day_from_address, given_at
from tests.conftest import NOON
from tests.unit.diary.given import TODAY

NOT_IN_CALENDAR = "There is no such day in the calendar."


def test_day_from_address() -> None:
    assert day_from_address("2026-11-22", TODAY) == TODAY
    assert day_from_address("2000-01-01", TODAY) == date(2000, 1, 1)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2026-02-30", NOT_IN_CALENDAR),
        ("20261122", NOT_IN_CALENDAR),
        ("2026-W47-7", NOT_IN_CALENDAR),
        ("٢٠٢٦-١١-٢٢", NOT_IN_CALENDAR),
        ("yesterday", NOT_IN_CALENDAR),
        ("", NOT_IN_CALENDAR),
        (
            "2026-11-23",
            "That day has not begun yet. You can log today and the days before it.",
        ),
        (
            "9999-12-31",
            "That day has not begun yet. You can log today and the days before it.",
        ),
        ("1999-12-31", "This diary goes back to 2000 and no further."),
        ("0001-01-01", "This diary goes back to 2000 and no further."),
    ],
)
def test_day_from_address_refuses_with_a_reason(text: str, reason: str) -> None:
    with pytest.raises(NoSuchDay) as refusal:
        day_from_address(text, TODAY)
    assert str(refusal.value) == reason


def test_given_at_never_lies_ahead_of_now() -> None:
    assert given_at(None, NOON) == NOON
    assert given_at(NOON - timedelta(hours=1), NOON) == NOON - timedelta(hours=1)
    assert given_at(NOON + timedelta(days=900), NOON) == NOON
