"""Events written as a calendar (RFC 5545), and what identifies its content."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from routines.reminders.feed_values import Every, FeedEvent
from routines.reminders.timezones import Observance, observances

if TYPE_CHECKING:
    from icalendar import Calendar, Component, Event

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LASTS = timedelta(minutes=10)
AHEAD = timedelta(days=3 * 366)
"""How far ahead clock changes are spelled out; calendars fetch anew long before."""
ASK_AGAIN = "PT6H"


def digest_of(events: Sequence[FeedEvent], zone: ZoneInfo, today: date) -> str:
    """Return what stays the same as long as the calendar does, which is a week at most."""
    monday = today - timedelta(days=today.weekday())
    return hashlib.sha256(repr((events, zone.key, monday)).encode()).hexdigest()[:32]


def write(
    events: Sequence[FeedEvent],
    *,
    zone: ZoneInfo,
    today: date,
    owner: str,
    title: str,
    changed_at: datetime,
) -> bytes:
    """Return the calendar. `owner` is an address that is nobody else's; identities rest on it."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Skin-care diary//Routine//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", title)
    calendar.add("x-wr-timezone", zone.key)
    calendar.add("x-published-ttl", ASK_AGAIN)
    calendar["REFRESH-INTERVAL"] = _duration(ASK_AGAIN)
    monday = today - timedelta(days=today.weekday())
    _add_zone(calendar, zone, monday)
    for event in events:
        calendar.add_component(_event(event, zone, owner, changed_at))
    return bytes(calendar.to_ical())


def _duration(text: str) -> Any:
    from icalendar import vText

    value = vText(text)
    value.params["VALUE"] = "DURATION"
    return value


def _event(event: FeedEvent, zone: ZoneInfo, owner: str, changed_at: datetime) -> Event:
    from icalendar import Event

    written = Event()
    written.add("uid", str(uuid5(NAMESPACE_URL, f"{owner}/{event.key}")))
    written.add("dtstamp", changed_at)
    written.add("summary", event.title)
    if event.details:
        written.add("description", event.details)
    written.add("class", "PRIVATE")
    # Nobody is busy while they wash their face.
    written.add("transp", "TRANSPARENT")
    written.add("dtstart", _moment(event, event.first, zone))
    written.add("duration", LASTS if event.at else timedelta(days=1))
    if event.every is not None:
        written.add("rrule", _rule(event.every, event, zone))
    if event.left_out:
        written.add("exdate", [_moment(event, day, zone) for day in event.left_out])
    return written


def _moment(event: FeedEvent, day: date, zone: ZoneInfo) -> date | datetime:
    return day if event.at is None else datetime.combine(day, event.at, zone)


def _rule(every: Every, event: FeedEvent, zone: ZoneInfo) -> dict[str, Any]:
    rule: dict[str, Any] = {"freq": "weekly" if every.weekdays else "daily"}
    if every.weekdays:
        rule["byday"] = [WEEKDAYS[weekday] for weekday in sorted(every.weekdays)]
    elif every.days > 1:
        rule["interval"] = every.days
    if every.last is not None:
        last = _moment(event, every.last, zone)
        rule["until"] = last.astimezone(UTC) if isinstance(last, datetime) else last
    return rule


def _add_zone(calendar: Calendar, zone: ZoneInfo, monday: date) -> None:
    """Spell the zone's rules out, from a day before the first event on."""
    from icalendar import Timezone

    if zone.key == "UTC":
        return  # written as such: "…Z"
    rules = Timezone()
    rules.add("tzid", zone.key)
    for observance in observances(zone, monday - timedelta(days=1), monday + AHEAD):
        rules.add_component(_observance(observance))
    calendar.add_component(rules)


def _observance(observance: Observance) -> Component:
    from icalendar import TimezoneDaylight, TimezoneStandard

    written = TimezoneDaylight() if observance.is_daylight else TimezoneStandard()
    written.add("dtstart", observance.wall_before)
    written.add("tzoffsetfrom", observance.offset_before)
    written.add("tzoffsetto", observance.offset)
    written.add("tzname", observance.name)
    return written
