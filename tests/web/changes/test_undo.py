"""Taking back over its door."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from routines.accounts.models import User
from routines.changes.models import Change
from routines.diary.models import Entry
from routines.diary.services import entries
from tests.conftest import NOON
from tests.unit.diary.given import DONE, TODAY, log, new_step
from tests.web.diary.rows import messages_of


@pytest.fixture(autouse=True)
def noon(time_machine: Any) -> None:
    time_machine.move_to(NOON, tick=False)


def address(batch: object) -> str:
    return reverse("changes:undo", args=[batch])


def test_undo_goes_back_to_where_the_person_was(alice: User, alice_client: Client) -> None:
    batch = log(alice, new_step(alice)).batch
    response = alice_client.post(address(batch), {"next": "/history/"})
    assert (response.status_code, response["Location"]) == (302, "/history/")
    assert messages_of(response) == ["Taken back."]
    assert Entry.objects.get().answer == ""


@pytest.mark.parametrize("wanted", ["", "https://elsewhere.example/", "//elsewhere.example", "x:y"])
def test_undo_never_leads_to_another_site(alice: User, alice_client: Client, wanted: str) -> None:
    batch = log(alice, new_step(alice)).batch
    assert alice_client.post(address(batch), {"next": wanted})["Location"] == "/"


def test_undo_twice_says_so(alice: User, alice_client: Client) -> None:
    batch = log(alice, new_step(alice)).batch
    alice_client.post(address(batch))
    rows = list(Change.objects.values())
    response = alice_client.post(address(batch))
    assert messages_of(response)[-1] == "That was taken back already."
    assert list(Change.objects.values()) == rows


def test_undo_of_what_was_changed_since_says_so(alice: User, alice_client: Client) -> None:
    steps = [new_step(alice, name) for name in ("One", "Two")]
    logged = entries.log_steps(
        user=alice, day=TODAY, answers={step.pk: DONE for step in steps}, at=NOON
    )
    Entry.objects.filter(step=steps[0]).update(answer="not_done")
    response = alice_client.post(address(logged.batch))
    assert messages_of(response) == ["Taken back, but for what was changed again since."]
    response = alice_client.post(address(logged.batch))
    assert messages_of(response)[-1] == "It was changed again since, so it was left as it is."
    assert list(Entry.objects.answered().values_list("step", "answer")) == [
        (steps[0].pk, "not_done")
    ]
