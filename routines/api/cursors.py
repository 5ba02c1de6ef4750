"""Where the next page of a list begins: opaque to others, so that it may change."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime
from typing import Annotated

from ninja import Query

from routines.api.handling import not_found
from routines.api.problems import Problem
from routines.api.shapes.base import as_instant

Cursor = Annotated[
    str | None,
    Query(
        None,
        max_length=200,
        pattern=r"^[A-Za-z0-9_-]+$",
        description="The `next` of the page before; keep the other parameters as they were.",
    ),
]


def write_cursor(*parts: str) -> str:
    return urlsafe_b64encode("|".join(parts).encode()).decode().rstrip("=")


def read_cursor(text: str, parts: int) -> list[str]:
    """Return what a cursor is made of. Raises Problem for one that is none of ours."""
    try:
        padded = text + "=" * (-len(text) % 4)
        found = urlsafe_b64decode(padded).decode("ascii").split("|")
    except ValueError:
        found = []
    if len(found) != parts:
        raise no_such_page()
    return found


def moment_in(text: str) -> datetime:
    """Return a moment that a cursor names. Raises ValueError for one that is none in UTC."""
    try:
        return as_instant(text).astimezone(UTC)
    except OverflowError as problem:
        raise ValueError("no calendar goes there") from problem


def no_such_page() -> Problem:
    return not_found("This list has no such page.")
