"""Many writers at once, against the real server: nothing is lost, doubled or half-written."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from http.client import HTTPException
from itertools import product
from pathlib import Path

import pytest
from django.utils import timezone

from routines.accounts.models import User
from routines.changes.models import Change
from routines.diary.models import Entry, Step
from tests.bench.client import Visitor
from tests.browser.application import Application
from tests.browser.conftest import MakePerson, session_of

WRITERS = 8
DAYS = 40
STEPS = 5
TOKEN = "w" * 32

Tick = tuple[date, int]


@pytest.fixture
def ticks(make_person: MakePerson) -> tuple[User, list[Tick]]:
    """A person with 40 past days of five steps each to tick: 200 of them."""
    now = timezone.now()
    person = make_person(since=now - timedelta(days=DAYS + 1))
    steps = Step.objects.of(person).order_by("pk").values_list("pk", flat=True)[:STEPS]
    today = person.today(now)
    days = [today - timedelta(days=number + 1) for number in range(DAYS)]
    return person, list(product(days, steps))


def tick(visitor: Visitor, one: Tick, answer: str = "done") -> int:
    day, step = one
    path = f"/day/{day.isoformat()}/step/{step}/"
    return visitor.post(path, f"answer={answer}", {"HX-Request": "true"}).status


def visitors(application: Application, person: User) -> list[Visitor]:
    """Eight devices of one person, each with a connection of its own."""
    cookies = {"session": session_of(person), "csrftoken": TOKEN}
    return [Visitor(application.port, cookies) for _ in range(WRITERS)]


def all_at_once(writers: list[Visitor], work: Callable[[int, Visitor], list[int]]) -> Counter[int]:
    """Let every writer do its work in a thread, and count the statuses they got."""
    with ThreadPoolExecutor(WRITERS) as pool:
        answers = list(pool.map(work, range(WRITERS), writers))
    for writer in writers:
        writer.close()
    return Counter(status for statuses in answers for status in statuses)


def test_200_ticks_by_8_writers_are_all_stored(
    application: Application, ticks: tuple[User, list[Tick]]
) -> None:
    person, wanted = ticks
    statuses = all_at_once(
        visitors(application, person),
        lambda number, writer: [tick(writer, one) for one in wanted[number::WRITERS]],
    )
    stored = Entry.objects.of(person).values_list("day", "step_id", "answer")
    assert statuses == {200: len(wanted)}
    assert sorted(stored) == sorted((day, step, "done") for day, step in wanted)
    assert Change.objects.of(person).count() == len(wanted)
    assert "database is locked" not in application.log.read_text()


def test_the_same_tick_by_8_writers_is_stored_once(
    application: Application, ticks: tuple[User, list[Tick]]
) -> None:
    person, wanted = ticks
    together = threading.Barrier(WRITERS)

    def work(_number: int, writer: Visitor) -> list[int]:
        together.wait(timeout=30)
        return [tick(writer, one) for one in wanted[:10]]

    statuses = all_at_once(visitors(application, person), work)
    stored = Entry.objects.of(person).values_list("day", "step_id")
    assert statuses == {200: 10 * WRITERS}
    assert sorted(stored) == sorted(wanted[:10])
    assert Change.objects.of(person).count() == 10


def children_of(process: int) -> list[int]:
    text = Path(f"/proc/{process}/task/{process}/children").read_text()
    return [int(child) for child in text.split()]


def wait_for_children(process: int, number: int) -> list[int]:
    """The workers, once as many are there as there were; whatever is there after a while."""
    for _ in range(100):
        found = children_of(process)
        if len(found) == number:
            return found
        time.sleep(0.05)
    return found


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finds processes in /proc")
def test_a_worker_killed_amid_writing_leaves_whole_rows_and_is_replaced(
    application: Application, ticks: tuple[User, list[Tick]]
) -> None:
    person, wanted = ticks

    def work(number: int, writer: Visitor) -> list[int]:
        if number == 0:
            time.sleep(0.15)
            os.kill(children_of(application.server.pid)[0], signal.SIGKILL)
            return []
        return [try_to_tick(writer, one) for one in wanted[number - 1 :: WRITERS - 1]]

    before = children_of(application.server.pid)
    statuses = all_at_once(visitors(application, person), work)
    # Every answer that was confirmed is there, and each has its row in the log and the other way.
    logged = {(change.day, int(change.target.split(":")[0])) for change in changes_of(person)}
    stored = set(Entry.objects.of(person).values_list("day", "step_id"))
    assert set(statuses) <= {200, 0}
    assert len(stored) >= statuses[200]
    assert logged == stored
    after = wait_for_children(application.server.pid, len(before))
    assert (len(after), after == before) == (len(before), False)


def changes_of(person: User) -> list[Change]:
    return list(Change.objects.of(person))


def try_to_tick(writer: Visitor, one: Tick) -> int:
    """The status, or 0 where the server's process died over it."""
    try:
        return tick(writer, one)
    except (OSError, HTTPException):
        writer.close()
        return 0
