"""Workers that are killed at any point: nothing is lost, nothing is made twice."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.processes.conftest import NINE, PEOPLE
from tests.processes.crew import Crew, Mailbox

KILLS = 60
KILLS_A_JOB = 10
LONGEST_LIFE = 0.1
LONGEST_AFTER_PROGRESS = 0.02
"""Seconds. A worker is killed so long after it began, or after it is seen to have done anything."""
LEASE_OVER = timedelta(minutes=6)
REMINDERS = "SELECT user_id, rule_key, day FROM reminders_reminder ORDER BY 1, 2, 3"
KEYS = "SELECT key FROM reminders_outgoing"
UNSENT = "SELECT count(*) FROM reminders_outgoing WHERE sent_at IS NULL"
CONTENTS = "SELECT reminder_id FROM reminders_outgoing_reminders"
PROGRESS = """
    SELECT (SELECT count(*) FROM reminders_reminder), count(lease), count(sent_at)
    FROM reminders_outgoing
"""


def test_sixty_kills_lose_nothing_and_make_nothing_twice(
    crew: Crew, mailbox: Mailbox, make_crew: Callable[..., Crew], mail_port: int
) -> None:
    mailbox.delay = 0.005
    days, seen = work_and_kill(crew, kills=KILLS)
    assert len(seen) >= KILLS
    # They were killed while they looked at people as well as while they sent.
    assert any(reminders % PEOPLE for reminders, _, _ in seen)
    assert any(leases for _, leases, _ in seen)
    calm = make_crew(mail_port)
    for day in range(days):
        calm.do(NINE + timedelta(days=day), "pass")
    assert crew.rows(REMINDERS) == calm.rows(REMINDERS)
    assert len(crew.rows(REMINDERS)) == PEOPLE * days
    # Each reminder is in one message, and each message was taken under its own id.
    contents = crew.rows(CONTENTS)
    assert len(contents) == len(set(contents)) == PEOPLE * days
    assert {plain(key) for (key,) in crew.rows(KEYS)} == {plain(key) for key in mailbox.taken}


def plain(identity: Any) -> str:
    """A key as hexadecimal digits, also out of a Message-ID."""
    return str(identity).strip("<>").split("@")[0].replace("-", "")


def work_and_kill(crew: Crew, *, kills: int) -> tuple[int, list[tuple[int, ...]]]:
    """Kill workers while they look and while they send, day after day; let each day be finished.

    Returns the days and, after each kill, the numbers of reminders, of leases, of messages sent.
    """
    chance = random.Random(8)  # noqa: S311 - moments, not secrets
    seen: list[tuple[int, ...]] = []
    days = 0
    while len(seen) < kills:
        at = NINE + timedelta(days=days)
        for job in ("pass", "send"):
            for number in range(KILLS_A_JOB):
                at += LEASE_OVER
                worker = crew.work(at, job)
                longest = LONGEST_LIFE
                if number % 2:
                    await_progress(crew)
                    longest = LONGEST_AFTER_PROGRESS
                time.sleep(chance.uniform(0, longest))
                if not crew.kill(worker):
                    break
                seen += crew.rows(PROGRESS)
            crew.do(at + LEASE_OVER, job)
        assert crew.rows(UNSENT) == [(0,)]
        days += 1
    return days, seen


def await_progress(crew: Crew) -> None:
    """Return once anything has changed, or after a second: the worker had nothing left to do."""
    before, patience = crew.rows(PROGRESS), time.monotonic() + 1
    while crew.rows(PROGRESS) == before and time.monotonic() < patience:
        time.sleep(0.002)


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
