"""Days: one, many, and the note of one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Final

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from routines.accounts.clock import EARLIEST_DAY
from routines.accounts.models import User
from routines.api.cursors import Cursor, no_such_page, read_cursor, write_cursor
from routines.api.doors import (
    caller_of,
    day_of,
    expected_tags,
    instant_of,
    is_unchanged,
    refuse_stale,
    reply,
    tag_of,
    unchanged,
)
from routines.api.handling import not_found
from routines.api.operations import operation
from routines.api.reading.days import read_day_json, read_days_json
from routines.api.scopes import Scope
from routines.api.shapes.base import Day, DiaryDayInPath
from routines.api.shapes.days import DayPage, DayShape, DayWritten, NoteSaid, PartInPath
from routines.api.shapes.limits import LimitOfDays
from routines.api.who import Caller
from routines.diary.models import Slot
from routines.diary.services.entries import Logged
from routines.diary.services.happenings import save_note
from routines.diary.services.rest import log_rest

router = Router()
USUAL_DAYS: Final = 31


@operation(router, "GET", "/days", returns=DayPage, scopes=(Scope.READ,))
def list_days(
    request: HttpRequest,
    first: Annotated[Day | None, Query(None, description="Without it, 30 days before `last`.")],
    last: Annotated[Day | None, Query(None, description="That day included; today, if left out.")],
    limit: LimitOfDays,
    cursor: Cursor,
) -> HttpResponse:
    """Read many days.

    Every day from `first` to `last`, oldest first, whether anything was logged on it or not. Days
    to come and days before 2000 are left out. A whole year is one page with `limit=366`.
    """
    caller = caller_of(request)
    end = min(last or caller.today, caller.today)
    begin = max(first or _days_before(end), EARLIEST_DAY)
    start = begin if cursor is None else max(begin, day_after(cursor))
    until = min(end, start + timedelta(days=limit - 1)) if start <= end else end
    days = read_days_json(caller.user, start, until, caller.today) if start <= until else []
    more = f'"{write_cursor(until.isoformat())}"' if start <= until < end else "null"
    return reply(f'{{"items":[{",".join(days)}],"next":{more}}}'.encode())


def _days_before(last: date) -> date:
    """The first of the usual number of days; none lies before the calendar's first."""
    return date.fromordinal(max(1, last.toordinal() - USUAL_DAYS + 1))


def day_after(cursor: str) -> date:
    """Return the day that a page begins with. Raises Problem for a cursor that is none of ours."""
    (text,) = read_cursor(cursor, 1)
    try:
        return date.fromisoformat(text) + timedelta(days=1)
    except (ValueError, OverflowError):
        raise no_such_page() from None


@operation(router, "GET", "/days/{day}", returns=DayShape, scopes=(Scope.READ,), tag="sends")
def get_day(request: HttpRequest, day: DiaryDayInPath) -> HttpResponse:
    """Read a day.

    The header `ETag` names this state of the day. Send it back in `If-Match` with a write, and the
    write is refused (412) where the day was changed meanwhile, here or on another device.
    """
    caller = caller_of(request)
    content = read_day_json(caller.user, day_of(caller, day), caller.today)
    tag = tag_of(content)
    return unchanged(tag) if is_unchanged(request, tag) else reply(content, tag=tag)


@operation(
    router,
    "PUT",
    "/days/{day}/note",
    returns=DayWritten,
    scopes=(Scope.LOG,),
    refuses=True,
    tag="takes",
)
def put_note(request: HttpRequest, day: DiaryDayInPath, body: NoteSaid) -> HttpResponse:
    """Write the note of a day.

    An empty text removes it. Of two texts the one said later holds, whichever arrives first.
    """
    caller = caller_of(request)
    the_day = day_of(caller, day)
    at = instant_of(caller, body.at)
    with transaction.atomic():
        refuse_changed(request, caller, the_day)
        logged = save_note(user=caller.user, day=the_day, text=body.text, at=at, today=caller.today)
        return day_written(caller, the_day, logged)


@operation(
    router,
    "POST",
    "/days/{day}/parts/{part}/done",
    returns=DayWritten,
    scopes=(Scope.LOG,),
    tag="takes",
)
def done_part(request: HttpRequest, day: DiaryDayInPath, part: PartInPath) -> HttpResponse:
    """Answer “done” for the rest of a part of the day.

    Whatever is due in it and has no answer yet is done. What was answered before stays as it is,
    so that doing it twice changes nothing. One button: “evening done”.
    """
    caller = caller_of(request)
    the_day, slot = day_of(caller, day), part_of(part)
    with transaction.atomic():
        refuse_changed(request, caller, the_day)
        logged = log_rest(
            user=caller.user, day=the_day, slot=slot, at=caller.now, today=caller.today
        )
        return day_written(caller, the_day, logged)


def part_of(text: str) -> Slot:
    """Return the part of the day that an address names. Raises Problem for another word."""
    try:
        return Slot(text)
    except ValueError:
        raise not_found("A part of the day is “morning”, “evening” or “any”.") from None


def refuse_changed(request: HttpRequest, caller: Caller, day: date) -> None:
    """Raise Problem where the caller expects a day that no longer stands so.

    Within a transaction: other writers wait until the write that follows is done.
    """
    expected = expected_tags(request)
    if expected:
        User.objects.hold(caller.user)
        refuse_stale(expected, tag_of(read_day_json(caller.user, day, caller.today)))


def day_written(caller: Caller, day: date, logged: Logged) -> HttpResponse:
    """Answer a write with the day as it stands now, for who may read it."""
    if not caller.may(Scope.READ):
        return reply(_written(logged, b"null"))
    content = read_day_json(caller.user, day, caller.today)
    return reply(_written(logged, content), tag=tag_of(content))


def _written(logged: Logged, day: bytes) -> bytes:
    batch = f'"{logged.batch}"' if logged.changed else "null"
    changed = "true" if logged.changed else "false"
    return f'{{"changed":{changed},"batch":{batch},"day":'.encode() + day + b"}"
