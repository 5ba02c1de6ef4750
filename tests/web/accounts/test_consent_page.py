"""Agreeing, withdrawing, and what the page says of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.template.loader import get_template
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from routines.accounts import services
from routines.accounts.consent import text_of
from routines.accounts.models import CONSENT_VERSION, Consent, User
from routines.diary.models import StepTerm
from tests.conftest import NOON

CONSENT = "/settings/consent/"
LATER = NOON + timedelta(days=3)


def consents(user: User) -> list[tuple[object, ...]]:
    rows = Consent.objects.of(user).order_by("pk")
    return list(rows.values_list("version", "given_at", "withdrawn_at"))


def test_each_text_has_its_template() -> None:
    for version in range(1, CONSENT_VERSION + 1):
        assert get_template(text_of(version))


def test_page_shows_the_text_its_version_and_when_it_was_agreed_to(
    alice_client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(3):  # session, person, consents
        page = alice_client.get(CONSENT).content.decode()

    assert "A diary of your skin says something about your health" in page
    assert "text 1" in page
    assert "You agreed on 22 Nov 2026, 13:00." in page
    assert page.count("Withdraw it now") == 1


def test_withdrawing_and_agreeing_again_are_dated_and_kept(alice: User) -> None:
    assert services.withdraw_consent(user=alice, at=LATER)
    assert not alice.may_keep_diary
    services.give_consent(user=alice, at=LATER + timedelta(hours=1))
    assert alice.may_keep_diary
    assert consents(alice) == [
        (CONSENT_VERSION, NOON, LATER),
        (CONSENT_VERSION, LATER + timedelta(hours=1), None),
    ]


def test_second_tap_changes_nothing(alice: User) -> None:
    first = services.give_consent(user=alice, at=LATER)
    assert (first.given_at, len(consents(alice))) == (NOON, 1)
    assert services.withdraw_consent(user=alice, at=LATER)
    assert not services.withdraw_consent(user=alice, at=LATER + timedelta(days=1))
    assert consents(alice) == [(CONSENT_VERSION, NOON, LATER)]


def test_withdrawing_takes_one_button_and_so_does_agreeing(
    alice_client: Client, alice: User
) -> None:
    assert alice_client.post(f"{CONSENT}withdraw/")["Location"] == CONSENT
    page = alice_client.get(CONSENT).content.decode()
    assert "You withdrew your consent on" in page
    assert alice_client.get("/")["Location"] == CONSENT

    assert alice_client.post(f"{CONSENT}give/", {"version": CONSENT_VERSION})["Location"] == "/"
    assert alice_client.get("/").status_code == 200
    assert alice_client.get("/settings/account/").status_code == 200


def test_page_says_until_when_the_diary_waits(
    alice_client: Client, alice: User, time_machine: object
) -> None:
    services.withdraw_consent(user=alice, at=NOON)
    time_machine.move_to(NOON + timedelta(days=30, minutes=-1))  # type: ignore[attr-defined]
    assert "waits until 22 Dec 2026" in alice_client.get(CONSENT).content.decode()
    time_machine.move_to(NOON + timedelta(days=30))  # type: ignore[attr-defined]
    page = alice_client.get(CONSENT).content.decode()
    assert "What was in it is removed." in page


@pytest.mark.parametrize("version", ["", "0", "2", "x", "9" * 400])
def test_only_the_text_that_stands_can_be_agreed_to(
    alice_client: Client, alice: User, version: str
) -> None:
    services.withdraw_consent(user=alice, at=NOON)
    answer = alice_client.post(f"{CONSENT}give/", {"version": version})
    assert answer["Location"] == CONSENT
    assert consents(alice) == [(CONSENT_VERSION, NOON, NOON)]


def test_diary_begins_when_it_is_agreed_to(alice: User) -> None:
    services.withdraw_consent(user=alice, at=NOON)
    assert not StepTerm.objects.of(alice).exists()
    services.give_consent(user=alice, at=LATER)
    assert StepTerm.objects.of(alice).count() == 6


def test_account_page_leads_to_the_consent(alice_client: Client, alice: User) -> None:
    page = alice_client.get("/settings/account/").content.decode()
    assert f'href="{CONSENT}"' in page
    assert "Given on 22 Nov 2026" in page
    services.withdraw_consent(user=alice, at=NOON)
    assert (
        "Not given, so no diary is kept" in alice_client.get("/settings/account/").content.decode()
    )
