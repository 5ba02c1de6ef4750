"""Topics to test with."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime

from routines.guidance import services
from routines.guidance.files import Place
from routines.guidance.models import Topic
from routines.guidance.text import CautionLevel, ReviewStatus, Section, TopicText

MORNING = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
_PLACE = [field.name for field in fields(Place)]
EVENING = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)


def text(slug: str = "steam", **changes: object) -> TopicText:
    """A topic's text; anything but what is given is the same every time."""
    fields: dict[str, object] = {
        "slug": slug,
        "title": f"About {slug}",
        "section": Section.HOME_REMEDIES,
        "summary": f"All about {slug}.",
        "caution_level": CautionLevel.DO_NOT_RECOMMEND,
        "review_status": ReviewStatus.EDITED,
        "sources": ("BJGP 2016;66:e193: a journal",),
        "body": "The article says: Do it. {home-steam}\n\nWe add (BJGP 2016;66:e193): It scalds.",
    }
    return TopicText(**{**fields, **changes})  # type: ignore[arg-type]


def publish(topic_text: TopicText | None = None, **changes: object) -> Topic:
    """Publishes a topic as nobody, in the morning; a part of its place may be given by name."""
    parts = {name: changes.pop(name) for name in _PLACE if name in changes}
    if parts:
        changes["place"] = replace(Place(), **parts)  # type: ignore[arg-type]
    arguments: dict[str, object] = {
        "text": topic_text or text(),
        "author": None,
        "comment": "A start",
        "at": MORNING,
    }
    return services.publish_topic(**{**arguments, **changes})  # type: ignore[arg-type]
