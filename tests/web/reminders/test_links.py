"""What the links in messages open: nothing happens before a POST, and twice is once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from routines.accounts.models import User
from routines.diary.models import Entry, Step
from routines.reminders import links
from routines.reminders.links import Purpose
from routines.reminders.models import Outcome, Reminder
from routines.reminders.services import destinations
from tests.conftest import NOON

TODAY = date(2026, 11, 22)
JSON = {"accept": "application/json"}


def remind(user: User, **more: Any) -> Reminder:
    given = {
        "origin": "rule",
        "rule_key": uuid4().hex,
        "kind": "tip",
        "message": "Keep it by the toothbrush.",
        "offers": "sunscreen",
        "day": TODAY,
        "due_at": NOON,
        "made_at": NOON,
    }
    return Reminder.objects.create(user=user, **given | more)


def link(*reminders: Reminder) -> str:
    keys = [reminder.key.hex for reminder in reminders]
    return f"/reminders/answer/{links.sign(Purpose.ANSWER, keys, at=NOON)}/"


def logged(user: User) -> list[tuple[str, str]]:
    entries = Entry.objects.of(user).order_by("pk")
    return list(entries.values_list("step__kind", "answer"))


@pytest.fixture
def anyone() -> Client:
    """Somebody without a session, as strict about forms as a browser."""
    return Client(enforce_csrf_checks=True)


@pytest.mark.usefixtures("routine")
@pytest.mark.parametrize("query", ["", "?choice=done", "?choice=not_now", "?choice=" + "x" * 50])
def test_opening_a_link_writes_nothing(alice: User, anyone: Client, query: str) -> None:
    reminder = remind(alice)
    answer = anyone.get(link(reminder) + query)

    assert answer.status_code == 200
    assert "Keep it by the toothbrush." in answer.content.decode()
    reminder.refresh_from_db()
    assert (reminder.outcome, logged(alice)) == (Outcome.OPEN, [])


@pytest.mark.usefixtures("routine")
def test_done_logs_the_step_once_however_often_it_is_sent(alice: User, anyone: Client) -> None:
    reminder = remind(alice)
    address = link(reminder)
    answers = [anyone.post(address, {"choice": "done"}) for _ in range(3)]

    assert [(one.status_code, one["Location"]) for one in answers] == [(302, address)] * 3
    reminder.refresh_from_db()
    assert (reminder.outcome, logged(alice)) == (Outcome.DONE, [("sunscreen", "done")])
    assert "Done, and logged: sunscreen." in anyone.get(address).content.decode()


@pytest.mark.usefixtures("routine")
def test_service_worker_is_answered_in_json(alice: User, anyone: Client) -> None:
    answer = anyone.post(link(remind(alice)), {"choice": "done"}, headers=JSON)

    assert (answer.status_code, answer.json()) == (200, {"answered": "done"})
    assert logged(alice) == [("sunscreen", "done")]


@pytest.mark.usefixtures("routine")
def test_not_now_puts_it_off_until_tomorrow(alice: User, anyone: Client) -> None:
    reminder = remind(alice)
    anyone.post(link(reminder), {"choice": "not_now"})

    reminder.refresh_from_db()
    assert reminder.outcome == Outcome.NOT_NOW
    assert reminder.until is not None
    assert reminder.until.astimezone(alice.zone).date() == TODAY + timedelta(days=1)
    page = anyone.get(link(reminder)).content.decode()
    assert "Put off until 23 Nov, 09:00." in page
    assert 'value="done"' in page
    assert 'value="not_now"' not in page


@pytest.mark.usefixtures("routine")
def test_reminder_without_a_step_is_put_away(alice: User, anyone: Client) -> None:
    reminder = remind(alice, offers="", kind="caution")
    anyone.post(link(reminder), {"choice": "done"})

    reminder.refresh_from_db()
    assert (reminder.outcome, logged(alice)) == (Outcome.DISMISSED, [])


@pytest.mark.usefixtures("routine")
def test_one_of_several_is_answered_by_its_key(alice: User, anyone: Client) -> None:
    first, second, other = remind(alice), remind(alice), remind(alice)
    address = link(first, second)

    anyone.post(address, {"choice": "not_now", "key": second.key})
    anyone.post(address, {"choice": "not_now", "key": other.key})

    outcomes = [Reminder.objects.get(pk=one.pk).outcome for one in (first, second, other)]
    assert outcomes == ["", "not_now", ""]


@pytest.mark.usefixtures("routine")
def test_all_of_several_are_answered_without_one(alice: User, anyone: Client) -> None:
    reminders = [remind(alice), remind(alice)]
    anyone.post(link(*reminders), {"choice": "not_now"}, headers=JSON)

    assert set(Reminder.objects.values_list("outcome", flat=True)) == {"not_now"}


@pytest.mark.usefixtures("routine")
@pytest.mark.parametrize(
    "sent",
    [{}, {"choice": "stop"}, {"choice": "done", "key": "x"}, {"choice": "done", "until": "never"}],
)
def test_unknown_choice_is_refused(alice: User, anyone: Client, sent: dict[str, str]) -> None:
    answer = anyone.post(link(remind(alice)), sent)

    assert answer.status_code == 400
    assert "Please choose one of the buttons." in answer.content.decode()
    assert logged(alice) == []


@pytest.mark.usefixtures("routine")
@pytest.mark.parametrize("method", ["get", "post"])
def test_old_link_says_so_kindly(
    alice: User, anyone: Client, noon: time_machine.Traveller, method: str
) -> None:
    address = link(remind(alice))
    noon.move_to(NOON + timedelta(days=7))
    answer = getattr(anyone, method)(address, {"choice": "done"})

    assert answer.status_code == 410
    assert "That link is over" in answer.content.decode()
    assert logged(alice) == []


@pytest.mark.parametrize("method", ["get", "post"])
def test_broken_link_leads_nowhere(alice: User, anyone: Client, method: str) -> None:
    address = link(remind(alice))
    broken = [
        address[:-3] + "/",
        "/reminders/answer/x/",
        "/reminders/answer/..../",
        address.replace("answer", "unsubscribe"),
    ]
    for one in broken:
        answer = getattr(anyone, method)(one, {"choice": "done"})
        assert answer.status_code == 404
        assert "leads nowhere" in answer.content.decode()


def test_link_to_what_is_gone_leads_nowhere(alice: User, anyone: Client) -> None:
    reminder = remind(alice)
    address = link(reminder)
    reminder.delete()

    assert anyone.get(address).status_code == 404
    assert anyone.post(address, {"choice": "done"}, headers=JSON).status_code == 404


def test_page_of_a_link_is_kept_by_nobody(alice: User, anyone: Client) -> None:
    answer = anyone.get(link(remind(alice)))

    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.usefixtures("routine")
def test_link_answers_for_its_owner_whoever_is_logged_in(
    alice: User, bob: User, bob_client: Client, routine: list[Step]
) -> None:
    bob_client.post(link(remind(alice)), {"choice": "done"})

    assert (logged(alice), logged(bob)) == ([("sunscreen", "done")], [])


# --- No more mail ---------------------------------------------------------------------------------


@pytest.fixture
def stop(alice: User) -> str:
    """The address in the header of Alice's mail."""
    key = destinations.switch_email(user=alice, active=True, at=NOON).key
    return f"/reminders/unsubscribe/{links.sign(Purpose.UNSUBSCRIBE, [key.hex], at=NOON)}/"


def is_on(user: User) -> bool:
    return user.destinations.get().active


def test_opening_the_unsubscribe_link_only_asks(alice: User, anyone: Client, stop: str) -> None:
    answer = anyone.get(stop)

    assert answer.status_code == 200
    assert "Stop the e-mails" in answer.content.decode()
    assert is_on(alice)


def test_one_click_of_a_mail_program_ends_the_mail(alice: User, anyone: Client, stop: str) -> None:
    """As RFC 8058 has it: a form of one field, no cookie, no referrer, no token of a form."""
    for _ in range(2):
        answer = anyone.post(
            stop, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded"
        )
        assert answer.status_code == 200
        assert "no reminders as mail any more" in answer.content.decode()
        assert not is_on(alice)


def test_unsubscribing_works_after_months(
    alice: User, anyone: Client, stop: str, noon: time_machine.Traveller
) -> None:
    noon.move_to(NOON + timedelta(days=200))
    assert anyone.post(stop).status_code == 200
    assert not is_on(alice)


def test_unsubscribing_from_what_is_gone_is_still_fine(
    alice: User, anyone: Client, stop: str
) -> None:
    alice.destinations.all().delete()
    assert anyone.post(stop).status_code == 200
