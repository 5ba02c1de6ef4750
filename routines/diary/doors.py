"""What every page of a day needs at its door: a day that exists, an instant that can be."""

from __future__ import annotations

from datetime import date, datetime

from django.contrib import messages
from django.http import Http404, HttpRequest
from django_htmx.middleware import HtmxDetails

from routines.diary.refusals import Refused, refuse_unlikely_day
from routines.diary.services.entries import Logged


class HtmxRequest(HttpRequest):
    """A request as the htmx middleware passes it on."""

    htmx: HtmxDetails


class NotThere(Http404):
    """An address that leads nowhere; the text says why, in words for the person."""


class NoSuchDay(NotThere):
    """An address that names no day one could open."""


def day_from_address(text: str, today: date) -> date:
    """Return the day an address names.

    Raises NoSuchDay for 30 February, for tomorrow, and for a day before the diary begins.
    """
    try:
        day = date.fromisoformat(text)
    except ValueError as problem:
        raise NoSuchDay("There is no such day in the calendar.") from problem
    if text != day.isoformat():
        # 20261122 and 2026-W47-7 are days too, but a page has one address.
        raise NoSuchDay("There is no such day in the calendar.")
    try:
        refuse_unlikely_day(day, today)
    except Refused as refusal:
        raise NoSuchDay(str(refusal)) from refusal
    return day


def given_at(sent: datetime | None, now: datetime) -> datetime:
    """When an answer was given: as the device says, but never later than now.

    A device whose clock runs ahead would otherwise outvote every later answer.
    """
    return now if sent is None else min(sent, now)


def say(request: HttpRequest, text: str, logged: Logged) -> None:
    """Say what became of a write, with the way back; nothing where nothing changed."""
    if logged.changed:
        messages.success(request, text, extra_tags=f"undo:{logged.batch}")
