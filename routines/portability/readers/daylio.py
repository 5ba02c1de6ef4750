"""Daylio, "Export as CSV": an entry a line, with a mood, activities and a note."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import IO, Final

from routines.portability.bounds import sizes
from routines.portability.bounds.tables import Row, read_rows
from routines.portability.foreign import DayText, Habit, Item, Mark, RefusedFile, Said, Unreadable
from routines.portability.readers.cells import Columns, Leftovers, day_in, shown
from routines.portability.readers.day_words import day_in_words

NEEDED: Final = ("date", "time", "mood", "activities")
MOOD: Final = "mood"
_READ: Final = frozenset(
    ("full_date", "year", "date", "weekday", "mood", "activities", "note_title", "note")
)
_REASONS: Final = {
    "time": "What is logged here belongs to a day, not to a time of it.",
    "": "There is no place for it here.",
}


def is_header(names: Columns) -> bool:
    return all(name in names for name in NEEDED) and ("full_date" in names or "year" in names)


def read(source: IO[bytes]) -> Iterator[Item]:
    """Yield what a CSV export of Daylio says, in either layout. Raises RefusedFile.

    A mood is a mark with the person's word for it and no number: which is better is theirs to know.
    """
    rows = read_rows(source)
    header = next(rows, None)
    columns = Columns(header.cells if header else ())
    if not is_header(columns):
        raise RefusedFile("This is none of Daylio's files: its first line names other columns.")
    leftovers = Leftovers(_REASONS)
    activities: dict[str, str] = {}
    yield Habit(ref=MOOD, name="Mood", is_numerical=True)
    for row in rows:
        yield from _entry(row, columns, activities)
        for name in columns.others(row.cells, _READ):
            leftovers.add(name)
    yield from leftovers.dropped()


def _entry(row: Row, columns: Columns, activities: dict[str, str]) -> Iterator[Item]:
    place = f"line {row.line}"
    day = _day(row, columns)
    if day is None:
        reason = "There is no date in it that can be read."
        yield Unreadable(place=place, text=shown(row.cells), reason=reason)
        return
    if mood := columns.cell(row.cells, "mood"):
        yield Mark(place=place, habit=MOOD, day=day, said=Said.NUMBER, note=mood)
    for name in columns.cell(row.cells, "activities").split("|"):
        yield from _activity(" ".join(name.split()), place, day, activities)
    title, note = columns.cell(row.cells, "note_title"), columns.cell(row.cells, "note")
    if text := "\n".join(filter(None, (title, note))):
        yield DayText(place=place, day=day, text=text)


def _activity(name: str, place: str, day: date, activities: dict[str, str]) -> Iterator[Item]:
    if not name:
        return
    if name not in activities:
        if len(activities) == sizes.MOST_HABITS:
            raise RefusedFile(f"There are more than {sizes.MOST_HABITS} activities in this file.")
        activities[name] = f"activity {name}"
        yield Habit(ref=activities[name], name=name, position=len(activities))
    yield Mark(place=place, habit=activities[name], day=day, said=Said.DONE)


def _day(row: Row, columns: Columns) -> date | None:
    if "full_date" in columns:
        return day_in(columns.cell(row.cells, "full_date"))
    year, text = columns.cell(row.cells, "year"), columns.cell(row.cells, "date")
    return day_in_words(f"{text} {year}")
