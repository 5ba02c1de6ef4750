"""An editor writes a draft, reviews it and publishes it; nothing is overwritten, nothing lost."""

from __future__ import annotations

from datetime import date

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from routines.accounts.models import User
from routines.guidance.admin.forms import TopicForm
from routines.guidance.models import Draft, Topic, TopicRevision
from routines.guidance.text import CautionLevel, ReviewStatus
from tests.web.guidance.editing import (
    begin,
    change_address,
    draft_of,
    filled,
    publish_draft,
    review_address,
)
from tests.web.guidance.topics import MORNING, publish, text

pytestmark = pytest.mark.django_db

LOW = (
    "Remind when sunscreen is done on fewer than 5 of the last 7 days, at most every 3 days: "
    "Keep it by the toothbrush."
)
MUTED = LOW.replace("Keep it by the toothbrush.", "Keep it near.")
LOWER = LOW.replace("5 of", "6 of")


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


# --- Writing and publishing ---------------------------------------------------------------------


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
        "comment": ["This field is required."],
        "name": ["Please give a name, not an address."],
    }
    assert TopicRevision.objects.count() == 1


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
    assert "Title: “Normal” says more than we can know." in html
    assert "“safe” says more than we can know." in html
    assert "“cure” says more than we can know." in html


# --- Problems -----------------------------------------------------------------------------------


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


# --- Drafts -------------------------------------------------------------------------------------


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


# --- Without a script ---------------------------------------------------------------------------


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


# --- The preview --------------------------------------------------------------------------------


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
    assert "“safe” says more than we can know." in html
    assert not Draft.objects.exists()


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


# --- Two editors --------------------------------------------------------------------------------


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


# --- History ------------------------------------------------------------------------------------


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
