"""Answers and cadences in words."""

from __future__ import annotations

from collections.abc import Sequence

from routines.diary.cadence import Cadence, Kind
from routines.diary.days import Given

SKIP_WORDS = {
    "irritated": "skin is irritated",
    "rest_day": "rest day",
    "travelling": "travelling",
    "other": "",
}
TIMES = {1: "once", 2: "twice"}


def times_words(number: int) -> str:
    """once, twice, 3 times"""
    return TIMES.get(number, f"{number} times")


def said_words(given: Given | None) -> str:
    """An answer as one would say it."""
    if given is None:
        return "nothing logged"
    match given.answer:
        case "done":
            return "done" if given.times == 1 else f"done {times_words(given.times)}"
        case "skipped":
            reason = SKIP_WORDS.get(given.skip_reason, "")
            return f"skipped ({reason})" if reason else "skipped"
        case _:
            return "not done"


def cadence_words(cadence: Cadence, weekday_names: Sequence[str]) -> str:
    """How often; `weekday_names` begin with Monday. Every day needs no words."""
    match cadence.kind:
        case Kind.WEEKLY:
            return f"{times_words(cadence.times_a_week)} a week"
        case Kind.EVERY:
            return (
                "every other day"
                if cadence.every_days == 2
                else (f"every {cadence.every_days} days")
            )
        case Kind.WEEKDAYS:
            return ", ".join(weekday_names[weekday] for weekday in sorted(cadence.weekdays))
        case _:
            return ""
