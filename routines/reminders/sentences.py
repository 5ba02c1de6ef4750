"""Short sentences about nudges and about moments at which something could be sent."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import time
from types import MappingProxyType
from typing import Final

from routines.reminders.schedule import Sending

NOON: Final = time(12)
EVENING: Final = time(18)
ASKED_AFTER: Final[Mapping[str, str]] = MappingProxyType(
    {
        "morning": "if something of the morning is still open",
        "evening": "if something of the evening is still open",
        "any": "if something outside morning and evening is still open",
    }
)
NUDGE_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {"morning": "morning nudge", "evening": "evening nudge", "any": "nudge for any time"}
)


def times(number: int, written: str) -> str:
    """once, twice, and from there on as `written` says"""
    return {1: "once", 2: "twice"}.get(number, f"{written} times")


def nudge_sentence(slot: str) -> str:
    """When a nudge for this part of the day comes at all."""
    return ASKED_AFTER[slot]


def weekday_words(chosen: Collection[int], names: Sequence[str]) -> str:
    """Words such as: every day; Mon–Fri; Mon, Wed, Sat. Weekdays count from Monday, which is 0."""
    if len(chosen) == len(names):
        return "every day"
    runs: list[list[int]] = []
    for weekday in sorted(chosen):
        if runs and weekday == runs[-1][-1] + 1:
            runs[-1].append(weekday)
        else:
            runs.append([weekday])
    return ", ".join(_run_words([names[weekday] for weekday in run]) for run in runs)


def _run_words(names: list[str]) -> str:
    return ", ".join(names) if len(names) < 3 else f"{names[0]}–{names[-1]}"


def sending_words(sending: Sending, clock: time) -> str:
    """Why something could be sent then, `clock` being the time on the person's wall."""
    reasons = [f"{_part_of_day(clock)} messages"] if sending.has_messages else []
    reasons += [NUDGE_NAMES[slot] for slot in sending.slots]
    words = _joined(reasons)
    words = words[0].upper() + words[1:]
    return f"{words}, after your quiet hours" if sending.waited else words


def _part_of_day(clock: time) -> str:
    if clock < NOON:
        return "morning"
    return "afternoon" if clock < EVENING else "evening"


def _joined(parts: list[str]) -> str:
    """one; one and two; one, two and three"""
    if len(parts) == 1:
        return parts[0]
    return f"{', '.join(parts[:-1])} and {parts[-1]}"
