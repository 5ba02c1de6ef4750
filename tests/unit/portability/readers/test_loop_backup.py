"""Loop's backup: what is in it, and databases that are refused."""

from __future__ import annotations

import io
import sqlite3
from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routines.diary.cadence import Cadence
from routines.portability.bounds import databases
from routines.portability.foreign import Habit, Mark, RefusedFile, Said, Unreadable
from routines.portability.readers.loop_backup import read
from tests.unit.portability.loop_files import NO, SKIP, YES, Loop, loop_backup
from tests.unit.portability.readers.reading import Told, refusal

MONDAY, TUESDAY = date(2026, 1, 5), date(2026, 1, 6)
HABITS = (
    Loop(
        name="Sun, 'SPF' ☀️",
        question="?",
        description="!",
        marks=[(MONDAY, YES, "🌞"), (TUESDAY, SKIP, "")],
    ),
    Loop(
        name="Spots",
        is_numerical=True,
        is_archived=True,
        unit="spots",
        target=3,
        frequency=(7, 31),
        marks=[(MONDAY, 12_500, ""), (TUESDAY, NO, "")],
    ),
)
ENDLESS = (
    "DROP TABLE Repetitions; CREATE VIEW Repetitions AS WITH RECURSIVE c(id, habit, timestamp, "
    "value) AS (SELECT 1, 1, 0, 2 UNION ALL SELECT id + 1, 1, 0, 2 FROM c) SELECT * FROM c;"
)
STRANGE = "This database holds views, triggers or the like: it is none that is read here."
DAMAGED = "This database is damaged and can't be read."


def test_everything_arrives() -> None:
    told = Told(read, loop_backup(HABITS))
    assert told.habits == [
        Habit(ref="uuid1", name="Sun, 'SPF' ☀️", description="!", cadence=Cadence(), position=0),
        Habit(
            ref="uuid2",
            name="Spots",
            is_numerical=True,
            unit="spots",
            is_archived=True,
            position=1,
        ),
    ]
    assert told.marks == [
        Mark(place="Repetitions, row 1", habit="uuid1", day=MONDAY, said=Said.DONE, note="🌞"),
        Mark(place="Repetitions, row 2", habit="uuid1", day=TUESDAY, said=Said.SKIPPED),
        Mark(
            place="Repetitions, row 3",
            habit="uuid2",
            day=MONDAY,
            said=Said.NUMBER,
            number=Decimal("12.5"),
        ),
        Mark(
            place="Repetitions, row 4",
            habit="uuid2",
            day=TUESDAY,
            said=Said.NUMBER,
            number=Decimal(0),
        ),
    ]
    assert told.dropped == {
        "Description": 1,
        "Question": 1,
        "Color": 2,
        "Target Value": 1,
        "Frequency": 1,
    }


def test_older_backup_without_newer_columns_is_read() -> None:
    database = sqlite3.connect(":memory:")
    database.executescript(
        "CREATE TABLE Habits (Id INTEGER PRIMARY KEY, name TEXT);"
        "CREATE TABLE Repetitions (Id INTEGER PRIMARY KEY, habit INTEGER, timestamp INTEGER, "
        "value INTEGER);"
        "CREATE TABLE Events (id INTEGER, message TEXT);"
        "INSERT INTO Habits VALUES (7, 'Wash');"
        "INSERT INTO Events VALUES (1, 'a'), (2, 'b');"
        "INSERT INTO Repetitions VALUES (1, 7, 1767571200000, 2);"
    )
    told = Told(read, database.serialize())
    assert told.habits == [Habit(ref="Wash", name="Wash")]
    assert [(mark.day, mark.said) for mark in told.marks] == [(MONDAY, Said.DONE)]
    assert told.dropped == {"table events": 2}


def test_backup_of_a_phone_that_writes_ahead_is_read() -> None:
    data = bytearray(loop_backup(HABITS))
    data[18:20] = b"\x02\x02"
    assert len(Told(read, bytes(data)).marks) == 4


def test_rows_that_make_no_sense_are_told() -> None:
    data = loop_backup(
        HABITS[:1],
        "INSERT INTO Habits (id, name) VALUES (9, NULL);"
        "INSERT INTO Repetitions (habit, timestamp, value) VALUES (8, 0, 2), "
        "(1, 9223372036854775807, 2), (1, 0, 77), (1, 'soon', 2), (1, 86400000, 'x');",
    )
    assert Told(read, data).unreadable == [
        Unreadable(place="Habits, row 9", text="", reason="A habit without a number or a name."),
        *(
            Unreadable(place=f"Repetitions, row {row}", text=text, reason=reason)
            for row, text, reason in (
                (3, "0, 2", "It belongs to no habit of the file."),
                (4, "9223372036854775807, 2", "Its time is none of the calendar's."),
                (5, "0, 77", "Loop has no such value."),
                (6, "soon, 2", "Its time is none of the calendar's."),
                (7, "86400000, x", "Loop has no such value."),
            )
        ),
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE VIEW bad AS SELECT 1;",
        "CREATE TRIGGER bad AFTER INSERT ON Habits BEGIN SELECT 1; END;",
        "CREATE VIRTUAL TABLE bad USING fts5(a);",
        "ALTER TABLE Repetitions RENAME TO R2; CREATE VIEW Repetitions AS SELECT * FROM R2;",
        ENDLESS,
    ],
)
def test_database_with_programs_in_it_is_refused(statement: str) -> None:
    assert refusal(read, loop_backup(HABITS, statement)) == STRANGE


def test_reckoned_columns_are_refused() -> None:
    statement = "ALTER TABLE Habits ADD COLUMN bad AS (hex(zeroblob(1000000)));"
    assert refusal(read, loop_backup(HABITS, statement)) == (
        "This database holds columns that are reckoned."
    )


@pytest.mark.parametrize("table", ["Habits", "Repetitions"])
def test_other_database_is_refused(table: str) -> None:
    assert refusal(read, loop_backup(HABITS, f"ALTER TABLE {table} RENAME TO Others;")) == (
        "This is a database, but none of Loop Habit Tracker's."
    )


def test_tables_without_the_columns_are_refused() -> None:
    assert refusal(read, loop_backup(HABITS, "ALTER TABLE Habits RENAME name TO title;")) == (
        "The table “habits” of this database is none that is known here."
    )


def test_database_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(databases, "LARGEST", 10_000)
    assert refusal(read, loop_backup(HABITS)).startswith("This database is larger than")


def test_work_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(databases, "MOST_STEPS", 10)
    many = "INSERT INTO Repetitions (habit, timestamp, value) SELECT 1, value, 2 FROM numbers;"
    numbers = "CREATE TABLE numbers (value INTEGER); INSERT INTO numbers VALUES (0);"
    double = "INSERT INTO numbers SELECT value + (SELECT count(*) FROM numbers) FROM numbers;"
    data = loop_backup(
        HABITS[:1], numbers, *[double] * 14, "DROP INDEX idx_repetitions_habit_timestamp;", many
    )
    assert refusal(read, data) == DAMAGED


def test_huge_value_is_refused() -> None:
    statement = "INSERT INTO Habits (id, name) VALUES (9, hex(zeroblob(600000)));"
    assert refusal(read, loop_backup(HABITS, statement)) == DAMAGED


def test_broken_text_keeps_its_place() -> None:
    statement = "UPDATE Habits SET name = CAST(x'53ff6e' AS TEXT) WHERE id = 1;"
    assert Told(read, loop_backup(HABITS, statement)).habits[0].name == "S\ufffdn"


@given(st.integers(0, 20_000), st.binary(min_size=1, max_size=40))
def test_damaged_pages_are_refused_or_read(at: int, damage: bytes) -> None:
    data = bytearray(loop_backup(HABITS))
    data[at % len(data) : at % len(data) + len(damage)] = damage
    with suppress(RefusedFile):
        list(read(io.BytesIO(bytes(data))))


@given(st.binary(max_size=300))
def test_any_bytes_behind_the_first_are_refused(data: bytes) -> None:
    assert refusal(read, b"SQLite format 3\x00" + data)
