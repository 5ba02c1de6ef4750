"""Any table, read as its columns were said to be."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import IO
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routines.portability.foreign import (
    DayText,
    Dropped,
    Habit,
    Item,
    RefusedFile,
    Said,
    Unreadable,
)
from routines.portability.readers import generic_csv
from routines.portability.readers.day_words import Order
from routines.portability.readers.local import Local
from routines.portability.readers.table import Role, Table
from tests.unit.portability.readers.reading import Told

LOCAL = Local(ZoneInfo("Europe/Berlin"))
MONDAY = date(2026, 1, 5)


def told(data: str, table: Table | None = None) -> Told:
    used = table or generic_csv.look(io.BytesIO(data.encode()))

    def read(source: IO[bytes]) -> Iterator[Item]:
        return generic_csv.read(source, used, LOCAL)

    return Told(read, data.encode())


def said(read: Told) -> list[tuple[str, Said, Decimal | None, str]]:
    return [(mark.habit, mark.said, mark.number, mark.note) for mark in read.marks]


def test_long_table_has_a_mark_a_row() -> None:
    read = told(
        "date;habit;value;notes;id\n"
        "05.01.2026;Wash;yes;slow;1\n"
        "05.01.2026;Spots;1,5;;2\n"
        "05.01.2026;;;alone;3\n"
        "31.01.2026;Mood;good;so;4\n"
        "soon;Wash;yes;;5\n"
    )
    assert read.habits == [
        Habit(ref="Wash", name="Wash", position=0),
        Habit(ref="Spots", name="Spots", is_numerical=True, position=1),
        Habit(ref="Mood", name="Mood", is_numerical=True, position=2),
    ]
    assert said(read) == [
        ("Wash", Said.DONE, None, "slow"),
        ("Spots", Said.NUMBER, Decimal("1.5"), ""),
        ("Mood", Said.NUMBER, None, "good\nso"),
    ]
    assert read.texts == [DayText(place="line 4", day=MONDAY, text="alone")]
    assert read.unreadable == [
        Unreadable(
            place="line 6",
            text="soon,Wash,yes,,5",
            reason="There is no date in it that can be read like the others.",
        )
    ]
    assert read.items[-1] == Dropped(name="id", values=4, reason="You left this column out.")


def test_wide_table_has_a_habit_a_column() -> None:
    read = told(
        "date,wash,spots,notes\n"
        "2026-01-05,1,0,a day\n"
        "2026-01-05,0,12,\n"
        "2026-01-05,,,\n"
        "2026-01-05,x,1,,more\n"
    )
    assert said(read) == [
        ("wash", Said.DONE, None, ""),
        ("spots", Said.NUMBER, Decimal(0), ""),
        ("wash", Said.NOT_DONE, None, ""),
        ("spots", Said.NUMBER, Decimal(12), ""),
        ("wash", Said.DONE, None, ""),
        ("spots", Said.NUMBER, Decimal(1), ""),
        ("Column 5", Said.NUMBER, None, "more"),
    ]
    assert read.texts == [DayText(place="line 2", day=MONDAY, text="a day")]


def test_cells_behind_the_last_column_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generic_csv, "LOOKED_AT", 2)
    read = told("date,wash\n2026-01-05,1\n2026-01-06,1,more\n")
    assert (len(read.marks), read.dropped) == (2, {"column 3": 1})


def test_rows_that_only_name_something_say_that_it_was_done() -> None:
    read = told("date,activity\n2026-01-05,Walk\n")
    assert said(read) == [("Walk", Said.DONE, None, "")]


def test_two_columns_may_name_a_habit() -> None:
    read = told("date,category,detail,rating\n2026-01-05,Symptom,Itch,3\n2026-01-05,Mood,,2\n")
    assert [habit.name for habit in read.habits] == ["Symptom – Itch", "Mood"]


def test_instants_belong_to_the_day_lived() -> None:
    read = told("date,a\n2026-01-05T23:30:00Z,1\n")
    assert [mark.day for mark in read.marks] == [date(2026, 1, 6)]


def test_baby_buddy_notes_are_notes() -> None:
    read = told("child_id,note,time\n1,Fine,2026-01-05 10:00:00\n")
    assert read.items == [
        DayText(place="line 2", day=MONDAY, text="Fine"),
        Dropped(name="child_id", values=1, reason="You left this column out."),
    ]


def test_what_the_person_says_of_columns_counts() -> None:
    data = "date,wash,note\n03/04/2026,1,x\n"
    table = generic_csv.look(io.BytesIO(data.encode()))
    columns = tuple(
        replace(column, role=Role.HABIT if column.name == "note" else column.role)
        for column in table.columns
    )
    read = told(data, replace(table, columns=columns, order=Order.MONTH_FIRST))
    assert [(mark.habit, mark.day) for mark in read.marks] == [
        ("wash", date(2026, 3, 4)),
        ("note", date(2026, 3, 4)),
    ]


def test_table_that_cannot_be_read_yet_is_refused() -> None:
    with pytest.raises(RefusedFile, match="Say how the dates are written"):
        told("date,wash\n03/04/2026,1\n")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("\n\n", "This file is empty."),
        ("only words\nno columns\n", "This is text, but no table with columns."),
    ],
)
def test_text_that_is_no_table_is_refused(data: str, reason: str) -> None:
    with pytest.raises(RefusedFile) as refused:
        generic_csv.look(io.BytesIO(data.encode()))
    assert str(refused.value) == reason


def test_too_many_names_are_refused() -> None:
    rows = "".join(f"2026-01-05,n{number},7\n" for number in range(401))
    with pytest.raises(RefusedFile, match="more than 400 different names"):
        told(f"date,name,value\n{rows}")


def test_row_at_the_edge_of_what_is_looked_at_may_go_on() -> None:
    rows = "2026-01-05,a,\n" * 498
    table = generic_csv.look(
        io.BytesIO(f'date,name,note\n{rows}2026-01-05,a,"two\nlines"\n'.encode())
    )
    assert [column.role for column in table.columns] == [Role.DATE, Role.WHAT, Role.NOTE]


text = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r"), max_size=20)


@given(st.lists(st.tuples(text, text, text), min_size=1, max_size=5))
def test_any_names_values_and_notes_survive(rows: list[tuple[str, str, str]]) -> None:
    target = io.StringIO()
    csv.writer(target).writerows([("date", "name", "value", "note")])
    csv.writer(target).writerows([("2026-01-05", *row) for row in rows])
    read = told(target.getvalue())
    words = "\n".join(
        [habit.name for habit in read.habits]
        + [f"{mark.number} {mark.note} {mark.said}" for mark in read.marks]
        + [each.text for each in read.texts]
    )
    for name, value, note in rows:
        if name.strip() and value.strip():
            assert name.strip() in words
        assert note.strip() in words
