"""The list of habits in Loop's CSV export, and which folder is whose."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from routines.portability.bounds.tables import Row
from routines.portability.foreign import Habit, RefusedFile, Unreadable
from routines.portability.readers.cells import Columns, Leftovers, shown, unique, whole
from routines.portability.readers.loop_values import cadence_of

HABITS: Final = "Habits.csv"
CHECKMARKS: Final = "Checkmarks.csv"
_FOLDER: Final = re.compile(r"(\d{3,6})(?: (.*))?", re.ASCII)
_NOT_PLAIN: Final = re.compile(r"[^a-zA-Z0-9]+")
_READ: Final = frozenset(
    {
        *("position", "name", "type", "unit", "archived?"),
        *("frequencynumerator", "frequencydenominator", "numrepetitions", "interval"),
    }
)


@dataclass(frozen=True, slots=True)
class Listed:
    """A habit, and the path of its checkmarks, "" where it has no file of its own."""

    habit: Habit
    path: str


def root_of(names: Iterable[str]) -> str:
    """Return the folder with Loop's files, "" or with a slash at its end. Raises RefusedFile.

    Somebody may have unpacked the file and packed the whole folder again.
    """
    found = [name for name in names if posixpath.basename(name) in (HABITS, CHECKMARKS)]
    if not found:
        raise RefusedFile("There is no Habits.csv in this zip file: it is none of Loop's.")
    first = min(found, key=lambda name: (name.count("/"), posixpath.basename(name) != HABITS))
    folder = posixpath.dirname(first)
    if posixpath.basename(first) == CHECKMARKS and _FOLDER.fullmatch(posixpath.basename(folder)):
        folder = posixpath.dirname(folder)
    return f"{folder}/" if folder else ""


def read_habits(
    rows: Iterator[Row], *, path: str, folders: dict[str, str], leftovers: Leftovers
) -> tuple[list[Listed], list[Unreadable]]:
    """Return the habits of the list, then those that only have a folder."""
    listed: list[Listed] = []
    unreadable: list[Unreadable] = []
    header = next(rows, None)
    columns = Columns(header.cells if header else ())
    for row in rows:
        if columns.cell(row.cells, "name"):
            listed.append(_listed(columns, row, listed, folders, leftovers))
        else:
            place = f"{path}, line {row.line}"
            unreadable.append(
                Unreadable(place=place, text=shown(row.cells), reason="A habit without a name.")
            )
    used = {each.path for each in listed}
    for folder, file in folders.items():
        if file not in used:
            listed.append(_unlisted(folder, file, listed))
    return listed, unreadable


def folders_in(names: Iterable[str], root: str) -> dict[str, str]:
    """Return the paths of each habit's checkmarks by the names of their folders."""
    found: dict[str, str] = {}
    for path in names:
        folder, _, file = path.removeprefix(root).rpartition("/")
        if path.startswith(root) and file == CHECKMARKS and _FOLDER.fullmatch(folder):
            found[folder] = path
    return found


def _path_of(name: str, number: int, folders: dict[str, str]) -> str:
    """Return the path of a habit's checkmarks: its number, then its name as far as it is kept.

    Which signs of a name a folder keeps, and how many, differs from one program to another.
    """
    for folder, path in folders.items():
        found = _FOLDER.fullmatch(folder)
        if found and int(found[1]) == number and _plain(name).startswith(_plain(found[2] or "")):
            return path
    return ""


def _plain(text: str) -> str:
    return _NOT_PLAIN.sub("", text)


def _listed(
    columns: Columns,
    row: Row,
    before: list[Listed],
    folders: dict[str, str],
    leftovers: Leftovers,
) -> Listed:
    def cell(name: str) -> str:
        return columns.cell(row.cells, name)

    number = whole(cell("position")) or len(before) + 1
    times = whole(cell("frequencynumerator") or cell("numrepetitions"))
    days = whole(cell("frequencydenominator") or cell("interval"))
    cadence = cadence_of(times or 0, days or 0)
    leftovers.add("Frequency", int(cadence is None and bool(times or days)))
    for name in columns.others(row.cells, _READ):
        leftovers.add(name)
    habit = Habit(
        ref=unique(cell("name"), {each.habit.ref for each in before}),
        name=cell("name"),
        is_numerical=cell("type").upper() == "NUMERICAL",
        unit=cell("unit"),
        description=cell("description"),
        cadence=cadence,
        is_archived=cell("archived?").lower() == "true",
        position=len(before),
    )
    return Listed(habit, _path_of(habit.name, number, folders))


def _unlisted(folder: str, path: str, before: list[Listed]) -> Listed:
    name = folder.partition(" ")[2] or f"Habit {folder}"
    ref = unique(name, {each.habit.ref for each in before})
    return Listed(Habit(ref=ref, name=name, position=len(before)), path)
