"""What is due today, in one answer that fits a screen on the wall."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from routines.api.shapes.base import Out
from routines.api.shapes.days import DayShape


class OpenStep(Out):
    """A step that is due and has no answer."""

    step: Annotated[UUID, Field(description="Its key.")]
    name: str


class PartOfDay(Out):
    """A part of the day in figures."""

    due: Annotated[int, Field(ge=0, description="How many steps are due in it or answered.")]
    done: Annotated[int, Field(ge=0)]
    open: Annotated[list[OpenStep], Field(description="The steps that are due and have no answer.")]
    is_finished: Annotated[bool, Field(description="Whether nothing in it is open.")]


class PartsOfDay(Out):
    """Each part by its name, so that simple programs find it; one without steps is all zeros."""

    morning: PartOfDay
    evening: PartOfDay
    any: Annotated[PartOfDay, Field(description="Steps for no part of the day in particular.")]


class CountPromptShape(Out):
    """How counting spots is spoken of today."""

    asking: Annotated[
        Literal["silent", "offered", "due"], Field(description="Whether a count is due today.")
    ]
    weekday: Annotated[int, Field(ge=0, le=6, description="Your counting day; Monday is 0.")]
    last_count_day: date | None
    due_on: Annotated[
        date | None,
        Field(description="The next day on which a count is due; null in a pause."),
    ]


class ThoughtShape(Out):
    """A reminder that stands on Today."""

    reminder: Annotated[UUID, Field(description="Its key, to answer it by.")]
    kind: Annotated[str, Field(description="What it is: safety, tip, nudge …")]
    title: str
    message: str
    offers: Annotated[str, Field(description="What “done” would log; empty where it is nothing.")]
    put_off: Annotated[
        list[Literal["tonight", "tomorrow", "week"]],
        Field(description="What “not now” can mean at this time of the day."),
    ]


class TodayShape(Out):
    """Today."""

    day: DayShape
    now: Annotated[datetime, Field(description="The time on your clock.")]
    time_zone: str
    part: Annotated[
        Literal["morning", "evening"], Field(description="The part of the day by your clock.")
    ]
    open: Annotated[int, Field(ge=0, description="How many steps are still open.")]
    parts: PartsOfDay
    count: Annotated[
        CountPromptShape | None, Field(description="Null where spot counts are hidden.")
    ]
    reminders: Annotated[
        list[ThoughtShape], Field(description="Two reminders at most, the gravest first.")
    ]
