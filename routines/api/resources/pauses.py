"""Pauses, named by their first day."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Router

from routines.accounts.models import User
from routines.api.doors import caller_of, reply
from routines.api.handling import not_found
from routines.api.operations import operation
from routines.api.scopes import Scope
from routines.api.shapes.base import DayInPath, as_day
from routines.api.shapes.pauses import PauseList, PauseSaid, PauseShape, PauseWritten
from routines.api.who import Caller
from routines.diary.models import Pause
from routines.diary.services import pauses as services
from routines.diary.services.entries import Logged

router = Router()


@operation(router, "GET", "/pauses", returns=PauseList, scopes=(Scope.READ,))
def list_pauses(request: HttpRequest) -> HttpResponse:
    """List the pauses.

    The latest first. On paused days nothing is due, and they count neither way.
    """
    caller = caller_of(request)
    rows = Pause.objects.of(caller.user).order_by("-starts_on")
    return reply(PauseList(items=[_shape(row, caller.today) for row in rows]))


@operation(
    router,
    "PUT",
    "/pauses/{first}",
    returns=PauseWritten,
    scopes=(Scope.EVERYTHING,),
    refuses=True,
)
def put_pause(request: HttpRequest, first: DayInPath, body: PauseSaid) -> HttpResponse:
    """Begin or change a pause.

    Its first day names it. It may lie ahead by a year at most, and on no day of another pause.
    """
    caller = caller_of(request)
    starts_on = first_of(first)
    with transaction.atomic():
        User.objects.hold(caller.user)
        row = Pause.objects.of(caller.user).filter(starts_on=starts_on).first()
        logged = services.save_pause(
            user=caller.user,
            starts_on=starts_on,
            ends_on=body.last,
            reason=body.reason,
            at=caller.now,
            today=caller.today,
            pause_id=row.pk if row else None,
        )
    return _written(caller, starts_on, logged)


@operation(router, "POST", "/pauses/{first}/end", returns=PauseWritten, scopes=(Scope.EVERYTHING,))
def end_pause(request: HttpRequest, first: DayInPath) -> HttpResponse:
    """End a pause.

    Today is logged again; yesterday was its last day. One that began today, or is still to come,
    is removed.
    """
    caller = caller_of(request)
    row = Pause.objects.of(caller.user).get(starts_on=first_of(first))
    logged = services.end_pause(
        user=caller.user, pause_id=row.pk, at=caller.now, today=caller.today
    )
    return _written(caller, row.starts_on, logged)


@operation(router, "DELETE", "/pauses/{first}", returns=PauseWritten, scopes=(Scope.EVERYTHING,))
def delete_pause(request: HttpRequest, first: DayInPath) -> HttpResponse:
    """Remove a pause.

    As if it had never been: its days are asked after again.
    """
    caller = caller_of(request)
    row = Pause.objects.of(caller.user).get(starts_on=first_of(first))
    logged = services.remove_pause(
        user=caller.user, pause_id=row.pk, at=caller.now, today=caller.today
    )
    return _written(caller, row.starts_on, logged)


def first_of(text: str) -> date:
    """Return the day that names a pause. Raises Problem for what is no day."""
    try:
        return as_day(text)
    except ValueError as problem:
        raise not_found("There is no such day in the calendar.") from problem


def _written(caller: Caller, starts_on: date, logged: Logged) -> HttpResponse:
    row = Pause.objects.of(caller.user).filter(starts_on=starts_on).first()
    return reply(
        PauseWritten(
            changed=bool(logged.changed),
            batch=logged.batch if logged.changed else None,
            pause=_shape(row, caller.today) if row else None,
        )
    )


def _shape(pause: Pause, today: date) -> PauseShape:
    return PauseShape(
        first=pause.starts_on,
        last=pause.ends_on,
        reason=pause.reason,
        is_now=pause.covers(today),
    )
