"""Kinds of fields: how a value becomes JSON, and JSON a value; and which JSON does."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

EARLIEST, LATEST = date(1900, 1, 1), date(9000, 1, 1)
"""Days that calendars everywhere can still count around."""
UNSTORABLE = re.compile("[\0\ud800-\udfff]")
"""Characters that no database keeps: NUL, and halves of pairs."""

LONGEST_PLAIN = 40
"""Characters of a day, a time or a key."""

Schema = Mapping[str, Any]
Value = TypeVar("Value")


class Wrong(Exception):  # noqa: N818 - it is an answer, not an error
    """The value is none of its kind; the text says what was expected, to follow a field's name."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Codec:
    """`read` raises Wrong; `write` takes whatever `read` may return."""

    read: Callable[[Any], Any]
    write: Callable[[Any], Any]
    schema: Schema


def unchanged(value: Any) -> Any:
    return value


def text(most: int, *, least: int = 0) -> Codec:
    """Between so many characters."""

    def read(value: Any) -> str:
        if not isinstance(value, str):
            raise Wrong("is not a text")
        if not least <= len(value) <= most:
            raise Wrong(f"has more than {most} letters" if value else "is empty")
        if UNSTORABLE.search(value):
            raise Wrong("holds characters that can’t be kept")
        return value

    schema = {"type": "string", "maxLength": most} | ({"minLength": least} if least else {})
    return Codec(read=read, write=unchanged, schema=schema)


def one_of(*choices: str) -> Codec:
    def read(value: Any) -> str:
        if not isinstance(value, str) or value not in choices:
            raise Wrong("is none of the words that stand there")
        return value

    return Codec(read=read, write=unchanged, schema={"enum": list(choices)})


def whole(least: int, most: int) -> Codec:
    """A whole number, both ends included."""

    def read(value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise Wrong("is not a whole number")
        if not least <= value <= most:
            raise Wrong(f"is not between {least} and {most}")
        return value

    schema = {"type": "integer", "minimum": least, "maximum": most}
    return Codec(read=read, write=unchanged, schema=schema)


def optional(inner: Codec) -> Codec:
    """The same, or nothing."""
    return Codec(
        read=lambda value: None if value is None else inner.read(value),
        write=lambda value: None if value is None else inner.write(value),
        schema={"anyOf": [inner.schema, {"type": "null"}]},
    )


def many(inner: Codec, *, most: int) -> Codec:
    """A list of the same, at most so long; a tuple as a value."""

    def read(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise Wrong("is not a list")
        if len(value) > most:
            raise Wrong(f"has more than {most} parts")
        return tuple(inner.read(item) for item in value)

    return Codec(
        read=read,
        write=lambda value: [inner.write(item) for item in value],
        schema={"type": "array", "items": inner.schema, "maxItems": most},
    )


# --- Days, times, keys ----------------------------------------------------------------------------


def parsed(parse: Callable[[str], Value], otherwise: str) -> Callable[[Any], Value]:
    """Return a reader of texts that `parse` takes; it raises ValueError for others."""

    def read(value: Any) -> Value:
        if not isinstance(value, str) or len(value) > LONGEST_PLAIN:
            raise Wrong(otherwise)
        try:
            return parse(value)
        except (ValueError, OverflowError) as problem:
            raise Wrong(otherwise) from problem

    return read


def _day(value: str) -> date:
    day = date.fromisoformat(value)
    if not EARLIEST <= day < LATEST:
        raise ValueError("no calendar goes there")
    return day


def _moment(value: str) -> datetime:
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None or not EARLIEST.year < moment.year < LATEST.year:
        raise ValueError("no moment")
    return moment.astimezone(UTC)


def _time(value: str) -> time:
    wall = time.fromisoformat(value)
    if wall.tzinfo is not None:
        raise ValueError("a clock on the wall has no zone")
    return wall


def write_moment(moment: datetime) -> str:
    """2026-11-22T12:00:00.250000Z"""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


DAY = Codec(
    read=parsed(_day, "is not a day as in 2026-11-22"),
    write=date.isoformat,
    schema={"type": "string", "format": "date"},
)
MOMENT = Codec(
    read=parsed(_moment, "is not a time with its zone as in 2026-11-22T12:00:00Z"),
    write=write_moment,
    schema={"type": "string", "format": "date-time"},
)
WALL_TIME = Codec(
    read=parsed(_time, "is not a time as in 21:30:00"),
    write=time.isoformat,
    schema={"type": "string", "pattern": r"^[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{6})?)?$"},
)
KEY = Codec(
    read=parsed(UUID, "is not a key (UUID)"), write=str, schema={"type": "string", "format": "uuid"}
)


# --- The rest -------------------------------------------------------------------------------------


def _read_flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise Wrong("is neither true nor false")
    return value


FLAG = Codec(read=_read_flag, write=unchanged, schema={"type": "boolean"})


def _read_weekdays(value: Any) -> frozenset[int]:
    days = many(whole(0, 6), most=7).read(value)
    if not days:
        raise Wrong("names no weekday")
    return frozenset(days)


WEEKDAYS = Codec(
    read=_read_weekdays,
    write=sorted,
    schema={
        "type": "array",
        "items": {"type": "integer", "minimum": 0, "maximum": 6},
        "minItems": 1,
        "uniqueItems": True,
    },
)
"""Monday is 0."""


def numbers(names: Sequence[str], *, most: int) -> Codec:
    """Some of the names with a number from 0 each."""
    number = whole(0, most)
    places = {name: place for place, name in enumerate(names)}

    def read(value: Any) -> dict[str, int]:
        if not isinstance(value, dict) or not value.keys() <= places.keys():
            raise Wrong("names something that is not counted here")
        return {name: number.read(value[name]) for name in names if name in value}

    return Codec(
        read=read,
        write=lambda value: {name: value[name] for name in sorted(value, key=places.__getitem__)},
        schema={
            "type": "object",
            "properties": dict.fromkeys(names, number.schema),
            "additionalProperties": False,
        },
    )


def sorted_names(value: Any) -> Any:
    """The same JSON with the names of each object in order: one value, one text."""
    if isinstance(value, Mapping):
        return {name: sorted_names(value[name]) for name in sorted(value)}
    if isinstance(value, list | tuple):
        return [sorted_names(item) for item in value]
    return value


def _plain(value: Any) -> Any:
    """The same JSON with floats for decimals. Raises Wrong for what can't be kept."""
    if isinstance(value, str):
        if UNSTORABLE.search(value):
            raise Wrong("holds characters that can’t be kept")
        return value
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, dict):
        return {_plain(name): _plain(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value


def _read_object(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Wrong("is not an object")
    return {_plain(name): _plain(item) for name, item in value.items()}


def _read_list(value: Any) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise Wrong("is not a list")
    return tuple(_plain(item) for item in value)


ANY_OBJECT = Codec(read=_read_object, write=sorted_names, schema={"type": "object"})
"""JSON of any shape. How big and how deep is up to whoever reads the file."""
ANY_LIST = Codec(read=_read_list, write=sorted_names, schema={"type": "array"})
