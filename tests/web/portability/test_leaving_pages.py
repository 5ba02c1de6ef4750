"""The way out: what goes, who asks, whether they are sure; and what a second tab sees."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine as machine
from django.conf import settings as django_settings
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from routines.accounts.models import User
from routines.accounts.services import withdraw_consent
from routines.diary.models import Entry, Step
from routines.diary.services import routine
from routines.portability.services import leaving
from tests.conftest import NOON
from tests.web.accounts.soft_passkey import SoftPasskey
from tests.web.portability.everything import use_everything

PASSWORD = "a long enough password"
LEAVE, SURE = "/settings/data/leave/", "/settings/data/leave/sure/"
DELETE, DELETE_SURE = "/settings/data/delete/", "/settings/data/delete/sure/"
GOODBYE = "/settings/data/goodbye/"
PAGES = [(LEAVE, SURE), (DELETE, DELETE_SURE)]


@pytest.fixture
def browser(client: Client, alice: User) -> Client:
    """Alice has logged in, and has just confirmed for something else that it is her."""
    client.post("/account/login/", {"login": alice.email, "password": PASSWORD})
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    return client


def confirm(client: Client, sure: str) -> None:
    """Begin, and give the password that is asked for on the way to the last question."""
    assert client.post(sure.removesuffix("sure/"))["Location"] == sure
    asked = client.get(sure)
    assert asked["Location"] == f"/account/reauthenticate/?next={sure}".replace("/", "%2F").replace(
        "%2Faccount%2Freauthenticate%2F", "/account/reauthenticate/"
    )
    answer = client.post("/account/reauthenticate/", {"password": PASSWORD, "next": sure})
    assert answer["Location"] == sure


def test_page_says_in_numbers_what_goes(
    browser: Client, alice: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    use_everything(alice)
    with machine.travel(NOON), django_assert_num_queries(13):
        # Session and person, the ways to confirm (3), and eight kinds of rows.
        page = " ".join(browser.get(LEAVE).content.decode().split())
    assert "1 day with something logged" in page
    assert "1 count of spots, 1 happening, 1 note of a day" in page
    assert "6 steps, 1 product" in page
    assert "1 reminder, your nudges" in page
    assert "1 shared report, the calendar’s address" in page
    assert 'href="/settings/data/"' in page
    assert "You are the only administrator" not in page


@pytest.mark.parametrize(("first", "sure"), PAGES)
def test_last_question_is_asked_only_after_who_it_is_however_lately_that_was_said(
    browser: Client, alice: User, first: str, sure: str
) -> None:
    # Nobody asked to go.
    assert browser.get(sure)["Location"] == first
    assert browser.post(sure, {"sure": "on"})["Location"] == first
    # They did, and have not said since who they are.
    browser.post(first)
    assert browser.post(sure, {"sure": "on"})["Location"] == sure
    assert browser.get(sure)["Location"].startswith("/account/reauthenticate/")
    assert User.objects.filter(pk=alice.pk).exists()


@pytest.mark.parametrize(("first", "sure"), PAGES)
def test_confirming_for_one_is_not_for_the_other(browser: Client, first: str, sure: str) -> None:
    confirm(browser, sure)
    (other_first, other_sure) = next(pages for pages in PAGES if pages != (first, sure))
    assert browser.post(other_sure, {"sure": "on"})["Location"] == other_first


@pytest.mark.parametrize(("first", "sure"), PAGES)
def test_confirming_lasts_ten_minutes(browser: Client, alice: User, first: str, sure: str) -> None:
    with machine.travel(NOON, tick=False) as traveller:
        client = Client()
        client.post("/account/login/", {"login": alice.email, "password": PASSWORD})
        confirm(client, sure)
        traveller.shift(timedelta(minutes=10))
        assert client.get(sure).status_code == 200
        traveller.shift(timedelta(seconds=1))
        assert client.post(sure, {"sure": "on"})["Location"] == sure
        assert client.get(sure)["Location"].startswith("/account/reauthenticate/")
    assert User.objects.filter(pk=alice.pk).exists()


@pytest.mark.parametrize(("first", "sure"), PAGES)
def test_nothing_goes_without_the_tick(browser: Client, alice: User, first: str, sure: str) -> None:
    use_everything(alice)
    confirm(browser, sure)
    assert browser.get(sure).status_code == 200
    answer = browser.post(sure)
    assert answer.status_code == 400
    assert "Nothing was removed. Tick this if you are sure." in answer.content.decode()
    assert Entry.objects.of(alice).exists()


def test_account_is_deleted_and_the_goodbye_needs_no_login(
    browser: Client, alice: User, bob: User
) -> None:
    use_everything(alice)
    elsewhere = Client()
    elsewhere.post("/account/login/", {"login": alice.email, "password": PASSWORD})
    confirm(browser, SURE)
    answer = browser.post(SURE, {"sure": "on"})

    assert answer["Location"] == GOODBYE
    assert list(User.objects.all()) == [bob]
    page = browser.get(GOODBYE)
    assert (page.status_code, "Your account is deleted" in page.content.decode()) == (200, True)
    assert browser.get("/settings/")["Location"].startswith("/account/login/")
    assert elsewhere.get("/settings/")["Location"].startswith("/account/login/")
    # Another tab, on which the last question still stands.
    assert browser.post(SURE, {"sure": "on"})["Location"].startswith("/account/login/")
    answer = browser.post("/account/login/", {"login": alice.email, "password": PASSWORD})
    assert answer.status_code == 400


def test_second_tap_that_was_under_way_ends_at_the_goodbye_too(
    browser: Client, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    confirm(browser, SURE)
    leave = leaving.leave

    def leave_twice(*, user: User) -> bool:
        leave(user=user)
        return leave(user=user)

    monkeypatch.setattr(leaving, "leave", leave_twice)
    assert browser.post(SURE, {"sure": "on"})["Location"] == GOODBYE


def test_tap_in_another_tab_that_comes_too_late_leads_to_the_login(
    browser: Client, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    start_routine = routine.start_routine

    def start_too_late(**arguments: Any) -> Any:
        leaving.leave(user=alice)
        return start_routine(**arguments)

    monkeypatch.setattr(routine, "start_routine", start_too_late)
    answer = browser.post("/routine/start/")
    assert (answer.status_code, answer["Location"]) == (302, "/account/login/")
    assert not User.objects.exists()


def test_diary_is_deleted_and_the_account_goes_on(browser: Client, alice: User) -> None:
    use_everything(alice)
    confirm(browser, DELETE_SURE)
    answer = browser.post(DELETE_SURE, {"sure": "on"}, follow=True)

    assert answer.status_code == 200
    assert "Your diary is removed. Your account is as it was." in answer.content.decode()
    assert (Entry.objects.of(alice).count(), Step.objects.of(alice).count()) == (0, 6)
    # The way there is used up.
    assert browser.post(DELETE_SURE, {"sure": "on"})["Location"] == DELETE


def test_diary_can_be_deleted_while_the_consent_is_withdrawn(browser: Client, alice: User) -> None:
    use_everything(alice)
    withdraw_consent(user=alice, at=NOON)
    assert DELETE in browser.get("/settings/consent/").content.decode()
    confirm(browser, DELETE_SURE)
    browser.post(DELETE_SURE, {"sure": "on"})
    assert not Step.objects.of(alice).exists()


def test_account_is_deleted_by_a_passkey(browser: Client, alice: User) -> None:
    passkey = SoftPasskey()
    options = browser.get(reverse("mfa_add_webauthn")).context["js_data"]["creation_options"]
    browser.post(
        reverse("mfa_add_webauthn"),
        {"name": "Phone", "passwordless": "on", "credential": passkey.register(options)},
    )
    User.objects.filter(pk=alice.pk).update(password="!")
    login = Client()
    as_scripts_ask = {"accept": "application/json"}
    begun = login.get(reverse("mfa_login_webauthn"), headers=as_scripts_ask).json()
    login.post(
        reverse("mfa_login_webauthn"), {"credential": passkey.answer(begun["request_options"])}
    )

    assert login.post(LEAVE)["Location"] == SURE
    asked = login.get(SURE)["Location"]
    options = login.get(asked).context["js_data"]["request_options"]
    login.post(asked, {"credential": passkey.answer(options), "next": SURE})
    assert login.post(SURE, {"sure": "on"})["Location"] == GOODBYE
    assert not User.objects.exists()


@pytest.mark.parametrize(("first", "sure"), PAGES)
def test_account_without_a_way_to_confirm_is_led_to_choose_a_password(
    client: Client, alice: User, first: str, sure: str
) -> None:
    alice.set_unusable_password()
    alice.save()
    client.force_login(alice)
    page = client.get(first).content.decode()
    assert 'href="/account/password/set/"' in page
    assert client.post(first).status_code == 200
    assert client.post(sure, {"sure": "on"})["Location"] == first
    assert User.objects.exists()


@pytest.mark.parametrize(("first", "sure"), PAGES)
def test_who_looks_around_is_told_that_it_is_made_up(
    client: Client, db: None, first: str, sure: str
) -> None:
    client.post("/look-around/")
    page = client.get(first).content.decode()
    assert "This is a made-up diary to look around in." in page
    assert client.post(first).status_code == 200
    assert client.get(sure)["Location"] == first
    assert client.post(sure, {"sure": "on"})["Location"] == first
    assert Entry.objects.exists()


def test_last_administrator_is_told(browser: Client, alice: User, bob: User) -> None:
    told = "You are the only administrator"
    User.objects.filter(pk=alice.pk).update(is_superuser=True)
    assert told in browser.get(LEAVE).content.decode()
    assert told not in browser.get(DELETE).content.decode()
    User.objects.filter(pk=bob.pk).update(is_superuser=True)
    assert told not in browser.get(LEAVE).content.decode()


def test_who_is_logged_in_is_told_no_goodbye(browser: Client) -> None:
    assert browser.get(GOODBYE)["Location"] == "/"


def test_message_says_that_it_is_done_where_mail_is_set_up(
    browser: Client, alice: User, settings: Any
) -> None:
    settings.MAIL_IS_CONFIGURED = True
    settings.BACKUP_DAYS = 35
    confirm(browser, SURE)
    mail.outbox.clear()
    browser.post(SURE, {"sure": "on"})
    (message,) = mail.outbox
    assert (message.to, message.subject) == ([alice.email], "Your account was deleted")
    assert "They expire after 35 days." in message.body
    assert "for 35 days at most" in browser.get(GOODBYE).content.decode()


def test_mail_server_that_is_down_stops_nobody_from_leaving(
    browser: Client, alice: User, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise ConnectionRefusedError

    settings.MAIL_IS_CONFIGURED = True
    confirm(browser, SURE)
    monkeypatch.setattr("routines.portability.goodbye.send_mail", refuse)
    assert browser.post(SURE, {"sure": "on"})["Location"] == GOODBYE
    assert not User.objects.exists()


def test_nothing_is_sent_where_mail_is_not_set_up(browser: Client) -> None:
    confirm(browser, SURE)
    mail.outbox.clear()
    browser.post(SURE, {"sure": "on"})
    assert mail.outbox == []
    assert not django_settings.MAIL_IS_CONFIGURED
