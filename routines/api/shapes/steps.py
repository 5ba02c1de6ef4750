"""Steps of the routine, and how often each is meant to be done."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from routines.api.shapes.base import Out
from routines.api.shapes.days import Kind, Slot


class CadenceShape(Out):
    """How often; only the member that belongs to the kind is not null."""

    kind: Annotated[
        Literal["daily", "weekly", "every", "weekdays"],
        Field(description="Daily, some times a week, every some days, or on chosen weekdays."),
    ]
    times_a_week: Annotated[int | None, Field(ge=1, le=6)]
    every_days: Annotated[int | None, Field(ge=2, le=90)]
    weekdays: Annotated[
        list[Annotated[int, Field(ge=0, le=6)]] | None, Field(description="Monday is 0.")
    ]


class StepShape(Out):
    """A step, as it stands in the routine or last stood in it."""

    step: Annotated[UUID, Field(description="Its key, which stays the same whatever is changed.")]
    name: str
    kind: Kind
    slot: Slot
    cadence: CadenceShape
    product: Annotated[UUID | None, Field(description="The key of the usual product.")]
    in_routine: Annotated[bool, Field(description="Whether it is in the routine today.")]
    starts_on: Annotated[date, Field(description="Since when it has stood like this.")]
    ends_on: Annotated[
        date | None, Field(description="The first day on which it no longer does; null goes on.")
    ]


class StepList(Out):
    """All steps: those in the routine first, in your order."""

    items: list[StepShape]
