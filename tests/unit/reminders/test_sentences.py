"""Short sentences about nudges and moments of sending."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pytest

from routines.reminders.schedule import Sending
from routines.reminders.sentences import sending_words, times, weekday_words

NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@pytest.mark.parametrize(("number", "words"), [(1, "once"), (2, "twice"), (3, "3 times")])
def test_times_in_words(number: int, words: str) -> None:
    assert times(number, str(number)) == words


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        (range(7), "every day"),
        ({0, 1, 2, 3, 4}, "Mon–Fri"),
        ({5, 6}, "Sat, Sun"),
        ({0, 2, 4, 5, 6}, "Mon, Wed, Fri–Sun"),
        ({6, 0}, "Mon, Sun"),
        ({3}, "Thu"),
    ],
)
def test_weekdays_in_words(chosen: set[int], words: str) -> None:
    assert weekday_words(set(chosen), NAMES) == words


@pytest.mark.parametrize(
    ("has_messages", "slots", "waited", "clock", "words"),
    [
        (True, (), False, time(9), "Morning messages"),
        (True, (), False, time(12), "Afternoon messages"),
        (True, (), False, time(18), "Evening messages"),
        (False, ("evening",), False, time(21, 30), "Evening nudge"),
        (False, ("any",), False, time(12), "Nudge for any time"),
        (
            True,
            ("morning", "evening"),
            True,
            time(7),
            "Morning messages, morning nudge and evening nudge, after your quiet hours",
        ),
    ],
)
def test_reasons_for_sending_in_words(
    *, has_messages: bool, slots: tuple[str, ...], waited: bool, clock: time, words: str
) -> None:
    at = datetime(2026, 11, 22, 8, tzinfo=UTC)
    sending = Sending(at=at, has_messages=has_messages, slots=slots, waited=waited)
    assert sending_words(sending, clock) == words
