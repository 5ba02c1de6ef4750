"""Editors edit guidance, and reach nothing else; nobody's address is shown."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from io import StringIO

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, reverse

from routines.accounts.models import User
from routines.guidance.models import Topic, TopicRevision
from tests.web.guidance.conftest import client_of
from tests.web.guidance.editing import begin, change_address, publish_draft, review_address
from tests.web.guidance.topics import publish, text

pytestmark = pytest.mark.django_db

ROOMS_WITH_DIARIES = ("diary", "spots", "changes", "trends", "reminders")
MAY_BE_IN_THE_ADMIN = {
    "accounts.User",
    "auth.Group",
    "diary.HappeningKind",
    "guidance.Topic",
    "guidance.TopicRevision",
}


@pytest.fixture
def superuser_client(make_user: Callable[..., User]) -> Client:
    return client_of(make_user("root@example.org", is_staff=True, is_superuser=True))


@pytest.fixture
def staff_client(make_user: Callable[..., User]) -> Client:
    """Somebody who may enter the admin, and has every permission there is but is no superuser."""
    person = make_user("staff@example.org", is_staff=True)
    person.user_permissions.set(Permission.objects.all())
    return client_of(person)


# --- What is not there --------------------------------------------------------------------------


def test_admin_has_no_door_to_what_people_wrote() -> None:
    registered = {model._meta.label for model in admin.site._registry}
    assert registered <= MAY_BE_IN_THE_ADMIN


def test_admin_has_no_address_for_what_people_wrote() -> None:
    models = [
        model
        for room in (*ROOMS_WITH_DIARIES, "account", "mfa", "usersessions", "sessions", "guidance")
        for model in apps.get_app_config(room).get_models()
        if model._meta.label not in MAY_BE_IN_THE_ADMIN
    ]
    assert len(models) > 20
    for model in models:
        meta = model._meta
        for name in ("changelist", "add", "change", "delete", "history"):
            with pytest.raises(NoReverseMatch):
                reverse(
                    f"admin:{meta.app_label}_{meta.model_name}_{name}",
                    args=[1] if name in {"change", "delete", "history"} else [],
                )


def admin_addresses() -> list[str]:
    """Every address of the admin that is not of the guidance, with 1 for every key in it."""
    found: list[str] = []

    def walk(entries: list[URLPattern | URLResolver], before: str) -> None:
        for entry in entries:
            address = before + str(entry.pattern)
            if isinstance(entry, URLResolver):
                walk(entry.url_patterns, address)
            else:
                found.append(re.sub(r"<[^>]+>", "1", address))

    urls, _, _ = admin.site.urls
    walk(list(urls), "/admin/")
    return [address for address in found if address.startswith("/admin/") and "(" not in address]


OPEN_TO_EVERY_EDITOR = {
    "/admin/",
    "/admin/login/",
    "/admin/logout/",
    "/admin/password_change/",
    "/admin/password_change/done/",
    "/admin/autocomplete/",
    "/admin/jsi18n/",
    "/admin/r/1/1/",
}


def test_editor_finds_every_other_address_closed(
    editor_client: Client, make_user: Callable[..., User]
) -> None:
    make_user("somebody@example.org")
    others = [
        address
        for address in admin_addresses()
        if not address.startswith("/admin/guidance/") and address not in OPEN_TO_EVERY_EDITOR
    ]
    assert len(others) >= 12
    answers = {
        (address, method): getattr(editor_client, method)(address).status_code
        for address in others
        for method in ("get", "post")
    }
    # What is only a way to another address leads to one that is closed itself, or back home.
    assert set(answers.values()) <= {302, 403, 404}
    for (address, method), status in answers.items():
        if status == 302:
            followed = getattr(editor_client, method)(address, follow=True)
            led_home = followed.redirect_chain == [("/admin/", 302)]
            assert led_home or followed.status_code in {403, 404}, address


def test_shortcuts_of_the_admin_lead_an_editor_nowhere(editor: User, editor_client: Client) -> None:
    for content_type in ContentType.objects.exclude(app_label="guidance"):
        address = reverse("admin:view_on_site", args=[content_type.pk, editor.pk])
        assert editor_client.get(address).status_code in {403, 404}
    query = {"app_label": "accounts", "model_name": "consent", "field_name": "user", "term": "a"}
    address = reverse("admin:autocomplete")
    assert editor_client.get(address, query).status_code in {403, 404}


def test_nothing_is_completed_and_nothing_of_it_logged(
    editor_client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    for query in ({}, {"app_label": "accounts", "model_name": "user", "field_name": "email"}):
        response = editor_client.get(reverse("admin:autocomplete"), query)
        assert (response.status_code, response.content) == (404, b"")
    assert [record.exc_info for record in caplog.records] == [None, None]


@pytest.mark.parametrize("page", ["change", "delete", "history"])
def test_number_of_an_account_is_told_by_no_page(
    editor_client: Client, alice: User, page: str
) -> None:
    answers = [
        editor_client.get(reverse(f"admin:accounts_user_{page}", args=[number]))
        for number in (alice.pk, 987654)
    ]
    assert [answer.status_code for answer in answers] == [403, 403]


@pytest.mark.parametrize(
    "query",
    [
        "author__email__startswith=e",
        "author__password__startswith=a",
        "topic__drafts__editor__email=editor@example.org",
        "_to_field=author__email",
        "o=-99.1",
    ],
)
def test_lists_can_not_be_asked_about_people(editor_client: Client, query: str) -> None:
    publish()
    address = reverse("admin:guidance_topicrevision_changelist")
    response = editor_client.get(f"{address}?{query}", follow=True)
    assert "@example.org" not in response.content.decode()
    if "__" in query:
        assert response.status_code == 400


# --- Who may enter ------------------------------------------------------------------------------


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


def doors(topic: Topic) -> list[str]:
    """Every page of the editor, but those of one's own draft."""
    plain = ["topic_changelist", "topic_add", "topicrevision_changelist"]
    return [
        *(reverse(f"admin:guidance_{name}") for name in plain),
        *(reverse(f"admin:guidance_{name}") for name in ("export", "import", "import_review")),
        change_address(topic),
        reverse("admin:guidance_topic_history", args=[topic.pk]),
        reverse("admin:guidance_topic_compare", args=[topic.pk]) + "?old=1&new=1",
        reverse("admin:guidance_topic_restore", args=[topic.pk]),
        reverse("admin:guidance_preview"),
    ]


def test_admin_is_closed_to_others(alice_client: Client, client: Client) -> None:
    for address in doors(publish()):
        for visitor in (alice_client, client):
            for method in ("get", "post"):
                assert getattr(visitor, method)(address).status_code == 302
    assert TopicRevision.objects.count() == 1


def test_admin_is_closed_to_staff_without_the_right(make_user: Callable[..., User]) -> None:
    clerk = client_of(make_user("clerk@example.org", is_staff=True))
    for address in doors(publish()):
        answers = {clerk.get(address).status_code, clerk.post(address).status_code}
        assert answers <= {403, 405}


def test_whoever_may_only_look_can_not_write(make_user: Callable[..., User]) -> None:
    reader = make_user("reader@example.org", is_staff=True)
    reader.user_permissions.set(Permission.objects.filter(codename="view_topic"))
    client = client_of(reader)
    topic = publish()
    assert client.get(reverse("admin:guidance_topic_history", args=[topic.pk])).status_code == 200
    for name in ("topic_restore",):
        address = reverse(f"admin:guidance_{name}", args=[topic.pk])
        assert client.post(address, {"number": "1"}).status_code == 403
    assert client.get(change_address(topic)).status_code == 403
    assert client.get(reverse("admin:guidance_export")).status_code == 403


def test_nobody_deletes_a_topic(superuser_client: Client) -> None:
    topic = publish()
    address = reverse("admin:guidance_topic_delete", args=[topic.pk])
    assert superuser_client.post(address, {"post": "yes"}).status_code == 403
    assert Topic.objects.count() == 1


def test_nobody_writes_a_revision(superuser_client: Client) -> None:
    revision = publish().revisions.get()
    add = reverse("admin:guidance_topicrevision_add")
    delete = reverse("admin:guidance_topicrevision_delete", args=[revision.pk])
    answers = [superuser_client.post(add).status_code, superuser_client.post(delete).status_code]
    assert answers == [403, 403]


@pytest.mark.parametrize("key", ["0", "x", "9" * 30, "1; drop"])
def test_topic_that_is_none_is_not_found(editor_client: Client, key: str) -> None:
    publish()
    address = f"/admin/guidance/topic/{key}/change/"
    assert editor_client.get(address, follow=True).status_code == 404


# --- Addresses ----------------------------------------------------------------------------------


def test_no_page_of_an_editor_shows_an_address(
    editor: User, editor_client: Client, other_editor: User, other_client: Client
) -> None:
    topic = publish(author=other_editor)
    draft = begin(editor_client, editor, topic)
    publish_draft(other_client, begin(other_client, other_editor, topic, body="Other."))
    pages = [
        *doors(topic),
        reverse("admin:index"),
        reverse("admin:app_list", args=["guidance"]),
        review_address(draft),
        reverse("admin:guidance_consequences", args=[draft.pk]),
        reverse("admin:guidance_draft_discard", args=[draft.pk]),
    ]
    for address in pages:
        response = editor_client.get(address, follow=True)
        assert b"@example.org" not in response.content, address


def test_recent_actions_and_log_name_people_by_number(
    editor: User, editor_client: Client, superuser_client: Client
) -> None:
    publish_draft(editor_client, begin(editor_client, editor, publish()))
    address = reverse("admin:accounts_user_change", args=[editor.pk])
    superuser_client.post(address, {"is_active": "on", "is_staff": "on"})
    assert {entry.object_repr for entry in LogEntry.objects.all()} == {
        "Steam",
        f"user {editor.pk}",
    }
    html = editor_client.get(reverse("admin:index")).content.decode()
    assert "Steam" in html
    assert f"user {editor.pk}" not in html


def test_staff_with_every_permission_sees_no_address(
    staff_client: Client, alice: User, editor: User
) -> None:
    for name in ("changelist", "change"):
        arguments = [alice.pk] if name == "change" else []
        address = reverse(f"admin:accounts_user_{name}", args=arguments)
        assert staff_client.get(address).status_code == 403
    for address in (
        reverse("admin:index"),
        reverse("admin:auth_group_changelist"),
        reverse("admin:diary_happeningkind_changelist"),
    ):
        assert b"@example.org" not in staff_client.get(address).content


# --- The list -----------------------------------------------------------------------------------


def test_admin_lists_topics_with_few_queries(
    editor_client: Client, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    for number in range(20):
        publish(text(f"steam-{number}"))
    with django_assert_max_num_queries(12):
        editor_client.get(reverse("admin:guidance_topic_changelist"))


def test_overdue_reviews_are_listed(editor_client: Client) -> None:
    publish(text("late"), review_due_on=date(2020, 1, 1))
    publish(text("later"), review_due_on=date(2099, 1, 1))
    publish(text("never"))
    for address in (reverse("admin:index"), reverse("admin:guidance_topic_changelist")):
        html = editor_client.get(address).content.decode()
        assert "1 topic is overdue for review." in html
    listed = {
        name: [
            topic.slug
            for topic in editor_client.get(
                reverse("admin:guidance_topic_changelist"), {"review": name}
            )
            .context["cl"]
            .result_list
        ]
        for name in ("overdue", "soon", "none")
    }
    assert listed == {"overdue": ["late"], "soon": [], "none": ["never"]}


def test_command_makes_an_editor_of_an_account(alice: User) -> None:
    said = StringIO()
    call_command("make_editor", "Alice@Example.org", stdout=said)
    assert said.getvalue() == "This account may edit guidance in the admin now.\n"
    assert client_of(alice).get(change_address(publish())).status_code == 200
    alice.refresh_from_db()
    assert not alice.is_superuser


def test_command_without_such_an_account_says_so(db: None) -> None:
    with pytest.raises(CommandError, match="sign up first"):
        call_command("make_editor", "nobody@example.org")
