"""Signing up: address, one password, consent; the browser's zone where it says one."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import identify_hasher
from django.core import mail
from django.test import Client
from django.urls import reverse

from routines.accounts.models import CONSENT_VERSION, Consent, User

PASSWORD = "a long enough sentence"
ADDRESS = "carol@example.org"


def answers(**changed: str) -> dict[str, str]:
    """Return a filled-in sign-up form; an empty string takes a field out of it."""
    given = {
        "email": ADDRESS,
        "password1": PASSWORD,
        "consent": "on",
        "time_zone": "Pacific/Auckland",
        **changed,
    }
    return {name: text for name, text in given.items() if text}


def sign_up(client: Client, **changed: str) -> Any:
    return client.post(reverse("account_signup"), answers(**changed))


@pytest.fixture
def with_mail(settings: Any) -> None:
    """As where a mail server is configured."""
    settings.MAIL_IS_CONFIGURED = True
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    settings.ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True


@pytest.mark.django_db
def test_sign_up_makes_a_person_with_consent_and_the_browsers_zone(client: Client) -> None:
    answer = sign_up(client)

    person = User.objects.get()
    consent = Consent.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert (person.email, person.time_zone, person.time_zone_confirmed_at) == (
        ADDRESS,
        "Pacific/Auckland",
        None,
    )
    assert (consent.user, consent.version, consent.withdrawn_at) == (person, CONSENT_VERSION, None)
    assert client.session["_auth_user_id"] == str(person.pk)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "zone", ["", "Mars/Olympus", "<script>", "Etc/GMT-3", "x" * 5000, "../../etc/passwd"]
)
def test_sign_up_without_a_zone_we_know_lives_in_utc_until_asked(client: Client, zone: str) -> None:
    answer = sign_up(client, time_zone=zone)

    person = User.objects.get()
    assert answer.status_code == 302
    assert (person.time_zone, person.time_zone_confirmed_at) == ("UTC", None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "field", "message"),
    [
        ({"consent": ""}, "consent", "Without your consent we can't keep a diary for you."),
        ({"email": ""}, "email", "This field is required."),
        ({"email": "not an address"}, "email", "Enter a valid email address."),
        ({"email": "<b>x</b>@example.org"}, "email", "Enter a valid email address."),
        (
            {"email": "x" * 5000 + "@example.org"},
            "email",
            "Ensure this value has at most 320 characters (it has 5012).",
        ),
        (
            {"email": f"x@{'a' * 60}.{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 20}.org"},
            "email",
            "An address has at most 254 characters.",
        ),
        ({"password1": ""}, "password1", "This field is required."),
        (
            {"password1": "short"},
            "password1",
            "This password is too short. It must contain at least 10 characters.",
        ),
        ({"password1": "password123"}, "password1", "This password is too common."),
        ({"password1": "90816273645"}, "password1", "This password is entirely numeric."),
        (
            {"password1": "carol@example.org"},
            "password1",
            "The password is too similar to the e-mail address.",
        ),
    ],
)
def test_sign_up_refuses_with_a_message_beside_the_field(
    client: Client, changed: dict[str, str], field: str, message: str
) -> None:
    answer = sign_up(client, **changed)

    assert answer.status_code == 400
    assert list(answer.context["form"].errors[field])[-1] == message
    assert (User.objects.count(), Consent.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_sign_up_escapes_what_was_typed(client: Client) -> None:
    answer = sign_up(client, email="<img src=x onerror=alert(1)>")

    assert "<img src=x" not in answer.content.decode()


@pytest.mark.django_db
def test_sign_up_takes_a_password_of_5000_characters(client: Client) -> None:
    assert sign_up(client, password1="word " * 1000).status_code == 302


@pytest.mark.django_db
def test_sign_up_stores_the_password_with_argon2(client: Client, settings: Any) -> None:
    from tracker import settings as project

    settings.PASSWORD_HASHERS = project.PASSWORD_HASHERS
    sign_up(client)

    assert identify_hasher(User.objects.get().password).algorithm == "argon2"


@pytest.mark.django_db
@pytest.mark.usefixtures("with_mail")
def test_sign_up_waits_for_the_code_sent_by_mail(client: Client) -> None:
    answer = sign_up(client)
    (message,) = mail.outbox
    code = re.search(r"^    (\S+)$", message.body, re.MULTILINE)

    assert answer["Location"] == reverse("account_email_verification_sent")
    assert (message.to, message.subject) == ([ADDRESS], "Confirm your address")
    assert "_auth_user_id" not in client.session

    assert code is not None
    answer = client.post(reverse("account_email_verification_sent"), {"code": code[1]})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(User.objects.get().pk)
    assert EmailAddress.objects.get().verified


@pytest.mark.django_db
@pytest.mark.usefixtures("with_mail")
def test_sign_up_with_a_wrong_code_is_refused(client: Client) -> None:
    sign_up(client)
    answer = client.post(reverse("account_email_verification_sent"), {"code": "WRONG1"})

    assert answer.status_code == 400
    assert "That code doesn&#x27;t fit. Use the newest one." in answer.content.decode()
    assert "_auth_user_id" not in client.session


@pytest.mark.django_db
@pytest.mark.usefixtures("with_mail")
def test_sign_up_with_a_taken_address_looks_like_any_other(
    client: Client, make_user: Callable[..., User]
) -> None:
    new = sign_up(Client(), email="new@example.org")
    make_user(ADDRESS)
    mail.outbox.clear()

    taken = sign_up(client, email=ADDRESS.upper())

    assert (taken.status_code, taken["Location"]) == (new.status_code, new["Location"])
    new_page = client.get(new["Location"])
    assert (new_page.status_code, "Look into your mail" in new_page.content.decode()) == (200, True)
    (message,) = mail.outbox
    assert (message.to, message.subject) == ([ADDRESS], "You have a diary already")
    assert User.objects.filter(email=ADDRESS).count() == 1


@pytest.mark.django_db
def test_sign_up_with_a_taken_address_and_no_mail_is_refused_in_few_words(
    client: Client, alice: User
) -> None:
    answer = sign_up(client, email=alice.email)

    assert answer.status_code == 400
    assert answer.context["form"].errors["email"] == [
        "This address can't be used to sign up. If it is yours, log in instead."
    ]


@pytest.mark.django_db
def test_sign_up_that_loses_a_race_for_an_address_leaves_nothing_behind(
    client: Client, make_user: Callable[..., User], monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    from allauth.account import forms as allauth_forms

    # The other sign-up is saved after this one was found to be free.
    monkeypatch.setattr(
        allauth_forms.flows.manage_email, "email_already_exists", lambda email: (email, False)
    )
    make_user(ADDRESS)
    answer = sign_up(client)

    assert answer["Location"] == reverse("account_email_verification_sent")
    assert (User.objects.count(), Consent.objects.count()) == (1, 1)


@pytest.mark.django_db
def test_closed_sign_up_says_so_and_makes_nobody(client: Client, settings: Any) -> None:
    settings.SIGN_UP_OPEN = False

    for answer in (client.get(reverse("account_signup")), sign_up(client)):
        assert "No new diaries just now" in answer.content.decode()
    assert not User.objects.exists()


@pytest.mark.django_db
def test_sign_up_page_asks_the_browser_for_its_zone_and_needs_no_inline_script(
    client: Client,
) -> None:
    page = client.get(reverse("account_signup")).content.decode()

    assert '<input type="hidden" name="time_zone" data-time-zone=""' in page
    assert not re.search(r"<script(?![^>]*(src=|application/json))", page)
    assert " style=" not in page
