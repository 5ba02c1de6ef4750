"""Answers for steps."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Router

from routines.api.doors import caller_of, day_of, expected_tags, instant_of, key_of, reply
from routines.api.operations import operation
from routines.api.resources.days import refuse_changed
from routines.api.scopes import Scope
from routines.api.shapes.base import DiaryDayInPath, KeyInPath
from routines.api.shapes.days import (
    Answered,
    EntryShape,
    EntryWritten,
    reason_or_none,
    said_or_none,
)
from routines.api.who import Caller
from routines.diary.models import Answer, Product
from routines.diary.services.entries import LoggedStep, Said, log_step

router = Router()


@operation(
    router,
    "PUT",
    "/days/{day}/entries/{step}",
    returns=EntryWritten,
    scopes=(Scope.LOG,),
    refuses=True,
    tag="takes",
)
def put_entry(
    request: HttpRequest, day: DiaryDayInPath, step: KeyInPath, body: Answered
) -> HttpResponse:
    """Answer for a step.

    Send the same answer as often as you like: it is kept once. Of two different ones that which
    was said later holds, in whatever order they arrive, so that a phone without a network may send
    what it has kept whenever it can.
    """
    caller = caller_of(request)
    said = Said(
        answer=body.answer,
        skip_reason=body.skip_reason or "",
        times=body.times,
        note=body.note,
        product_id=_product_id(caller, body.product),
    )
    at = instant_of(caller, body.at)
    return _log(request, caller, day_of(caller, day), key_of(step), said, at)


@operation(
    router,
    "DELETE",
    "/days/{day}/entries/{step}",
    returns=EntryWritten,
    scopes=(Scope.LOG,),
    refuses=True,
    tag="takes",
)
def delete_entry(request: HttpRequest, day: DiaryDayInPath, step: KeyInPath) -> HttpResponse:
    """Take an answer back.

    The step stands there as if nothing had been said of it, which is not the same as “not done”.
    """
    caller = caller_of(request)
    said = Said(answer=Answer.NOTHING)
    return _log(request, caller, day_of(caller, day), key_of(step), said, caller.now)


def _log(
    request: HttpRequest, caller: Caller, day: date, key: UUID, said: Said, at: datetime
) -> HttpResponse:
    if not expected_tags(request):
        return reply(_written(caller, _log_step(caller, day, key, said, at)))
    with transaction.atomic():
        refuse_changed(request, caller, day)
        logged = _log_step(caller, day, key, said, at)
    return reply(_written(caller, logged))


def _log_step(caller: Caller, day: date, key: UUID, said: Said, at: datetime) -> LoggedStep:
    return log_step(user=caller.user, day=day, step_id=key, said=said, at=at, today=caller.today)


def _written(caller: Caller, logged: LoggedStep) -> EntryWritten:
    """What the write did; what stands there is told only to who may read it."""
    return EntryWritten(
        changed=bool(logged.changed),
        batch=logged.batch if logged.changed else None,
        entry=_entry(caller, logged) if caller.may(Scope.READ) else None,
    )


def _entry(caller: Caller, logged: LoggedStep) -> EntryShape:
    entry = logged.entry
    product = entry.product if entry.product_id else None
    return EntryShape(
        step=logged.term.step.key,
        day=entry.day,
        answer=said_or_none(entry.answer),
        skip_reason=reason_or_none(entry.skip_reason),
        times=entry.times,
        note=entry.note,
        product=product.key if product else None,
        given_at=entry.given_at.astimezone(caller.user.zone),
    )


def _product_id(caller: Caller, key: UUID | None) -> int | None:
    if key is None:
        return None
    return Product.objects.of(caller.user).values_list("pk", flat=True).get(key=key)
