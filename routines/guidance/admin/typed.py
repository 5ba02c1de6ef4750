"""A topic's fields as they are typed: out of a topic or a request, and read as far as can be."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

from routines.guidance.admin.forms import FIELDS
from routines.guidance.files import Place
from routines.guidance.models import Topic
from routines.guidance.text import (
    LONGEST,
    CautionLevel,
    ReviewStatus,
    Section,
    TopicText,
    plain_newlines,
)

Fields = Mapping[str, str]
Choice = TypeVar("Choice", bound=StrEnum)


def sent_fields(sent: Fields) -> dict[str, str]:
    """What a window sent, without the one character that no database keeps."""
    fields = {name: sent.get(name, "").replace("\x00", "") for name in FIELDS}
    return fields | {"body": plain_newlines(fields["body"])}


def fields_of(text: TopicText, place: Place) -> dict[str, str]:
    """How a topic is typed."""
    return {
        "slug": text.slug,
        "title": text.title,
        "section": text.section.value,
        "position": str(place.position),
        "summary": text.summary,
        "body": text.body,
        "caution_level": text.caution_level.value,
        "sources": "\n".join(text.sources),
        "review_status": text.review_status.value,
        "reviewed_by": text.reviewed_by,
        "reviewed_on": _typed_day(text.reviewed_on),
        "review_due_on": _typed_day(place.review_due_on),
        "is_published": "on" if place.is_published else "",
    }


def _typed_day(day: date | None) -> str:
    return day.isoformat() if day else ""


def text_of(fields: Fields, topic: Topic | None) -> TopicText:
    """The text as far as it can be read already; what can't be is left at its mildest."""
    return TopicText(
        slug=topic.slug if topic else fields["slug"],
        title=fields["title"].strip() or "Untitled",
        section=_choice(Section, fields["section"], Section.PREVENTION),
        summary=" ".join(fields["summary"].split()),
        caution_level=_choice(CautionLevel, fields["caution_level"], CautionLevel.NONE),
        review_status=_choice(ReviewStatus, fields["review_status"], ReviewStatus.EDITED),
        sources=tuple(line.strip() for line in fields["sources"].split("\n") if line.strip()),
        # As typed, so that lines keep their numbers; what is too long is told, not read.
        body=fields["body"][: LONGEST["body"]],
        reviewed_by=fields["reviewed_by"].strip(),
        reviewed_on=_day(fields["reviewed_on"]),
    )


def _choice(kind: type[Choice], value: str, otherwise: Choice) -> Choice:
    return kind(value) if value in list(kind) else otherwise


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value.strip())
    except ValueError:
        return None
