"""Loop Habit Tracker, "Export as CSV": a zip file with a folder for each habit."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import IO, Final

from routines.portability.bounds.tables import Row, read_rows
from routines.portability.bounds.zips import Archive, open_archive
from routines.portability.foreign import Habit, Item, Unreadable
from routines.portability.readers import loop_habits, loop_table
from routines.portability.readers.cells import Columns, Leftovers, day_in, shown
from routines.portability.readers.loop_habits import CHECKMARKS, HABITS, Listed
from routines.portability.readers.loop_values import mark_of

SCORES: Final = "Scores.csv"
TOGETHER: Final = "Checkmarks.csv of all habits"
_REASONS: Final = {
    "Scores": "Loop's own reckoning of how strong a habit is; it is reckoned anew here.",
    "Frequency": "There is no such rhythm here; you can set another one.",
    "Question": "Steps have a name and no question here.",
    "Description": "Steps have a name and no description here.",
    "Color": "Steps have no colour of their own here.",
    "Target Type": "Steps have no target here.",
    "Target Value": "Steps have no target here.",
    TOGETHER: "It says again what the files of the habits say, which were read.",
    "": "There is no place for it here.",
}
_READ: Final = frozenset(("date", "value", "notes"))


def read(source: IO[bytes]) -> Iterator[Item]:
    """Yield what a CSV export of Loop says. Raises RefusedFile."""
    leftovers = Leftovers(_REASONS)
    with open_archive(source) as archive:
        root = loop_habits.root_of(archive.names)
        listed, unreadable = loop_habits.read_habits(
            _rows(archive, root + HABITS),
            path=root + HABITS,
            folders=loop_habits.folders_in(archive.names, root),
            leftovers=leftovers,
        )
        habits = _all_habits(archive, root, listed)
        yield from habits
        yield from unreadable
        for each in listed:
            if each.path:
                yield from _marks(archive, each.path, each.habit, leftovers)
        missing = {habit.ref for habit in habits} - {each.habit.ref for each in listed if each.path}
        yield from _rest(archive, root, listed, habits, missing, leftovers)
    yield from leftovers.dropped()


def _rows(archive: Archive, path: str) -> Iterator[Row]:
    if path in archive.names:
        with archive.open(path) as member:
            yield from read_rows(member, path)


def _all_habits(archive: Archive, root: str, listed: list[Listed]) -> list[Habit]:
    """The habits, or where neither a list nor folders name them, those of the common table."""
    if listed or root + CHECKMARKS not in archive.names:
        return [each.habit for each in listed]
    with archive.open(root + CHECKMARKS) as member:
        return loop_table.habits_of(member, root + CHECKMARKS)


def _marks(archive: Archive, path: str, habit: Habit, leftovers: Leftovers) -> Iterator[Item]:
    columns = Columns(("Date", "Value", "Notes"))
    for number, row in enumerate(_rows(archive, path)):
        if number == 0 and day_in(row.cells[0]) is None:
            columns = Columns(row.cells)
            continue
        yield _mark(columns, row, habit, f"{path}, line {row.line}")
        for name in columns.others(row.cells, _READ):
            leftovers.add(name)


def _mark(columns: Columns, row: Row, habit: Habit, place: str) -> Item:
    day = day_in(columns.cell(row.cells, "date"))
    if day is None:
        reason = "There is no date such as 2026-01-31 in it."
        return Unreadable(place=place, text=shown(row.cells), reason=reason)
    return mark_of(
        habit,
        day=day,
        value=columns.cell(row.cells, "value"),
        note=columns.cell(row.cells, "notes"),
        place=place,
        text=shown(row.cells),
    )


def _rest(
    archive: Archive,
    root: str,
    listed: list[Listed],
    habits: list[Habit],
    missing: set[str],
    leftovers: Leftovers,
) -> Iterator[Item]:
    """Read the common table for the habits that have no other, and count all that is left."""
    read_already = {root + HABITS, *(each.path for each in listed)}
    for path in archive.names:
        if path in read_already:
            continue
        with archive.open(path) as member:
            if path == root + CHECKMARKS and missing:
                yield from loop_table.read_together(
                    member, path=path, habits=habits, missing=missing
                )
            elif path == root + CHECKMARKS:
                leftovers.add(TOGETHER, loop_table.count_lines(member, path))
            elif posixpath.basename(path) == SCORES:
                leftovers.add("Scores", loop_table.count_lines(member, path))
            else:
                leftovers.add(path)
