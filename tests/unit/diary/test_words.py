"""Answers and cadences in words."""

from __future__ import annotations

import pytest

from routines.diary.cadence import Cadence, Kind
from routines.diary.days import Given
from routines.diary.words import cadence_words, said_words
from tests.unit.diary.given import TODAY

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@pytest.mark.parametrize(
    ("cadence", "expected"),
    [
        (Cadence(), ""),
        (Cadence(kind=Kind.WEEKLY, times_a_week=1), "once a week"),
        (Cadence(kind=Kind.WEEKLY, times_a_week=2), "twice a week"),
        (Cadence(kind=Kind.WEEKLY, times_a_week=3), "3 times a week"),
        (Cadence(kind=Kind.EVERY, every_days=2), "every other day"),
        (Cadence(kind=Kind.EVERY, every_days=10), "every 10 days"),
        (Cadence(kind=Kind.WEEKDAYS, weekdays=frozenset({6, 0})), "Mon, Sun"),
    ],
)
def test_cadence_words(cadence: Cadence, expected: str) -> None:
    assert cadence_words(cadence, WEEKDAYS) == expected


@pytest.mark.parametrize(
    ("answer", "fields", "expected"),
    [
        ("done", {}, "done"),
        ("done", {"times": 2}, "done twice"),
        ("done", {"times": 4}, "done 4 times"),
        ("not_done", {}, "not done"),
        ("skipped", {"skip_reason": "irritated"}, "skipped (skin is irritated)"),
        ("skipped", {"skip_reason": "other"}, "skipped"),
    ],
)
def test_said_words(answer: str, fields: dict[str, object], expected: str) -> None:
    assert said_words(Given(step_id=1, day=TODAY, answer=answer, **fields)) == expected  # type: ignore[arg-type]


def test_said_words_without_an_answer() -> None:
    assert said_words(None) == "nothing logged"
