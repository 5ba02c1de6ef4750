"""The second step: authenticator app, recovery codes, passkeys."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse

from routines.accounts.models import User
from tests.web.accounts.soft_passkey import SoftPasskey

PASSWORD = "a long enough password"


def code_of(secret: str) -> str:
    """Return what an app that was given the secret shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def log_in(client: Client) -> Any:
    data = {"login": "alice@example.org", "password": PASSWORD}
    return client.post(reverse("account_login"), data)


def is_logged_in(client: Client) -> bool:
    return client.get(reverse("accounts:settings")).status_code == 200


@pytest.fixture
def fresh(client: Client, alice: User) -> Client:
    """Alice's browser, just asked for the password, so that nothing asks for it again."""
    log_in(client)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def turn_on_app(client: Client) -> str:
    """Set up an authenticator app; return its secret."""
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    return str(secret)


def test_app_is_turned_on_with_its_code_only(fresh: Client) -> None:
    fresh.get(reverse("mfa_activate_totp"))
    answer = fresh.post(reverse("mfa_activate_totp"), {"code": "000000"})

    assert answer.status_code == 400
    assert answer.context["form"].errors["code"] == ["That code doesn't fit. Type the newest one."]
    assert not Authenticator.objects.exists()


def test_log_in_with_an_app_takes_two_steps(fresh: Client) -> None:
    secret = turn_on_app(fresh)
    other = Client()

    assert log_in(other)["Location"] == reverse("mfa_authenticate")
    assert not is_logged_in(other)
    assert other.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 400
    answer = other.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert (answer["Location"], is_logged_in(other)) == ("/", True)


def test_recovery_code_opens_once(fresh: Client) -> None:
    turn_on_app(fresh)
    page = fresh.get(reverse("mfa_view_recovery_codes"))
    codes = page.context["unused_codes"]
    assert len(codes) == 10

    first, second = Client(), Client()
    log_in(first)
    log_in(second)
    assert first.post(reverse("mfa_authenticate"), {"code": codes[0]})["Location"] == "/"
    assert second.post(reverse("mfa_authenticate"), {"code": codes[0]}).status_code == 400
    account = fresh.get(reverse("accounts:account")).context["page"]
    assert account.two_step_state == "On, by an app; 9 recovery codes left"


def test_new_recovery_codes_replace_the_old(fresh: Client) -> None:
    turn_on_app(fresh)
    old = fresh.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    fresh.post(reverse("mfa_generate_recovery_codes"))
    new = fresh.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]

    assert (len(new), set(old) & set(new)) == (10, set())
    download = fresh.get(reverse("mfa_download_recovery_codes"))
    assert download.content.decode().split() == new


def test_app_is_turned_off(fresh: Client) -> None:
    turn_on_app(fresh)
    fresh.post(reverse("mfa_deactivate_totp"))

    assert log_in(Client())["Location"] == "/"


def test_change_of_logging_in_asks_who_it_is_after_a_while(alice_client: Client) -> None:
    answer = alice_client.get(reverse("mfa_activate_totp"))
    assert answer["Location"].startswith(reverse("account_reauthenticate"))

    wrong = alice_client.post(reverse("account_reauthenticate"), {"password": "wrong"})
    assert wrong.status_code == 400
    assert wrong.context["form"].errors["password"] == ["That is not your password. Try again?"]
    right = alice_client.post(
        reverse("account_reauthenticate"), {"password": PASSWORD, "next": "/settings/"}
    )
    assert right["Location"] == "/settings/"
    assert alice_client.get(reverse("mfa_activate_totp")).status_code == 200


# --- Passkeys


def add_passkey(client: Client, name: str = "My phone") -> SoftPasskey:
    passkey = SoftPasskey()
    options = client.get(reverse("mfa_add_webauthn")).context["js_data"]["creation_options"]
    credential = passkey.register(json.loads(json.dumps(options)))
    data = {"name": name, "passwordless": "on", "credential": credential}
    answer = client.post(reverse("mfa_add_webauthn"), data)
    assert answer.status_code == 302
    return passkey


def log_in_by_passkey(client: Client, passkey: SoftPasskey, **how: str) -> Any:
    url = reverse("mfa_login_webauthn")
    options = client.get(url, headers={"accept": "application/json"}).json()["request_options"]
    return client.post(url, {"credential": passkey.answer(options, **how)})


def test_passkey_opens_the_diary_by_itself(fresh: Client) -> None:
    passkey = add_passkey(fresh)
    other = Client()

    answer = log_in_by_passkey(other, passkey)
    assert (answer["Location"], is_logged_in(other)) == ("/", True)


def test_passkey_is_the_second_step_after_a_password(fresh: Client) -> None:
    passkey = add_passkey(fresh)
    other = Client()

    assert log_in(other)["Location"] == reverse("mfa_authenticate")
    options = other.get(reverse("mfa_authenticate")).context["js_data"]["request_options"]
    credential = passkey.answer(json.loads(json.dumps(options)))
    answer = other.post(reverse("mfa_authenticate"), {"credential": credential})
    assert (answer["Location"], is_logged_in(other)) == ("/", True)


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "https://testserver.evil.example", "http://testserver"]
)
def test_passkey_asked_for_by_another_site_is_refused(fresh: Client, origin: str) -> None:
    passkey = add_passkey(fresh)
    other = Client()

    answer = log_in_by_passkey(other, passkey, origin=origin)
    assert (answer["Location"], is_logged_in(other)) == (reverse("account_login"), False)


def test_passkey_nobody_added_is_refused(fresh: Client) -> None:
    stranger = SoftPasskey(user_handle=add_passkey(fresh).user_handle)
    other = Client()

    assert log_in_by_passkey(other, stranger)["Location"] == reverse("account_login")
    assert not is_logged_in(other)


@pytest.mark.parametrize("credential", ["", "{}", "[]", "no json", '{"id": 1}', "x" * 5000])
def test_passkey_that_is_nonsense_is_refused(fresh: Client, credential: str) -> None:
    fresh.get(reverse("mfa_add_webauthn"))
    answer = fresh.post(reverse("mfa_add_webauthn"), {"name": "x", "credential": credential})

    assert answer.status_code == 400
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("credential", ["", "{}", "[]", "7", '{"id": 1}', '{"rawId": {}}'])
@pytest.mark.django_db
def test_log_in_with_a_nonsense_passkey_is_refused(client: Client, credential: str) -> None:
    url = reverse("mfa_login_webauthn")
    client.get(url, headers={"accept": "application/json"})
    answer = client.post(url, {"credential": credential})

    assert (answer.status_code, answer["Location"]) == (302, reverse("account_login"))


def test_passkeys_are_listed_renamed_and_removed(fresh: Client) -> None:
    add_passkey(fresh, name="<b>Phone</b> 📱")
    key = Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN)
    page = fresh.get(reverse("mfa_list_webauthn")).content.decode()
    assert ("&lt;b&gt;Phone&lt;/b&gt; 📱" in page, "<b>Phone" in page) == (True, False)

    fresh.post(reverse("mfa_edit_webauthn", args=[key.pk]), {"name": "Tablet"})
    key.refresh_from_db()
    assert str(key) == "Tablet"
    fresh.post(reverse("mfa_remove_webauthn", args=[key.pk]))
    assert not Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN).exists()


@pytest.mark.parametrize("name", ["mfa_edit_webauthn", "mfa_remove_webauthn"])
def test_passkey_of_a_stranger_is_not_there(
    fresh: Client, name: str, bob: User, client: Client
) -> None:
    add_passkey(fresh)
    key = Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN)
    stranger = Client()
    data = {"login": bob.email, "password": PASSWORD}
    stranger.post(reverse("account_login"), data)
    stranger.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    url = reverse(name, args=[key.pk])
    assert [stranger.get(url).status_code, stranger.post(url, {"name": "x"}).status_code] == [
        404,
        404,
    ]
    anonymous = Client().get(url)
    assert anonymous["Location"].startswith(reverse("account_login"))
    assert str(Authenticator.objects.get(pk=key.pk)) == "My phone"


@pytest.mark.parametrize(
    "name", ["account_login", "mfa_add_webauthn", "mfa_activate_totp", "mfa_index"]
)
def test_pages_need_nothing_inline(
    fresh: Client, name: str, find_inline: Callable[[str], list[str]]
) -> None:
    if name == "account_login":
        fresh.logout()
    page = fresh.get(reverse(name))

    assert page.status_code == 200
    assert find_inline(page.content.decode()) == []
