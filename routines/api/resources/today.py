"""Today: what is due, and what is said of it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from routines.api.doors import caller_of, reply
from routines.api.operations import operation
from routines.api.reading.today import read_today
from routines.api.scopes import Scope
from routines.api.shapes.today import TodayShape

router = Router()


@operation(router, "GET", "/today", returns=TodayShape, scopes=(Scope.READ,))
def get_today(request: HttpRequest) -> HttpResponse:
    """Read what is due today.

    The day as it stands, the parts of the day in figures, whether a count is due, and the reminders
    that wait. Your day begins at the hour that you chose, so at 00:40 today may be the evening
    before.
    """
    caller = caller_of(request)
    return reply(read_today(caller.user, caller.today, caller.now))
