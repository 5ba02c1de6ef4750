"""Daylio's CSV export, in both layouts."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routines.portability.foreign import DayText, Dropped, Habit, Mark, Said, Unreadable
from routines.portability.readers.daylio import read
from tests.unit.portability.readers.reading import Told, refusal

HEADER = "full_date,date,weekday,time,mood,activities,note_title,note\r\n"
MOOD = Habit(ref="mood", name="Mood", is_numerical=True)
MONDAY = date(2026, 1, 5)


def test_entries_become_moods_activities_and_texts() -> None:
    data = (
        f"\ufeff{HEADER}"
        '2026-01-05,January 5,Monday,10:45 pm,rad,"sunscreen |  face wash ",'
        '"A title","Two\nlines, 🌞"\r\n'
        '2026-01-05,January 5,Monday,9:00,my own word,"sunscreen","",""\r\n'
    )
    told = Told(read, data.encode())
    assert told.items == [
        MOOD,
        Mark(place="line 2", habit="mood", day=MONDAY, said=Said.NUMBER, note="rad"),
        Habit(ref="activity sunscreen", name="sunscreen", position=1),
        Mark(place="line 2", habit="activity sunscreen", day=MONDAY, said=Said.DONE),
        Habit(ref="activity face wash", name="face wash", position=2),
        Mark(place="line 2", habit="activity face wash", day=MONDAY, said=Said.DONE),
        DayText(place="line 2", day=MONDAY, text="A title\nTwo\nlines, 🌞"),
        Mark(place="line 4", habit="mood", day=MONDAY, said=Said.NUMBER, note="my own word"),
        Mark(place="line 4", habit="activity sunscreen", day=MONDAY, said=Said.DONE),
        Dropped(
            name="time",
            values=2,
            reason="What is logged here belongs to a day, not to a time of it.",
        ),
    ]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("28 April", date(2018, 4, 28)),
        ("April 28", date(2018, 4, 28)),
        ("28. Apr", date(2018, 4, 28)),
        ("Feb 3", date(2018, 2, 3)),
    ],
)
def test_older_layout_has_the_year_apart(written: str, day: date) -> None:
    data = (
        "year,date,weekday,time,mood,activities,note\n"
        f"2018,{written},Saturday,9:15 pm,good,walk,Fine\n"
    )
    told = Told(read, data.encode())
    assert {mark.day for mark in told.marks} == {day}
    assert [text.text for text in told.texts] == ["Fine"]


def test_date_that_cannot_be_read_is_told_with_its_line() -> None:
    told = Told(read, f"{HEADER}2026-02-30,x,,,good,,,\n".encode())
    assert told.unreadable == [
        Unreadable(
            place="line 2",
            text="2026-02-30,x,,,good,,,",
            reason="There is no date in it that can be read.",
        )
    ]


def test_newer_columns_are_counted() -> None:
    header = HEADER.replace("activities,", "activities,scales,")
    data = f"{header}2026-01-05,January 5,Monday,9:00,good,,energy 3,,\n"
    assert Told(read, data.encode()).dropped == {"time": 1, "scales": 1}


def test_other_table_is_refused() -> None:
    assert refusal(read, b"date,name\n2026-01-05,a\n") == (
        "This is none of Daylio's files: its first line names other columns."
    )


def test_too_many_activities_are_refused() -> None:
    row = f"2026-01-05,,,,,{'|'.join(map(str, range(401)))},,\n"
    assert refusal(read, (HEADER + row).encode()) == (
        "There are more than 400 activities in this file."
    )


text = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r|"), max_size=30)


@given(text.filter(str.strip), text, text)
def test_any_words_survive(activity: str, title: str, note: str) -> None:
    target = io.StringIO()
    row = ["2026-01-05", "", "", "", "", activity, title, note]
    csv.writer(target).writerow(row)
    told = Told(read, (HEADER + target.getvalue()).encode())
    assert [habit.name for habit in told.habits] == ["Mood", " ".join(activity.split())]
    written = "\n".join(filter(None, (title.strip(), note.strip())))
    assert [each.text for each in told.texts] == ([written] if written else [])
