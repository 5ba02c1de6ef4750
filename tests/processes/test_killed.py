"""Workers that are killed at any point: nothing is lost, nothing is made twice."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.processes.conftest import NINE, PEOPLE
from tests.processes.crew import Crew, Mailbox

KILLS = 60
LONGEST_LIFE = 0.35
"""Seconds after which a worker is killed at the latest; a day's work takes several times that."""
LEASE_OVER = timedelta(minutes=6)
REMINDERS = "SELECT user_id, rule_key, day FROM reminders_reminder ORDER BY 1, 2, 3"
KEYS = "SELECT key FROM reminders_outgoing"
UNSENT = "SELECT count(*) FROM reminders_outgoing WHERE sent_at IS NULL"
CONTENTS = "SELECT reminder_id FROM reminders_outgoing_reminders"
PROGRESS = """
    SELECT count(DISTINCT reminders_reminder.id), count(sent_at), count(lease)
    FROM reminders_reminder LEFT JOIN reminders_outgoing_reminders ON reminder_id =
        reminders_reminder.id LEFT JOIN reminders_outgoing ON reminders_outgoing.id = outgoing_id
"""


def test_sixty_kills_lose_nothing_and_make_nothing_twice(
    crew: Crew, mailbox: Mailbox, make_crew: Callable[..., Crew], mail_port: int
) -> None:
    days, seen = work_and_kill(crew, kills=KILLS)
    assert len(seen) == KILLS
    # They were killed while they looked at people as well as while they sent.
    assert any(reminders % PEOPLE for reminders, _, _ in seen)
    assert any(leased for _, _, leased in seen)
    assert crew.rows(REMINDERS) == what_nobody_disturbed(make_crew(mail_port), days)
    assert len(crew.rows(REMINDERS)) == PEOPLE * days
    # Each reminder is in one message, and each message was taken under its own id.
    contents = crew.rows(CONTENTS)
    assert len(contents) == len(set(contents)) == PEOPLE * days
    assert {plain(key) for (key,) in crew.rows(KEYS)} == {plain(key) for key in mailbox.taken}


def plain(identity: Any) -> str:
    """A key as hexadecimal digits, also out of a Message-ID."""
    return str(identity).strip("<>").split("@")[0].replace("-", "")


def work_and_kill(crew: Crew, *, kills: int) -> tuple[int, list[tuple[int, ...]]]:
    """Kill workers at chance moments of their work, day after day, then let it be finished.

    Returns the days and, after each kill, the number of reminders, of messages sent, of leases.
    """
    chance = random.Random(8)  # noqa: S311 - moments, not secrets
    seen: list[tuple[int, ...]] = []
    days = 0
    while len(seen) < kills:
        at = NINE + timedelta(days=days)
        while len(seen) < kills:
            number = crew.work(at, "pass", "send")
            if not crew.kill_after(chance.uniform(0, LONGEST_LIFE), number):
                break
            seen += crew.rows(PROGRESS)
            at += LEASE_OVER
        crew.do(at + LEASE_OVER, "pass", "send")
        assert crew.rows(UNSENT) == [(0,)]
        days += 1
    return days, seen


def what_nobody_disturbed(crew: Crew, days: int) -> list[tuple[Any, ...]]:
    """The reminders of as many days, made by one worker that lives."""
    for day in range(days):
        crew.do(NINE + timedelta(days=day), "pass")
    return crew.rows(REMINDERS)


def test_two_passes_at_once_make_each_reminder_once(crew: Crew) -> None:
    numbers = [crew.work(NINE, "pass") for _ in range(2)]
    assert [crew.wait(number) for number in numbers] == [0, 0]
    rows = crew.rows(REMINDERS)
    assert len(rows) == len(set(rows)) == PEOPLE


def test_three_who_send_at_once_send_each_message_once(crew: Crew, mailbox: Mailbox) -> None:
    crew.do(NINE, "pass")
    numbers = [crew.work(NINE, "send") for _ in range(3)]
    assert [crew.wait(number) for number in numbers] == [0, 0, 0]
    assert len(mailbox.taken) == PEOPLE
    assert set(mailbox.taken.values()) == {1}


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_clock_that_is_set_by_an_hour(crew: Crew, mailbox: Mailbox, hours: int) -> None:
    wrong = NINE + timedelta(minutes=30)
    for at in (wrong, wrong + timedelta(hours=hours), wrong, NINE + timedelta(hours=3)):
        crew.do(at, "pass", "send")
    assert len(crew.rows(REMINDERS)) == PEOPLE
    assert len(mailbox.taken) == sum(mailbox.taken.values()) == PEOPLE


def test_the_command_for_a_timer_does_the_same(crew: Crew, mailbox: Mailbox) -> None:
    said = crew.run("manage.py", "remind", "--now", NINE.isoformat())
    assert said == (
        f"Looked at {PEOPLE}: {PEOPLE} reminders, {PEOPLE} messages to send.\n"
        f"Sent {PEOPLE}; to be tried again 0, given up 0, nothing left to say in 0.\n"
    )
    assert len(mailbox.taken) == sum(mailbox.taken.values()) == PEOPLE
