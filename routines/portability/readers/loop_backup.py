"""Loop Habit Tracker, "Export full backup": its SQLite database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import IO, Final

from routines.portability.bounds.databases import Database, Value, Values, open_database
from routines.portability.foreign import Habit, Item, Mark, RefusedFile, Unreadable
from routines.portability.readers.cells import Leftovers, unique
from routines.portability.readers.loop_values import cadence_of, said_by

EPOCH: Final = date(1970, 1, 1)
DAY: Final = 24 * 60 * 60 * 1000
"""Milliseconds; Loop's days begin at midnight UTC."""

_HABITS: Final = ("id", "name")
_HABITS_TOO: Final = (
    *("freq_num", "freq_den", "archived", "description", "position", "type", "unit", "uuid"),
    *("question", "color", "reminder_hour", "target_value"),
)
_REPETITIONS: Final = ("habit", "timestamp", "value")
_REPETITIONS_TOO: Final = ("id", "notes")
_LEFT: Final = {
    "description": "Description",
    "question": "Question",
    "color": "Color",
    "reminder_hour": "Reminder",
    "target_value": "Target Value",
}
"""What is counted, once a habit that has it."""
_REASONS: Final = {
    "Frequency": "There is no such rhythm here; you can set another one.",
    "Question": "Steps have a name and no question here.",
    "Description": "Steps have a name and no description here.",
    "Color": "Steps have no colour of their own here.",
    "Reminder": "Reminders are set for a time of day here, in Settings.",
    "Target Value": "Steps have no target here.",
    "": "There is no place for it here.",
}
NUMERICAL: Final = 1


def read(source: IO[bytes]) -> Iterator[Item]:
    """Yield what a backup of Loop says. Raises RefusedFile."""
    leftovers = Leftovers(_REASONS)
    with open_database(source) as database:
        if not {"habits", "repetitions"} <= database.tables:
            raise RefusedFile("This is a database, but none of Loop Habit Tracker's.")
        habits: dict[int, Habit] = {}
        for row in _habit_rows(database):
            yield _habit(row, habits, leftovers)
        for position, row in enumerate(_repetition_rows(database), start=1):
            yield _mark(row, habits, position)
        for table in sorted(database.tables - {"habits", "repetitions"}):
            leftovers.add(f"table {table}", database.count(table))
    yield from leftovers.dropped()


def _habit_rows(database: Database) -> list[Values]:
    """As they stand in Loop's own list."""
    columns = database.columns("habits")
    wanted = (*_HABITS, *(name for name in _HABITS_TOO if name in columns))
    rows = list(database.rows("habits", wanted))
    return sorted(rows, key=lambda row: (_whole(row.get("position")) or 0, _whole(row["id"]) or 0))


def _repetition_rows(database: Database) -> Iterator[Values]:
    columns = database.columns("repetitions")
    wanted = (*_REPETITIONS, *(name for name in _REPETITIONS_TOO if name in columns))
    return database.rows("repetitions", wanted)


def _habit(row: Values, habits: dict[int, Habit], leftovers: Leftovers) -> Item:
    key, name = _whole(row["id"]), _text(row["name"])
    place = f"Habits, row {_text(row['id'])}"
    if key is None or key in habits or not name:
        return Unreadable(place=place, text=name, reason="A habit without a number or a name.")
    times, days = _whole(row.get("freq_num")), _whole(row.get("freq_den"))
    cadence = cadence_of(times or 0, days or 0)
    leftovers.add("Frequency", int(cadence is None and bool(times or days)))
    for column, called in _LEFT.items():
        leftovers.add(called, int(row.get(column) not in (None, "", 0, 0.0)))
    habits[key] = Habit(
        ref=unique(_text(row.get("uuid")) or name, {habit.ref for habit in habits.values()}),
        name=name,
        is_numerical=_whole(row.get("type")) == NUMERICAL,
        unit=_text(row.get("unit")),
        description=_text(row.get("description")),
        cadence=cadence,
        is_archived=bool(_whole(row.get("archived"))),
        position=len(habits),
    )
    return habits[key]


def _mark(row: Values, habits: dict[int, Habit], position: int) -> Item:
    place = f"Repetitions, row {_text(row.get('id')) or position}"
    text = f"{_text(row['timestamp'])}, {_text(row['value'])}"
    habit = habits.get(key) if (key := _whole(row["habit"])) is not None else None
    day, value = _day(row["timestamp"]), _whole(row["value"])
    if habit is None:
        return Unreadable(place=place, text=text, reason="It belongs to no habit of the file.")
    if day is None:
        return Unreadable(place=place, text=text, reason="Its time is none of the calendar's.")
    said = None if value is None else said_by(value, is_numerical=habit.is_numerical)
    if said is None:
        return Unreadable(place=place, text=text, reason="Loop has no such value.")
    note = _text(row.get("notes"))
    return Mark(place=place, habit=habit.ref, day=day, said=said[0], number=said[1], note=note)


def _day(value: Value) -> date | None:
    milliseconds = _whole(value)
    if milliseconds is None:
        return None
    try:
        return EPOCH + timedelta(days=milliseconds // DAY)
    except OverflowError:
        return None


def _whole(value: Value) -> int | None:
    return value if isinstance(value, int) else None


def _text(value: Value) -> str:
    """As text, without what no database keeps."""
    return "" if value is None else str(value).replace("\x00", "").strip()
