"""Values of a diary in words: what stands there, and what a file says instead."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from routines.diary.cadence import Cadence
from routines.diary.cadence import Kind as Often
from routines.diary.regions import Region
from routines.portability.values import Answer, Count, Happening, Note, Record, Reminder, Step
from routines.spots.counting import Numbers, total

_ANSWERS = {"": "Nothing logged", "done": "Done", "not_done": "Not done", "skipped": "Skipped"}
_REASONS = {
    "irritated": "skin is irritated",
    "rest_day": "rest day",
    "travelling": "travelling",
    "other": "another reason",
}
_SLOTS = {"morning": "morning", "evening": "evening", "any": "any time"}
LONGEST_QUOTE = 160
"""Characters of a note that are shown."""


def in_words(  # noqa: PLR0911 - a table
    record: Record, products: Mapping[UUID, str], *, counts_hidden: bool = False
) -> str:
    """Return what the value says, short enough for a line of a list."""
    match record:
        case Answer():
            return _answer(record, products)
        case Happening():
            return _with_note("Logged" if record.active else "Taken back", record.note)
        case Note():
            return quoted(record.text) if record.text else "No note"
        case Count():
            return _count(record, counts_hidden=counts_hidden)
        case Step():
            return _step(record)
        case Reminder():
            return record.outcome.replace("_", " ").capitalize() or "Open"
    return "As it is there"


def quoted(text: str) -> str:
    short = text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE].rstrip()} …"
    return f"“{short}”"


def _with_note(words: str, note: str) -> str:
    return f"{words}, {quoted(note)}" if note else words


def _answer(record: Answer, products: Mapping[UUID, str]) -> str:
    words = _ANSWERS.get(record.answer, record.answer)
    if record.skip_reason:
        words += f" ({_REASONS.get(record.skip_reason, record.skip_reason)})"
    if record.times > 1:
        words += f", {record.times} times"
    if record.product is not None and record.product in products:
        words += f", with {products[record.product]}"
    return _with_note(words, record.note)


def _count(record: Count, *, counts_hidden: bool) -> str:
    if record.removed_at is not None:
        return "Removed"
    if counts_hidden:
        return "A count"
    numbers = record.numbers
    places = {place: numbers[place.value] for place in Region if place.value in numbers}
    spots = total(Numbers(by_region=places, whole_face=numbers.get("whole_face")))
    return _with_note("1 spot" if spots == 1 else f"{spots:,} spots", record.note)


def _step(record: Step) -> str:
    if not record.terms:
        return "Taken back"
    last = record.terms[-1]
    words = f"{last.name}, {_SLOTS[last.slot]}, {often(last.cadence)}"
    return words if last.ends_on is None else f"{words}, retired"


def often(cadence: Cadence) -> str:
    """Return how often, as in "twice a week" but plainer."""
    match cadence.kind:
        case Often.DAILY:
            return "daily"
        case Often.WEEKLY:
            return f"{cadence.times_a_week} times a week"
        case Often.EVERY:
            return f"every {cadence.every_days} days"
        case Often.WEEKDAYS:
            return "on some weekdays"
