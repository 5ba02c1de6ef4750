"""The rules of a time zone as a calendar file spells them out (RFC 5545, 3.6.5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

ONE_DAY = timedelta(days=1)
ONE_SECOND = timedelta(seconds=1)
LOOKS_BACK = timedelta(days=400)
"""Zones that change at all do so within a year."""


@dataclass(frozen=True, slots=True)
class Observance:
    """What holds from an instant (UTC) on: the offsets before and after, the zone's short name."""

    since: datetime
    offset_before: timedelta
    offset: timedelta
    name: str
    is_daylight: bool
    """Whether the clocks are ahead: they went forward, or go back next. Also where the law calls
    winter the exception, as in Dublin: readers of calendars expect it so."""

    @property
    def wall_before(self) -> datetime:
        """When it begins, on clocks that still show the time before: what DTSTART has to say."""
        return (self.since + self.offset_before).replace(tzinfo=None)


def observances(zone: ZoneInfo, first: date, last: date) -> tuple[Observance, ...]:
    """Return what holds on `first`, from when it began, and every change until `last`."""
    begin, end = _midnight(first - LOOKS_BACK), _midnight(last)
    changes = [_observance(zone, change) for change in _changes(zone, begin, end)]
    earlier = sum(change.since <= _midnight(first) for change in changes)
    if earlier:
        return tuple(changes[earlier - 1 :])
    offset, name = _kind(zone, begin)
    goes_back = bool(changes) and changes[0].offset < changes[0].offset_before
    return (Observance(begin, offset, offset, name, is_daylight=goes_back), *changes)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), UTC)


def _changes(zone: ZoneInfo, begin: datetime, end: datetime) -> Iterator[datetime]:
    """The instants at which the offset or the name changes; no zone has two of them in a day."""
    day = begin
    while day < end:
        if _kind(zone, day) != _kind(zone, day + ONE_DAY):
            yield _change_within(zone, day)
        day += ONE_DAY


def _change_within(zone: ZoneInfo, day: datetime) -> datetime:
    earlier, later, before = day, day + ONE_DAY, _kind(zone, day)
    while later - earlier > ONE_SECOND:
        middle = (earlier + (later - earlier) / 2).replace(microsecond=0)
        if _kind(zone, middle) == before:
            earlier = middle
        else:
            later = middle
    return later


def _observance(zone: ZoneInfo, since: datetime) -> Observance:
    before, (offset, name) = _offset(zone, since - ONE_SECOND), _kind(zone, since)
    return Observance(since, before, offset, name, is_daylight=offset > before)


def _kind(zone: ZoneInfo, instant: datetime) -> tuple[timedelta, str]:
    return _offset(zone, instant), instant.astimezone(zone).tzname() or ""


def _offset(zone: ZoneInfo, instant: datetime) -> timedelta:
    offset = instant.astimezone(zone).utcoffset()
    return offset if offset is not None else timedelta()
