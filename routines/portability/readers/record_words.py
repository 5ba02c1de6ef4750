"""A record of a diary in a few words, so that the person sees which one is meant."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from routines.portability import values
from routines.portability.writers.day_rows import ANSWERS, step_name

TAKEN_BACK = "taken back"
LONGEST = 80
"""Characters of the person's own words that are shown of a record."""


def record_words(
    record: values.Record, steps: Mapping[UUID, str], happenings: Mapping[str, str]
) -> str:
    """Return "Sunscreen: done"; `steps` and `happenings` are names by key, as far as known."""
    if isinstance(record, values.Answer):
        return f"{steps.get(record.step, 'A step')}: {ANSWERS.get(record.answer, TAKEN_BACK)}"
    if isinstance(record, values.Trial):
        return f"Trial of {steps.get(record.step, 'a step')}"
    if isinstance(record, values.Happening):
        name = happenings.get(record.kind, record.kind)
        return name if record.active else f"{name}: {TAKEN_BACK}"
    kind = type(record)
    return _NAMES[kind] if kind in _NAMES else _WORDS[kind](record)


_NAMES: Mapping[type, str] = {
    values.Preferences: "Your settings",
    values.Rest: "A rule that rests",
    values.Wish: "Which reminders go where",
}


_WORDS: Mapping[type, Callable[[Any], str]] = {
    values.Product: lambda one: f"Product: {' '.join(filter(None, (one.brand, one.name)))}",
    values.Step: lambda one: f"Step: {step_name(one)}",
    values.Pause: lambda one: f"Pause from {one.starts_on}",
    values.Note: lambda one: f"Note: {one.text[:LONGEST] or TAKEN_BACK}",
    values.Count: lambda one: f"Spots counted{': removed' if one.removed_at else ''}",
    values.Nudge: lambda one: f"Nudge at {one.at:%H:%M}",
    values.Reminder: lambda one: f"Reminder: {one.message[:LONGEST]}",
}
