"""The pass over many people: people a second, statements a person, peak memory.

`python -m tests.bench.passing` measures 10,000 people beside 4,000; PASS_USERS=100000 measures
more. It runs on SQLite, and on PostgreSQL where PASS_DATABASE_URL names a database of its own.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.bench.apart import peak_mb, run_apart, start

PEOPLE = 10_000
FEW = 4_000
"""Enough that their database is larger than what a process keeps of one in memory (`mmap_size`)."""
MOST_SECONDS_A_PERSON = 300 / 100_000
MOST_STATEMENTS_A_PERSON = 1.0
MOST_MEMORY_MB = 400
MOST_GROWTH = 1.15
"""Of time a person, and of memory, from the few to all of them."""
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
"""When everybody is due: the time for messages where they all live."""


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What one pass over everybody took, in a process of its own."""

    people: int
    reminders: int
    outgoing: int
    statements: int
    seconds: float
    cpu_seconds: float
    """Of this process alone, whatever else the machine does meanwhile."""
    peak_mb: float

    def row(self) -> tuple[str, ...]:
        return (
            f"{self.people:,}",
            f"{self.seconds:.1f}",
            f"{self.people / self.seconds:,.0f}",
            f"{self.cpu_seconds:.1f}",
            f"{self.statements / self.people:.2f}",
            f"{self.peak_mb:.0f}",
            f"{self.reminders:,}",
            f"{self.outgoing:,}",
        )


def main() -> int:
    """Measure, print, and return 1 where a goal is missed."""
    from tests.bench import goals

    number = int(os.environ.get("PASS_USERS", PEOPLE))
    few, many = (measure(people) for people in (max(FEW, number // 10), number))
    head = (
        "people",
        "seconds",
        "a second",
        "CPU s",
        "statements",
        "peak MB",
        "reminders",
        "messages",
    )
    print("\nThe pass, everybody due at once, 90 days each:\n")
    print(goals.table(head, [few.row(), many.row()]), "\n")
    wanted = [
        goals.Goal(
            "Milliseconds a person",
            1000 * many.seconds / many.people,
            1000 * MOST_SECONDS_A_PERSON,
        ),
        goals.Goal("Statements a person", many.statements / many.people, MOST_STATEMENTS_A_PERSON),
        goals.Goal("Peak memory", many.peak_mb, MOST_MEMORY_MB, " MB"),
        goals.Goal(f"Memory, to that of {few.people:,}", many.peak_mb / few.peak_mb, MOST_GROWTH),
        goals.Goal(
            f"CPU time a person, to that of {few.people:,}",
            (many.cpu_seconds / many.people) / (few.cpu_seconds / few.people),
            MOST_GROWTH,
        ),
    ]
    return goals.judge(wanted)


def measure(people: int) -> Measured:
    """Fill a database with people and pass over them."""
    from tests.browser.application import Application

    with tempfile.TemporaryDirectory() as folder:
        application = Application(Path(folder))
        if address := os.environ.get("PASS_DATABASE_URL"):
            application.variables["DATABASE_URL"] = address
            application.manage("migrate")
            application.manage("flush", "--no-input")
        application.manage("prepare")
        figures = run_apart(application, "tests.bench.passing", ("fill", "pass"), people)
        return Measured(**figures)


def fill(people: int) -> None:
    from tests.bench.crowd import make_crowd

    started = time.perf_counter()
    make_crowd(people, now=NOW)
    print(f"Wrote {people:,} people in {time.perf_counter() - started:.0f} s.", file=sys.stderr)


def pass_over(people: int) -> None:
    """Make the pass and print what it took as JSON."""
    from django.db import connection

    from routines.reminders.services.passing import make_pass

    statements = 0

    def count(execute: Any, *arguments: Any) -> Any:
        nonlocal statements
        statements += 1
        return execute(*arguments)

    started, cpu_started = time.perf_counter(), time.process_time()
    with connection.execute_wrapper(count):
        passed = make_pass(at=NOW)
    measured = {
        "people": passed.people,
        "reminders": passed.reminders,
        "outgoing": passed.outgoing,
        "statements": statements,
        "seconds": time.perf_counter() - started,
        "cpu_seconds": time.process_time() - cpu_started,
        "peak_mb": peak_mb(),
    }
    if passed.people != people:
        raise RuntimeError(f"{people} people were due, {passed.people} were looked at.")
    print(json.dumps(measured))


if __name__ == "__main__":
    start(main, {"fill": fill, "pass": pass_over})
