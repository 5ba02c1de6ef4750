"""Reminders: what was said, and what became of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from routines.api.shapes.base import In, Out, Written

OutcomeName = Literal["open", "done", "not_now", "stopped", "dismissed", "withdrawn"]


class ReminderShape(Out):
    """Something that was said once."""

    reminder: Annotated[UUID, Field(description="Its key.")]
    kind: Annotated[str, Field(description="What it is: safety, tip, nudge …")]
    title: str
    message: str
    topic: Annotated[
        str | None, Field(description="The topic of the guidance that it rests on, if any.")
    ]
    day: Annotated[date, Field(description="The day that it is about.")]
    said_at: datetime
    outcome: Annotated[OutcomeName, Field(description="What became of it.")]
    answered_at: datetime | None
    until: Annotated[datetime | None, Field(description="Until when it is put off.")]


class ReminderPage(Out):
    """Some reminders, newest first."""

    items: list[ReminderShape]
    next: Annotated[
        str | None, Field(description="The cursor of the next page; null where there is none.")
    ]


class PutOffUntil(In):
    """How long “not now” lasts."""

    until: Annotated[
        Literal["tonight", "tomorrow", "week"],
        Field(description="The same choices as on Today: tonight, tomorrow, or in a week."),
    ]

    model_config = In.model_config | {"json_schema_extra": {"examples": [{"until": "tomorrow"}]}}


class ReminderWritten(Written):
    """What an answer did, and the reminder as it stands now."""

    logged: Annotated[int, Field(ge=0, description="How many steps “done” logged.")]
    reminder: Annotated[
        ReminderShape | None,
        Field(description="Null for a token without the scope `read`: it logs and reads nothing."),
    ]
