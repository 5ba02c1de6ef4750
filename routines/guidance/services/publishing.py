"""Publishing: what readers see changes, and a revision is appended."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from routines.accounts.models import User
from routines.guidance.files import Place, write_topic
from routines.guidance.models import Topic, TopicRevision
from routines.guidance.text import TopicText


class Overtaken(Exception):  # noqa: N818 - it is an answer, not an error
    """Somebody else has published since; `number` is the newest revision."""

    def __init__(self, number: int) -> None:
        super().__init__(f"revision {number} is newer")
        self.number = number


@transaction.atomic
def publish_topic(
    *,
    text: TopicText,
    author: User | None,
    comment: str,
    at: datetime,
    topic: Topic | None = None,
    place: Place | None = None,
    is_starter: bool = False,
    based_on: int | None = None,
) -> Topic:
    """Makes `text` what readers see (a new topic, unless one is given) and appends a revision.

    Without `place` the topic stays where it is; a new one comes first in its section. Raises
    Overtaken, and writes nothing, if the newest revision is not the one `based_on` names.
    """
    if topic is None:
        topic = Topic(created_at=at)
        newest = 0
    else:
        # Two editors at once take turns here, so that no number is given twice.
        topic = Topic.objects.select_for_update().get(pk=topic.pk)
        newest = newest_number(topic)
    if based_on is not None and based_on != newest:
        raise Overtaken(newest)
    _take_over(topic, text)
    _put(topic, place or topic.place)
    topic.updated_at = at
    topic.save()
    TopicRevision.objects.create(
        topic=topic,
        number=newest + 1,
        author=author,
        comment=comment,
        text=write_topic(text),
        is_starter=is_starter,
        is_published=topic.is_published,
        made_at=at,
    )
    return topic


def newest_number(topic: Topic) -> int:
    """The number of the topic's newest revision, 0 before the first."""
    return topic.revisions.aggregate(last=Max("number"))["last"] or 0


def _take_over(topic: Topic, text: TopicText) -> None:
    topic.slug = text.slug
    topic.title = text.title
    topic.section = text.section.value
    topic.summary = text.summary
    topic.body = text.body
    topic.caution_level = text.caution_level.value
    topic.review_status = text.review_status.value
    topic.reviewed_by = text.reviewed_by
    topic.reviewed_on = text.reviewed_on
    topic.sources = "\n".join(text.sources)


def _put(topic: Topic, place: Place) -> None:
    topic.position = place.position
    topic.is_published = place.is_published
    topic.review_due_on = place.review_due_on
