"""What an editor's browser sends."""

from __future__ import annotations

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from routines.accounts.models import User
from routines.guidance.models import Draft, Topic
from routines.guidance.text import CautionLevel
from tests.web.guidance.topics import publish, text

LOW = (
    "Remind when sunscreen is done on fewer than 5 of the last 7 days, at most every 3 days: "
    "Keep it by the toothbrush."
)
MUTED = LOW.replace("Keep it by the toothbrush.", "Keep it near.")
LOWER = LOW.replace("5 of", "6 of")


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


def sunscreen(body: str = LOW) -> Topic:
    return publish(text("sunscreen", body=body, sources=(), caution_level=CautionLevel.NONE))


def typed(topic: Topic, **changes: object) -> dict[str, object]:
    """The topic as its form shows it, with some of it changed."""
    form = {
        "title": topic.title,
        "section": topic.section,
        "position": str(topic.position),
        "summary": topic.summary,
        "body": topic.body,
        "caution_level": topic.caution_level,
        "sources": topic.sources,
    }
    return filled(**{**form, **changes})


def html_of(response: object) -> str:
    assert isinstance(response, HttpResponse)
    return response.content.decode()


def errors(response: HttpResponse, name: str = "form") -> dict[str, list[str]]:
    form = response.context[name]  # type: ignore[attr-defined]
    return {field: list(messages) for field, messages in form.errors.items()}
