"""Files for a spreadsheet: UTF-8 with its mark, lines as RFC 4180 has them, no cell that is run."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

from routines.trends.sheet import plain_cell

MARK = b"\xef\xbb\xbf"
"""Without it a spreadsheet takes the letters for those of another alphabet."""
LINES = 500
"""Lines that are put together into one piece."""


def write_sheet(
    header: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    mark: bytes = MARK,
    end: str = "\r\n",
) -> Iterator[bytes]:
    """Return the sheet in pieces."""
    yield mark + _lines([header], end)
    waiting: list[Sequence[object]] = []
    for row in rows:
        waiting.append(row)
        if len(waiting) == LINES:
            yield _lines(waiting, end)
            waiting = []
    if waiting:
        yield _lines(waiting, end)


def _lines(rows: Iterable[Sequence[object]], end: str) -> bytes:
    sheet = StringIO()
    writer = csv.writer(sheet, lineterminator=end)
    writer.writerows([plain_cell(cell) for cell in row] for row in rows)
    return sheet.getvalue().encode()
