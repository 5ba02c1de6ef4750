"""The inbox, and the rules that have spoken."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib import admin
from django.test import Client

from routines.accounts.models import User
from routines.diary.models import Step
from routines.reminders.models import Origin, Rest
from tests.conftest import NOON
from tests.web.reminders.rows import make_reminder


def read(client: Client, address: str = "/reminders/", status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return re.sub(r"\s+", " ", answer.content.decode())


def messages(html: str) -> list[str]:
    return re.findall(r'<p class="thought-message" dir="auto">([^<]*)</p>', html)


def answered(user: User, outcome: str, **fields: object) -> None:
    """A reminder that was answered at noon."""
    make_reminder(user, outcome=outcome, answered_at=NOON, message=outcome, **fields)


def test_empty_inbox_says_what_will_be_here(alice_client: Client) -> None:
    html = read(alice_client)
    assert ("Nothing was said yet" in html, "By kind" in html) == (True, False)


def test_inbox_groups_by_day_and_says_what_became_of_each(
    alice: User, alice_client: Client, routine: list[Step]
) -> None:
    back = datetime(2026, 11, 22, 17, tzinfo=UTC)
    outcomes = ["done", "stopped", "dismissed", "withdrawn"]
    for number, outcome in enumerate(outcomes):
        answered(alice, outcome, rule_key=outcome, made_at=NOON - timedelta(minutes=number + 1))
    answered(alice, "not_now", until=back, made_at=NOON - timedelta(days=1))
    html = read(alice_client)
    assert messages(html) == [*outcomes, "not_now"]
    assert re.findall(r'<h2 id="day-[^"]*">([^<]*)</h2>', html) == [
        "Sunday, 22 November 2026",
        "Saturday, 21 November 2026",
    ]
    said = re.findall(r'class="reminder-outcome"><span [^>]*></span>([^<]*)</span>', html)
    assert [words.strip() for words in said] == [
        "Done", "Stopped", "Put away", "Settled itself", "Put off until 22 Nov, 18:00",
    ]  # fmt: skip


def test_open_reminder_can_be_answered_in_the_inbox(
    alice: User, alice_client: Client, routine: list[Step]
) -> None:
    key = make_reminder(alice).key
    html = read(alice_client, "/reminders/?only=open")
    assert re.findall(rf'<form[^>]* action="/reminders/{key}/([^"]*)/"', html) == [
        "done", "not-now", "stop",
    ]  # fmt: skip
    assert '<input type="hidden" name="next" value="/reminders/?only=open">' in html


def test_inbox_shows_only_what_is_asked_for(
    alice: User, alice_client: Client, routine: list[Step]
) -> None:
    make_reminder(alice, message="open tip")
    make_reminder(alice, message="open praise", kind="praise", rule_key="steady")
    answered(alice, "done", rule_key="other", made_at=NOON - timedelta(days=1))
    assert messages(read(alice_client, "/reminders/?only=open")) == ["open praise", "open tip"]
    assert messages(read(alice_client, "/reminders/?kind=tip")) == ["open tip", "done"]
    html = read(alice_client, "/reminders/?kind=praise")
    assert 'href="?kind=praise" aria-current="true"' in html
    assert "Warning" not in html


@pytest.mark.parametrize("query", ["kind=rude", "page=0", "page=x", "only=closed", "page=10001"])
def test_inbox_that_cannot_be_shows_all_and_says_so(
    alice: User, alice_client: Client, routine: list[Step], query: str
) -> None:
    make_reminder(alice, message="kept")
    html = read(alice_client, f"/reminders/?{query}", status=400)
    assert ("That part of the inbox doesn’t exist" in html, messages(html)) == (True, ["kept"])


def test_inbox_goes_on_over_pages(alice: User, alice_client: Client, routine: list[Step]) -> None:
    for number in range(60):
        moment = NOON - timedelta(hours=number)
        make_reminder(alice, message=str(number), rule_key=str(number), made_at=moment)
    pages = [messages(read(alice_client, f"/reminders/?page={number}")) for number in (1, 2, 3, 4)]
    assert [int(one) for page in pages for one in page] == list(range(60))
    assert [len(page) for page in pages] == [25, 25, 10, 0]
    html = read(alice_client, "/reminders/?only=open&page=2")
    assert 'href="?only=open&amp;page=1"' in html
    assert 'href="?only=open&amp;page=3"' in html


def test_rules_tell_how_often_each_has_spoken(
    alice: User, alice_client: Client, routine: list[Step]
) -> None:
    for days in (9, 4, 1):
        moment = NOON - timedelta(days=days)
        answered(alice, "done", rule_key="low", made_at=moment)
    make_reminder(alice, rule_key="sun", message="Ease off", kind="caution")
    make_reminder(alice, origin=Origin.NUDGE, kind="nudge", rule_key="n@21:30", offers="evening")
    html = read(alice_client, "/reminders/rules/")
    assert messages(html) == ["Ease off", "done"]
    assert "Once, last on 22 Nov 2026" in html
    assert "3 times, last on 21 Nov 2026; done 3 times" in html


def test_what_was_withdrawn_was_not_said(
    alice: User, alice_client: Client, routine: list[Step]
) -> None:
    answered(alice, "withdrawn", rule_key="low")
    make_reminder(alice, rule_key="low", message="said", made_at=NOON - timedelta(days=5))
    html = read(alice_client, "/reminders/rules/")
    assert (messages(html), "Once, last on 17 Nov 2026" in html) == (["said"], True)


def test_stopped_rule_is_let_speak_again_in_the_list(
    alice: User, alice_client: Client, routine: list[Step]
) -> None:
    reminder = make_reminder(alice)
    alice_client.post(f"/reminders/{reminder.key}/stop/")
    html = read(alice_client, "/reminders/rules/")
    assert ("stopped" in html, f'action="/reminders/{reminder.key}/unmute/"' in html) == (
        True,
        True,
    )
    answer = alice_client.post(f"/reminders/{reminder.key}/unmute/", follow=True)
    assert answer.redirect_chain == [("/reminders/rules/", 302)]
    assert "It may speak again" in answer.content.decode()
    assert Rest.objects.count() == 0
    batch = re.findall(r'action="/undo/([^"]+)/"', answer.content.decode())[0]
    alice_client.post(f"/undo/{batch}/")
    assert Rest.objects.get().rule_key == "sunscreen-low"


def test_rule_that_rests_for_a_while_says_until_when(
    alice: User, alice_client: Client, routine: list[Step]
) -> None:
    reminder = make_reminder(alice)
    alice_client.post(f"/reminders/{reminder.key}/not-now/", {"until": "week"})
    assert "rests until 29 Nov" in read(alice_client, "/reminders/rules/")


def test_unmuting_twice_says_nothing_the_second_time(
    alice: User, alice_client: Client, routine: list[Step]
) -> None:
    reminder = make_reminder(alice)
    answer = alice_client.post(f"/reminders/{reminder.key}/unmute/", follow=True)
    assert (answer.status_code, "data-toast" in answer.content.decode()) == (200, False)


def test_reminders_of_somebody_else_are_nowhere(
    alice: User, bob_client: Client, routine: list[Step]
) -> None:
    make_reminder(alice, message="Alice’s own")
    for address in ("/reminders/", "/reminders/rules/", "/reminders/nudges/"):
        assert "Alice’s own" not in read(bob_client, address)


def test_admin_has_no_door_to_what_was_said_to_people() -> None:
    rooms = {model._meta.app_label for model in admin.site._registry}
    assert "reminders" not in rooms


@pytest.mark.parametrize("number", [1, 3, 400])
@pytest.mark.parametrize(("address", "queries"), [("/reminders/", 7), ("/reminders/rules/", 5)])
def test_inbox_and_rules_ask_as_often_however_much_was_said(
    alice: User,
    alice_client: Client,
    routine: list[Step],
    django_assert_num_queries: Callable[..., object],
    number: int,
    address: str,
    queries: int,
) -> None:
    for back in range(number):
        moment = NOON - timedelta(hours=back)
        make_reminder(alice, rule_key=str(back % 40), made_at=moment, day=moment.date())
    with django_assert_num_queries(queries):  # type: ignore[attr-defined]
        alice_client.get(address)
