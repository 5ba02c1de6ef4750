"""A record of a diary in a few words, so that the person sees which one is meant."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from routines.portability import values
from routines.portability.day_rows import ANSWERS, step_name

LONGEST = 80
"""Characters of the person's own words that are shown of a record."""


def record_words(
    record: values.Record, steps: Mapping[UUID, str], happenings: Mapping[str, str]
) -> str:
    """Return "Sunscreen: done"; `steps` and `happenings` are names by key, as far as known."""
    match record:
        case values.Preferences():
            return "Your settings"
        case values.Product() | values.Step():
            return _of_routine(record)
        case values.Answer():
            said = ANSWERS.get(record.answer, "taken back")
            return f"{steps.get(record.step, 'A step')}: {said}"
        case values.Happening():
            name = happenings.get(record.kind, record.kind)
            return name if record.active else f"{name}: taken back"
        case values.Count():
            return "Spots counted" if record.removed_at is None else "Spots counted: removed"
        case values.Trial():
            return f"Trial of {steps.get(record.step, 'a step')}"
        case _:
            return _of_other(record)


def _of_routine(record: values.Product | values.Step) -> str:
    if isinstance(record, values.Step):
        return f"Step: {step_name(record)}"
    return "Product: " + " ".join(filter(None, (record.brand, record.name)))


def _of_other(record: values.Record) -> str:
    match record:
        case values.Note():
            return f"Note: {record.text[:LONGEST]}" if record.text else "Note: taken back"
        case values.Pause():
            return f"Pause from {record.starts_on}"
        case values.Nudge():
            return f"Nudge at {record.at:%H:%M}"
        case values.Rest():
            return "A rule that rests"
        case values.Wish():
            return "Which reminders go where"
        case values.Reminder():
            return f"Reminder: {record.message[:LONGEST]}"
        case _:
            return "A record"
