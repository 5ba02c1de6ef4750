"""Tables in text: rows with the line they begin on."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO

from routines.portability.bounds import sizes
from routines.portability.bounds.texts import read_lines
from routines.portability.foreign import RefusedFile


@dataclass(frozen=True, slots=True)
class Row:
    """`line` is where it begins, from 1; a cell with line breaks makes it span several."""

    line: int
    cells: list[str]


def read_rows(source: IO[bytes], name: str = "", *, delimiter: str = ",") -> Iterator[Row]:
    """Return the rows of a CSV file, empty lines left out. Raises RefusedFile."""
    return parse_rows(read_lines(source, name), name, delimiter=delimiter)


def parse_rows(lines: Iterable[str], name: str = "", *, delimiter: str = ",") -> Iterator[Row]:
    """Return the rows of lines that keep their line feeds. Raises RefusedFile."""
    counted = _Counted(lines, name)
    reader = csv.reader(counted, delimiter=delimiter, strict=True)
    rows = 0
    while (cells := _next(reader, counted)) is not None:
        line, rows = counted.first, rows + 1
        counted.begin_row()
        if len(cells) > sizes.MOST_COLUMNS:
            raise counted.refused(f"has more than {sizes.MOST_COLUMNS} columns", line)
        if rows > sizes.MOST_ROWS:
            raise counted.refused(f"is beyond the {sizes.MOST_ROWS:,} rows that are read", line)
        if cells:
            yield Row(line, cells)


class _Counted:
    """The lines, counted, and no more of them for a row than a row may have.

    The library's own bound on a cell is one for the whole process and is left alone.
    """

    def __init__(self, lines: Iterable[str], name: str) -> None:
        self._lines = iter(lines)
        self._name = name
        self._length = 0
        self._read = 0
        self.first = 1

    def __iter__(self) -> _Counted:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self._read += 1
        self._length += len(line)
        if self._length > sizes.LONGEST_LINE:
            raise self.refused("begins a row that is too long: perhaps a quote is never closed")
        return line

    def begin_row(self) -> None:
        self.first, self._length = self._read + 1, 0

    def refused(self, what: str, line: int | None = None) -> RefusedFile:
        name = f"“{self._name}”" if self._name else "this file"
        return RefusedFile(f"Line {line or self.first:,} of {name} {what}.")


def _next(reader: Iterator[list[str]], counted: _Counted) -> list[str] | None:
    try:
        return next(reader, None)
    except csv.Error as error:
        raise counted.refused("has quotes that do not match") from error
