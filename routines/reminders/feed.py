"""The routine as recurring events: which, when, and how long, from the diary's own terms.

Days are the person's: with a day that starts at 03:00, an evening at 00:30 lies on the next date of
the calendar. What the past held is not repeated here; events begin with the present week.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, time, timedelta

from routines.diary.cadence import WEEK, Kind
from routines.reminders.feed_values import Every, FeedEvent, FeedStep, Routine

ONE_DAY = timedelta(days=1)
SLOTS = {"morning": "Morning", "evening": "Evening", "any": "Today"}
"""The parts of a day and what their events are called, in the order of the day."""
USUAL_TIMES: Mapping[str, time | None] = {"morning": time(8, 0), "evening": time(21, 0)}
"""Where the person has set no time of their own; without one an event takes the whole day."""
MOST_EVENTS = 200
LONGEST_PAUSE = 400
"""Days of one pause that are left out one by one; the diary refuses longer ones ahead."""
LONGEST_TITLE = 120


def events_of(routine: Routine) -> tuple[FeedEvent, ...]:
    """Return the events, at most MOST_EVENTS, in an order that stays."""
    events = [*_routine_events(routine), *_count_events(routine), *_switch_events(routine)]
    return tuple(events[:MOST_EVENTS])


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _routine_events(routine: Routine) -> Iterator[FeedEvent]:
    """Daily steps of a part of the day share one event; every other step has its own."""
    since = monday_of(routine.today)
    steps = [step for step in routine.steps if step.ends_on is None or step.ends_on > since]
    for slot in SLOTS:
        here = [step for step in steps if step.slot == slot]
        daily = [step for step in here if step.cadence.kind == Kind.DAILY]
        for span, together in _by_span(daily, since).items():
            key = f"{slot}-daily-{_since(span[0], since)}-{span[1] or ''}"
            yield from _event(routine, key, slot, together, span, Every())
        for step in here:
            if step.cadence.kind != Kind.DAILY:
                yield from _own_event(routine, step, since)


Dates = tuple[date, date | None]


def _since(day: date, since: date) -> str:
    """Tell the terms of a step apart; the present one keeps its identity while weeks go by."""
    return day.isoformat() if day > since else "now"


def _by_span(steps: Iterable[FeedStep], since: date) -> dict[Dates, list[FeedStep]]:
    """Group steps that begin and end together; what began before `since` begins with it."""
    spans: dict[Dates, list[FeedStep]] = {}
    for step in steps:
        spans.setdefault((max(step.starts_on, since), step.ends_on), []).append(step)
    return spans


def _own_event(routine: Routine, step: FeedStep, since: date) -> Iterator[FeedEvent]:
    first = _first_day(step, since, routine.today)
    every = Every(days=step.cadence.every_days or 1, weekdays=_weekdays(step))
    if every.weekdays:
        first += timedelta(days=_days_until(first, every.weekdays))
    key = f"step-{step.key}-{_since(step.starts_on, since)}"
    yield from _event(routine, key, step.slot, [step], (first, step.ends_on), every)


def _first_day(step: FeedStep, since: date, today: date) -> date:
    """An interval counts from when the step was last done; an overdue one is due today."""
    if step.cadence.kind != Kind.EVERY:
        return max(step.starts_on, since)
    done = step.last_done
    due = done + timedelta(days=step.cadence.every_days) if done else step.starts_on
    return max(due, step.starts_on, today)


def _weekdays(step: FeedStep) -> frozenset[int]:
    """On which weekdays; "twice a week" is spread from the weekday on which the step began."""
    cadence = step.cadence
    if cadence.kind != Kind.WEEKLY:
        return cadence.weekdays
    begin, times = step.starts_on.weekday(), cadence.times_a_week
    return frozenset((begin + WEEK * number // times) % WEEK for number in range(times))


def _days_until(day: date, weekdays: frozenset[int]) -> int:
    return min((weekday - day.weekday()) % WEEK for weekday in weekdays)


def _event(
    routine: Routine,
    key: str,
    slot: str,
    steps: Sequence[FeedStep],
    span: Dates,
    every: Every,
) -> Iterator[FeedEvent]:
    """One event, on the next date where its time lies after midnight; none if nothing is left."""
    at = routine.times.get(slot, USUAL_TIMES.get(slot))
    last = _last_day(routine, span[1])
    if last is not None and last < span[0]:
        return
    shift = 1 if at is not None and at < routine.day_starts_at else 0
    moved = timedelta(days=shift)
    yield FeedEvent(
        key=key,
        title=_title(routine, slot, steps),
        details=_details(routine, steps),
        first=span[0] + moved,
        at=at,
        every=Every(
            days=every.days,
            weekdays=frozenset((weekday + shift) % WEEK for weekday in every.weekdays),
            last=last + moved if last else None,
        ),
        left_out=tuple(day + moved for day in _paused_days(routine, span[0], every)),
    )


def _last_day(routine: Routine, ends_on: date | None) -> date | None:
    """The last day of a term, or the last before a pause of which nobody knows the end."""
    open_pauses = [first for first, last in routine.pauses if last is None]
    ends = [day for day in (ends_on, *open_pauses) if day is not None]
    return min(ends) - ONE_DAY if ends else None


def _paused_days(routine: Routine, first: date, every: Every) -> Iterator[date]:
    """The days of closed pauses on which the event would fall."""
    for begins, ends in sorted((one, last) for one, last in routine.pauses if last is not None):
        day = max(begins, first)
        for _ in range(LONGEST_PAUSE):
            if day > ends:
                break
            if _falls_on(day, first, every):
                yield day
            day += ONE_DAY


def _falls_on(day: date, first: date, every: Every) -> bool:
    if every.weekdays:
        return day.weekday() in every.weekdays
    return (day - first).days % every.days == 0


def _title(routine: Routine, slot: str, steps: Sequence[FeedStep]) -> str:
    part = SLOTS[slot]
    if not routine.names_shown:
        return "Routine" if slot == "any" else f"{part} routine"
    title = f"{part}: {', '.join(step.name for step in steps)}"
    return title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…"


def _details(routine: Routine, steps: Sequence[FeedStep]) -> str:
    if not routine.names_shown:
        return ""
    lines = [step.name for step in steps]
    if any(step.cadence.kind == Kind.WEEKLY for step in steps):
        lines.append("The weekdays are a suggestion; your diary asks when it is due.")
    return "\n".join(lines)


def _count_events(routine: Routine) -> Iterator[FeedEvent]:
    if routine.count_weekday is None:
        return
    weekdays = frozenset({routine.count_weekday})
    first = monday_of(routine.today) + timedelta(days=routine.count_weekday)
    every = Every(weekdays=weekdays)
    last = _last_day(routine, None)
    if last is not None and last < first:
        return
    yield FeedEvent(
        key="count",
        title="Weekly count",
        first=first,
        at=None,
        every=Every(weekdays=weekdays, last=last),
        left_out=tuple(_paused_days(routine, first, every)),
    )


def _switch_events(routine: Routine) -> Iterator[FeedEvent]:
    for switch in routine.switches:
        title = switch.words if routine.names_shown else "Change of routine"
        key = f"switch-{switch.key}-{switch.day.isoformat()}"
        yield FeedEvent(key=key, title=title, first=switch.day, at=None, every=None)
