"""Loop's CSV export: both styles of values, with everything that has no place here counted."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from routines.diary.cadence import Cadence, Kind
from routines.portability.foreign import Dropped, Habit, Mark, Said, Unreadable
from routines.portability.readers.loop_csv import read
from tests.unit.portability.archives import zipped
from tests.unit.portability.loop_files import (
    AUTOMATIC,
    NO,
    OLD_HEADER,
    SKIP,
    UNKNOWN,
    YES,
    Loop,
    loop_zip,
)
from tests.unit.portability.readers.reading import Told, refusal

MONDAY, TUESDAY, WEDNESDAY = date(2026, 1, 5), date(2026, 1, 6), date(2026, 1, 7)
HABITS = (
    Loop(
        name='Sun, "SPF" 50/☀️',
        question="Did you?",
        description="Every\nmorning",
        marks=[
            (MONDAY, YES, 'Note, with "quotes"\nand lines 🌞'),
            (TUESDAY, NO, ""),
            (WEDNESDAY, SKIP, "=1+1"),
        ],
    ),
    Loop(
        name="Exfoliate",
        frequency=(2, 7),
        is_archived=True,
        marks=[(MONDAY, AUTOMATIC, ""), (TUESDAY, UNKNOWN, "away")],
    ),
    Loop(
        name="Spots",
        is_numerical=True,
        unit="spots",
        target=15.0,
        frequency=(7, 31),
        marks=[(MONDAY, 12_500, ""), (TUESDAY, 0, ""), (WEDNESDAY, SKIP, "")],
    ),
)
SUN, PEEL, SPOTS = (habit.name for habit in HABITS)


def said(told: Told) -> list[tuple[str, date, Said, Decimal | None, str]]:
    return [(mark.habit, mark.day, mark.said, mark.number, mark.note) for mark in told.marks]


@pytest.mark.parametrize("words", [True, False], ids=["newer values", "older values"])
def test_everything_arrives_in_both_styles(words: bool) -> None:  # noqa: FBT001
    told = Told(read, loop_zip(HABITS, words=words))
    assert told.habits == [
        Habit(ref=SUN, name=SUN, description="Every\nmorning", cadence=Cadence(), position=0),
        Habit(
            ref=PEEL,
            name=PEEL,
            cadence=Cadence(kind=Kind.WEEKLY, times_a_week=2),
            is_archived=True,
            position=1,
        ),
        Habit(ref=SPOTS, name=SPOTS, is_numerical=True, unit="spots", position=2),
    ]
    assert said(told) == [
        (SUN, WEDNESDAY, Said.SKIPPED, None, "=1+1"),
        (SUN, TUESDAY, Said.NOT_DONE, None, ""),
        (SUN, MONDAY, Said.DONE, None, 'Note, with "quotes"\nand lines 🌞'),
        (PEEL, TUESDAY, Said.UNKNOWN, None, "away"),
        (PEEL, MONDAY, Said.AUTOMATIC, None, ""),
        (SPOTS, WEDNESDAY, Said.SKIPPED, None, ""),
        (SPOTS, TUESDAY, Said.NUMBER, Decimal(0), ""),
        (SPOTS, MONDAY, Said.NUMBER, Decimal("12.5"), ""),
    ]
    assert told.unreadable == []
    assert told.dropped == {
        "Question": 1,
        "Description": 1,
        "Color": 3,
        "Target Type": 1,
        "Target Value": 1,
        "Frequency": 1,
        "Checkmarks.csv of all habits": 3,
        "Scores": 3 + 2 + 3 + 3,
    }


def test_place_names_the_file_and_the_line() -> None:
    told = Told(read, loop_zip(HABITS))
    assert [mark.place for mark in told.marks[:3]] == [
        f"001 Sun SPF 50/Checkmarks.csv, line {line}" for line in (2, 3, 4)
    ]


@pytest.mark.parametrize("header", [True, False])
@pytest.mark.parametrize("notes", [True, False])
def test_older_files_have_no_notes_or_no_header(notes: bool, header: bool) -> None:  # noqa: FBT001
    data = loop_zip(HABITS[:2], words=False, notes=notes, header=header, list_header=OLD_HEADER)
    told = Told(read, data)
    assert [mark[:4] for mark in said(told)] == [
        (SUN, WEDNESDAY, Said.SKIPPED, None),
        (SUN, TUESDAY, Said.NOT_DONE, None),
        (SUN, MONDAY, Said.DONE, None),
        (PEEL, TUESDAY, Said.UNKNOWN, None),
        (PEEL, MONDAY, Said.AUTOMATIC, None),
    ]
    assert [mark.note for mark in told.marks if mark.note] == (
        ["=1+1", 'Note, with "quotes"\nand lines 🌞', "away"] if notes else []
    )
    assert [habit.cadence for habit in told.habits] == [
        Cadence(),
        Cadence(kind=Kind.WEEKLY, times_a_week=2),
    ]
    assert told.dropped == {
        "Description": 1,
        "Color": 2,
        "Checkmarks.csv of all habits": 3,
        "Scores": 3 + 2 + 3,
    }


def test_table_of_all_habits_stands_in_where_there_are_no_folders() -> None:
    told = Told(read, loop_zip(HABITS, folders=False, scores=False))
    assert [(mark.place, mark.habit, mark.said, mark.number) for mark in told.marks] == [
        ("Checkmarks.csv, line 2", SUN, Said.SKIPPED, None),
        ("Checkmarks.csv, line 2", PEEL, Said.UNKNOWN, None),
        ("Checkmarks.csv, line 2", SPOTS, Said.SKIPPED, None),
        ("Checkmarks.csv, line 3", SUN, Said.NOT_DONE, None),
        ("Checkmarks.csv, line 3", PEEL, Said.UNKNOWN, None),
        ("Checkmarks.csv, line 3", SPOTS, Said.NUMBER, Decimal(0)),
        ("Checkmarks.csv, line 4", SUN, Said.DONE, None),
        ("Checkmarks.csv, line 4", PEEL, Said.AUTOMATIC, None),
        ("Checkmarks.csv, line 4", SPOTS, Said.NUMBER, Decimal("12.5")),
    ]
    assert told.unreadable == []


def test_table_alone_names_its_habits() -> None:
    told = Told(read, zipped({"Checkmarks.csv": "Date,Wash,Cream,Cream,\n2026-01-05,2,0,-1,\n"}))
    assert [habit.ref for habit in told.habits] == ["Wash", "Cream", "Cream (2)"]
    assert [(mark.habit, mark.said) for mark in told.marks] == [
        ("Wash", Said.DONE),
        ("Cream", Said.NOT_DONE),
        ("Cream (2)", Said.UNKNOWN),
    ]


def test_table_whose_names_do_not_follow_the_list_is_told() -> None:
    listed = "Position,Name\n001,Wash\n"
    told = Told(
        read,
        zipped({"Habits.csv": listed, "Checkmarks.csv": "Date,Other,\n2026-01-05,2,\n"}),
    )
    assert told.marks == []
    assert told.unreadable == [
        Unreadable(
            place="Checkmarks.csv, line 1",
            text="Date,Other,\n",
            reason="The names in it don't follow those in Habits.csv, so no column was read.",
        )
    ]


def test_folder_that_is_in_no_list_is_a_habit() -> None:
    told = Told(read, zipped({"007 Wash/Checkmarks.csv": "2026-01-05,YES_MANUAL\n"}))
    assert told.habits == [Habit(ref="Wash", name="Wash")]
    assert told.marks == [
        Mark(
            place="007 Wash/Checkmarks.csv, line 1",
            habit="Wash",
            day=MONDAY,
            said=Said.DONE,
        )
    ]


def test_folder_that_was_packed_again_is_read() -> None:
    listed = "Position,Name\n001,Wash\n"
    members = {
        "Loop Habits CSV/Habits.csv": listed,
        "Loop Habits CSV/001 Wash/Checkmarks.csv": "Date,Value\n2026-01-05,NO\n",
        "Loop Habits CSV/readme.txt": "?",
    }
    told = Told(read, zipped(members))
    assert [(mark.habit, mark.said) for mark in told.marks] == [("Wash", Said.NOT_DONE)]
    assert told.dropped == {"Loop Habits CSV/readme.txt": 1}


def test_habits_of_one_name_stay_two() -> None:
    twins = [Loop(name="🌞", marks=[(day, YES, "")]) for day in (MONDAY, TUESDAY)]
    told = Told(read, loop_zip(twins, together=False, scores=False))
    assert [habit.ref for habit in told.habits] == ["🌞", "🌞 (2)"]
    assert [(mark.habit, mark.day) for mark in told.marks] == [
        ("🌞", MONDAY),
        ("🌞 (2)", TUESDAY),
    ]


def test_rows_that_make_no_sense_are_told_with_their_line() -> None:
    marks = "Date,Value,Notes,Mood\n2026-02-30,NO,,\n2026-01-05,MAYBE,,\n2026-01-06,NO,,glad,sad\n"
    members = {"Habits.csv": "Position,Name\n001,Wash\n002,\n", "001 Wash/Checkmarks.csv": marks}
    told = Told(read, zipped(members))
    assert told.unreadable == [
        Unreadable(place="Habits.csv, line 3", text="002,", reason="A habit without a name."),
        Unreadable(
            place="001 Wash/Checkmarks.csv, line 2",
            text="2026-02-30,NO,,",
            reason="There is no date such as 2026-01-31 in it.",
        ),
        Unreadable(
            place="001 Wash/Checkmarks.csv, line 3",
            text="2026-01-05,MAYBE,,",
            reason="Loop has no such value.",
        ),
    ]
    assert told.items[-2:] == [
        Dropped(name="Mood", values=1, reason="There is no place for it here."),
        Dropped(name="column 5", values=1, reason="There is no place for it here."),
    ]


@pytest.mark.parametrize("value", ["4", "-2", "1.5", "9" * 50, "", "yes"])
def test_value_that_loop_does_not_have_is_told(value: str) -> None:
    told = Told(read, zipped({"001 Wash/Checkmarks.csv": f"2026-01-05,{value}\n"}))
    assert (told.marks, len(told.unreadable)) == ([], 1)


def test_zip_file_without_habits_is_refused() -> None:
    assert refusal(read, zipped({"a.csv": "a"})) == (
        "There is no Habits.csv in this zip file: it is none of Loop's."
    )


def test_broken_text_is_refused_with_its_file_and_line() -> None:
    data = zipped({"001 Wash/Checkmarks.csv": b"2026-01-05,NO\n\xff\n"})
    assert refusal(read, data).startswith("Line 2 of “001 Wash/Checkmarks.csv” is not written in")
