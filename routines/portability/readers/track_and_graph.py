"""Track & Graph, "Export to CSV": a data point a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import IO, Final

from routines.portability.bounds import sizes
from routines.portability.bounds.tables import Row, read_rows
from routines.portability.foreign import Habit, Item, Mark, RefusedFile, Said, Unreadable
from routines.portability.readers.cells import Columns, Leftovers, number_in, shown
from routines.portability.readers.local import Local, instant_in

NEEDED: Final = ("featurename", "timestamp", "value")
_READ: Final = frozenset((*NEEDED, "label", "note"))
_DURATION: Final = re.compile(r"(\d{1,6}):([0-5]\d):([0-5]\d)(?:\.\d+)?", re.ASCII)
_OLD_LABEL: Final = re.compile(r"([+-]?\d+(?:\.\d+)?):(.*)", re.ASCII | re.DOTALL)
_AS_MUCH: Final = {Decimal(1): ("yes", "true", "done"), Decimal(0): ("no", "false", "not done")}
"""Labels that say of a number what it says by itself."""
_REASONS: Final = {"": "There is no place for it here."}


def is_header(names: Columns) -> bool:
    return all(name in names for name in NEEDED)


def read(source: IO[bytes], local: Local) -> Iterator[Item]:
    """Yield what a CSV export of Track & Graph says. Raises RefusedFile.

    A point belongs to the day that the person lived at its instant. Durations are minutes.
    """
    rows = read_rows(source)
    header = next(rows, None)
    columns = Columns(header.cells if header else ())
    if not is_header(columns):
        raise RefusedFile(
            "This is none of Track & Graph's files: its first line names other columns."
        )
    leftovers = Leftovers(_REASONS)
    features: set[str] = set()
    for row in rows:
        yield from _point(row, columns, local, features)
        for name in columns.others(row.cells, _READ):
            leftovers.add(name)
    yield from leftovers.dropped()


def _point(row: Row, columns: Columns, local: Local, features: set[str]) -> Iterator[Item]:
    place, name = f"line {row.line}", columns.cell(row.cells, "featurename")
    instant = instant_in(columns.cell(row.cells, "timestamp"))
    day = local.day_of(instant) if instant is not None else None
    value = _value(columns.cell(row.cells, "value"))
    reason = _reason(name, is_day=day is not None, is_value=value is not None)
    if day is None or value is None or reason:
        yield Unreadable(place=place, text=shown(row.cells), reason=reason)
        return
    number, unit, label = value
    if name not in features:
        if len(features) == sizes.MOST_HABITS:
            raise RefusedFile(f"There are more than {sizes.MOST_HABITS} features in this file.")
        yield Habit(ref=name, name=name, is_numerical=True, unit=unit, position=len(features))
        features.add(name)
    label = label or columns.cell(row.cells, "label")
    if label.casefold() in _AS_MUCH.get(number, ()):
        label = ""
    note = " – ".join(filter(None, (label, columns.cell(row.cells, "note"))))
    yield Mark(
        place=place,
        habit=name,
        day=day,
        said=Said.NUMBER,
        number=number,
        note=note,
        at=instant,
    )


def _reason(name: str, *, is_day: bool, is_value: bool) -> str:
    if not name:
        return "It names no feature."
    if not is_day:
        return "There is no time such as 2026-01-31T21:15:00+01:00 in it."
    return "" if is_value else "Its value is no number."


def _value(text: str) -> tuple[Decimal, str, str] | None:
    """Return number, unit and label of 3, 3:often (as older files have it) or 0:15:00."""
    if found := _DURATION.fullmatch(text):
        hours, minutes, seconds = map(int, found.groups())
        whole = Decimal(hours * 3600 + minutes * 60 + seconds)
        return (whole / 60).quantize(Decimal("0.01")).normalize() + 0, "minutes", ""
    label = ""
    if found := _OLD_LABEL.fullmatch(text):
        text, label = found.groups()
    number = number_in(text)
    return None if number is None else (number, "", label.strip())
