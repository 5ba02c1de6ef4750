"""Any table in text, read as the person said of its columns: a row a mark, or a column a habit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import IO, Final

from routines.portability.bounds import sizes
from routines.portability.bounds.tables import Row, parse_rows, read_rows
from routines.portability.bounds.texts import read_lines
from routines.portability.foreign import (
    DayText,
    Habit,
    Item,
    Mark,
    RefusedFile,
    Said,
    TooManyNames,
    Unreadable,
)
from routines.portability.readers.cells import Leftovers, number_in, shown
from routines.portability.readers.day_words import Order, day_by, without_time
from routines.portability.readers.local import Local, instant_in
from routines.portability.readers.table import Role, Table, delimiter_of, guess_table

LOOKED_AT: Final = 500
"""Rows by which the columns are guessed."""
_WORDS: Final = {
    **dict.fromkeys(
        ("yes", "y", "true", "x", "✓", "✔", "✅", "done", "☑", "yes_manual"), Said.DONE
    ),
    **dict.fromkeys(("no", "n", "false", "✗", "✘", "❌", "not done", "not_done"), Said.NOT_DONE),
    **dict.fromkeys(("skip", "skipped"), Said.SKIPPED),
}
_REASONS: Final = {"": "You left this column out."}


def look(source: IO[bytes]) -> Table:
    """Guess how the table is written by its first rows. Raises RefusedFile."""
    lines = list(islice(read_lines(source), LOOKED_AT))
    if not any(line.strip() for line in lines):
        raise RefusedFile("This file is empty.")
    delimiter = delimiter_of([line for line in lines if line.strip()][:50])
    # The last row may go on behind what was looked at.
    rows = parse_rows(_whole(lines), delimiter=delimiter)
    table = guess_table([row.cells for row in rows], delimiter)
    if len(table.columns) < 2:
        raise RefusedFile("This is text, but no table with columns.")
    return table


def _whole(lines: list[str]) -> list[str]:
    """The lines up to the last that closes its quotes."""
    if len(lines) < LOOKED_AT:
        return lines
    closed, is_open = 0, False
    for number, line in enumerate(lines, start=1):
        is_open ^= line.count('"') % 2 == 1
        closed = closed if is_open else number
    return lines[:closed]


def read(source: IO[bytes], table: Table, local: Local) -> Iterator[Item]:
    """Yield what the table says; `source` is seekable and read twice. Raises RefusedFile."""
    if table.problem:
        raise RefusedFile(table.problem)
    numerical = _numerical(source, table)
    source.seek(0)
    reading = _Reading(table, local, numerical)
    for row in _body(source, table):
        yield from reading.row(row)
    yield from reading.leftovers.dropped()


def _body(source: IO[bytes], table: Table) -> Iterator[Row]:
    rows = read_rows(source, delimiter=table.delimiter)
    return islice(rows, 1 if table.has_header else 0, None)


def _numerical(source: IO[bytes], table: Table) -> frozenset[str]:
    """The names of what has numbers other than 0 and 1, or words that are no answer."""
    source.seek(0)
    found: set[str] = set()
    for row in _body(source, table):
        for name, value in _values(row, table):
            if name not in found and value and not _is_answer(value, table):
                found.add(name)
                if len(found) > sizes.MOST_HABITS:
                    raise _too_many()
    return frozenset(found)


def _is_answer(value: str, table: Table) -> bool:
    number = _number(value, table)
    return value.casefold() in _WORDS if number is None else number in (0, 1)


def _values(row: Row, table: Table) -> Iterator[tuple[str, str]]:
    """Return name and value of each thing that the row speaks of; a name alone is a yes."""
    cells = [cell.strip() for cell in row.cells]
    what = [cells[at] for at in table.places(Role.WHAT) if at < len(cells) and cells[at]]
    if what:
        places = table.places(Role.VALUE)
        value = [cells[at] for at in places if at < len(cells)]
        yield " – ".join(what), "yes" if not places else next(iter(value), "")
    for at in table.places(Role.HABIT):
        if at < len(cells):
            yield table.columns[at].name, cells[at]


def _number(value: str, table: Table) -> Decimal | None:
    return number_in(value.replace(",", ".") if table.comma else value)


def _too_many() -> TooManyNames:
    return TooManyNames(f"There are more than {sizes.MOST_HABITS} different names in this file.")


class _Reading:
    def __init__(self, table: Table, local: Local, numerical: frozenset[str]) -> None:
        self.table, self.local, self.numerical = table, local, numerical
        self.leftovers = Leftovers(_REASONS)
        self.habits: set[str] = set()

    def row(self, row: Row) -> Iterator[Item]:
        place = f"line {row.line}"
        day = self._day(row)
        if day is None:
            reason = "There is no date in it that can be read like the others."
            yield Unreadable(place=place, text=shown(row.cells), reason=reason)
            return
        note = "\n".join(self._cells(row, Role.NOTE))
        is_long = bool(self.table.places(Role.WHAT))
        values = [(name, value) for name, value in _values(row, self.table) if value]
        for name, value in values:
            yield from self._mark(place, day, name, value, note if is_long else "")
        if note and not (is_long and values):
            yield DayText(place=place, day=day, text=note)
        self._leave_out(row)

    def _mark(self, place: str, day: date, name: str, value: str, note: str) -> Iterator[Item]:
        if name not in self.habits:
            if len(self.habits) == sizes.MOST_HABITS:
                raise _too_many()
            position = len(self.habits)
            self.habits.add(name)
            yield Habit(ref=name, name=name, is_numerical=name in self.numerical, position=position)
        number = _number(value, self.table)
        said = _WORDS.get(value.casefold())
        if number is not None and name not in self.numerical:
            said, number = (Said.DONE if number else Said.NOT_DONE), None
        elif said is None and number is None:
            note = "\n".join(filter(None, (value, note)))
        yield Mark(
            place=place,
            habit=name,
            day=day,
            said=said or Said.NUMBER,
            number=number,
            note=note,
        )

    def _day(self, row: Row) -> date | None:
        text = next(self._cells(row, Role.DATE), "")
        instant = instant_in(text)
        if instant is not None:
            return self.local.day_of(instant)
        return day_by(without_time(text), self.table.order or Order.YEAR_FIRST)

    def _cells(self, row: Row, role: Role) -> Iterator[str]:
        for at in self.table.places(role):
            if at < len(row.cells) and row.cells[at].strip():
                yield row.cells[at].strip()

    def _leave_out(self, row: Row) -> None:
        columns = self.table.columns
        for at, cell in enumerate(row.cells):
            known = at < len(columns)
            if cell.strip() and (not known or columns[at].role in (Role.IGNORE, Role.TIME)):
                self.leftovers.add(columns[at].name if known else f"column {at + 1}")
