"""What can happen, and where."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from routines.api.shapes.base import In, Instant, Note, Out

RegionName = Literal[
    "forehead",
    "right_eye",
    "left_eye",
    "nose",
    "right_cheek",
    "left_cheek",
    "upper_lip",
    "chin",
    "temples",
    "ears",
    "chest",
    "back",
    "arms",
]
"""The names of diary.regions.Region; a test compares."""


class KindShape(Out):
    """Something that can happen."""

    kind: Annotated[str, Field(description="Its key.", examples=["strong-sun"])]
    name: str
    group: Annotated[str, Field(description="What it is about: sun, hands, skin, health …")]
    opens_segment: Annotated[
        bool, Field(description="Whether counts before and after it are not one course.")
    ]


class KindList(Out):
    """The catalogue of happenings."""

    items: list[KindShape]


class Happened(In):
    """Something that happened."""

    note: Note = ""
    at: Annotated[
        Instant | None,
        Field(description="When it was said; now, if left out. The later word holds."),
    ] = None

    model_config = In.model_config | {"json_schema_extra": {"examples": [{"note": "At the lake."}]}}
