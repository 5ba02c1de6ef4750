"""Without a consent no diary is shown and none is written, whichever address is asked.

The addresses are read from the patterns themselves, so a new one is tried the day it is added.
"""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from routines.accounts import models, services
from routines.accounts.models import Consent, User
from tests.web.test_doors import PUBLIC, Door, doors, rows, values

__all__ = ["values"]  # the fixture: the keys of Alice's diary

CONSENT = "/settings/consent/"
OPEN = PUBLIC - {"", "look-around/", "look-around/leave/"} | {
    "settings/account/",
    "settings/consent/",
    "settings/consent/give/",
    "settings/consent/withdraw/",
    "settings/tokens/",
    "settings/tokens/<uuid:token>/revoke/",
    # What is theirs can be taken away, and removed.
    "settings/data/",
    "settings/data/diary.zip",
    "settings/data/archive/",
    "settings/data/archive/<uuid:export>/",
    "settings/data/archive/<uuid:export>/remove/",
    "settings/data/delete/",
    "settings/data/delete/sure/",
    "settings/data/leave/",
    "settings/data/leave/sure/",
}
"""What stays open to who agrees to nothing: it shows and writes no diary of theirs."""


def diary_rows() -> dict[str, list[dict[str, object]]]:
    """Everything but archives, which are made and removed without a consent too."""
    archives = {"portability.Export", "portability.StoredFile", "portability.FilePart"}
    return {label: found for label, found in rows().items() if label not in archives}


@pytest.fixture
def withdrawn(alice: User, values: dict[str, object]) -> dict[str, object]:
    services.withdraw_consent(user=alice, at=timezone.now())
    return values


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("door", doors(), ids=lambda door: door.pattern or "start")
def test_every_door_leads_to_the_consent_once_it_is_withdrawn(
    alice_client: Client, withdrawn: dict[str, object], door: Door, method: str
) -> None:
    before = diary_rows()
    sent = {
        "answer": "done",
        "nose": "1",
        "name": "New",
        "choice": "done",
        "starts_on": "2026-01-01",
    }
    answer = getattr(alice_client, method)(door.open(withdrawn), sent)
    if door.pattern not in OPEN:
        assert (answer.status_code, answer.get("Location")) == (302, CONSENT)
    assert diary_rows() == before


@pytest.mark.parametrize("door", doors(), ids=lambda door: door.pattern or "start")
def test_part_of_a_page_sends_the_whole_browser_to_the_consent(
    alice_client: Client, withdrawn: dict[str, object], door: Door
) -> None:
    answer = alice_client.get(door.open(withdrawn), headers={"HX-Request": "true"})
    if door.pattern not in OPEN:
        assert (answer.content, answer.get("HX-Redirect")) == (b"", CONSENT)


@pytest.mark.parametrize(
    "door",
    [door for door in doors() if "<str:token>" in door.pattern],
    ids=lambda door: door.pattern,
)
def test_addresses_given_to_others_are_closed(
    client: Client, withdrawn: dict[str, object], door: Door
) -> None:
    before = rows()
    address = door.open(withdrawn)
    assert client.get(address).status_code in {404, 410}
    assert client.post(address, {"choice": "done"}).status_code in {404, 405, 410}
    assert rows() == before


def test_nobody_who_never_agreed_gets_past_the_consent(client: Client, alice: User) -> None:
    Consent.objects.all().delete()
    client.force_login(alice)
    assert client.get("/")["Location"] == CONSENT
    assert "Before a diary can be kept for you, we ask." in client.get(CONSENT).content.decode()


def test_new_text_is_agreed_to_once_before_going_on(
    alice_client: Client, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(models, "CONSENT_VERSION", 2)
    monkeypatch.setattr(
        "routines.accounts.consent.text_of", lambda _: "accounts/consent/text_1.html"
    )
    assert alice_client.get("/history/")["Location"] == CONSENT
    assert (
        "The text has changed since you agreed to it on"
        in alice_client.get(CONSENT).content.decode()
    )

    # A page that was opened before the text changed.
    assert alice_client.post(f"{CONSENT}give/", {"version": "1"})["Location"] == CONSENT
    assert alice_client.get("/")["Location"] == CONSENT

    assert alice_client.post(f"{CONSENT}give/", {"version": "2"})["Location"] == "/"
    assert alice_client.get("/").status_code == 200
    assert list(Consent.objects.of(alice).values_list("version", "withdrawn_at")) == [
        (1, None),
        (2, None),
    ]


def test_what_was_agreed_to_before_goes_on_while_the_new_text_waits(
    alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(models, "CONSENT_VERSION", 2)
    assert (alice.has_agreed, alice.may_keep_diary) == (True, False)


def test_who_looks_around_is_asked_nothing(client: Client, db: None) -> None:
    client.post("/look-around/")
    person = User.objects.get()
    assert client.get("/").status_code == 200

    page = client.get(CONSENT).content.decode()
    assert "This is a made-up diary" in page
    assert "Withdraw" not in page
    assert client.post(f"{CONSENT}withdraw/")["Location"] == CONSENT
    assert client.post(f"{CONSENT}give/", {"version": "1"})["Location"] == CONSENT
    assert not Consent.objects.of(person).exists()
