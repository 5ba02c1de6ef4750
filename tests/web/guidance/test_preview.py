"""The preview follows whatever is typed, and writes nothing."""

from __future__ import annotations

import re

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from routines.accounts.models import User
from routines.guidance.models import Draft
from tests.web.guidance.editing import (
    LOW,
    LOWER,
    MUTED,
    begin,
    filled,
    html_of,
    publish_draft,
    sunscreen,
)
from tests.web.guidance.topics import publish

pytestmark = pytest.mark.django_db


def preview(client: Client, **changes: object) -> HttpResponse:
    return client.post(reverse("admin:guidance_preview"), filled(**changes))


def test_preview_shows_page_rules_and_problems_and_writes_nothing(editor_client: Client) -> None:
    topic = sunscreen()
    body = f"Hello **there**.\n\n{LOWER}\n\nIt is safe. {{prev-sun}}"
    fields = {"topic": topic.pk, "body": body, "caution_level": "none", "sources": ""}
    html = html_of(preview(editor_client, **fields))
    assert "Hello <strong>there</strong>." in html
    assert "When sunscreen is done on fewer than 6 of the last 7 days" in html
    assert "New rule: other figures" in html
    assert "Before: when sunscreen is done on fewer than 5 of the last 7 days." in html
    assert "There is no fact “prev-sun”." in html
    assert "“safe”: nobody can promise it." in html
    assert not Draft.objects.exists()


def test_preview_leads_to_the_same_condition_in_another_topic(editor_client: Client) -> None:
    sunscreen()
    html = html_of(preview(editor_client, body=LOW, caution_level="none"))
    (key,) = re.findall(r'href="/guidance/sunscreen/#rule-(\w+)"', html)
    assert f'<li class="watch" id="rule-{key}">' in html
    assert "watches for the same already." in html


def test_preview_says_that_mutes_are_kept(editor_client: Client) -> None:
    topic = sunscreen()
    html = html_of(preview(editor_client, topic=topic.pk, body=MUTED, caution_level="none"))
    assert "Same rule, mutes kept" in html


def test_preview_shows_facts_and_contradictions(editor_client: Client) -> None:
    html = html_of(preview(editor_client, body="The article says: Rub. {home-scrub}"))
    assert "“avoid harsh exfoliants” and “use a salt scrub”" in html
    assert "Use a salt, sugar or oatmeal scrub for some minutes." in html


def test_preview_tells_that_somebody_has_published_since(
    editor: User, editor_client: Client, other_editor: User, other_client: Client
) -> None:
    topic = publish()
    publish_draft(other_client, begin(other_client, other_editor, topic), name="Ada")
    html = html_of(preview(editor_client, topic=topic.pk, based_on="1"))
    assert "Ada has just published revision 2." in html


@pytest.mark.parametrize(
    "changes",
    [
        {"section": "nowhere", "caution_level": "?", "reviewed_on": "soon", "title": ""},
        {"body": "\x00", "summary": "\x00"},
        {"based_on": "x", "version": "-1", "topic": ""},
        {"body": "x " * 20_000},
    ],
)
def test_preview_reads_whatever_is_typed(editor_client: Client, changes: dict[str, str]) -> None:
    assert preview(editor_client, **changes).status_code == 200


def test_preview_escapes_what_is_typed(editor_client: Client) -> None:
    nasty = "<script>alert(1)</script> {<b>}"
    html = html_of(preview(editor_client, body=nasty, title=nasty, summary=nasty, sources=nasty))
    assert "<script>" not in html
    assert "<b>" not in html


def test_preview_takes_few_queries(
    editor_client: Client, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    topic = sunscreen()
    with django_assert_max_num_queries(8):
        preview(editor_client, topic=topic.pk, body=LOW)
