"""Topics of the guidance."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from routines.api.shapes.base import Out

Caution = Literal["none", "note", "caution", "professional only", "do not recommend"]


class TopicLine(Out):
    """A topic in the list."""

    topic: Annotated[str, Field(description="Its name in addresses.", examples=["daily-sunscreen"])]
    title: str
    section: Annotated[str, Field(description="The part of the guidance it stands in.")]
    summary: str
    caution: Annotated[
        Caution, Field(description="How much care to take with what the article says.")
    ]


class TopicList(Out):
    """All topics in reading order."""

    items: list[TopicLine]


class TopicShape(TopicLine):
    """A topic with its text."""

    revision: Annotated[int, Field(ge=0, description="The number of the text as it stands.")]
    updated_at: datetime
    text: Annotated[str, Field(description="In Markdown, with our notes and rules in it.")]
    sources: Annotated[list[str], Field(description="Where our notes come from, one a line.")]
    review: Annotated[str, Field(description="Who has looked at it since the article.")]
    reviewed_by: str | None
    reviewed_on: date | None
