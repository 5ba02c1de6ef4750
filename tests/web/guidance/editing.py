"""What an editor's browser sends."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from routines.accounts.models import User
from routines.guidance.models import Draft, Topic


def change_address(topic: Topic | None) -> str:
    if topic is None:
        return reverse("admin:guidance_topic_add")
    return reverse("admin:guidance_topic_change", args=[topic.pk])


def filled(**changes: object) -> dict[str, object]:
    """The form as a browser sends it, with Windows line ends."""
    form: dict[str, object] = {
        "title": "Steam",
        "slug": "steam",
        "section": "home-remedies",
        "position": "62",
        "summary": "Hot\r\nair.",
        "body": "\r\nThe article says: Do it. {home-steam}\r\n\r\nWe add (BJGP): No.\r\n",
        "caution_level": "do not recommend",
        "sources": " BJGP: a journal \r\n\r\n",
        "review_status": "edited",
        "reviewed_by": "",
        "reviewed_on": "",
        "review_due_on": "",
        "is_published": "on",
        "version": "0",
        "based_on": "1",
    }
    return {**form, **changes}


def draft_of(editor: User) -> Draft:
    return Draft.objects.get(editor=editor)


def review_address(draft: Draft) -> str:
    return reverse("admin:guidance_draft_review", args=[draft.pk])


def begin(client: Client, editor: User, topic: Topic | None, **changes: object) -> Draft:
    """Types a draft and asks for its review."""
    response = client.post(change_address(topic), filled(_review="", **changes))
    draft = draft_of(editor)
    assert (response.status_code, response["Location"]) == (302, review_address(draft))
    return draft


def publish_draft(client: Client, draft: Draft, **changes: object) -> object:
    """Presses "Publish" on the review of the draft as it stands."""
    form = {"comment": "Plainer words", "name": "", "version": str(draft.version)}
    return client.post(review_address(draft), {**form, **changes})
