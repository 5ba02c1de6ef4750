"""Logging in and out, forgotten passwords, and sessions that end when they should."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from routines.accounts.models import User

PASSWORD = "a long enough password"
OTHER = "another long sentence"


def log_in(client: Client, email: str = "alice@example.org", password: str = PASSWORD) -> Any:
    return client.post(reverse("account_login"), {"login": email, "password": password})


def is_logged_in(client: Client) -> bool:
    return client.get(reverse("accounts:settings")).status_code == 200


def test_log_in_leads_to_today(client: Client, alice: User) -> None:
    answer = log_in(client, alice.email.upper())

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert is_logged_in(client)


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("alice@example.org", "wrong"),
        ("nobody@example.org", PASSWORD),
        ("alice@example.org", "x" * 5000),
    ],
)
def test_log_in_refuses_without_telling_what_was_wrong(
    client: Client, alice: User, email: str, password: str
) -> None:
    answer = log_in(client, email, password)

    assert answer.status_code == 400
    assert answer.context["form"].errors == {
        "__all__": ["This address and password don't belong together. Try again?"]
    }


def test_log_in_goes_on_to_a_page_of_ours_only(client: Client, alice: User) -> None:
    for wanted, reached in [("/settings/", "/settings/"), ("https://evil.example/", "/")]:
        client.logout()
        data = {"login": alice.email, "password": PASSWORD, "next": wanted}
        assert client.post(reverse("account_login"), data)["Location"] == reached


def test_log_in_is_refused_after_five_wrong_passwords(client: Client, alice: User) -> None:
    for _ in range(5):
        log_in(client, password="wrong")
    answer = log_in(client)

    assert answer.status_code == 400
    assert answer.context["form"].errors == {
        "__all__": ["Too many tries. Please wait five minutes."]
    }


def test_log_in_from_one_address_is_limited(client: Client, alice: User) -> None:
    statuses = [log_in(client, f"u{number}@example.org").status_code for number in range(31)]

    assert (statuses.count(400), statuses[-1]) == (30, 429)


def test_log_out_asks_and_needs_a_post(alice_client: Client) -> None:
    assert alice_client.get(reverse("account_logout")).status_code == 200
    assert is_logged_in(alice_client)

    answer = alice_client.post(reverse("account_logout"))
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert not is_logged_in(alice_client)


def test_session_cookie_is_closed_to_scripts_and_other_sites(client: Client, alice: User) -> None:
    log_in(client)
    cookie = client.cookies["session"]

    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def reset_link(client: Client, email: str) -> str:
    client.post(reverse("account_reset_password"), {"email": email})
    found = re.search(r"http://testserver(\S+)", mail.outbox[-1].body)
    assert found is not None
    return found[1]


def test_reset_chooses_a_new_password_once_and_ends_all_sessions(
    client: Client, alice: User
) -> None:
    elsewhere = Client()
    log_in(elsewhere)
    link = reset_link(client, alice.email)
    form_page = client.get(link)["Location"]

    short = client.post(form_page, {"password1": "short", "password2": "short"})
    assert short.status_code == 400
    answer = client.post(form_page, {"password1": OTHER, "password2": OTHER})

    assert answer["Location"] == reverse("account_reset_password_from_key_done")
    assert not is_logged_in(elsewhere)
    assert log_in(client, password=OTHER)["Location"] == "/"
    again = Client().get(link)
    assert "This link no longer works" in again.content.decode()


def test_reset_answers_the_same_for_an_unknown_address(client: Client, alice: User) -> None:
    answers = [
        client.post(reverse("account_reset_password"), {"email": email})["Location"]
        for email in (alice.email, "nobody@example.org")
    ]

    assert answers == [reverse("account_reset_password_done")] * 2
    assert [message.subject for message in mail.outbox] == [
        "Choose a new password",
        "There is no diary for this address",
    ]


def test_password_change_ends_the_other_sessions_and_keeps_this_one(
    client: Client, alice: User
) -> None:
    elsewhere = Client()
    log_in(elsewhere)
    log_in(client)
    answer = client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": OTHER, "password2": OTHER},
    )

    assert answer["Location"] == reverse("accounts:account")
    assert (is_logged_in(client), is_logged_in(elsewhere)) == (True, False)


@pytest.mark.parametrize(
    ("changed", "field", "message"),
    [
        ({"oldpassword": "wrong"}, "oldpassword", "That is not your present password."),
        ({"password2": "different one"}, "password2", "You must type the same password each time."),
        (
            {"password1": "short", "password2": "short"},
            "password1",
            "This password is too short. It must contain at least 10 characters.",
        ),
    ],
)
def test_password_change_refuses_beside_the_field(
    alice_client: Client, changed: dict[str, str], field: str, message: str
) -> None:
    data = {"oldpassword": PASSWORD, "password1": OTHER, "password2": OTHER, **changed}
    answer = alice_client.post(reverse("account_change_password"), data)

    assert answer.status_code == 400
    assert answer.context["form"].errors[field] == [message]


def test_sessions_are_listed_and_the_others_ended(client: Client, alice: User) -> None:
    elsewhere = Client(headers={"user-agent": "Mozilla/5.0 (Android 15) Firefox/140.0"})
    log_in(elsewhere)
    log_in(client)
    page = client.get(reverse("usersessions_list"))

    assert [(row["device"], row["is_this"]) for row in page.context["sessions"]] == [
        ("Unknown browser", True),
        ("Firefox on Android", False),
    ]
    answer = client.post(reverse("usersessions_list"))
    assert answer["Location"] == reverse("usersessions_list")
    assert (is_logged_in(client), is_logged_in(elsewhere)) == (True, False)
    assert len(client.get(reverse("usersessions_list")).context["sessions"]) == 1


def test_sessions_of_a_stranger_are_neither_shown_nor_ended(
    client: Client, alice: User, bob_client: Client
) -> None:
    log_in(client)

    assert bob_client.get(reverse("usersessions_list")).context["sessions"] == []
    bob_client.post(reverse("usersessions_list"))
    assert is_logged_in(client)


@pytest.mark.parametrize("others", [0, 5])
def test_session_list_asks_the_database_as_often_for_one_as_for_six(
    client: Client, alice: User, others: int, django_assert_num_queries: Callable[..., Any]
) -> None:
    for _ in range(others):
        log_in(Client())
    log_in(client)

    with django_assert_num_queries(3):  # session, person, the list
        client.get(reverse("usersessions_list"))


def test_address_is_changed_once_the_new_one_is_confirmed(client: Client, alice: User) -> None:
    EmailAddress.objects.create(user=alice, email=alice.email, primary=True, verified=True)
    log_in(client)
    client.post(reverse("account_email"), {"email": "New@Example.org", "action_add": ""})
    alice.refresh_from_db()
    assert alice.email == "alice@example.org"

    link = re.search(r"http://testserver(\S+)", mail.outbox[-1].body)
    assert link is not None
    assert client.get(link[1]).status_code == 200
    client.post(link[1])
    alice.refresh_from_db()
    assert alice.email == "new@example.org"


def test_mail_server_that_fails_is_reported_on_the_page_and_not_by_name(
    client: Client, alice: User, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    answer = client.post(reverse("account_reset_password"), {"email": alice.email}, follow=True)

    shown = [str(message) for message in answer.context["messages"]]
    assert shown == ["We couldn't send you a message just now. Please try again in a few minutes."]
    assert "alice@" not in caplog.text


@pytest.mark.parametrize(
    "name",
    [
        "accounts:settings",
        "accounts:account",
        "account_email",
        "account_change_password",
        "mfa_index",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "mfa_activate_totp",
        "mfa_view_recovery_codes",
        "usersessions_list",
    ],
)
@pytest.mark.django_db
def test_anonymous_is_sent_to_log_in(client: Client, name: str) -> None:
    answer = client.get(reverse(name))

    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login") + "?next=")
