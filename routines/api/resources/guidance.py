"""The guidance, open to everybody."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from routines.api.doors import reply
from routines.api.operations import operation
from routines.api.shapes.base import KindInPath
from routines.api.shapes.guidance import TopicLine, TopicList, TopicShape
from routines.guidance.models import Topic

router = Router()
FOR_A_WHILE = "public, max-age=300"


@operation(router, "GET", "/guidance", returns=TopicList)
def list_topics(request: HttpRequest) -> HttpResponse:
    """List the topics.

    What the reminders rest on, in reading order. Nobody needs a token for it.
    """
    topics = Topic.objects.published().in_reading_order().defer("body", "sources")
    return _open(reply(TopicList(items=[TopicLine(**_line(topic)) for topic in topics])))


@operation(router, "GET", "/guidance/{topic}", returns=TopicShape)
def get_topic(request: HttpRequest, topic: KindInPath) -> HttpResponse:
    """Read a topic.

    What the article says, what we add and from where, and how much care to take.
    """
    row = Topic.objects.published().get(slug=topic)
    revision = row.newest_revision()
    return _open(
        reply(
            TopicShape(
                **_line(row),
                revision=revision.number if revision else 0,
                updated_at=row.updated_at,
                text=row.body,
                sources=list(row.text.sources),
                review=row.review_status,
                reviewed_by=row.reviewed_by or None,
                reviewed_on=row.reviewed_on,
            )
        )
    )


def _line(topic: Topic) -> dict[str, Any]:
    return {
        "topic": topic.slug,
        "title": topic.title,
        "section": topic.section,
        "summary": topic.summary,
        "caution": topic.caution_level,
    }


def _open(response: HttpResponse) -> HttpResponse:
    """It is nobody's diary, and the same for everybody."""
    response.headers["Cache-Control"] = FOR_A_WHILE
    return response
