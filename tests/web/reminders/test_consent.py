"""Whoever withdrew their consent is not looked at, and nothing more is sent to them."""

from __future__ import annotations

import pytest
from django.test import Client

from routines.accounts.models import User
from routines.accounts.services import give_consent, withdraw_consent
from routines.diary.models import Step
from routines.guidance.rules import StandingRule
from routines.reminders import links
from routines.reminders.links import Purpose
from routines.reminders.models import Outcome, Outgoing, Plan, Reminder
from routines.reminders.services import feeds, passing
from routines.reminders.services.claims import add_missing_plans
from routines.reminders.services.delivery import Drained, drain, lease_next
from routines.reminders.services.passing import Passed, make_pass, pass_for
from tests.conftest import NOON
from tests.web.reminders.given import BLEEDING, NINE, happen, make_destination
from tests.web.reminders.rows import make_reminder

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def bleeding_is_spoken_of(monkeypatch: pytest.MonkeyPatch) -> None:
    rules: tuple[StandingRule, ...] = (BLEEDING,)
    monkeypatch.setattr(passing, "rules_in_force", lambda: rules)


def put(user: User, reminder: Reminder) -> Outgoing:
    row = Outgoing.objects.create(
        user=user,
        destination=make_destination(user),
        made_at=NOON,
        due_at=NOON,
        next_try_at=NOON,
    )
    row.reminders.add(reminder)
    return row


def test_pass_skips_who_withdrew_and_comes_back_to_who_agrees_again(alice: User) -> None:
    plan = Plan.objects.create(user=alice, next_pass_at=NINE)
    happen(alice, "bleeding")
    make_destination(alice)
    withdraw_consent(user=alice, at=NOON)

    assert make_pass(at=NOON) == Passed(people=1)
    assert pass_for(user=User.objects.get(), at=NOON) == Passed(people=1)
    plan.refresh_from_db()
    assert plan.next_pass_at > NOON

    give_consent(user=alice, at=NOON)
    assert pass_for(user=alice, at=NOON) == Passed(people=1, reminders=1, outgoing=1)


def test_what_was_put_off_does_not_come_back_to_who_withdrew(alice: User) -> None:
    Plan.objects.create(user=alice, next_pass_at=NINE)
    make_destination(alice)
    make_reminder(alice, made_at=NINE, outcome=Outcome.NOT_NOW, answered_at=NINE, until=NOON)
    withdraw_consent(user=alice, at=NOON)
    assert make_pass(at=NOON) == Passed(people=1)


def test_nobody_is_planned_for_without_a_consent(alice: User, bob: User) -> None:
    withdraw_consent(user=alice, at=NOON)
    User.objects.create_user("admin@example.org")
    assert add_missing_plans(at=NOON) == 1
    assert Plan.objects.get().user == bob


def test_what_is_on_its_way_is_dropped(alice: User, bob: User) -> None:
    row, other = put(alice, make_reminder(alice)), put(bob, make_reminder(bob))
    withdraw_consent(user=alice, at=NOON)
    row.refresh_from_db()
    other.refresh_from_db()
    assert (row.dropped_at, row.lease, other.dropped_at) == (NOON, None, None)


def test_message_that_was_put_on_its_way_all_the_same_says_nothing(alice: User) -> None:
    withdraw_consent(user=alice, at=NOON)
    put(alice, make_reminder(alice))
    assert drain(clock=lambda: NOON, chance=lambda: 0.5) == Drained(dropped=1)


def test_sending_reads_the_consent_along(alice: User) -> None:
    put(alice, make_reminder(alice))
    leased = lease_next(at=NOON)
    assert leased is not None
    assert vars(leased.user)["consent_version"] == 1


def test_link_in_a_message_asks_nothing_and_writes_nothing(
    client: Client, alice: User, routine: list[Step]
) -> None:
    reminder = make_reminder(alice)
    address = f"/reminders/answer/{links.sign(Purpose.ANSWER, [str(reminder.key)], at=NOON)}/"
    assert client.get(address).status_code == 200

    withdraw_consent(user=alice, at=NOON)
    assert client.get(address).status_code == 404
    assert client.post(address, {"choice": "done", "key": str(reminder.key)}).status_code == 404
    reminder.refresh_from_db()
    assert reminder.outcome == Outcome.OPEN

    give_consent(user=alice, at=NOON)
    assert client.get(address).status_code == 200


def test_unsubscribing_still_works(client: Client, alice: User) -> None:
    destination = make_destination(alice)
    withdraw_consent(user=alice, at=NOON)
    token = links.sign(Purpose.UNSUBSCRIBE, [str(destination.key)], at=NOON)
    assert client.post(f"/reminders/unsubscribe/{token}/").status_code == 200
    destination.refresh_from_db()
    assert not destination.active


def test_calendar_is_closed_until_they_agree_again(
    client: Client, alice: User, routine: list[Step]
) -> None:
    address = f"/reminders/calendar/{feeds.make_feed(user=alice, at=NOON)}.ics"
    assert client.get(address).status_code == 200
    withdraw_consent(user=alice, at=NOON)
    assert client.get(address).status_code == 410
    give_consent(user=alice, at=NOON)
    assert client.get(address).status_code == 200
