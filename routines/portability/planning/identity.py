"""Which value of a diary a value of a file speaks of, and whether the two say the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from routines.portability.planning.verdicts import Kind
from routines.portability.values import (
    Answer,
    Count,
    Happening,
    Note,
    Nudge,
    Pause,
    Preferences,
    Product,
    Record,
    Reminder,
    Rest,
    Step,
    Trial,
    Wish,
)

WITHDRAWN = "withdrawn"

Identity = tuple[Any, ...]
"""The kind, and what is unique within it and within a diary."""

_KINDS: dict[type[Any], Kind] = {
    Preferences: Kind.SETTINGS,
    Product: Kind.PRODUCTS,
    Step: Kind.STEPS,
    Pause: Kind.PAUSES,
    Answer: Kind.ANSWERS,
    Happening: Kind.HAPPENINGS,
    Note: Kind.NOTES,
    Count: Kind.COUNTS,
    Trial: Kind.TRIALS,
    Nudge: Kind.NUDGES,
    Rest: Kind.RESTS,
    Wish: Kind.WISHES,
    Reminder: Kind.REMINDERS,
}


def kind_of(record: Record) -> Kind:
    return _KINDS[type(record)]


def identity_of(record: Record) -> Identity:  # noqa: C901, PLR0911 - a table
    match record:
        case Answer():
            return (Kind.ANSWERS, record.step, record.day)
        case Happening():
            return (Kind.HAPPENINGS, record.day, record.kind, record.region)
        case Note():
            return (Kind.NOTES, record.day)
        case Product() | Step() | Count() | Nudge():
            return (_KINDS[type(record)], record.key)
        case Pause():
            return (Kind.PAUSES, record.starts_on, record.ends_on)
        case Trial():
            return (Kind.TRIALS, record.step, record.starts_on)
        case Rest():
            return (Kind.RESTS, record.rule_key)
        case Wish():
            return (Kind.WISHES, record.kind, record.channel)
        case Reminder():
            said = (record.origin, record.rule_key, record.due_at, record.made_at)
            # What was withdrawn may have been said anew, at once and in other words.
            return (Kind.REMINDERS, *said, record.message if record.outcome == WITHDRAWN else "")
        case Preferences():
            return (Kind.SETTINGS,)


def day_of(record: Record) -> date | None:
    """The day that it speaks of, where it speaks of one."""
    if isinstance(record, Answer | Happening | Note | Count | Reminder):
        return record.day
    if isinstance(record, Pause | Trial):
        return record.starts_on
    return None


def told_at(record: Record) -> datetime | None:
    """When it was said, where it knows."""
    match record:
        case Answer() | Happening() | Note() | Count():
            return record.given_at
        case Rest():
            return record.made_at
        case Reminder():
            return record.answered_at or record.made_at
    return None


def say_the_same(one: Record, other: Record) -> bool:
    """Whether two values of one identity say the same, whenever each was said."""
    return _content(one) == _content(other)


def says_nothing_else(one: Record, mine: Record) -> bool:
    """Whether `one` of a program that knows no products and few notes agrees as far as it goes."""
    if isinstance(one, Answer) and isinstance(mine, Answer):
        product = one.product or mine.product
        return say_the_same(replace(one, note=one.note or mine.note, product=product), mine)
    if isinstance(one, Happening | Count) and isinstance(mine, Happening | Count):
        return say_the_same(replace(one, note=one.note or mine.note), mine)
    return say_the_same(one, mine)


def _content(record: Record) -> object:
    match record:
        case Answer():
            return _answer(record)
        case Happening():
            return (record.active, record.note if record.active else "")
        case Note():
            return record.text
        case Count():
            gone = record.removed_at is not None
            return gone or (record.day, dict(record.numbers), record.note)
    return record


def _answer(record: Answer) -> tuple[object, ...]:
    if not record.answer:
        return ("",)
    said = (record.answer, record.skip_reason, record.times)
    return (*said, record.product, record.note)
