"""The sheet of counts."""

from __future__ import annotations

import pytest

from routines.trends.sheet import plain_cell, write_sheet


@pytest.mark.parametrize("text", ["=1+2", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\n=1"])
def test_formula_is_marked_as_text(text: str) -> None:
    assert plain_cell(text) == f"'{text}"


@pytest.mark.parametrize(("value", "cell"), [(None, ""), (0, "0"), (12, "12"), ("a=b", "a=b")])
def test_other_cells_stay_as_they_are(value: object, cell: str) -> None:
    assert plain_cell(value) == cell


def test_sheet_keeps_not_counted_apart_from_zero() -> None:
    rows = [("2026-11-01", 0, None, 'he said "no", twice')]
    assert write_sheet(("day", "nose", "chin", "note"), rows) == (
        'day,nose,chin,note\r\n2026-11-01,0,,"he said ""no"", twice"\r\n'
    )
