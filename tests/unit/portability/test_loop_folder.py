"""The routine as Loop Habit Tracker writes it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from routines.diary.cadence import Cadence, Kind
from routines.portability.values import Answer, Step, Term
from routines.portability.writers.loop_folder import (
    folder_name,
    frequency,
    habit_rows,
    mark_rows,
    root_header,
    root_rows,
)

ONE, TWO = UUID(int=1), UUID(int=2)


def day(number: int) -> date:
    return date(2026, 11, number)


def step(key: UUID, name: str, ends_on: date | None = None) -> Step:
    weekly = Cadence(kind=Kind.WEEKLY, times_a_week=2)
    term = Term(
        name=name, slot="any", cadence=weekly, position=0, starts_on=day(1), ends_on=ends_on
    )
    return Step(key=key, kind="other", terms=(term,))


def said(step: UUID, number: int, answer: str, note: str = "") -> Answer:
    at = datetime(2026, 11, number, 20, 40, tzinfo=UTC)
    return Answer(step=step, day=day(number), answer=answer, given_at=at, note=note)


STEPS = [step(ONE, "Wash"), step(TWO, "Retinoid, old", ends_on=day(9))]


def test_habits_have_their_name_and_how_often() -> None:
    assert [tuple(row) for row in habit_rows(STEPS)] == [
        ("001", "Wash", "YES_NO", "", "", 2, 7, "#00897B", "", "", "", "false"),
        ("002", "Retinoid, old", "YES_NO", "", "", 2, 7, "#1976D2", "", "", "", "true"),
    ]


@pytest.mark.parametrize(
    ("cadence", "expected"),
    [
        (Cadence(), (1, 1)),
        (Cadence(kind=Kind.WEEKLY, times_a_week=3), (3, 7)),
        (Cadence(kind=Kind.EVERY, every_days=2), (1, 2)),
        (Cadence(kind=Kind.WEEKDAYS, weekdays=frozenset({0, 4})), (2, 7)),
    ],
)
def test_cadence_is_so_many_times_in_so_many_days(
    cadence: Cadence, expected: tuple[int, int]
) -> None:
    assert frequency(cadence) == expected


def test_marks_are_what_was_said_and_nothing_else() -> None:
    answers = [
        said(ONE, 4, "done", "well, =1"),
        said(ONE, 3, "skipped"),
        said(ONE, 2, "not_done"),
        said(ONE, 1, ""),
    ]
    assert [tuple(row) for row in mark_rows(answers)] == [
        (day(4), "YES_MANUAL", "well, =1"),
        (day(3), "SKIP", ""),
        (day(2), "NO", ""),
    ]


def test_all_marks_go_back_from_today_to_the_first_with_gaps_unknown() -> None:
    answers = [said(ONE, 4, "done"), said(TWO, 4, "not_done"), said(TWO, 2, "skipped")]
    assert list(root_header(STEPS)) == ["Date", "Wash", "Retinoid, old", ""]
    assert [tuple(row) for row in root_rows(STEPS, answers, day(5))] == [
        (day(5), "UNKNOWN", "UNKNOWN", ""),
        (day(4), "YES_MANUAL", "NO", ""),
        (day(3), "UNKNOWN", "UNKNOWN", ""),
        (day(2), "UNKNOWN", "SKIP", ""),
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Gentle cleanser", "001 Gentle cleanser"),
        ("../../etc/passwd", "001 ....etcpasswd".replace("....", "")),
        ("C:\\Windows\\con", "001 CWindowscon"),
        ('a/b|c?d*e"f<g>h:i', "001 abcdefghi"),
        ("Crème, dé 💧", "001 Crème dé"),
        ("💧", "001"),
        ("\u202egnp.exe", "001 gnp.exe"),
        ("x" * 100, "001 " + "x" * 60),
        ("...", "001"),
    ],
)
def test_folder_names_mean_nothing_to_a_file_system(name: str, expected: str) -> None:
    assert folder_name(1, name) == expected
