"""A day, and what is said of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, WithJsonSchema

from routines.api.shapes.base import WITHOUT_NUL, AsSent, In, Instant, Key, Note, Out, Written
from routines.diary.models import Answer, SkipReason

Slot = Literal["morning", "evening", "any"]
Kind = Literal["cleanser", "moisturiser", "sunscreen", "exfoliation", "retinoid", "other"]
Said = Literal["done", "not_done", "skipped"]
Reason = Literal["irritated", "rest_day", "travelling", "other"]
PartInPath = Annotated[
    str,
    WithJsonSchema(
        {"type": "string", "enum": ["morning", "evening", "any"], "examples": ["evening"]}
    ),
]
State = Literal["unknown", "logged", "paused", "future"]


class StepOnDay(Out):
    """A step of the routine on a day, and its answer."""

    step: Annotated[UUID, Field(description="The step’s key.")]
    name: Annotated[str, Field(description="Its name on that day.")]
    kind: Kind
    slot: Annotated[Slot, Field(description="The part of the day.")]
    due: Annotated[bool, Field(description="Whether it is meant to be done on that day.")]
    answer: Annotated[
        Said | None, Field(description="What was said of it; null is nothing, which is not “no”.")
    ]
    skip_reason: Annotated[Reason | None, Field(description="Why it was skipped.")]
    times: Annotated[int, Field(ge=1, le=20, description="How many times it was done.")]
    note: str
    product: Annotated[UUID | None, Field(description="Another product than the usual one.")]


class HappeningOnDay(Out):
    """Something that happened on a day."""

    kind: Annotated[str, Field(description="Its key in the catalogue of happenings.")]
    region: Annotated[str | None, Field(description="Where on the body, if anywhere.")]
    note: str


class DayShape(Out):
    """A day of the diary."""

    day: Annotated[date, Field(description="A local date; it begins when you say.")]
    state: Annotated[
        State,
        Field(description="A day without an answer is unknown: neither zero nor “no”."),
    ]
    due: Annotated[int, Field(ge=0, description="How many steps are due or answered.")]
    done: Annotated[int, Field(ge=0)]
    skipped: Annotated[int, Field(ge=0)]
    note: Annotated[str, Field(description="The note of the day; empty where there is none.")]
    steps: Annotated[list[StepOnDay], Field(description="In your order.")]
    happenings: list[HappeningOnDay]


class DayPage(Out):
    """Some days, oldest first."""

    items: list[DayShape]
    next: Annotated[
        str | None, Field(description="The cursor of the next page; null where there is none.")
    ]


class Answered(In):
    """The answer for a step."""

    answer: Said
    skip_reason: Annotated[
        Reason | None, Field(description="For what was skipped; “other” without it.")
    ] = None
    times: Annotated[
        int, Field(ge=1, le=20, description="For what was done more than once a day."), AsSent
    ] = 1
    note: Note = ""
    product: Annotated[
        Key | None, Field(description="The key of another product than the usual one.")
    ] = None
    at: Annotated[
        Instant | None,
        Field(
            description="When it was said; now, if left out. Of two answers the later one holds, "
            "whichever arrives first. A time to come counts as now."
        ),
    ] = None

    model_config = In.model_config | {
        "json_schema_extra": {
            "examples": [{"answer": "done", "at": "2026-11-22T21:40:00+01:00"}],
        }
    }


class EntryShape(Out):
    """The answer for a step on a day, as it stands now."""

    step: UUID
    day: date
    answer: Annotated[Said | None, Field(description="Null where it was taken back.")]
    skip_reason: Reason | None
    times: Annotated[int, Field(ge=1, le=20)]
    note: str
    product: UUID | None
    given_at: Annotated[datetime, Field(description="When that was said.")]


class EntryWritten(Written):
    """What a write did, and the answer as it stands now: a later one may have been there."""

    entry: Annotated[
        EntryShape | None,
        Field(description="Null for a token without the scope `read`: it logs and reads nothing."),
    ]


class NoteSaid(In):
    """The note of a day."""

    text: Annotated[
        str,
        Field(max_length=2000, pattern=WITHOUT_NUL, description="An empty text removes the note."),
    ]
    at: Instant | None = None

    model_config = In.model_config | {
        "json_schema_extra": {"examples": [{"text": "A long day in the sun."}]}
    }


class DayWritten(Written):
    """What a write did, and the day as it stands now."""

    day: Annotated[
        DayShape | None,
        Field(description="Null for a token without the scope `read`: it logs and reads nothing."),
    ]


def said_or_none(answer: str) -> Said | None:
    """The answer as it is told; an empty one is none."""
    return Answer(answer).value or None  # type: ignore[return-value]


def reason_or_none(reason: str) -> Reason | None:
    return SkipReason(reason).value if reason else None  # type: ignore[return-value]
