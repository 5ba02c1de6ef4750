"""Drafts: kept as typed, gone on with, published or thrown away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from routines.accounts.models import User
from routines.guidance.files import Place
from routines.guidance.models import Draft, Signature, Topic
from routines.guidance.services.publishing import newest_number, publish_topic
from routines.guidance.text import TopicText


class Outdated(Exception):  # noqa: N818 - it is an answer, not an error
    """The draft was saved from another window since; `draft` is what it says now."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(f"draft {draft.pk} has version {draft.version}")
        self.draft = draft


@transaction.atomic
def save_draft(
    *,
    editor: User,
    topic: Topic | None,
    fields: Mapping[str, str],
    at: datetime,
    version: int,
    begun_on: int = 0,
) -> Draft:
    """Keeps what the editor typed, one draft for each topic and one for a new one.

    `version` is that of the draft the editor saw, 0 for none. Raises Outdated, and writes nothing,
    where the draft has gone on since. A new draft is based on the revision `begun_on`.
    """
    User.objects.hold(editor)
    draft = Draft.objects.filter(editor=editor, topic=topic).first()
    if draft is None:
        newest = newest_number(topic) if topic else 0
        draft = Draft(editor=editor, topic=topic, version=0, based_on=min(begun_on, newest))
    elif draft.version != version:
        raise Outdated(draft)
    draft.fields = dict(fields)
    draft.version += 1
    draft.saved_at = at
    draft.save()
    return draft


def rebase_draft(*, draft: Draft, onto: int) -> None:
    """Notes that the editor has seen the revision `onto` and still wants the draft."""
    Draft.objects.filter(pk=draft.pk).update(based_on=onto)


def discard_draft(*, draft: Draft) -> None:
    """Throws the draft away."""
    draft.delete()


@transaction.atomic
def restore(
    *, editor: User, topic: Topic, fields: Mapping[str, str], at: datetime, version: int
) -> Draft:
    """Makes a draft of what a revision said, in the place of the one with this version, if any.

    Raises Outdated, and writes nothing, where the editor has another draft than that.
    """
    User.objects.hold(editor)
    old = Draft.objects.filter(editor=editor, topic=topic).first()
    if old is not None and old.version != version:
        raise Outdated(old)
    if old is not None:
        old.delete()
    newest = newest_number(topic)
    return save_draft(editor=editor, topic=topic, fields=fields, at=at, version=0, begun_on=newest)


@transaction.atomic
def publish_draft(
    *, draft: Draft, text: TopicText, place: Place | None, comment: str, at: datetime
) -> Topic:
    """Publishes what was read from the draft, which then is gone.

    Raises Overtaken where somebody else has published since the draft was begun, and Outdated where
    the draft has changed since it was read; then nothing is lost and nothing written.
    """
    User.objects.hold(draft.editor)
    now = Draft.objects.filter(pk=draft.pk).first()
    if now is None or now.version != draft.version:
        raise Outdated(now or draft)
    topic = publish_topic(
        text=text,
        author=draft.editor,
        comment=comment,
        at=at,
        topic=draft.topic,
        place=place,
        based_on=draft.based_on,
    )
    now.delete()
    return topic


def sign(*, editor: User, name: str) -> None:
    """Notes by which name other editors know this one; an empty one is forgotten."""
    if name:
        Signature.objects.update_or_create(editor=editor, defaults={"name": name})
    else:
        Signature.objects.filter(editor=editor).delete()
