"""Counts of spots. None of this is there while a person hides them."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from routines.api import problems
from routines.api.cursors import Cursor, moment_in, no_such_page, read_cursor, write_cursor
from routines.api.doors import caller_of, instant_of, key_of, reply
from routines.api.handling import not_found
from routines.api.operations import operation
from routines.api.problems import Problem
from routines.api.scopes import Scope
from routines.api.shapes.base import Day, KeyInPath, as_day, as_key
from routines.api.shapes.counts import (
    CountPage,
    CountSaid,
    CountShape,
    CountWritten,
    NumbersShape,
)
from routines.api.shapes.limits import Limit
from routines.api.who import Caller
from routines.diary.regions import Region
from routines.spots.counting import NotACountError, Numbers, total
from routines.spots.models import Count, CountQuerySet
from routines.spots.services import Said, Saved, remove_count, save_count

router = Router()


def counting(request: HttpRequest) -> Caller:
    """Return who asks. Raises Problem where they hide counts."""
    caller = caller_of(request)
    if caller.user.counts_hidden:
        raise not_found("Spot counts are hidden; they can be shown again in the settings.")
    return caller


@operation(router, "GET", "/counts", returns=CountPage, scopes=(Scope.COUNTS,))
def list_counts(
    request: HttpRequest,
    first: Annotated[Day | None, Query(None, description="No counts of days before it.")],
    last: Annotated[Day | None, Query(None, description="No counts of days after it.")],
    limit: Limit,
    cursor: Cursor,
) -> HttpResponse:
    """List the counts.

    Newest first. Several counts of a day each stand by themselves.
    """
    caller = counting(request)
    rows = Count.objects.of(caller.user).kept().between(first or date.min, last or date.max)
    if cursor is not None:
        rows = _after(rows, cursor)
    found = list(rows.order_by("-day", "-counted_at", "-key")[: limit + 1])
    shown = found[:limit]
    more = len(found) > limit
    return reply(
        CountPage(
            items=[count_shape(caller, count) for count in shown],
            next=_cursor(shown[-1]) if more else None,
        )
    )


def _cursor(count: Count) -> str:
    return write_cursor(count.day.isoformat(), count.counted_at.isoformat(), str(count.key))


def _after(rows: CountQuerySet, cursor: str) -> CountQuerySet:
    """The counts that come after the one that the cursor names. Raises Problem."""
    day_text, at_text, key_text = read_cursor(cursor, 3)
    try:
        day, at, key = as_day(day_text), moment_in(at_text), as_key(key_text)
    except ValueError:
        raise no_such_page() from None
    same_day = Q(day=day)
    return rows.filter(
        Q(day__lt=day)
        | same_day & Q(counted_at__lt=at)
        | same_day & Q(counted_at=at) & Q(key__lt=key)
    )


@operation(router, "GET", "/counts/{count}", returns=CountShape, scopes=(Scope.COUNTS,))
def get_count(request: HttpRequest, count: KeyInPath) -> HttpResponse:
    """Read a count."""
    caller = counting(request)
    row = Count.objects.of(caller.user).kept().get(key=key_of(count))
    return reply(count_shape(caller, row))


@operation(
    router,
    "PUT",
    "/counts/{count}",
    returns=CountWritten,
    scopes=(Scope.COUNTS,),
    refuses=True,
)
def put_count(request: HttpRequest, count: KeyInPath, body: CountSaid) -> HttpResponse:
    """Keep or correct a count.

    Choose a new key (a UUID) for a new count; the same key again corrects it, and the same request
    again changes nothing.
    """
    caller = counting(request)
    at = instant_of(caller, body.at)
    said = Said(
        day=body.day or caller.today,
        numbers=_numbers(body),
        unsure=body.unsure,
        note=body.note,
    )
    saved = save_count(user=caller.user, key=key_of(count), said=said, at=at)
    return _written(caller, saved)


@operation(router, "DELETE", "/counts/{count}", returns=CountWritten, scopes=(Scope.COUNTS,))
def delete_count(request: HttpRequest, count: KeyInPath) -> HttpResponse:
    """Remove a count.

    It leaves every page and trend. Removing it twice changes nothing.
    """
    caller = counting(request)
    row = Count.objects.of(caller.user).only("pk").get(key=key_of(count))
    return _written(caller, remove_count(user=caller.user, count_id=row.pk, at=caller.now))


def _written(caller: Caller, saved: Saved) -> HttpResponse:
    return reply(
        CountWritten(
            changed=saved.batch is not None,
            batch=saved.batch,
            count=count_shape(caller, saved.count),
        )
    )


def _numbers(body: CountSaid) -> Numbers:
    """What was counted. Raises Problem for what makes no count."""
    given = body.numbers.model_dump()
    whole_face = given.pop("whole_face")
    try:
        return Numbers(
            by_region={Region(name): spots for name, spots in given.items() if spots is not None},
            whole_face=whole_face,
        )
    except NotACountError:
        words = (
            "Count at least one place; the whole face at a glance stands instead of its regions."
        )
        raise Problem(problems.REFUSED, words) from None


def count_shape(caller: Caller, count: Count) -> CountShape:
    numbers = count.numbers()
    unsure = numbers.pop("unsure")
    zone = caller.user.zone
    return CountShape(
        count=count.key,
        day=count.day,
        numbers=NumbersShape(**numbers),
        total=total(count.value()),
        unsure=unsure,
        note=count.note,
        counted_at=count.counted_at.astimezone(zone),
        given_at=count.given_at.astimezone(zone),
        is_removed=count.removed_at is not None,
    )
