"""Pauses: days taken out altogether."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from routines.api.shapes.base import WITHOUT_NUL, Day, In, Out, Written


class PauseShape(Out):
    """A pause. No two lie on the same day, so the first day names it."""

    first: Annotated[date, Field(description="Its first day.")]
    last: Annotated[date | None, Field(description="Its last day; null goes on until it is ended.")]
    reason: str
    is_now: Annotated[bool, Field(description="Whether today lies in it.")]


class PauseList(Out):
    """All pauses, the latest first."""

    items: list[PauseShape]


class PauseSaid(In):
    """A pause from the day in the address on."""

    last: Annotated[
        Day | None, Field(description="Its last day; without it, it goes on until it is ended.")
    ] = None
    reason: Annotated[str, Field(max_length=120, pattern=WITHOUT_NUL)] = ""

    model_config = In.model_config | {
        "json_schema_extra": {"examples": [{"last": "2026-12-06", "reason": "At the sea"}]}
    }


class PauseWritten(Written):
    """What a write did, and the pause as it stands now; null where it is gone."""

    pause: PauseShape | None
