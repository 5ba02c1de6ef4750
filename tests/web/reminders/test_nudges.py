"""A person's own nudges: kept, changed, switched off, removed, and each taken back."""

from __future__ import annotations

import re
import uuid
from datetime import time

import pytest
from django.test import Client

from routines.accounts.models import User
from routines.changes.models import Change
from routines.reminders.models import Nudge
from routines.reminders.services.nudges import MOST_NUDGES

ADD = "/reminders/nudges/add/"
EVENING = {"slot": "evening", "at": "21:30", "weekdays": ["0", "1", "2", "3", "4", "5", "6"]}


def kept() -> list[tuple[str, time, int, bool]]:
    return list(Nudge.objects.order_by("pk").values_list("slot", "at", "weekdays", "active"))


def last_batch() -> uuid.UUID:
    return Change.objects.latest("pk").batch


def words(client: Client) -> list[str]:
    """What the list says, in order."""
    html = client.get("/reminders/nudges/").content.decode()
    return re.findall(r'<span class="link-row-note">([^<]*)</span>', html)


def test_without_nudges_the_page_says_what_they_are_for(alice_client: Client) -> None:
    html = alice_client.get("/reminders/nudges/").content.decode()
    assert ("No nudges yet" in html, "at 21:30, if something" in html) == (True, True)


def test_nudge_is_added_and_taken_back(alice_client: Client) -> None:
    answer = alice_client.post(ADD, EVENING, follow=True)
    assert answer.redirect_chain == [("/reminders/nudges/", 302)]
    assert "Nudge added" in answer.content.decode()
    assert kept() == [("evening", time(21, 30), 127, True)]
    assert words(alice_client) == ["if something of the evening is still open · every day"]
    alice_client.post(f"/undo/{last_batch()}/")
    assert kept() == []


def test_form_sent_twice_adds_one(alice_client: Client) -> None:
    html = alice_client.get(ADD).content.decode()
    found = re.search(r'name="key" value="([^"]+)"', html)
    assert found
    for _ in range(2):
        assert alice_client.post(ADD, {**EVENING, "key": found[1]}).status_code == 302
    assert len(kept()) == 1


def test_several_nudges_stand_in_the_order_of_the_day(alice_client: Client) -> None:
    alice_client.post(ADD, EVENING)
    alice_client.post(
        ADD, {"slot": "morning", "at": "07:45", "weekdays": ["0", "1", "2", "3", "4"]}
    )
    alice_client.post(ADD, {"slot": "any", "at": "12:00", "weekdays": ["2", "5", "6"]})
    assert words(alice_client) == [
        "if something of the morning is still open · Mon–Fri",
        "if something outside morning and evening is still open · Wed, Sat, Sun",
        "if something of the evening is still open · every day",
    ]


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"at": "25:00"}, "Please write a time such as 21:30."),
        ({"at": ""}, "A time is missing."),
        ({"weekdays": []}, "Choose at least one weekday."),
        ({"weekdays": ["7"]}, "7 is not one of the available choices"),
        ({"slot": "noon"}, "noon is not one of the available choices"),
    ],
)
def test_nudge_that_cannot_be_is_refused_beside_its_field(
    alice_client: Client, changes: dict[str, object], complaint: str
) -> None:
    answer = alice_client.post(ADD, {**EVENING, **changes})
    assert (answer.status_code, complaint in answer.content.decode()) == (400, True)
    assert kept() == []


def test_repeating_nudge_is_refused_and_another_weekday_is_not(alice_client: Client) -> None:
    alice_client.post(ADD, {**EVENING, "weekdays": ["0"]})
    answer = alice_client.post(ADD, {**EVENING, "weekdays": ["0", "6"]})
    assert answer.status_code == 400
    assert "You have a nudge for that at this time already." in answer.content.decode()
    assert alice_client.post(ADD, {**EVENING, "weekdays": ["6"]}).status_code == 302
    assert [row[2] for row in kept()] == [1, 64]


def test_one_nudge_too_many_is_refused(alice: User, alice_client: Client) -> None:
    for number in range(MOST_NUDGES):
        Nudge.objects.create(user=alice, slot="evening", at=time(8, number))
    answer = alice_client.post(ADD, EVENING)
    assert (answer.status_code, "which is the most there can be" in answer.content.decode()) == (
        400,
        True,
    )


def test_nudge_is_changed_and_taken_back(alice: User, alice_client: Client) -> None:
    nudge = Nudge.objects.create(user=alice, slot="evening", at=time(21, 30), active=False)
    address = f"/reminders/nudges/{nudge.key}/"
    assert 'value="21:30"' in alice_client.get(address).content.decode()
    alice_client.post(address, {"slot": "evening", "at": "22:00", "weekdays": ["4"]})
    assert kept() == [("evening", time(22, 0), 16, False)]
    alice_client.post(f"/undo/{last_batch()}/")
    assert kept() == [("evening", time(21, 30), 127, False)]


def test_nudge_saved_as_it_is_changes_nothing(alice: User, alice_client: Client) -> None:
    nudge = Nudge.objects.create(user=alice, slot="evening", at=time(21, 30))
    answer = alice_client.post(f"/reminders/nudges/{nudge.key}/", EVENING, follow=True)
    assert ("data-toast" in answer.content.decode(), Change.objects.count()) == (False, 0)


def test_nudge_is_switched_off_and_on(alice: User, alice_client: Client) -> None:
    nudge = Nudge.objects.create(user=alice, slot="evening", at=time(21, 30))
    address = f"/reminders/nudges/{nudge.key}/switch/"
    for sent, is_on in (({}, False), ({}, False), ({"active": "on"}, True)):
        assert alice_client.post(address, sent).status_code == 302
        assert [row[3] for row in kept()] == [is_on]
    assert Change.objects.count() == 2


def test_removed_nudge_comes_back_where_it_was(alice: User, alice_client: Client) -> None:
    nudge = Nudge.objects.create(user=alice, slot="any", at=time(0, 30), weekdays=64)
    answer = alice_client.post(f"/reminders/nudges/{nudge.key}/remove/", follow=True)
    assert ("Nudge removed" in answer.content.decode(), kept()) == (True, [])
    assert alice_client.post(f"/reminders/nudges/{nudge.key}/remove/").status_code == 404
    alice_client.post(f"/undo/{last_batch()}/")
    assert (kept(), Nudge.objects.get().key) == ([("any", time(0, 30), 64, True)], nudge.key)


def test_removed_nudge_does_not_come_back_beside_its_double(
    alice: User, alice_client: Client
) -> None:
    nudge = Nudge.objects.create(user=alice, slot="evening", at=time(21, 30))
    alice_client.post(f"/reminders/nudges/{nudge.key}/remove/")
    batch = last_batch()
    alice_client.post(ADD, EVENING)
    html = alice_client.post(f"/undo/{batch}/", {"next": "/reminders/nudges/"}, follow=True)
    assert "You have a nudge for that at this time already." in html.content.decode()
    assert len(kept()) == 1


@pytest.mark.parametrize("way", ["", "switch/", "remove/"])
def test_somebody_elses_nudge_is_not_there(alice: User, bob_client: Client, way: str) -> None:
    nudge = Nudge.objects.create(user=alice, slot="evening", at=time(21, 30))
    assert bob_client.post(f"/reminders/nudges/{nudge.key}/{way}", EVENING).status_code == 404
    assert len(kept()) == 1


def test_key_of_somebody_elses_nudge_adds_one_of_ones_own(alice: User, bob_client: Client) -> None:
    nudge = Nudge.objects.create(user=alice, slot="morning", at=time(8))
    assert bob_client.post(ADD, {**EVENING, "key": str(nudge.key)}).status_code == 302
    assert kept() == [("morning", time(8), 127, True), ("evening", time(21, 30), 127, True)]


def test_times_and_weekdays_are_written_as_the_locale_does(
    alice: User, alice_client: Client
) -> None:
    alice.locale = "en_US"
    alice.save()
    Nudge.objects.create(user=alice, slot="evening", at=time(21, 30), weekdays=31)
    html = alice_client.get("/reminders/nudges/").content.decode()
    assert "9:30\u202fPM" in html
