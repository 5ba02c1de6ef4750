"""Leaving while workers look and send, and while the process that does it is killed."""

from __future__ import annotations

import random
import time
from datetime import timedelta

from tests.processes.conftest import NINE, PEOPLE
from tests.processes.crew import Crew, Mailbox

KILLS = 25
LONGEST_LIFE = 0.08
"""Seconds; everybody to leave takes some three times as long."""
WHO = "SELECT id FROM accounts_user"
WHOLE = """
    SELECT accounts_user.id FROM accounts_user
    JOIN reminders_plan ON reminders_plan.user_id = accounts_user.id
    JOIN account_emailaddress ON account_emailaddress.user_id = accounts_user.id
    JOIN reminders_destination ON reminders_destination.user_id = accounts_user.id
    JOIN accounts_consent ON accounts_consent.user_id = accounts_user.id
    WHERE (SELECT count(*) FROM diary_happening WHERE user_id = accounts_user.id) = 11
"""
PEOPLES = ("diary_happening", "reminders_plan", "reminders_reminder", "reminders_outgoing")
CONTENTS_LEFT_BEHIND = """
    SELECT 'contents', outgoing_id FROM reminders_outgoing_reminders
    WHERE outgoing_id NOT IN (SELECT id FROM reminders_outgoing)
"""
LEFT_BEHIND = " UNION ALL ".join(
    [
        *(
            f"SELECT '{table}', user_id FROM {table} WHERE user_id NOT IN ({WHO})"  # noqa: S608
            for table in PEOPLES
        ),
        CONTENTS_LEFT_BEHIND,
    ]
)


def test_who_leaves_while_the_process_is_killed_is_whole_or_gone(crew: Crew) -> None:
    chance = random.Random(3)  # noqa: S311 - moments, not secrets
    numbers = [len(crew.rows(WHO))]
    for _ in range(KILLS):
        worker = crew.work(NINE, "leave")
        time.sleep(chance.uniform(0, LONGEST_LIFE))
        crew.kill(worker)
        assert sorted(crew.rows(WHOLE)) == sorted(crew.rows(WHO))
        assert crew.rows(LEFT_BEHIND) == []
        numbers.append(len(crew.rows(WHO)))
    # They were killed while people left, not only before and after.
    assert len({number for number in numbers if 0 < number < PEOPLE}) >= 3
    crew.do(NINE, "leave")
    assert (crew.rows(WHO), crew.rows(LEFT_BEHIND)) == ([], [])


def test_people_who_leave_while_they_are_looked_at_and_sent_to(
    crew: Crew, mailbox: Mailbox
) -> None:
    crew.do(NINE, "pass")
    mailbox.delay = 0.01
    later = NINE + timedelta(days=1)
    jobs = (("send",), ("pass",), ("leave",), ("leave",), ("pass", "send"))
    workers = [crew.work(later if "pass" in names else NINE, *names) for names in jobs]
    assert [crew.wait(worker) for worker in workers] == [0] * len(jobs)
    assert (crew.rows(WHO), crew.rows(LEFT_BEHIND)) == ([], [])
