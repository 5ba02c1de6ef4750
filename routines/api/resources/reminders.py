"""Reminders: read, and answered as on Today."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from routines.api.cursors import Cursor, moment_in, no_such_page, read_cursor, write_cursor
from routines.api.doors import caller_of, key_of, reply
from routines.api.operations import operation
from routines.api.scopes import Scope
from routines.api.shapes.base import KeyInPath, as_key
from routines.api.shapes.limits import Limit
from routines.api.shapes.reminders import (
    PutOffUntil,
    ReminderPage,
    ReminderShape,
    ReminderWritten,
)
from routines.api.who import Caller
from routines.reminders.cards import LOOKS
from routines.reminders.models import Outcome, Reminder, ReminderQuerySet
from routines.reminders.schedule import PutOff
from routines.reminders.services.answers import Answered, answer_done, dismiss, not_now

router = Router()


@operation(router, "GET", "/reminders", returns=ReminderPage, scopes=(Scope.READ,))
def list_reminders(
    request: HttpRequest,
    outcome: Annotated[
        Literal["open"] | None, Query(None, description="Only those that nobody has answered.")
    ],
    limit: Limit,
    cursor: Cursor,
) -> HttpResponse:
    """List the reminders.

    Everything that was said, newest first, and what became of it.
    """
    caller = caller_of(request)
    rows = Reminder.objects.of(caller.user)
    if outcome is not None:
        rows = rows.filter(outcome=Outcome.OPEN)
    if cursor is not None:
        rows = _after(rows, cursor)
    found = list(rows.order_by("-made_at", "-key")[: limit + 1])
    shown = found[:limit]
    more = len(found) > limit
    return reply(
        ReminderPage(
            items=[_shape(caller, row) for row in shown],
            next=write_cursor(shown[-1].made_at.isoformat(), str(shown[-1].key)) if more else None,
        )
    )


def _after(rows: ReminderQuerySet, cursor: str) -> ReminderQuerySet:
    """What comes after the reminder that the cursor names. Raises Problem."""
    at_text, key_text = read_cursor(cursor, 2)
    try:
        at, key = moment_in(at_text), as_key(key_text)
    except ValueError:
        raise no_such_page() from None
    return rows.filter(Q(made_at__lt=at) | Q(made_at=at, key__lt=key))


@operation(
    router, "POST", "/reminders/{reminder}/done", returns=ReminderWritten, scopes=(Scope.LOG,)
)
def done_reminder(request: HttpRequest, reminder: KeyInPath) -> HttpResponse:
    """Answer “done”.

    Where the reminder offers a step, that step is logged as done. What is settled stays so.
    """
    caller = caller_of(request)
    answered = answer_done(user=caller.user, key=key_of(reminder), at=caller.now)
    return _written(caller, answered)


@operation(
    router, "POST", "/reminders/{reminder}/not-now", returns=ReminderWritten, scopes=(Scope.LOG,)
)
def put_off_reminder(request: HttpRequest, reminder: KeyInPath, body: PutOffUntil) -> HttpResponse:
    """Answer “not now”.

    It comes back then, and what spoke rests until then.
    """
    caller = caller_of(request)
    answered = not_now(
        user=caller.user, key=key_of(reminder), choice=PutOff(body.until), at=caller.now
    )
    return _written(caller, answered)


@operation(
    router, "POST", "/reminders/{reminder}/dismiss", returns=ReminderWritten, scopes=(Scope.LOG,)
)
def dismiss_reminder(request: HttpRequest, reminder: KeyInPath) -> HttpResponse:
    """Put it away.

    Nothing is logged. The rule may speak again another time.
    """
    caller = caller_of(request)
    return _written(caller, dismiss(user=caller.user, key=key_of(reminder), at=caller.now))


def _written(caller: Caller, answered: Answered) -> HttpResponse:
    return reply(
        ReminderWritten(
            changed=answered.batch is not None,
            batch=answered.batch,
            logged=answered.logged,
            reminder=_shape(caller, answered.reminder) if caller.may(Scope.READ) else None,
        )
    )


def _shape(caller: Caller, row: Reminder) -> ReminderShape:
    zone = caller.user.zone
    outcome: Any = row.outcome or "open"
    return ReminderShape(
        reminder=row.key,
        kind=row.kind,
        title=LOOKS[row.kind].label,
        message=row.message,
        topic=row.topic or None,
        day=row.day,
        said_at=row.made_at.astimezone(zone),
        outcome=outcome,
        answered_at=row.answered_at.astimezone(zone) if row.answered_at else None,
        until=row.until.astimezone(zone) if row.until else None,
    )
