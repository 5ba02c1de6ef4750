"""Workers that are killed while they bring a file in, or take it back: all of it, or nothing."""

from __future__ import annotations

import random
import time
from datetime import datetime, timedelta

import pytest

from tests.processes.conftest import NINE
from tests.processes.crew import Crew

KILLS = 10
LONGEST_LIFE = 1.0
"""Seconds, within what the work takes."""
LEASE_OVER = timedelta(minutes=6)
ANSWERS = "SELECT count(*) FROM diary_entry"
CHANGES = "SELECT count(*) FROM changes_change"
STATE = "SELECT state, problem FROM portability_import"
FORGIVE = "UPDATE portability_import SET attempts = 0"
TAKE_BACK = "UPDATE portability_import SET state = 'undoing'"


@pytest.mark.slow
def test_kills_leave_all_of_an_import_or_nothing(crew: Crew) -> None:
    crew.run("-m", "tests.processes.begin_import", NINE.isoformat())
    assert crew.rows(STATE) == [("applying", "")]
    at, moments = work_and_kill(crew, seed=3)
    assert crew.rows(STATE) == [("applied", "")]
    (whole,) = crew.rows(ANSWERS)
    assert whole[0] > 4000
    # Nobody ever saw a part of it.
    assert set(moments) <= {0, whole[0]}
    assert len(moments) >= 3
    crew.rows(TAKE_BACK)
    _, moments = work_and_kill(crew, seed=4, at=at)
    assert crew.rows(STATE) == [("undone", "")]
    assert set(moments) <= {0, whole[0]}
    assert crew.rows(ANSWERS) == [(0,)]


def work_and_kill(crew: Crew, *, seed: int, at: datetime = NINE) -> tuple[datetime, list[int]]:
    """Kill workers at any moment of the work, then let one finish.

    Returns when that was, and how many answers there were after each kill.
    """
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    moments: list[int] = []
    while len(moments) < KILLS:
        at += LEASE_OVER
        worker = crew.work(at, "import")
        time.sleep(chance.uniform(0, LONGEST_LIFE))
        was_at_work = crew.kill(worker)
        moments.append(crew.rows(ANSWERS)[0][0])
        if not was_at_work:
            break
        crew.rows(FORGIVE)
    crew.do(at + LEASE_OVER, "import")
    return at + LEASE_OVER, moments


def test_two_workers_bring_a_file_in_once(crew: Crew) -> None:
    crew.run("-m", "tests.processes.begin_import", NINE.isoformat())
    numbers = [crew.work(NINE, "import") for _ in range(2)]
    assert [crew.wait(number) for number in numbers] == [0, 0]
    assert crew.rows(STATE) == [("applied", "")]
    (answers,), (changes,) = crew.rows(ANSWERS), crew.rows(CHANGES)
    assert answers[0] < changes[0] < answers[0] + 1500
