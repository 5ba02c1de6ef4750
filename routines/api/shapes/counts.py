"""Counts of spots."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from routines.api.shapes.base import AsSent, Day, In, Instant, Note, Out, Written
from routines.spots.counting import MOST_SPOTS

Spots = Annotated[int, Field(ge=0, le=MOST_SPOTS), AsSent]


class NumbersSaid(In):
    """What was counted: a number for each place where somebody looked. 0 is a count."""

    forehead: Spots | None = None
    right_eye: Spots | None = None
    left_eye: Spots | None = None
    nose: Spots | None = None
    right_cheek: Spots | None = None
    left_cheek: Spots | None = None
    upper_lip: Spots | None = None
    chin: Spots | None = None
    temples: Spots | None = None
    ears: Spots | None = None
    chest: Spots | None = None
    back: Spots | None = None
    arms: Spots | None = None
    whole_face: Annotated[
        Spots | None, Field(description="The face at a glance, instead of its eight regions.")
    ] = None


class CountSaid(In):
    """A count of spots."""

    day: Annotated[Day | None, Field(description="The day of the count; today, if left out.")] = (
        None
    )
    numbers: NumbersSaid
    unsure: Annotated[
        Spots | None, Field(description="Bumps that may be something else; in no sum.")
    ] = None
    note: Note = ""
    at: Annotated[
        Instant | None,
        Field(description="When it was said; now, if left out. The later word holds."),
    ] = None

    model_config = In.model_config | {
        "json_schema_extra": {
            "examples": [{"numbers": {"left_cheek": 4, "right_cheek": 3, "nose": 0}}]
        }
    }


class NumbersShape(Out):
    """A number for each place; null is “not counted”, which is not zero."""

    forehead: Spots | None
    right_eye: Spots | None
    left_eye: Spots | None
    nose: Spots | None
    right_cheek: Spots | None
    left_cheek: Spots | None
    upper_lip: Spots | None
    chin: Spots | None
    temples: Spots | None
    ears: Spots | None
    chest: Spots | None
    back: Spots | None
    arms: Spots | None
    whole_face: Spots | None


class CountShape(Out):
    """A count as it stands."""

    count: Annotated[UUID, Field(description="Its key.")]
    day: date
    numbers: NumbersShape
    total: Annotated[int, Field(ge=0, description="The sum of what was counted.")]
    unsure: Spots | None
    note: str
    counted_at: Annotated[datetime, Field(description="When it was first kept.")]
    given_at: Annotated[datetime, Field(description="When what stands here was said.")]
    is_removed: bool


class CountPage(Out):
    """Some counts, newest first; recounts of a day each stand by themselves."""

    items: list[CountShape]
    next: Annotated[
        str | None, Field(description="The cursor of the next page; null where there is none.")
    ]


class CountWritten(Written):
    """What a write did, and the count as it stands now."""

    count: CountShape
