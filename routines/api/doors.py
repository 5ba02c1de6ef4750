"""What every operation needs at its door: who asks, which day and which thing is meant."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from pydantic import BaseModel

from routines.accounts.clock import EARLIEST_DAY
from routines.api import problems
from routines.api.handling import not_found
from routines.api.problems import Problem
from routines.api.shapes.base import TODAY, as_key
from routines.api.who import Caller
from routines.diary.doors import NoSuchDay, day_from_address, given_at


def caller_of(request: HttpRequest) -> Caller:
    """Return who asks; for operations that are not open to everybody."""
    caller: Caller = request.auth  # type: ignore[attr-defined]
    return caller


def day_of(caller: Caller, text: str) -> date:
    """Return the day that an address names. Raises Problem for one out of the diary's reach."""
    if text == TODAY:
        return caller.today
    try:
        return day_from_address(text, caller.today)
    except NoSuchDay as problem:
        raise not_found(str(problem)) from problem


def key_of(text: str) -> UUID:
    """Return the key that an address names. Raises Problem for what can't be one."""
    try:
        return as_key(text)
    except ValueError:
        raise not_found("The key names nothing of yours.") from None


def instant_of(caller: Caller, sent: datetime | None) -> datetime:
    """Return when something was said: as the device says, but never later than now.

    Raises Problem for a clock that is wrong.
    """
    if sent is not None and sent.year < EARLIEST_DAY.year:
        raise Problem(problems.REFUSED, "The clock of this device is wrong.")
    return given_at(sent, caller.now)


def reply(body: BaseModel | bytes, *, tag: str = "", status: int = 200) -> HttpResponse:
    """Return JSON; a model writes itself, and far faster than dictionaries are written."""
    content = body if isinstance(body, bytes) else body.model_dump_json(by_alias=True).encode()
    response = HttpResponse(content, status=status, content_type="application/json")
    if tag:
        response.headers["ETag"] = tag
    return response


def tag_of(content: bytes) -> str:
    """Return the entity tag of an answer: the same for the same bytes, and for no others."""
    return f'"{sha256(content).hexdigest()[:32]}"'


def is_unchanged(request: HttpRequest, tag: str) -> bool:
    """Say whether the caller has this already."""
    return _matches(_tags(request, "If-None-Match"), tag)


def unchanged(tag: str) -> HttpResponse:
    return HttpResponse(status=304, headers={"ETag": tag})


def expected_tags(request: HttpRequest) -> Sequence[str]:
    """Return what `If-Match` holds; none where the caller expects nothing in particular."""
    return _tags(request, "If-Match")


def refuse_stale(expected: Sequence[str], tag: str) -> None:
    """Raise Problem where none of the expected tags is the one that stands now."""
    if not _matches(expected, tag):
        raise Problem(
            problems.STALE,
            "The day was changed since you read it. Read it again, then decide.",
            headers={"ETag": tag},
        )


def _tags(request: HttpRequest, name: str) -> Sequence[str]:
    """The entity tags of a header, without the mark that a proxy may have put before them.

    One that holds no tag still is a condition, which nothing meets.
    """
    header = request.headers.get(name)
    return () if header is None else [tag.strip().removeprefix("W/") for tag in header.split(",")]


def _matches(tags: Sequence[str], tag: str) -> bool:
    return "*" in tags or tag.removeprefix("W/") in tags
