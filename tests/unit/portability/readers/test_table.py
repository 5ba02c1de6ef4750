"""What a table's columns probably are, and how its dates are written."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routines.portability.readers.day_words import Order, day_by, day_in_words, orders_of
from routines.portability.readers.table import (
    Column,
    Role,
    Table,
    delimiter_of,
    guess_table,
    table_from_json,
    table_to_json,
)


def roles(text: str, delimiter: str = ",") -> list[str]:
    table = guess_table([line.split(delimiter) for line in text.split("\n")], delimiter)
    return [column.role.value for column in table.columns]


BEARABLE = (
    "date,date formatted,weekday,time of day,category,rating/amount,detail,notes\n"
    "31st Jan 2026,2026-01-31,Saturday,am,Mood,3,Good,x"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("date,name,value\n2026-01-31,wash,1", ["date", "what", "value"]),
        ("Day,Habit,Done,Comment\n2026-01-31,a,yes,x", ["date", "what", "value", "note"]),
        ("date,sunscreen,spots\n2026-01-31,1,12", ["date", "habit", "habit"]),
        ("date,wash,,\n2026-01-31,1,,2", ["date", "habit", "ignore", "habit"]),
        ("when,id,mood,text\n31.1.2026,7,good,x", ["date", "ignore", "habit", "note"]),
        ("2026-01-31,1\n2026-02-01,0", ["date", "habit"]),
        # Baby Buddy
        ("child_id,note,time\n1,fine,2026-01-31 10:00:00", ["ignore", "note", "date"]),
        (
            BEARABLE,
            ["date", "ignore", "time", "time", "what", "value", "what", "note"],
        ),
        ("a,b\nx,y", ["habit", "habit"]),
        ("name,value\na,1", ["what", "value"]),
    ],
)
def test_roles_are_guessed(text: str, expected: list[str]) -> None:
    assert roles(text) == expected


def test_table_knows_whether_it_has_a_header_and_three_examples() -> None:
    rows = [["2026-01-31", "1"], ["2026-02-01", "1"], ["2026-02-02", "x" * 60], ["2026-02-03"]]
    table = guess_table(rows, ",")
    assert table.has_header is False
    assert table.columns == (
        Column(
            name="Column 1",
            role=Role.DATE,
            examples=("2026-01-31", "2026-02-01", "2026-02-02"),
        ),
        Column(name="Column 2", role=Role.HABIT, examples=("1", f"{'x' * 38} …")),
    )
    assert guess_table([["date", "a"], *rows], ",").has_header is True


@pytest.mark.parametrize(
    ("line", "delimiter"),
    [("a,b;c,d", ","), ("a;b;1,5", ";"), ("a\tb", "\t"), ("a|b|c", "|"), ("a", ",")],
)
def test_delimiter_is_guessed(line: str, delimiter: str) -> None:
    assert delimiter_of([line, line]) == delimiter


@pytest.mark.parametrize(
    ("dates", "orders", "order"),
    [
        (("2026-01-31",), ("ymd",), "ymd"),
        (("20260131",), ("ymd",), "ymd"),
        (("31/01/2026", "03/04/2026"), ("dmy",), "dmy"),
        (("01/31/26",), ("mdy",), "mdy"),
        (("03/04/2026",), ("dmy", "mdy"), None),
        (("31 Jan 2026", "Feb 1, 2026"), ("ymd", "dmy", "mdy"), "ymd"),
        (("31/01/2026", "01/31/2026"), (), None),
    ],
)
def test_order_of_dates_is_asked_where_it_is_not_sure(
    dates: tuple[str, ...], orders: tuple[str, ...], order: str | None
) -> None:
    table = guess_table([["date", "a"], *[[day, "1"] for day in dates]], ",")
    assert (table.orders, table.order) == (orders, order)
    assert table.problem == ("" if order else "Say how the dates are written.")


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("2026-1-5", Order.YEAR_FIRST, date(2026, 1, 5)),
        ("2026/01/05 21:15", Order.YEAR_FIRST, date(2026, 1, 5)),
        ("2026-01-05T21:15:00", Order.YEAR_FIRST, date(2026, 1, 5)),
        ("5.1.26", Order.DAY_FIRST, date(2026, 1, 5)),
        ("5/1/2026, 9:15 pm", Order.MONTH_FIRST, date(2026, 5, 1)),
        ("Monday, 5th January 2026", Order.MONTH_FIRST, date(2026, 1, 5)),
        ("26-01-05", Order.YEAR_FIRST, None),
        ("5.1/26", Order.DAY_FIRST, None),
        ("30.2.2026", Order.DAY_FIRST, None),
        ("2026-01-05", Order.DAY_FIRST, None),
        ("", Order.DAY_FIRST, None),
    ],
)
def test_dates_are_read_in_their_order(text: str, order: Order, day: date | None) -> None:
    assert day_by(text, order) == day


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from("-/."))
def test_every_day_is_read_however_it_is_written(day: date, sign: str) -> None:
    written = {
        Order.YEAR_FIRST: f"%Y{sign}%m{sign}%d",
        Order.DAY_FIRST: f"%d{sign}%m{sign}%y",
        Order.MONTH_FIRST: f"%m{sign}%d{sign}%Y",
    }
    for order, form in written.items():
        assert day_by(day.strftime(form), order) == day
        assert order in orders_of(day.strftime(form))
    assert day_in_words(day.strftime("%d %B %Y")) == day_in_words(day.strftime("%b %d, %Y")) == day


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_none(text: str) -> None:
    assert orders_of(text) <= frozenset(Order)


@pytest.mark.parametrize(
    ("given_roles", "problem"),
    [
        ((Role.DATE, Role.DATE), "Say of exactly one column that it is the date."),
        ((Role.HABIT, Role.NOTE), "Say of exactly one column that it is the date."),
        (
            (Role.DATE, Role.WHAT, Role.VALUE, Role.VALUE),
            "Only one column can be the value.",
        ),
        (
            (Role.DATE, Role.VALUE),
            "A value belongs to something: say which column names it, or make it a habit.",
        ),
        ((Role.DATE, Role.IGNORE), "Say of at least one column that it is a habit or a note."),
        ((Role.DATE, Role.NOTE), ""),
        ((Role.DATE, Role.WHAT), ""),
    ],
)
def test_roles_that_do_not_go_together_are_told(
    given_roles: tuple[Role, ...], problem: str
) -> None:
    columns = tuple(Column(name=str(at), role=role) for at, role in enumerate(given_roles))
    assert Table(columns=columns, order=Order.YEAR_FIRST).problem == problem


def test_table_comes_back_from_json() -> None:
    table = guess_table([["date", "ü;🌞"], ["03/04/2026", "1,5"]], ";")
    assert table.comma is True
    assert table_from_json(json.loads(json.dumps(table_to_json(table)))) == table


@given(st.lists(st.lists(st.text(max_size=8), max_size=5), max_size=6))
def test_any_rows_make_a_table(rows: list[list[str]]) -> None:
    table = guess_table(rows, ",")
    assert len(table.columns) == max(map(len, rows), default=0)
