"""What the counts say, and how much of the routine was kept."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from routines.api.shapes.base import Out
from routines.api.shapes.days import Kind, Slot

VerdictKind = Literal["not_yet", "no_spots", "down", "up", "steady", "unclear"]


class PerMonth(Out):
    """The ends of the 95 % interval of the change a month, in per cent."""

    low: float
    high: float


class VerdictShape(Out):
    """What may be said of the counts, in one sentence that is seldom wrong."""

    kind: VerdictKind
    sentence: str
    change_a_month: Annotated[
        PerMonth | None, Field(description="Null where there are too few counts.")
    ]
    more: Annotated[
        list[str],
        Field(description="What else there is to say: how much longer it takes, the last weeks."),
    ]


class PointShape(Out):
    """A count over the regions of the course."""

    day: date
    spots: Annotated[int, Field(ge=0)]
    is_recount: bool


class LevelShape(Out):
    """The smooth level at a time, with its band, in spots."""

    day: date
    level: float
    low: float
    high: float


class CountTrend(Out):
    """What the counts say, and their course."""

    first: Annotated[date, Field(description="The first day that is shown.")]
    last: date
    regions: Annotated[list[str], Field(description="What the numbers are sums over.")]
    verdict: VerdictShape
    alarm: Annotated[
        str, Field(description="What is to be said of a rise above the usual; else empty.")
    ]
    points: list[PointShape]
    levels: Annotated[
        list[list[LevelShape]],
        Field(description="One line for each stretch that no removal and no gap interrupts."),
    ]


class KeptShape(Out):
    """How much was kept of what was scheduled; skips and days without a log count neither way."""

    kept: Annotated[int, Field(ge=0)]
    scheduled: Annotated[int, Field(ge=0)]
    skipped: Annotated[int, Field(ge=0)]
    share: Annotated[
        float | None, Field(ge=0, le=1, description="Null where nothing was scheduled.")
    ]


class PeriodShape(Out):
    """A span of days up to today."""

    days: Annotated[int | None, Field(description="Its length; null is since the diary began.")]
    kept: KeptShape
    before: Annotated[
        KeptShape | None, Field(description="The same over as many days before that.")
    ]


class StepKept(Out):
    """A step, and how much of it was kept."""

    step: UUID
    name: str
    kind: Kind
    slot: Slot
    in_routine: bool
    strength: Annotated[
        float, Field(ge=0, le=1, description="How strong the habit is, from 0 to 1.")
    ]
    periods: list[PeriodShape]


class AdherenceShape(Out):
    """How much of the routine was kept, step by step."""

    items: list[StepKept]
