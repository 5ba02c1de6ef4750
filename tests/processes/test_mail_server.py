"""Mail servers that are down, slow or unwilling, and workers that go on all the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.browser.application import command_of, end, free_port
from tests.processes.conftest import NINE, PEOPLE
from tests.processes.crew import Crew, Mailbox, launch, start_mail_server, wait_until

STATES = """
    SELECT count(sent_at), count(given_up_at), max(attempts), problem
    FROM reminders_outgoing GROUP BY problem ORDER BY problem
"""
TIRED_AFTER = 3


def test_a_mail_server_that_is_down_loses_nothing(
    make_crew: Callable[..., Crew], mailbox: Mailbox
) -> None:
    port = free_port()
    crew = make_crew(port)
    crew.do(NINE, "pass", "send")
    problem = "The mail server could not be reached."
    # After three failures the rest of the mail waits for the next run.
    assert crew.rows(STATES) == [(0, 0, 0, ""), (0, 0, 1, problem)]
    server = start_mail_server(mailbox, port)
    crew.do(NINE + timedelta(minutes=2), "send")
    server.stop()
    assert [row[:3] for row in crew.rows(STATES)] == [(PEOPLE - 3, 0, 1), (3, 0, 2)]
    assert len(mailbox.taken) == sum(mailbox.taken.values()) == PEOPLE


def test_a_mail_server_that_says_yes_too_late_is_given_the_same_message(
    crew: Crew, mailbox: Mailbox
) -> None:
    mailbox.delay = 0.6
    crew.do(NINE, "pass", "send", "hasty")
    assert crew.rows("SELECT count(sent_at) FROM reminders_outgoing") == [(0,)]
    mailbox.delay = 0.0
    crew.do(NINE + timedelta(minutes=2), "send")
    assert crew.rows("SELECT count(sent_at) FROM reminders_outgoing") == [(PEOPLE,)]
    assert len(mailbox.taken) == PEOPLE
    assert sorted(mailbox.taken.values())[-TIRED_AFTER - 1 :] == [1, 2, 2, 2]


def test_a_mail_server_that_refuses_for_now_is_asked_again(crew: Crew, mailbox: Mailbox) -> None:
    mailbox.refusal = "451 Later, please"
    crew.do(NINE, "pass", "send")
    problem = "The mail server answered 451: Later, please"
    assert crew.rows(STATES) == [(0, 0, 0, ""), (0, 0, 1, problem)]


def test_a_mail_server_that_refuses_for_good_is_not_asked_again(
    crew: Crew, mailbox: Mailbox
) -> None:
    mailbox.refusal = "550 Nobody of that name"
    crew.do(NINE, "pass", "send")
    problem = "The mail server answered 550: Nobody of that name"
    assert crew.rows(STATES) == [(0, PEOPLE, 1, problem)]
    crew.do(NINE + timedelta(hours=1), "send")
    assert crew.rows(STATES) == [(0, PEOPLE, 1, problem)]


def test_the_worker_begins_with_what_came_up_while_it_was_away(
    filled: Path, tmp_path: Path, mailbox: Mailbox, mail_port: int
) -> None:
    crew = Crew(tmp_path, mail_port)
    crew.run("manage.py", "prepare")
    a_minute_ago = datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=1)
    crew.run("-m", "tests.processes.worker", "fill", "3", a_minute_ago.isoformat())
    worker = launch(crew, command_of("worker"))
    try:
        wait_until(lambda: len(mailbox.taken) == 3)
    finally:
        end(worker)
    assert set(mailbox.taken.values()) == {1}
