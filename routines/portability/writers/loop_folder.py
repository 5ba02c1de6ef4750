"""The routine as Loop Habit Tracker writes it, so that programs that read its files read ours.

A step is a habit of yes and no. What was done is YES_MANUAL; nothing is ever inferred, so there is
no YES_AUTO, and no score: what Loop calls one is reckoned by Loop.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from uuid import UUID

from routines.diary.cadence import Cadence, Kind
from routines.portability.values import Answer, Step
from routines.portability.writers.day_rows import step_name

HABITS_HEADER = (
    "Position",
    "Name",
    "Type",
    "Question",
    "Description",
    "FrequencyNumerator",
    "FrequencyDenominator",
    "Color",
    "Unit",
    "Target Type",
    "Target Value",
    "Archived?",
)
MARKS_HEADER = ("Date", "Value", "Notes")
UNKNOWN = "UNKNOWN"
MARKS = {"done": "YES_MANUAL", "not_done": "NO", "skipped": "SKIP", "": UNKNOWN}
COLORS = ("#00897B", "#1976D2", "#F57C00", "#7B1FA2", "#388E3C", "#5D4037")
HARMLESS = re.compile(r"[^\w .-]+")
LONGEST_FOLDER = 60
WEEK = 7


def habit_rows(steps: Sequence[Step]) -> Iterator[Sequence[object]]:
    """The rows of Habits.csv."""
    for position, step in enumerate(steps, start=1):
        times, days = frequency(step.terms[-1].cadence if step.terms else Cadence())
        yield (
            f"{position:03}",
            step_name(step),
            "YES_NO",
            "",
            "",
            times,
            days,
            COLORS[(position - 1) % len(COLORS)],
            "",
            "",
            "",
            "false" if step.terms and step.terms[-1].ends_on is None else "true",
        )


def frequency(cadence: Cadence) -> tuple[int, int]:
    """So many times in so many days."""
    match cadence.kind:
        case Kind.DAILY:
            return 1, 1
        case Kind.WEEKLY:
            return cadence.times_a_week, WEEK
        case Kind.EVERY:
            return 1, cadence.every_days
        case Kind.WEEKDAYS:
            return len(cadence.weekdays), WEEK


def folder_name(position: int, name: str) -> str:
    """Return a number and the name, without what means something to a file system."""
    plain = HARMLESS.sub("", name)[:LONGEST_FOLDER].strip(" .")
    return f"{position:03} {plain}".strip()


def mark_rows(answers: Iterable[Answer]) -> Iterator[Sequence[object]]:
    """The rows of a habit's Checkmarks.csv, in the order of the answers."""
    for answer in answers:
        if answer.answer:
            yield answer.day, MARKS[answer.answer], answer.note


def root_rows(
    steps: Sequence[Step], answers: Iterable[Answer], last: date
) -> Iterator[Sequence[object]]:
    """The rows of all habits' Checkmarks.csv, from `last` back to the first answer.

    The answers come with the newest first. Each row ends with a comma, as in Loop's own.
    """
    by_day = groupby((one for one in answers if one.answer), key=lambda one: one.day)
    day = last
    for given_on, given in by_day:
        while day > given_on:
            yield _root_row(steps, day, {})
            day -= timedelta(days=1)
        yield _root_row(steps, given_on, {one.step: one for one in given})
        day = given_on - timedelta(days=1)


def root_header(steps: Sequence[Step]) -> Sequence[str]:
    return ("Date", *(step_name(step) for step in steps), "")


def _root_row(steps: Sequence[Step], day: date, given: Mapping[UUID, Answer]) -> Sequence[object]:
    marks = (MARKS[given[step.key].answer] if step.key in given else UNKNOWN for step in steps)
    return (day, *marks, "")
