"""Of two editors nobody is overwritten, and what was said before can be brought back."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from routines.accounts.models import User
from routines.guidance.models import Topic
from tests.web.guidance.editing import (
    begin,
    change_address,
    draft_of,
    filled,
    html_of,
    publish_draft,
    review_address,
)
from tests.web.guidance.topics import publish, text

pytestmark = pytest.mark.django_db


# --- Two editors ------------------------------------------------------------------------------


def test_second_to_publish_is_told_and_nothing_is_overwritten(
    editor: User, editor_client: Client, other_editor: User, other_client: Client
) -> None:
    topic = publish()
    # Both open the page on revision 1.
    mine = begin(editor_client, editor, topic, body="Mine.", sources="")
    theirs = begin(other_client, other_editor, topic, body="Theirs.", sources="")
    publish_draft(other_client, theirs, name="Ada", comment="Theirs first")
    response = publish_draft(editor_client, mine)
    assert response.status_code == 409  # type: ignore[attr-defined]
    html = html_of(response)
    assert "Ada published revision 2" in html
    assert "Theirs first" in html
    assert "Both texts in full" in html
    assert html.count("Theirs.") >= 2
    assert "Mine." in html
    topic.refresh_from_db()
    assert (topic.body, topic.revisions.count()) == ("Theirs.", 2)
    assert draft_of(editor).fields["body"] == "Mine."
    assert "Ada published revision 2 since you began." in html_of(
        editor_client.get(change_address(topic))
    )


def test_second_to_publish_may_go_on_knowingly(
    editor: User, editor_client: Client, other_editor: User, other_client: Client
) -> None:
    topic = publish()
    mine = begin(editor_client, editor, topic, body="Mine.", sources="")
    publish_draft(other_client, begin(other_client, other_editor, topic, body="Theirs."))
    editor_client.post(reverse("admin:guidance_draft_rebase", args=[mine.pk]))
    html = html_of(editor_client.get(review_address(mine)))
    assert "<del>Theirs" in html
    publish_draft(editor_client, mine)
    topic.refresh_from_db()
    assert (topic.body, topic.revisions.count()) == ("Mine.", 3)


def test_window_opened_before_another_published_is_told(
    editor: User, editor_client: Client, other_editor: User, other_client: Client
) -> None:
    topic = publish()
    publish_draft(other_client, begin(other_client, other_editor, topic, body="Theirs."))
    # This window was opened on revision 1 and saves its first draft only now.
    mine = begin(editor_client, editor, topic, body="Mine.", based_on="1")
    assert (mine.based_on, publish_draft(editor_client, mine).status_code) == (1, 409)  # type: ignore[attr-defined]


# --- History ----------------------------------------------------------------------------------


def twice_published() -> Topic:
    topic = publish(text(body="First."))
    publish(text(body="Second."), topic=topic, comment="Again")
    return topic


def test_any_two_revisions_can_be_compared(editor_client: Client) -> None:
    topic = twice_published()
    address = reverse("admin:guidance_topic_compare", args=[topic.pk])
    html = html_of(editor_client.get(address, {"old": "1", "new": "2"}))
    assert "<del>First</del><ins>Second</ins>." in html
    backwards = html_of(editor_client.get(address, {"old": "2", "new": "1"}))
    assert "<del>Second</del><ins>First</ins>." in backwards


@pytest.mark.parametrize(
    ("numbers", "status"),
    [
        ({}, 400),
        ({"old": "x", "new": "1"}, 400),
        ({"old": "0", "new": "1"}, 400),
        ({"old": "1", "new": "9" * 30}, 400),
        ({"old": "1", "new": "99"}, 404),
    ],
)
def test_revisions_that_are_none_are_refused(
    editor_client: Client, numbers: dict[str, str], status: int
) -> None:
    address = reverse("admin:guidance_topic_compare", args=[twice_published().pk])
    assert editor_client.get(address, numbers).status_code == status


def test_revision_is_restored_as_a_new_one(editor: User, editor_client: Client) -> None:
    topic = twice_published()
    address = reverse("admin:guidance_topic_restore", args=[topic.pk])
    response = editor_client.post(address, {"number": "1"})
    draft = draft_of(editor)
    assert response["Location"] == review_address(draft)
    assert 'value="Restored revision 1"' in html_of(editor_client.get(review_address(draft)))
    publish_draft(editor_client, draft, comment="Restored revision 1")
    topic.refresh_from_db()
    assert topic.body == "First."
    assert [r.comment for r in topic.revisions.order_by("number")] == [
        "A start",
        "Again",
        "Restored revision 1",
    ]


def test_restoring_asks_before_it_replaces_a_draft(editor: User, editor_client: Client) -> None:
    topic = twice_published()
    editor_client.post(change_address(topic), filled(body="Mine.", based_on="2", _save=""))
    address = reverse("admin:guidance_topic_restore", args=[topic.pk])
    asked = editor_client.post(address, {"number": "1"})
    assert asked.status_code == 409
    assert draft_of(editor).fields["body"] == "Mine."
    editor_client.post(address, {"number": "1", "version": "1", "replace": "on"})
    assert draft_of(editor).fields["body"] == "First."


def test_revision_page_leads_to_the_comparison(editor_client: Client) -> None:
    topic = twice_published()
    revision = topic.revisions.get(number=2)
    address = reverse("admin:guidance_topicrevision_change", args=[revision.pk])
    response = editor_client.get(address)
    assert response["Location"].endswith(f"/{topic.pk}/compare/?old=1&new=2")


def test_unpublishing_is_told_and_kept_in_the_history(
    editor: User, editor_client: Client, client: Client
) -> None:
    topic = publish()
    draft = begin(editor_client, editor, topic, is_published="")
    html = html_of(editor_client.get(review_address(draft)))
    assert "Shown to readers" in html
    publish_draft(editor_client, draft)
    assert client.get("/guidance/steam/").status_code == 404
    assert not topic.revisions.get(number=2).is_published
    history = html_of(editor_client.get(reverse("admin:guidance_topic_history", args=[topic.pk])))
    assert "not shown to readers" in history
