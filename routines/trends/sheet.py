"""Counts as a sheet of comma-separated values."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def plain_cell(value: object) -> str:
    """Return the value as text that no spreadsheet runs as a formula; None is an empty cell."""
    if value is None:
        return ""
    text = str(value)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_STARTS) else text


def write_sheet(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return the sheet with its header, lines ended as RFC 4180 has them."""
    sheet = StringIO()
    writer = csv.writer(sheet)
    writer.writerow(header)
    writer.writerows([plain_cell(value) for value in row] for row in rows)
    return sheet.getvalue()
