"""Rows of a table with their lines."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routines.portability.bounds import sizes
from routines.portability.bounds.tables import Row, read_rows
from routines.portability.foreign import RefusedFile

cells = st.text(
    st.characters(codec="utf-8", exclude_characters="\x00\r\ufeff"), min_size=1, max_size=20
)


def rows(text: str) -> list[Row]:
    return list(read_rows(io.BytesIO(text.encode())))


def refusal(text: str) -> str:
    with pytest.raises(RefusedFile) as refused:
        rows(text)
    return str(refused.value)


def test_rows_know_the_line_they_begin_on() -> None:
    assert rows('a,b\r\n\r\n"x\r\ny",""""\r\n🌞,\r\n') == [
        Row(1, ["a", "b"]),
        Row(3, ["x\ny", '"']),
        Row(5, ["🌞", ""]),
    ]


@given(st.lists(st.lists(cells, min_size=1, max_size=5), max_size=5))
def test_whatever_was_written_is_read(table: list[list[str]]) -> None:
    target = io.StringIO()
    csv.writer(target, quoting=csv.QUOTE_ALL).writerows(table)
    assert [row.cells for row in rows(target.getvalue())] == table


def test_quote_that_is_never_closed_is_refused_at_its_line() -> None:
    assert refusal('a,b\n1,"2\n3,4\n') == "Line 2 of this file has quotes that do not match."
    assert refusal('a,b\n1,"2\n' + "3,4\n" * 100_000) == (
        "Line 2 of this file begins a row that is too long: perhaps a quote is never closed."
    )


def test_text_behind_a_quote_is_refused() -> None:
    assert refusal('a,b\n"1"2,3\n') == "Line 2 of this file has quotes that do not match."


def test_longest_row_is_below_the_bound_of_the_library() -> None:
    assert csv.field_size_limit() > sizes.LONGEST_LINE


def test_too_many_columns_are_refused() -> None:
    assert refusal("a\n" + "," * 450 + "\n") == "Line 2 of this file has more than 450 columns."


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sizes, "MOST_ROWS", 2_000)
    assert len(rows("a\n" * 2_000)) == 2_000
    assert (
        refusal("a\n" * 2_001) == "Line 2,001 of this file is beyond the 2,000 rows that are read."
    )
