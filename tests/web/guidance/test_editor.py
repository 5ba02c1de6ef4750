"""An editor writes, reviews and publishes; problems stand in the way."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from routines.accounts.models import User
from routines.guidance.admin.forms import TopicForm
from routines.guidance.models import Draft, Topic, TopicRevision
from routines.guidance.text import ReviewStatus
from tests.web.guidance.editing import (
    LOW,
    LOWER,
    MUTED,
    begin,
    change_address,
    draft_of,
    errors,
    filled,
    html_of,
    publish_draft,
    review_address,
    sunscreen,
    typed,
)
from tests.web.guidance.topics import MORNING, publish, text

pytestmark = pytest.mark.django_db


# --- Writing and publishing -------------------------------------------------------------------


def test_editor_publishes_a_change_and_a_revision_is_kept(
    editor: User, editor_client: Client, client: Client
) -> None:
    topic = publish()
    draft = begin(editor_client, editor, topic)
    topic.refresh_from_db()
    assert (topic.title, topic.revisions.count()) == ("About steam", 1)
    response = publish_draft(editor_client, draft, name="Ada  B.")
    assert response.status_code == 302  # type: ignore[attr-defined]
    topic.refresh_from_db()
    assert (topic.title, topic.summary, topic.position) == ("Steam", "Hot air.", 62)
    assert topic.body == "The article says: Do it. {home-steam}\n\nWe add (BJGP): No."
    assert topic.sources == "BJGP: a journal"
    assert topic.created_at == MORNING
    revision = topic.revisions.get(number=2)
    assert (revision.author, revision.comment, revision.is_starter, revision.is_published) == (
        editor,
        "Plainer words",
        False,
        True,
    )
    assert not Draft.objects.exists()
    assert "Hot air." in client.get("/guidance/steam/").content.decode()
    history = html_of(editor_client.get(reverse("admin:guidance_topic_history", args=[topic.pk])))
    assert "Ada B." in history


def test_editor_adds_a_topic(editor: User, editor_client: Client) -> None:
    draft = begin(editor_client, editor, None, based_on="0")
    assert Topic.objects.count() == 0
    publish_draft(editor_client, draft)
    assert [(t.slug, t.revisions.count()) for t in Topic.objects.all()] == [("steam", 1)]


def test_editor_cannot_rename_a_topics_address(editor: User, editor_client: Client) -> None:
    topic = publish()
    publish_draft(editor_client, begin(editor_client, editor, topic, slug="other"))
    topic.refresh_from_db()
    assert (topic.slug, topic.title) == ("steam", "Steam")


def test_review_needs_a_comment_and_no_address_for_a_name(
    editor: User, editor_client: Client
) -> None:
    draft = begin(editor_client, editor, publish())
    response = publish_draft(editor_client, draft, comment="", name="ada@example.org")
    assert isinstance(response, HttpResponse)
    assert response.status_code == 400
    assert errors(response) == {
        "comment": ["Say it in a few words: other editors will read it."],
        "name": ["Please give a name, not an address."],
    }
    assert TopicRevision.objects.count() == 1
    html = html_of(response)
    alert = html[html.index('role="alert"') : html.index('id="changes"')]
    assert "Nothing is published yet." in alert
    assert '<a href="#id_comment">What did you change, and why?</a>' in alert
    box = html[html.index('name="comment"') :].partition(">")[0]
    assert {"required", "autofocus"} <= set(box.split())
    assert html.count("autofocus") == 1


def test_review_of_no_change_offers_nothing_to_publish(editor: User, editor_client: Client) -> None:
    topic = sunscreen()
    editor_client.post(change_address(topic), typed(topic, _review=""))
    draft = draft_of(editor)
    html = html_of(editor_client.get(review_address(draft)))
    assert "Nothing differs from what readers see now." in html
    assert publish_draft(editor_client, draft).status_code == 400  # type: ignore[attr-defined]
    assert topic.revisions.count() == 1


def test_review_shows_what_changes_by_words_and_by_rules(
    editor: User, editor_client: Client
) -> None:
    topic = sunscreen(f"Wear it.\n\n{LOW}")
    body = f"Wear it, please.\n\n{LOWER}"
    editor_client.post(change_address(topic), typed(topic, body=body, _review=""))
    html = html_of(editor_client.get(review_address(draft_of(editor))))
    assert "Wear it<ins>, please</ins>." in html
    assert "fewer than <del>5</del><ins>6</ins> of the last 7 days" in html
    assert "Other figures, so a new rule" in html


def test_review_tells_a_reworded_rule_from_a_new_one(editor: User, editor_client: Client) -> None:
    topic = sunscreen()
    editor_client.post(change_address(topic), typed(topic, body=MUTED, _review=""))
    html = html_of(editor_client.get(review_address(draft_of(editor))))
    assert "Same rule, said otherwise: mutes and snoozes are kept" in html


def test_new_topic_of_an_address_taken_since_is_told(
    editor: User, editor_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = begin(editor_client, editor, None)
    publish()
    response = publish_draft(editor_client, draft)
    assert response.status_code == 400  # type: ignore[attr-defined]
    assert "Topic with this Slug already exists." in html_of(response)
    # Even where the other is published between the look and the write.
    monkeypatch.setattr(TopicForm, "validate_unique", lambda _form: None)
    assert publish_draft(editor_client, draft).status_code == 409  # type: ignore[attr-defined]
    assert (Topic.objects.count(), TopicRevision.objects.count()) == (1, 1)
    assert Draft.objects.count() == 1


def test_review_points_out_words(editor: User, editor_client: Client) -> None:
    words = {"title": "Normal skin", "body": "A safe cure.", "sources": ""}
    draft = begin(editor_client, editor, publish(), **words)
    html = html_of(editor_client.get(review_address(draft)))
    assert "Title: “Normal”: it calls others abnormal." in html
    assert "“safe”: nobody can promise it." in html
    assert "“cure”: nothing here does." in html


# --- Problems ---------------------------------------------------------------------------------


def test_problems_of_the_text_are_told_with_their_lines(
    editor: User, editor_client: Client
) -> None:
    topic = publish()
    body = "Hi.\r\n\r\nThe article says: Do it. {home-steem}\r\n\r\nWe add, cuation (AAD): No."
    response = editor_client.post(change_address(topic), filled(body=body, _review=""))
    assert response.status_code == 400
    assert errors(response) == {
        "body": [
            "Line 3, column 26: There is no fact “home-steem”. Did you mean “home-steam”?",
            "Line 5, column 1: “AAD” is not among this topic's sources.",
            (
                "Line 5, column 9: “cuation” is no caution level. They are: none, note, caution, "
                "professional only, do not recommend. Did you mean “caution”?"
            ),
        ]
    }
    assert topic.revisions.count() == 1
    # What was typed is kept all the same, and can't be published by another way.
    draft = draft_of(editor)
    assert draft.fields["body"] == body.replace("\r\n", "\n")
    assert publish_draft(editor_client, draft).status_code == 400  # type: ignore[attr-defined]
    assert "There is no fact “home-steem”." in html_of(editor_client.get(review_address(draft)))


def test_problems_of_a_rule_block_publishing(editor_client: Client) -> None:
    topic = sunscreen()
    body = LOW.replace("sunscreen", "sunscren")
    response = editor_client.post(change_address(topic), typed(topic, body=body, _review=""))
    assert response.status_code == 400
    assert "Did you mean “sunscreen”?" in errors(response)["body"][0]
    assert errors(response)["body"][0].startswith("Line 1, column 13: ")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "a" * 5000}, "title"),
        ({"summary": "a" * 241}, "summary"),
        ({"section": "elsewhere"}, "section"),
        ({"caution_level": "mild"}, "caution_level"),
        ({"position": "-1"}, "position"),
        ({"position": "1e9"}, "position"),
        ({"position": "3.5"}, "position"),
        ({"reviewed_on": "2026-02-30", "review_status": "reviewed by a clinician"}, "reviewed_on"),
        ({"review_due_on": "soon"}, "review_due_on"),
        ({"review_status": "reviewed by a clinician"}, "__all__"),
        ({"reviewed_by": "Dr. B"}, "__all__"),
        ({"body": " \n "}, "body"),
        ({"body": "a" * 40_001}, "body"),
        ({"slug": "Two words"}, "slug"),
        ({"slug": "Two_Words"}, "slug"),
        ({"slug": "rules"}, "slug"),
    ],
)
def test_editor_is_told_what_does_not_fit(
    editor_client: Client, changes: dict[str, str], field: str
) -> None:
    response = editor_client.post(change_address(None), filled(_review="", **changes))
    assert response.status_code == 400
    assert field in errors(response)
    assert Topic.objects.count() == 0


@pytest.mark.parametrize(
    ("field", "ahead", "problem"),
    [
        ("reviewed_on", 1, "This day has not come yet. Enter the day of the review."),
        ("reviewed_on", 0, None),
        ("review_due_on", -1, "This day is over. Choose today or a later one, or none."),
        ("review_due_on", 0, None),
    ],
)
def test_day_on_the_wrong_side_of_today_is_told_at_its_field(
    editor: User, editor_client: Client, field: str, ahead: int, problem: str | None
) -> None:
    # The day it is for the editor, who may be a day ahead of the server.
    day = timezone.localdate(timezone=editor.zone) + timedelta(days=ahead)
    reviewed = {"review_status": "reviewed by a clinician", "reviewed_by": "B"}
    sent = {**(reviewed if field == "reviewed_on" else {}), field: day.isoformat()}
    response = editor_client.post(change_address(None), filled(_review="", **sent))
    assert isinstance(response, HttpResponse)
    told = errors(response) if response.status_code == 400 else {}
    assert told == ({field: [problem]} if problem else {})


def test_topic_that_is_overdue_can_be_mended_without_another_day(
    editor: User, editor_client: Client
) -> None:
    topic = publish(text(), review_due_on=date(2020, 1, 1))
    draft = begin(editor_client, editor, topic, title="Mended", review_due_on="2020-01-01")
    publish_draft(editor_client, draft)
    topic.refresh_from_db()
    assert (topic.title, topic.review_due_on) == ("Mended", date(2020, 1, 1))


def test_sign_that_no_database_keeps_is_left_out(editor: User, editor_client: Client) -> None:
    editor_client.post(change_address(None), filled(body="null\x00byte", _save=""))
    assert draft_of(editor).fields["body"] == "nullbyte"


def reviewed() -> Topic:
    return publish(
        text(review_status=ReviewStatus.REVIEWED, reviewed_by="B", reviewed_on=date(2026, 1, 1))
    )


def test_editor_cannot_keep_a_review_for_another_text(editor_client: Client) -> None:
    response = editor_client.post(
        change_address(reviewed()),
        filled(
            review_status="reviewed by a clinician",
            reviewed_by="B",
            reviewed_on="2026-01-01",
            _review="",
        ),
    )
    assert errors(response) == {
        "review_status": [
            "The text has changed since that review. Choose “Edited”, or enter the new review."
        ]
    }


def test_editor_may_enter_a_new_review_and_plan_the_next(
    editor: User, editor_client: Client
) -> None:
    topic = reviewed()
    draft = begin(
        editor_client,
        editor,
        topic,
        review_status="reviewed by a clinician",
        reviewed_by="C",
        reviewed_on="2026-02-02",
        review_due_on="2027-02-02",
    )
    publish_draft(editor_client, draft)
    topic.refresh_from_db()
    assert (topic.reviewed_by, topic.reviewed_on) == ("C", date(2026, 2, 2))
    assert topic.review_due_on == date(2027, 2, 2)
