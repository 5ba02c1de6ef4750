"""The admin's view of people, who may see it, and how an administrator is made."""

from __future__ import annotations

from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from routines.accounts.models import User

PASSWORD = "a long enough password"


@pytest.fixture
def staff_client(bob: User) -> Client:
    """Bob may enter the admin and has every permission there is, but is no superuser."""
    bob.is_staff = True
    bob.save()
    bob.user_permissions.set(Permission.objects.all())
    client = Client()
    client.force_login(bob)
    return client


@pytest.fixture
def superuser_client(db: None) -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("root@example.org", PASSWORD))
    return client


def test_admin_is_entered_through_the_one_log_in_page(client: Client, alice: User) -> None:
    answer = client.get(reverse("admin:index"), follow=True)

    assert answer.redirect_chain[-1][0].startswith(reverse("account_login"))
    assert "Welcome back" in answer.content.decode()


def test_admin_is_closed_to_people_who_are_no_staff(alice_client: Client) -> None:
    answer = alice_client.get(reverse("admin:index"), follow=True)

    assert answer.status_code == 403


def test_people_are_shown_to_superusers_with_their_rights_only(
    superuser_client: Client, alice: User
) -> None:
    shown = superuser_client.get(reverse("admin:accounts_user_changelist")).content.decode()
    page = superuser_client.get(reverse("admin:accounts_user_change", args=[alice.pk]))

    assert alice.email in shown
    assert list(page.context["adminform"].form.fields) == [
        "is_active",
        "is_staff",
        "is_superuser",
        "groups",
        "user_permissions",
    ]


@pytest.mark.parametrize("action", ["add", "delete"])
def test_people_are_neither_added_nor_deleted_in_the_admin(
    superuser_client: Client, alice: User, action: str
) -> None:
    arguments = [] if action == "add" else [alice.pk]
    answer = superuser_client.get(reverse(f"admin:accounts_user_{action}", args=arguments))

    assert answer.status_code == 403


def test_staff_reach_no_address(staff_client: Client, alice: User, bob: User) -> None:
    group = Group.objects.create(name="Editors")
    LogEntry.objects.create(
        user=alice,
        content_type=ContentType.objects.get_for_model(Group),
        object_id=str(group.pk),
        object_repr="Editors",
        action_flag=CHANGE,
    )
    for url, status in [
        (reverse("admin:index"), 200),
        (reverse("admin:accounts_user_changelist"), 403),
        (reverse("admin:accounts_user_change", args=[alice.pk]), 403),
        (reverse("admin:accounts_user_history", args=[alice.pk]), 403),
        (reverse("admin:auth_group_history", args=[group.pk]), 200),
    ]:
        answer = staff_client.get(url)
        assert (url, answer.status_code) == (url, status)
        assert alice.email not in answer.content.decode()


def test_admin_holds_no_table_of_addresses_or_secrets() -> None:
    names = {model._meta.label for model in admin.site._registry}

    assert not {name for name in names if name.startswith(("account.", "mfa.", "usersessions."))}


def make_admin(email: str) -> str:
    written = StringIO()
    call_command("make_admin", email, stdout=written)
    return written.getvalue()


@pytest.mark.django_db
def test_make_admin_makes_an_account_and_shows_its_password_once(client: Client) -> None:
    written = make_admin(" Root@Example.org ")
    password = written.splitlines()[0].removeprefix("Password (shown this once): ")
    user = User.objects.get()

    assert (user.email, user.is_staff, user.is_superuser) == ("root@example.org", True, True)
    assert len(password) >= 20
    data = {"login": "root@example.org", "password": password}
    assert client.post(reverse("account_login"), data)["Location"] == "/"
    assert EmailAddress.objects.get().verified


def test_make_admin_keeps_the_password_of_an_account_that_exists(alice: User) -> None:
    written = make_admin(alice.email)
    alice.refresh_from_db()

    assert "Password" not in written
    assert (alice.is_superuser, alice.check_password(PASSWORD)) == (True, True)


@pytest.mark.django_db
def test_make_admin_refuses_what_is_no_address() -> None:
    with pytest.raises(CommandError, match="'nobody' is not an e-mail address"):
        make_admin("nobody")
    assert not User.objects.exists()
