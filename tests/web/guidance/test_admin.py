"""Editors edit guidance, and reach nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from routines.accounts.models import User
from routines.guidance.models import Topic, TopicRevision
from routines.guidance.text import ReviewStatus
from tests.web.guidance.topics import MORNING, publish, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(make_user: Callable[..., User]) -> User:
    person = make_user("editor@example.org", is_staff=True)
    person.groups.add(Group.objects.get(name="Guidance editors"))
    return person


@pytest.fixture
def editor_client(editor: User) -> Client:
    client = Client()
    client.force_login(editor)
    return client


def change_address(topic: Topic) -> str:
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
        "is_published": "on",
        "comment": "Plainer words",
        "revisions-TOTAL_FORMS": "0",
        "revisions-INITIAL_FORMS": "0",
    }
    return {**form, **changes}


def errors(response: HttpResponse) -> dict[str, list[str]]:
    form = response.context["adminform"].form  # type: ignore[attr-defined]
    return {field: list(messages) for field, messages in form.errors.items()}


def test_editor_changes_a_topic_and_a_revision_is_kept(
    editor: User, editor_client: Client, client: Client
) -> None:
    topic = publish()
    response = editor_client.post(change_address(topic), filled())
    assert response.status_code == 302
    topic.refresh_from_db()
    assert (topic.title, topic.summary, topic.position) == ("Steam", "Hot air.", 62)
    assert topic.body == "The article says: Do it. {home-steam}\n\nWe add (BJGP): No."
    assert topic.sources == "BJGP: a journal"
    assert topic.created_at == MORNING
    revision = topic.revisions.get(number=2)
    assert (revision.author, revision.comment, revision.is_starter) == (
        editor,
        "Plainer words",
        False,
    )
    assert "Hot air." in client.get("/guidance/steam/").content.decode()


def test_editor_adds_a_topic(editor_client: Client) -> None:
    response = editor_client.post(reverse("admin:guidance_topic_add"), filled())
    assert response.status_code == 302
    assert [(t.slug, t.revisions.count()) for t in Topic.objects.all()] == [("steam", 1)]


def test_editor_cannot_rename_a_topics_address(editor_client: Client) -> None:
    topic = publish()
    editor_client.post(change_address(topic), filled(slug="other"))
    topic.refresh_from_db()
    assert (topic.slug, topic.title) == ("steam", "Steam")


def test_editor_sees_problems_of_the_text_with_their_lines(editor_client: Client) -> None:
    topic = publish()
    body = "Hi.\r\n\r\nThe article says: Do it. {home-steem}\r\n\r\nWe add, cuation (AAD): No."
    response = editor_client.post(change_address(topic), filled(body=body))
    assert response.status_code == 200
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
        ({"review_status": "reviewed by a clinician"}, "__all__"),
        ({"reviewed_by": "Dr. B"}, "__all__"),
        ({"comment": ""}, "comment"),
        ({"body": "null\x00byte"}, "body"),
        ({"slug": "Two words"}, "slug"),
    ],
)
def test_editor_is_told_what_does_not_fit(
    editor_client: Client, changes: dict[str, str], field: str
) -> None:
    response = editor_client.post(reverse("admin:guidance_topic_add"), filled(**changes))
    assert response.status_code == 200
    assert field in errors(response)
    assert Topic.objects.count() == 0


def reviewed() -> Topic:
    return publish(
        text(review_status=ReviewStatus.REVIEWED, reviewed_by="B", reviewed_on=date(2026, 1, 1))
    )


def test_editor_cannot_keep_a_review_for_another_text(editor_client: Client) -> None:
    response = editor_client.post(
        change_address(reviewed()),
        filled(review_status="reviewed by a clinician", reviewed_by="B", reviewed_on="2026-01-01"),
    )
    assert errors(response) == {
        "review_status": [
            "The text has changed since that review. Choose “Edited”, or enter the new review."
        ]
    }


def test_editor_may_enter_a_new_review(editor_client: Client) -> None:
    topic = reviewed()
    editor_client.post(
        change_address(topic),
        filled(review_status="reviewed by a clinician", reviewed_by="C", reviewed_on="2026-02-02"),
    )
    topic.refresh_from_db()
    assert (topic.reviewed_by, topic.reviewed_on) == ("C", date(2026, 2, 2))


def test_editor_is_shown_words_to_reconsider(editor_client: Client) -> None:
    topic = publish()
    response = editor_client.post(change_address(topic), filled(body="A safe cure."), follow=True)
    assert [str(message) for message in response.context["messages"]][:2] == [
        "Published. Please look again: Line 1, column 3: “safe” says more than we can know.",
        "Published. Please look again: Line 1, column 8: “cure” says more than we can know.",
    ]


def test_editor_sees_contradictions_and_facts(editor_client: Client) -> None:
    topic = publish(text(body="The article says: Rub. {home-scrub}", sources=()))
    html = editor_client.get(change_address(topic)).content.decode()
    assert "“avoid harsh exfoliants” and “use a salt scrub”" in html
    assert "home-scrub: Use a salt, sugar or oatmeal scrub for some minutes." in html


def test_editor_reads_revisions_and_cannot_change_them(editor_client: Client) -> None:
    topic = publish(text(body="<script>alert(1)</script>"))
    revision = topic.revisions.get()
    address = reverse("admin:guidance_topicrevision_change", args=[revision.pk])
    html = editor_client.get(address).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert editor_client.post(address, {"comment": "x"}).status_code == 403
    add = reverse("admin:guidance_topicrevision_add")
    delete = reverse("admin:guidance_topicrevision_delete", args=[revision.pk])
    assert [editor_client.get(add).status_code, editor_client.get(delete).status_code] == [403, 403]


def test_editor_cannot_delete_a_topic(editor_client: Client) -> None:
    topic = publish()
    address = reverse("admin:guidance_topic_delete", args=[topic.pk])
    assert editor_client.post(address, {"post": "yes"}).status_code == 403
    assert Topic.objects.count() == 1


def test_editor_reaches_no_other_model(editor_client: Client) -> None:
    guidance = set(apps.get_app_config("guidance").get_models())
    others = [model._meta for model in admin.site._registry if model not in guidance]
    answers = {
        meta.label: editor_client.get(
            reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")
        ).status_code
        for meta in others
    }
    assert answers == dict.fromkeys(answers, 403)


def test_editors_admin_lists_guidance_only(editor_client: Client) -> None:
    response = editor_client.get(reverse("admin:index"))
    assert [app["app_label"] for app in response.context["app_list"]] == ["guidance"]


def test_editors_have_exactly_these_permissions() -> None:
    group = Group.objects.get(name="Guidance editors")
    assert set(group.permissions.values_list("content_type__app_label", "codename")) == {
        ("guidance", "add_topic"),
        ("guidance", "change_topic"),
        ("guidance", "view_topic"),
        ("guidance", "view_topicrevision"),
    }


def test_admin_never_shows_an_editors_address(editor: User, editor_client: Client) -> None:
    topic = publish(author=editor)
    revision = TopicRevision.objects.get()
    for address in [
        change_address(topic),
        reverse("admin:guidance_topicrevision_change", args=[revision.pk]),
        reverse("admin:guidance_topicrevision_changelist"),
    ]:
        html = editor_client.get(address).content.decode()
        shown = re.sub(r'(?s)<div id="user-tools">.*?</div>', "", html)
        assert "@example.org" not in shown


@pytest.mark.parametrize("name", ["topic_changelist", "topic_add", "topicrevision_changelist"])
def test_admin_is_closed_to_others(alice_client: Client, client: Client, name: str) -> None:
    address = reverse(f"admin:guidance_{name}")
    assert [alice_client.get(address).status_code, client.get(address).status_code] == [302, 302]


def test_admin_lists_topics_with_few_queries(
    editor_client: Client, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    for number in range(20):
        publish(text(f"steam-{number}"))
    with django_assert_max_num_queries(10):
        editor_client.get(reverse("admin:guidance_topic_changelist"))
