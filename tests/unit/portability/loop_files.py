"""Files of Loop Habit Tracker, made by its documented layout."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from tests.unit.portability.archives import zipped

UNKNOWN, NO, AUTOMATIC, YES, SKIP = -1, 0, 1, 2, 3
WORDS = {UNKNOWN: "UNKNOWN", NO: "NO", AUTOMATIC: "YES_AUTO", YES: "YES_MANUAL", SKIP: "SKIP"}
NEW_HEADER = (
    *("Position", "Name", "Type", "Question", "Description", "FrequencyNumerator"),
    *("FrequencyDenominator", "Color", "Unit", "Target Type", "Target Value", "Archived?"),
)
OLD_HEADER = ("Position", "Name", "Description", "NumRepetitions", "Interval", "Color")
EPOCH = date(1970, 1, 1)
DAY = 86_400_000


@dataclass(frozen=True, kw_only=True)
class Loop:
    """A habit with its marks: (day, value, note). Of a numerical one the values are thousandths."""

    name: str
    marks: Sequence[tuple[date, int, str]] = ()
    is_numerical: bool = False
    question: str = ""
    description: str = ""
    frequency: tuple[int, int] = (1, 1)
    unit: str = ""
    is_archived: bool = False
    target: float = field(default=0)


def loop_zip(
    habits: Sequence[Loop],
    *,
    words: bool = True,
    notes: bool = True,
    header: bool = True,
    list_header: Sequence[str] = NEW_HEADER,
    folders: bool = True,
    together: bool = True,
    scores: bool = True,
) -> bytes:
    """A CSV export: `words` in the newer style of values, `header` in the files of the habits."""
    members = {"Habits.csv": _table([list_header, *_listed(habits, list_header)])}
    for number, habit in enumerate(habits, start=1):
        folder = f"{number:03} {re.sub('[^ a-zA-Z0-9._-]+', '', habit.name)[:100]}".strip()
        rows = [_row(mark, words=words, notes=notes) for mark in reversed(habit.marks)]
        head = [["Date", "Value", "Notes"][: 3 if notes else 2]] if header else []
        if folders:
            members[f"{folder}/Checkmarks.csv"] = _table([*head, *rows])
        if scores:
            lines = [[row[0], "0.5000"] for row in rows]
            members[f"{folder}/Scores.csv"] = _table([["Date", "Score"], *lines])
    if together:
        members["Checkmarks.csv"] = _together(habits, words=words)
    if scores:
        members["Scores.csv"] = _together(habits, words=words)
    return zipped(members)


def loop_backup(habits: Sequence[Loop], *more: str) -> bytes:
    """A backup; `more` are statements that are run at its end."""
    database = sqlite3.connect(":memory:")
    database.executescript(
        "PRAGMA user_version=25;"
        "CREATE TABLE android_metadata (locale TEXT);"
        "INSERT INTO android_metadata VALUES ('en_US');"
        "CREATE TABLE Habits (id INTEGER PRIMARY KEY AUTOINCREMENT, archived INTEGER, "
        "color INTEGER, description TEXT, freq_den INTEGER, freq_num INTEGER, highlight INTEGER, "
        "name TEXT, position INTEGER, reminder_hour INTEGER, reminder_min INTEGER, "
        "reminder_days INTEGER NOT NULL DEFAULT 127, type INTEGER NOT NULL DEFAULT 0, "
        "target_type INTEGER NOT NULL DEFAULT 0, target_value REAL NOT NULL DEFAULT 0, "
        "unit TEXT NOT NULL DEFAULT '', question TEXT, uuid TEXT);"
        "CREATE TABLE Repetitions (id INTEGER PRIMARY KEY AUTOINCREMENT, "
        "habit INTEGER NOT NULL REFERENCES Habits(id), timestamp INTEGER NOT NULL, "
        "value INTEGER NOT NULL, notes TEXT);"
        "CREATE UNIQUE INDEX idx_repetitions_habit_timestamp ON Repetitions (habit, timestamp);"
    )
    for number, habit in enumerate(habits, start=1):
        database.execute(
            "INSERT INTO Habits (id, archived, color, description, freq_den, freq_num, name, "
            "position, type, target_value, unit, question, uuid) "
            "VALUES (?, ?, 8, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(number, habit.is_archived, habit.description, habit.frequency[1]),
                *(habit.frequency[0], habit.name, number - 1, habit.is_numerical),
                *(habit.target, habit.unit, habit.question, f"uuid{number}"),
            ),
        )
        database.executemany(
            "INSERT INTO Repetitions (habit, timestamp, value, notes) VALUES (?, ?, ?, ?)",
            [(number, (day - EPOCH).days * DAY, value, note) for day, value, note in habit.marks],
        )
    for statement in more:
        database.executescript(statement)
    database.commit()
    return database.serialize()


def ten_years(*, until: date = date(2026, 11, 25), years: int = 10) -> list[Loop]:
    """Eight habits of ten years: about 29,000 marks, two of them numerical, some with notes."""
    random = Random(5)  # noqa: S311 - the same file each time
    first = until - timedelta(days=round(365.25 * years) - 1)
    days = [first + timedelta(days=number) for number in range((until - first).days + 1)]
    names = (
        "Sunscreen",
        "Cleanser, gentle",
        "Moisturiser 🌙",
        "Exfoliate",
        "Retinol/night",
        "Walk",
    )
    habits = [
        Loop(
            name=name,
            question=f"{name}?",
            frequency=(2, 7) if name == "Exfoliate" else (1, 1),
            marks=[
                (day, random.choice((YES, YES, YES, NO, SKIP)), "dry" if day.day == 1 else "")
                for day in days
            ],
        )
        for name in names
    ]
    numerical = [("Spots", "spots", 20), ("Water", "glasses", 9)]
    return habits + [
        Loop(
            name=name,
            is_numerical=True,
            unit=unit,
            marks=[(day, 1000 * random.randrange(most), "") for day in days],
        )
        for name, unit, most in numerical
    ]


def _listed(habits: Sequence[Loop], header: Sequence[str]) -> Iterable[list[object]]:
    for number, habit in enumerate(habits, start=1):
        cells = {
            "Position": f"{number:03}",
            "Name": habit.name,
            "Type": "NUMERICAL" if habit.is_numerical else "YES_NO",
            "Question": habit.question,
            "Description": habit.description,
            "FrequencyNumerator": habit.frequency[0],
            "FrequencyDenominator": habit.frequency[1],
            "NumRepetitions": habit.frequency[0],
            "Interval": habit.frequency[1],
            "Color": "#FF8F00",
            "Unit": habit.unit,
            "Target Type": "AT_LEAST" if habit.is_numerical else "",
            "Target Value": habit.target if habit.is_numerical else "",
            "Archived?": str(habit.is_archived).lower(),
        }
        yield [cells[name] for name in header]


def _row(mark: tuple[date, int, str], *, words: bool, notes: bool) -> list[str]:
    day, value, note = mark
    return [day.isoformat(), _printed(value, words=words), *([note] if notes else [])]


def _printed(value: int, *, words: bool) -> str:
    return WORDS.get(value, str(value)) if words else str(value)


def _together(habits: Sequence[Loop], *, words: bool) -> str:
    values = [{day: value for day, value, _ in habit.marks} for habit in habits]
    days = sorted({day for each in values for day in each}, reverse=True)
    lines = ["".join(f"{name}," for name in ["Date", *(habit.name for habit in habits)])]
    for day in days:
        printed = (_printed(each.get(day, UNKNOWN), words=words) for each in values)
        lines.append("".join(f"{cell}," for cell in (day.isoformat(), *printed)))
    return "\n".join(lines) + "\n"


def _table(rows: Iterable[Iterable[object]]) -> str:
    target = io.StringIO()
    csv.writer(target, lineterminator="\n").writerows(rows)
    return target.getvalue()
