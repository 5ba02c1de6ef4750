"""What is said to somebody who looks at their trends."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from routines.accounts.models import User
from routines.diary.models import Step
from routines.diary.services.routine import retire_step
from routines.guidance.text import CautionLevel
from routines.reminders.models import Plan, Reminder
from tests.conftest import NOON
from tests.web.guidance.topics import publish, text
from tests.web.home.conftest import TODAY

ADDRESS = "/reminders/trends/"
MESSAGE = "It is early to judge."
RULE = (
    "Say when the routine has changed in the last 6 weeks and the trends are looked at, "
    f"at most every 14 days: {MESSAGE}"
)
OTHER = "Remind when sunscreen is done on fewer than 5 of the last 7 days: Another rule."


@pytest.fixture(autouse=True)
def topic(db: None) -> None:
    publish(text("time", body=f"{RULE}\n\n{OTHER}", caution_level=CautionLevel.NONE))


@pytest.fixture
def changed(alice: User, routine: list[Step]) -> None:
    """Alice's routine lost a step yesterday."""
    yesterday = TODAY - timedelta(days=1)
    retire_step(user=alice, step_id=routine[5].pk, at=NOON, today=yesterday)


def look(client: Client, **headers: str) -> list[str]:
    answer = client.post(ADDRESS, headers=headers)
    assert answer.status_code == 200
    html = answer.content.decode()
    return re.findall(r'<p class="thought-message" dir="auto">([^<]*)</p>', html)


@pytest.mark.usefixtures("changed")
def test_looking_soon_after_a_change_is_answered_and_kept(alice_client: Client) -> None:
    assert look(alice_client) == [MESSAGE]
    assert list(Reminder.objects.values_list("message", "kind", "day")) == [
        (MESSAGE, "info", TODAY)
    ]
    assert not Plan.objects.exists()


@pytest.mark.usefixtures("changed")
def test_looking_twice_says_it_twice_and_keeps_it_once(alice_client: Client) -> None:
    assert [look(alice_client), look(alice_client)] == [[MESSAGE], [MESSAGE]]
    assert Reminder.objects.count() == 1


@pytest.mark.usefixtures("changed")
def test_what_was_put_away_is_not_said_again_before_its_time(
    alice_client: Client, noon: time_machine.Traveller
) -> None:
    look(alice_client)
    alice_client.post(f"/reminders/{Reminder.objects.get().key}/dismiss/")
    assert look(alice_client) == []
    noon.shift(timedelta(days=13))
    assert look(alice_client) == []
    noon.shift(timedelta(days=1))
    assert look(alice_client) == [MESSAGE]


@pytest.mark.usefixtures("routine")
def test_looking_long_after_a_change_says_nothing(
    alice: User, alice_client: Client, noon: time_machine.Traveller
) -> None:
    noon.shift(timedelta(days=100))
    alice_client.force_login(alice)
    assert look(alice_client) == []


@pytest.mark.usefixtures("changed")
def test_answer_leads_back_to_the_page_that_was_open(alice_client: Client) -> None:
    page = "http://testserver/trends/?range=all"
    answer = alice_client.post(ADDRESS, headers={"HX-Request": "true", "HX-Current-URL": page})
    assert 'name="next" value="/trends/?range=all"' in answer.content.decode()


@pytest.mark.usefixtures("changed")
def test_looking_asks_as_often_however_much_was_said(
    alice_client: Client, django_assert_num_queries: Callable[..., object]
) -> None:
    look(alice_client)
    alice_client.post(f"/reminders/{Reminder.objects.get().key}/dismiss/")
    with django_assert_num_queries(12):  # type: ignore[attr-defined]
        look(alice_client)


def test_trends_ask_for_it(alice_client: Client, routine: list[Step]) -> None:
    assert f'hx-post="{ADDRESS}"' in alice_client.get("/trends/").content.decode()
