"""All of the guidance out and in again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from routines.accounts.models import User
from routines.guidance.archive import TopicFile, write_files
from routines.guidance.models import Topic, Upload
from routines.guidance.services.publishing import publish_topic


@dataclass(frozen=True, slots=True)
class Imported:
    """How many topics were new, changed, or the same already."""

    added: int
    changed: int
    same: int


def export_files() -> dict[str, str]:
    """Every topic's file by its name, published or not."""
    topics = Topic.objects.in_reading_order()
    return write_files((topic.text, topic.place) for topic in topics)


def newest_numbers() -> dict[str, int]:
    """The number of each topic's newest revision, by slug."""
    numbers = Topic.objects.annotate(newest=Max("revisions__number"))
    return dict(numbers.values_list("slug", "newest"))


def keep_upload(*, editor: User, data: bytes, at: datetime) -> Upload:
    """Keeps a zip file until the editor has looked at what it would change; the newest only."""
    upload, _ = Upload.objects.update_or_create(
        editor=editor,
        defaults={"data": data, "based_on": newest_numbers(), "uploaded_at": at},
    )
    return upload


def discard_upload(*, editor: User) -> None:
    """Throws away what the editor uploaded."""
    Upload.objects.filter(editor=editor).delete()


@transaction.atomic
def import_topics(
    *,
    files: Iterable[TopicFile],
    author: User | None,
    comment: str,
    at: datetime,
    based_on: Mapping[str, int] | None = None,
) -> Imported:
    """Publishes all that differs, or nothing at all; topics without a file stay as they are.

    `based_on` are the newest revisions that the author has seen, by slug, 0 for none. Raises
    Overtaken where somebody else has published since.
    """
    added = changed = same = 0
    topics = Topic.objects.in_bulk(field_name="slug")
    for file in files:
        topic = topics.get(file.text.slug)
        place = file.place or (topic.place if topic else None)
        if topic is not None and (topic.text, topic.place) == (file.text, place):
            same += 1
            continue
        publish_topic(
            text=file.text,
            author=author,
            comment=comment,
            at=at,
            topic=topic,
            place=place,
            based_on=None if based_on is None else based_on.get(file.text.slug, 0),
        )
        added, changed = added + (topic is None), changed + (topic is not None)
    if author is not None:
        discard_upload(editor=author)
    return Imported(added, changed, same)
