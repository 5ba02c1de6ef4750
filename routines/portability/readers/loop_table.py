"""The root Checkmarks.csv of Loop: a day a line, a column a habit, names without quotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import IO

from routines.portability.bounds.texts import read_lines
from routines.portability.foreign import Habit, Item, Unreadable
from routines.portability.readers.cells import LONGEST_SHOWN, day_in, unique
from routines.portability.readers.loop_values import mark_of


def read_together(
    source: IO[bytes], *, path: str, habits: Sequence[Habit], missing: set[str]
) -> Iterator[Item]:
    """Yield the marks of the habits in `missing`, by their refs."""
    lines = enumerate(read_lines(source, path), start=1)
    _, header = next(lines, (1, ""))
    columns = _columns(header.rstrip("\n"), habits)
    if columns is None:
        yield Unreadable(
            place=f"{path}, line 1",
            text=header[:LONGEST_SHOWN],
            reason="The names in it don't follow those in Habits.csv, so no column was read.",
        )
        return
    for line, text in lines:
        if text.strip():
            yield from _marks(text.strip(), f"{path}, line {line}", columns, missing)


def count_lines(source: IO[bytes], path: str) -> int:
    """Return how many lines there are below the header."""
    return max(sum(1 for line in read_lines(source, path) if line.strip()) - 1, 0)


def habits_of(source: IO[bytes], path: str) -> list[Habit]:
    """Return the habits that the header names, where nothing else does: split at its commas."""
    header = next(read_lines(source, path), "")
    names = header.rstrip("\n").removesuffix(",").split(",")[1:]
    habits: list[Habit] = []
    for name in filter(None, map(str.strip, names)):
        ref = unique(name, {habit.ref for habit in habits})
        habits.append(Habit(ref=ref, name=name, position=len(habits)))
    return habits


def _columns(header: str, habits: Sequence[Habit]) -> tuple[Habit, ...] | None:
    """Return whose columns they are; None where the names tell no way to split the line.

    A name may hold commas, so the line is walked along the list of habits, of which some may not
    be in it.
    """
    head, _, rest = header.partition(",")
    if head.strip().lower() != "date":
        return None
    columns: list[Habit] = []
    for habit in habits:
        found = re.match(rf"\s*{re.escape(habit.name)}\s*(,|$)", rest)
        if found:
            columns.append(habit)
            rest = rest[found.end() :]
    return tuple(columns) if not rest.strip() else None


def _marks(
    text: str, place: str, columns: Sequence[Habit], missing: Iterable[str]
) -> Iterator[Item]:
    first, *values = text.removesuffix(",").split(",")
    day = day_in(first)
    if day is None or len(values) != len(columns):
        reason = "It has no date at its start, or not as many values as there are habits."
        yield Unreadable(place=place, text=text[:LONGEST_SHOWN], reason=reason)
        return
    for habit, value in zip(columns, values, strict=True):
        if habit.ref in missing:
            yield mark_of(habit, day=day, value=value, note="", place=place, text=value)
