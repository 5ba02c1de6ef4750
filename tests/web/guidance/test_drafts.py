"""What an editor types is kept, and gone on with; buttons do what scripts do at once."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from routines.accounts.models import User
from routines.guidance.models import Draft, TopicRevision
from tests.web.guidance.editing import (
    LOW,
    begin,
    change_address,
    draft_of,
    filled,
    html_of,
    publish_draft,
)
from tests.web.guidance.topics import publish

pytestmark = pytest.mark.django_db


# --- Drafts -----------------------------------------------------------------------------------


def test_draft_is_kept_as_typed_and_gone_on_with(
    editor: User, editor_client: Client, other_client: Client
) -> None:
    topic = publish()
    saved = editor_client.post(change_address(topic), filled(title="", body="{", _save=""))
    assert saved["Location"] == change_address(topic)
    html = html_of(editor_client.get(change_address(topic)))
    assert ">\n{</textarea>" in html
    assert "This is your draft of" in html
    # Another editor sees the topic as it is, and that somebody writes.
    theirs = html_of(other_client.get(change_address(topic)))
    assert "The article says: Do it. {home-steam}" in theirs
    assert f"editor {editor.pk} has a draft of this topic, too." in theirs
    listed = html_of(editor_client.get(reverse("admin:guidance_topic_changelist")))
    assert "Your drafts" in listed


def test_draft_is_saved_by_script_too(editor: User, editor_client: Client) -> None:
    topic = publish()
    headers = {"accept": "application/json"}
    for version in (0, 1):
        fields = filled(version=str(version), title=f"Title {version}")
        response = editor_client.post(change_address(topic), fields, headers=headers)
        assert (response.status_code, response.json()) == (200, {"version": version + 1})
    assert draft_of(editor).fields["title"] == "Title 1"


def test_draft_of_another_window_is_not_overwritten_unasked(
    editor: User, editor_client: Client
) -> None:
    topic = publish()
    editor_client.post(change_address(topic), filled(title="One", _save=""))
    headers = {"accept": "application/json"}
    script = editor_client.post(change_address(topic), filled(title="Two"), headers=headers)
    assert (script.status_code, script.json()) == (409, {"saved_elsewhere": True})
    button = editor_client.post(change_address(topic), filled(title="Two", _save=""))
    assert button.status_code == 409
    html = html_of(button)
    assert 'value="Two"' in html
    assert '<input type="hidden" name="version" value="1">' in html
    assert draft_of(editor).fields["title"] == "One"
    # Knowing of it, the editor may.
    editor_client.post(change_address(topic), filled(title="Two", version="1", _save=""))
    assert draft_of(editor).fields["title"] == "Two"


def test_review_of_an_older_draft_than_there_is_publishes_nothing(
    editor: User, editor_client: Client
) -> None:
    draft = begin(editor_client, editor, publish())
    editor_client.post(
        change_address(draft.topic), filled(version="1", title="Later words", _save="")
    )
    response = publish_draft(editor_client, draft)
    assert response.status_code == 409  # type: ignore[attr-defined]
    assert "Later words" in html_of(response)
    assert TopicRevision.objects.count() == 1


def test_draft_is_thrown_away_only_when_confirmed(editor: User, editor_client: Client) -> None:
    draft = begin(editor_client, editor, publish())
    address = reverse("admin:guidance_draft_discard", args=[draft.pk])
    assert "gone for good" in html_of(editor_client.get(address))
    assert Draft.objects.count() == 1
    editor_client.post(address)
    assert Draft.objects.count() == 0


@pytest.mark.parametrize("name", ["draft_review", "draft_discard", "consequences", "draft_rebase"])
def test_draft_of_another_editor_is_not_found(
    editor: User, editor_client: Client, other_client: Client, name: str
) -> None:
    draft = begin(editor_client, editor, publish())
    address = reverse(f"admin:guidance_{name}", args=[draft.pk])
    answers = {other_client.get(address).status_code, other_client.post(address).status_code}
    assert answers <= {404, 405}
    assert Draft.objects.count() == 1


# --- Without a script -------------------------------------------------------------------------


def test_rule_is_put_in_from_the_menu(editor: User, editor_client: Client) -> None:
    sent = filled(body="Hi.", template="done-on-fewer", _insert="")
    assert editor_client.post(change_address(None), sent).status_code == 302
    assert draft_of(editor).fields["body"] == f"Hi.\n\n{LOW}\n"


def test_slip_is_mended_by_its_button(editor: User, editor_client: Client) -> None:
    topic = publish()
    editor_client.post(change_address(topic), filled(body="Hi. {home-steem}", _save=""))
    html = html_of(editor_client.get(change_address(topic)))
    assert 'name="_fix" value="1:5"' in html
    again = filled(body="Hi. {home-steem}", version="1", _fix="1:5")
    editor_client.post(change_address(topic), again)
    assert draft_of(editor).fields["body"] == "Hi. {home-steam}"


@pytest.mark.parametrize(
    "button", [{"_fix": "9:9"}, {"_fix": "x"}, {"_insert": "", "template": "no"}]
)
def test_button_that_means_nothing_changes_nothing(
    editor: User, editor_client: Client, button: dict[str, str]
) -> None:
    editor_client.post(change_address(None), filled(body="Hi.", **button))
    assert draft_of(editor).fields["body"] == "Hi."
