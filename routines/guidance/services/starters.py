"""The guidance that comes with the application."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from django.db import transaction

from routines.guidance.files import Place, read_topic, write_topic
from routines.guidance.models import Topic, TopicRevision
from routines.guidance.services.publishing import publish_topic
from routines.guidance.text import TopicText

STARTER_FOLDER: Final = Path(__file__).parent.parent / "starter"
STARTER_COMMENT: Final = "Came with the application"


class StarterError(ValueError):
    """A starter file that can't be read; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Starter:
    """A starter file: its text, its place in the reading order, and the file as it stands."""

    text: TopicText
    position: int
    file: str


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many topics were new, brought up to date, or left as they were."""

    added: int
    updated: int
    kept: int


def read_starters(folder: Path = STARTER_FOLDER) -> Iterator[Starter]:
    """The starter files in their order. Raises StarterError at the first that can't be read."""
    for path in sorted(folder.glob("[0-9][0-9]-*.md")):
        file = path.read_text(encoding="utf-8")
        reading = read_topic(file)
        if reading.text is None:
            raise StarterError(f"{path.name}: {reading.problems[0]}")
        yield Starter(reading.text, int(path.name[:2]), file)


@transaction.atomic
def load_starter(*, at: datetime, folder: Path = STARTER_FOLDER) -> Loaded:
    """Adds the topics that are missing and renews those nobody has edited.

    A topic is edited as soon as its newest revision is not one of ours; it is then left alone for
    good, even where our text has moved on.
    """
    current = _current_revisions()
    added = updated = kept = 0
    for starter in read_starters(folder):
        revision = current.get(starter.text.slug)
        if revision is None:
            _publish_starter(starter, at, topic=None)
            added += 1
        elif revision.is_starter and revision.text != write_topic(starter.text):
            _publish_starter(starter, at, topic=revision.topic)
            updated += 1
        else:
            kept += 1
    return Loaded(added, updated, kept)


def _publish_starter(starter: Starter, at: datetime, topic: Topic | None) -> None:
    publish_topic(
        text=starter.text,
        author=None,
        comment=STARTER_COMMENT,
        at=at,
        topic=topic,
        place=replace(topic.place if topic else Place(), position=starter.position),
        is_starter=True,
    )


def _current_revisions() -> dict[str, TopicRevision]:
    """Each topic's newest revision, by the topic's slug."""
    revisions = TopicRevision.objects.select_related("topic").order_by("topic_id", "number")
    return {revision.topic.slug: revision for revision in revisions}
