"""A diary as values: what leaves it, and what may come into it.

The same values stand for what a person has, for what a file brings, and for what diary.json holds.
Nothing in them is a key of this database: steps, products, counts and nudges are named by their own
keys, happenings by the key in the catalogue, all else by its day. "Not logged" is not "no": an
answer that was taken back is there with its time, as an empty one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from routines.diary.cadence import Cadence


@dataclass(frozen=True, kw_only=True, slots=True)
class Preferences:
    """What a person set about themselves, and about being reminded."""

    time_zone: str
    day_starts_at: time
    locale: str
    appearance: str
    skin_type: str
    exfoliation_cap: int | None
    count_weekday: int
    counts_hidden: bool
    messages_at: time
    quiet_from: time
    quiet_until: time
    most_a_day: int
    most_a_week: int
    reminders_paused_until: date | None
    language: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Product:
    key: UUID
    name: str
    brand: str = ""
    opened_on: date | None = None
    months_it_keeps: int | None = None
    finished_on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """How a step was called, placed and scheduled from one day until another (excluded)."""

    name: str
    slot: str
    cadence: Cadence
    position: int
    starts_on: date
    ends_on: date | None = None
    product: UUID | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """A step with all its terms, oldest first; one that was taken back has none."""

    key: UUID
    kind: str
    terms: tuple[Term, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What was said of a step on a day; "" is an answer that was taken back."""

    step: UUID
    day: date
    answer: str
    given_at: datetime
    skip_reason: str = ""
    times: int = 1
    product: UUID | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Happening:
    """`active` is false for one that was taken back."""

    day: date
    kind: str
    given_at: datetime
    region: str = ""
    note: str = ""
    active: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """The note of a day; an empty text is one that was taken back."""

    day: date
    text: str
    given_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Pause:
    """First and last day included; without a last day it goes on."""

    starts_on: date
    ends_on: date | None = None
    reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Count:
    """`numbers` by the names of spots.models.NUMBER_FIELDS; what was not counted is absent."""

    key: UUID
    day: date
    counted_at: datetime
    given_at: datetime
    numbers: Mapping[str, int] = field(default_factory=dict)
    note: str = ""
    removed_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Trial:
    step: UUID
    starts_on: date
    blocks: int
    begins_with_step: bool
    closed_on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Nudge:
    key: UUID
    slot: str
    at: time
    weekdays: frozenset[int]
    """Monday is 0."""

    active: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Rest:
    """A rule that is not to be heard: until a time, or for good."""

    rule_key: str
    made_at: datetime
    until: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """Whether a kind of reminder is wanted on a channel."""

    kind: str
    channel: str
    wanted: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Reminder:
    """Something that was said, with what made it so; see reminders.models.Reminder.

    `rule_key` of a trial names its step and first day instead of a key of this database.
    """

    origin: str
    rule_key: str
    kind: str
    message: str
    day: date
    due_at: datetime
    made_at: datetime
    topic: str = ""
    title: str = ""
    revision: int | None = None
    line: int | None = None
    sentence: str = ""
    saying: str = ""
    facts: tuple[Any, ...] = ()
    figures: Mapping[str, Any] = field(default_factory=dict)
    offers: str = ""
    outcome: str = ""
    answered_at: datetime | None = None
    until: datetime | None = None


Record = (
    Preferences
    | Product
    | Step
    | Pause
    | Answer
    | Happening
    | Note
    | Count
    | Trial
    | Nudge
    | Rest
    | Wish
    | Reminder
)
"""Anything of a diary. A file names things before it speaks of them: products before steps, steps
before answers, trials before reminders. This is the order of the sections of diary.json."""
