"""What every page of a day needs at its door: a day that exists, an instant that can be."""

from __future__ import annotations

from datetime import date, datetime

from django.http import Http404

from routines.diary.refusals import Refused, refuse_unlikely_day


class NoSuchDay(Http404):
    """An address that names no day one could open; the text says why."""


def day_from_address(text: str, today: date) -> date:
    """Return the day an address names.

    Raises NoSuchDay for 30 February, for tomorrow, and for a day before the diary begins.
    """
    try:
        day = date.fromisoformat(text)
    except ValueError as problem:
        raise NoSuchDay("There is no such day in the calendar.") from problem
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
