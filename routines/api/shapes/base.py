"""Values as JSON has them, read strictly: a number is no text, and a day has one spelling."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Any, Final
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

WITHOUT_NUL: Final = r"^[^\u0000]*$"
"""PostgreSQL keeps no NUL; every text may have any other character."""

DAY: Final = {"type": "string", "format": "date", "examples": ["2026-11-22"]}
KEY: Final = {
    "type": "string",
    "format": "uuid",
    "examples": ["0b4f4b0e-8a52-4d0c-9d5e-3f0a6a1c2d4e"],
}
INSTANT: Final = {
    "type": "string",
    "format": "date-time",
    "examples": ["2026-11-22T21:40:00+01:00"],
}
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_INSTANT = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,12})?(Z|[+-]\d\d:\d\d)", re.IGNORECASE | re.ASCII
)
_WHOLE = re.compile(r"-?[0-9]{1,18}")


def as_day(value: Any) -> date:
    """Raises ValueError for anything but YYYY-MM-DD."""
    try:
        day = date.fromisoformat(value)
    except (TypeError, ValueError):
        day = None
    if day is None or day.isoformat() != value:
        raise ValueError("Write a day of the calendar as YYYY-MM-DD.")
    return day


def as_key(value: Any) -> UUID:
    """Raises ValueError for anything but a UUID in its usual form."""
    if not isinstance(value, str) or not _UUID.fullmatch(value):
        raise ValueError("Write a key in the form 00000000-0000-0000-0000-000000000000.")
    return UUID(value)


def as_instant(value: Any) -> datetime:
    """Raises ValueError for anything but a date and time with its offset from UTC."""
    words = "Write a time with its offset, such as 2026-11-22T21:40:00+01:00."
    if not isinstance(value, str) or not _INSTANT.fullmatch(value):
        raise ValueError(words)
    try:
        return _instant(value.upper())
    except (ValueError, OverflowError):
        raise ValueError(words) from None


def _instant(text: str) -> datetime:
    """Fractions are kept to microseconds; a leap second counts as the one before it."""
    text = re.sub(r"\.(\d{1,6})\d*", lambda found: "." + found[1].ljust(6, "0"), text)
    return datetime.fromisoformat(text.replace(":60", ":59"))


def as_number_sent(value: Any) -> Any:
    """Take 3.0 for 3, as JSON doesn't tell them apart; anything else stays as it is."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def as_whole_number(value: Any) -> int:
    """Read a parameter of an address. Raises ValueError for anything but decimal digits."""
    if isinstance(value, int):
        return value
    if not _WHOLE.fullmatch(value):
        raise ValueError("Write a whole number.")
    return int(value)


AsSent: Final = BeforeValidator(as_number_sent)
"""Stands behind the limits of a number, which the description would lose otherwise."""

Day = Annotated[date, BeforeValidator(as_day), WithJsonSchema(DAY)]
Key = Annotated[UUID, BeforeValidator(as_key), WithJsonSchema(KEY)]
Instant = Annotated[datetime, BeforeValidator(as_instant), WithJsonSchema(INSTANT)]
DayInPath = Annotated[str, WithJsonSchema(DAY)]
"""Not looked at yet: an address with a day that does not exist leads nowhere; see doors."""

TODAY: Final = "today"
DiaryDayInPath = Annotated[
    str,
    WithJsonSchema(
        {
            "anyOf": [{"type": "string", "format": "date"}, {"const": TODAY}],
            "examples": DAY["examples"],
            "description": "A local date, or “today”: the day by the person’s own clock. A program "
            "that sends later what it has kept names the date.",
        }
    ),
]
"""A day of the diary; the word is for buttons that know no date."""

KeyInPath = Annotated[str, WithJsonSchema(KEY)]
KindInPath = Annotated[
    str,
    WithJsonSchema(
        {
            "type": "string",
            "pattern": "^[a-zA-Z0-9_-]+$",
            "maxLength": 80,
            "examples": ["strong-sun"],
        }
    ),
]
Note = Annotated[str, Field(max_length=500, pattern=WITHOUT_NUL)]


class In(BaseModel):
    """What is sent. What we don't know is a mistake: a name mistyped must not be passed over."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Out(BaseModel):
    """What is answered. Every member is always there; null says that there is none."""

    model_config = ConfigDict(frozen=True, json_schema_serialization_defaults_required=True)


class Written(Out):
    """What a write did."""

    changed: Annotated[
        bool, Field(description="Whether anything differs from before; twice the same is once.")
    ]
    batch: Annotated[
        UUID | None,
        Field(description="Takes this write back: `POST /changes/{batch}/undo`."),
    ]


class ProblemMistake(Out):
    """One thing that is wrong with what was sent."""

    source: Annotated[
        str,
        Field(serialization_alias="in", description="body, query, path or header."),
    ]
    pointer: Annotated[str, Field(description="Where: a JSON pointer, such as /times.")]
    detail: Annotated[str, Field(description="What is wrong there.")]


class ProblemShape(Out):
    """What went wrong (RFC 9457)."""

    type: Annotated[str, Field(description="The address that explains this kind of problem.")]
    title: Annotated[str, Field(description="The kind in a few words.")]
    status: Annotated[int, Field(ge=400, le=599, description="The status, once more.")]
    detail: Annotated[str, Field(description="What it is this time.")]
    errors: Annotated[
        list[ProblemMistake], Field(description="Each value at fault; empty for other problems.")
    ]
