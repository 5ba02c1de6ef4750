"""When somebody is looked at next, and when something could be sent: wall-clock times as instants.

Everything is where the person lives. A time that the clocks jump over comes with the jump, one that
they show twice comes the first time. All instants are in UTC.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from routines.accounts.clock import ONE_DAY, day_begins, local_day
from routines.diary.days import Span

EVENING = time(18, 0)
"""Where "until tonight" ends."""
MORNING_ENDS = time(15, 0)
"""From here on a step of the evening is the likelier one."""
APART = timedelta(hours=12)
"""The same nudge never comes twice within this, wherever its person moves meanwhile."""
LATE = timedelta(hours=2)
"""A nudge that the worker could not make in this time is left out: its moment has passed."""
WEEK = timedelta(days=7)
FARTHEST = 400
"""Days that are searched for the next times; nothing comes that rarely."""


class PutOff(StrEnum):
    """What "not now" can mean."""

    TONIGHT = "tonight"
    TOMORROW = "tomorrow"
    WEEK = "week"


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable:
    """How a person's day is laid out for messages.

    Quiet hours that begin and end at the same time are none. `paused_until` is the first day of the
    diary on which anything is said again.
    """

    zone: ZoneInfo
    day_starts_at: time
    messages_at: time
    quiet_from: time
    quiet_until: time
    paused_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NudgeTime:
    """A time for a part of the day, on weekdays (Monday is 0) of the diary's days."""

    key: str
    slot: str
    at: time
    weekdays: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """A moment at which something could be sent.

    `slots` are the parts of the day that nudges ask after; `has_messages` says whether what the
    guidance has to say goes along. `waited` says that quiet hours held some of it back.
    """

    at: datetime
    has_messages: bool
    slots: tuple[str, ...]
    waited: bool


def next_time(wall: time, zone: ZoneInfo, after: datetime) -> datetime:
    """The first instant later than `after` at which it is `wall` there."""
    day = after.astimezone(zone).date() - ONE_DAY
    while (instant := day_begins(day, zone, wall)) <= after:
        day += ONE_DAY
    return instant


def last_time(wall: time, zone: ZoneInfo, until: datetime) -> datetime:
    """The last instant at which it was `wall` there, `until` included."""
    day = until.astimezone(zone).date() + ONE_DAY
    while (instant := day_begins(day, zone, wall)) > until:
        day -= ONE_DAY
    return instant


def release(instant: datetime, table: Timetable) -> datetime:
    """When what comes up at `instant` may be sent: at once, or when the quiet hours end."""
    if table.quiet_from == table.quiet_until:
        return instant
    begun = last_time(table.quiet_from, table.zone, instant)
    end = next_time(table.quiet_until, table.zone, begun)
    return max(instant, end) if instant < end else instant


def day_of(instant: datetime, table: Timetable) -> date:
    """The day of the diary that `instant` belongs to."""
    return local_day(instant, table.zone, table.day_starts_at)


def next_pass(table: Timetable, nudges: Iterable[NudgeTime], after: datetime) -> datetime:
    """When the person is looked at next: for messages, or for one of their nudges."""
    after = _not_paused(table, after)
    times = [next_time(table.messages_at, table.zone, after)]
    times += [moment for nudge in nudges if (moment := next_nudge(nudge, table, after))]
    return min(times)


def _not_paused(table: Timetable, after: datetime) -> datetime:
    """The instant from which times count: `after`, or just before the pause ends."""
    if table.paused_until is None:
        return after
    begins = day_begins(table.paused_until, table.zone, table.day_starts_at)
    return max(after, begins - timedelta(microseconds=1))


def next_nudge(nudge: NudgeTime, table: Timetable, after: datetime) -> datetime | None:
    """The nudge's first time later than `after`; None for one without a weekday."""
    moment = after
    for _ in range(8):
        moment = next_time(nudge.at, table.zone, moment)
        if day_of(moment, table).weekday() in nudge.weekdays:
            return moment
    return None


def due_nudges(
    nudges: Iterable[NudgeTime], table: Timetable, *, since: datetime, at: datetime
) -> list[tuple[NudgeTime, datetime]]:
    """The nudges whose time came from `since` to `at`, at most `LATE` ago, each with it."""
    before = max(since, at - LATE) - timedelta(microseconds=1)
    due = []
    for nudge in nudges:
        moment = next_nudge(nudge, table, before)
        if moment is not None and moment <= at:
            due.append((nudge, moment))
    return due


def put_off_until(choice: PutOff, at: datetime, table: Timetable) -> datetime:
    """When what was put off at `at` may come back. Later than the evening, tonight is tomorrow."""
    if choice is PutOff.TONIGHT:
        tonight = next_time(EVENING, table.zone, at)
        if day_of(tonight, table) == day_of(at, table):
            return tonight
    days = WEEK if choice is PutOff.WEEK else ONE_DAY
    return _messages_of(day_of(at, table) + days, table)


def _messages_of(day: date, table: Timetable) -> datetime:
    """When messages of a day of the diary go out."""
    starts = day_begins(day, table.zone, table.day_starts_at)
    return next_time(table.messages_at, table.zone, starts - timedelta(microseconds=1))


def next_times(
    table: Timetable,
    nudges: Collection[NudgeTime],
    after: datetime,
    *,
    pauses: Sequence[Span] = (),
    n: int = 7,
) -> tuple[Sending, ...]:
    """The next `n` moments at which something could be sent, in order; fewer where none follow.

    What quiet hours hold back is merged into the moment at which they end.
    """
    found: dict[datetime, Sending] = {}
    first = _not_paused(table, after).astimezone(table.zone).date() - ONE_DAY
    for number in range(FARTHEST):
        day = first + timedelta(days=number)
        # What a later day brings can't come before this one begins, quiet hours or not.
        begins = day_begins(day, table.zone, time(0))
        if sum(moment < begins for moment in found) >= n:
            break
        for sending in _sendings_of(day, table, nudges, pauses):
            if sending.at > after:
                found[sending.at] = _merged(found.get(sending.at), sending)
    return tuple(found[moment] for moment in sorted(found)[:n])


def _sendings_of(
    day: date, table: Timetable, nudges: Iterable[NudgeTime], pauses: Sequence[Span]
) -> Iterator[Sending]:
    """What could be sent for the times on one date of the calendar."""
    wanted = [(day_begins(day, table.zone, table.messages_at), "")]
    for nudge in nudges:
        moment = day_begins(day, table.zone, nudge.at)
        if day_of(moment, table).weekday() in nudge.weekdays:
            wanted.append((moment, nudge.slot))
    for moment, slot in wanted:
        if not _rests(day_of(moment, table), table, pauses):
            at = release(moment, table)
            yield Sending(
                at=at, has_messages=not slot, slots=(slot,) if slot else (), waited=at > moment
            )


def _rests(day: date, table: Timetable, pauses: Sequence[Span]) -> bool:
    if table.paused_until is not None and day < table.paused_until:
        return True
    return any(pause.covers(day) for pause in pauses)


def _merged(one: Sending | None, other: Sending) -> Sending:
    if one is None:
        return other
    return Sending(
        at=other.at,
        has_messages=one.has_messages or other.has_messages,
        slots=tuple(dict.fromkeys((*one.slots, *other.slots))),
        waited=one.waited or other.waited,
    )
