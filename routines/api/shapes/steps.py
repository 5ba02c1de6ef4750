"""Steps of the routine, and how often each is meant to be done."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from routines.api.shapes.base import WITHOUT_NUL, AsSent, In, Key, Out, Written
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


class CadenceSaid(In):
    """How often; `times_a_week`, `every_days` or `weekdays` as the kind asks."""

    kind: Literal["daily", "weekly", "every", "weekdays"] = "daily"
    times_a_week: Annotated[int, Field(ge=1, le=6), AsSent] | None = None
    every_days: Annotated[int, Field(ge=2, le=90), AsSent] | None = None
    weekdays: (
        Annotated[
            list[Annotated[int, Field(ge=0, le=6), AsSent]],
            Field(min_length=1, max_length=7, description="Monday is 0."),
        ]
        | None
    ) = None


class StepSaid(In):
    """A step as it is to stand in the routine from today on."""

    name: Annotated[
        str,
        Field(min_length=1, max_length=60, pattern=WITHOUT_NUL, description="What you call it."),
    ]
    kind: Annotated[
        Kind, Field(description="What it is for; it can’t be changed once the step is there.")
    ]
    slot: Slot
    cadence: CadenceSaid = CadenceSaid()
    product: Annotated[Key | None, Field(description="The key of its usual product.")] = None

    model_config = In.model_config | {
        "json_schema_extra": {
            "examples": [
                {
                    "name": "Retinoid",
                    "kind": "retinoid",
                    "slot": "evening",
                    "cadence": {"kind": "weekly", "times_a_week": 2},
                }
            ]
        }
    }


class StepWritten(Written):
    """What a write did, and the step as it stands now; null where it never came to be."""

    step: StepShape | None
