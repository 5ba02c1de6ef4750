"""The figures that made a rule speak: what a reminder keeps, and "Why am I seeing this?" shows.

They hold days, states and numbers, no words; `words.py` says them in the person's locale. They go
into a row as JSON and come back the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, TypeAlias

Number: TypeAlias = int | float


class What(StrEnum):
    """What a figure speaks of; one for each kind of condition that can be true."""

    DONE_ON_FEWER = "done on fewer"
    DONE_ON_AT_LEAST = "done on at least"
    MISSED_IN_A_ROW = "missed in a row"
    DONE_WITH = "done with"
    DONE_WITHOUT = "done without"
    MORE_THAN_CAP = "more than cap"
    TWICE_WITHIN = "twice within"
    DONE_AFTER = "done after"
    TIMES_A_DAY = "times a day"
    HAPPENED = "happened"
    NOTHING_LOGGED = "nothing logged"
    NO_COUNT = "no count"
    COUNTED_OFTEN = "counted often"
    COUNT_RISES = "count rises"
    MORE_SPOTS = "more spots"
    SPOTS_AT_EVERY_COUNT = "spots at every count"
    ROUTINE_CHANGED = "routine changed"
    TRENDS_VIEWED = "trends viewed"
    SKIN_TYPE = "skin type"


@dataclass(frozen=True, slots=True)
class DayFigure:
    """A day that was looked at and what it said.

    `said` is a history.State for steps, the key of a happening, "counted", "changed" or "logged";
    `number` is how often it was done, or how many spots.
    """

    day: date
    said: str
    number: int = 0
    part: str = ""
    """The part of the day, only where hours matter: morning, any, evening."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What one condition rests on: days, latest last, and the numbers they were held against."""

    what: What
    subjects: tuple[str, ...] = ()
    """Kinds of steps, or keys of happenings: what it is about, then what it was held against."""

    days: tuple[DayFigure, ...] = ()
    numbers: Mapping[str, Number] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that made a rule speak, in the order of its condition."""

    parts: tuple[Figure, ...] = ()

    def __iter__(self) -> Iterator[Figure]:
        return iter(self.parts)

    def to_json(self) -> dict[str, Any]:
        """Values that json can write; `from_json` is the inverse."""
        return {"parts": [_part_to_json(part) for part in self.parts]}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Figures:
        """Read what `to_json` wrote; an empty mapping is no figures.

        Raises ValueError or KeyError for anything else.
        """
        return cls(tuple(_part_from_json(part) for part in kept.get("parts", ())))


def _part_to_json(part: Figure) -> dict[str, Any]:
    return {
        "what": part.what.value,
        "subjects": list(part.subjects),
        "days": [[one.day.isoformat(), one.said, one.number, one.part] for one in part.days],
        "numbers": dict(part.numbers),
    }


def _part_from_json(kept: Mapping[str, Any]) -> Figure:
    return Figure(
        what=What(kept["what"]),
        subjects=tuple(kept["subjects"]),
        days=tuple(
            DayFigure(date.fromisoformat(day), said, number, part)
            for day, said, number, part in kept["days"]
        ),
        numbers=dict(kept["numbers"]),
    )
