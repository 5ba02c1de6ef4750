"""One person's history out of the rows that were read of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from routines.diary.cadence import WEEK, Cadence, Kind, weekdays_from_bits
from routines.diary.days import PlannedStep, Span
from routines.reminders.dayset import TODAY, DaySet, all_of, days_in
from routines.reminders.history import HOURS, StepDays
from routines.trends.alarms import comparable
from routines.trends.events import routine_changes
from routines.trends.series import CountRow, Point


@dataclass(slots=True)
class Marks:
    """What was said of one step, as days ago; filled row by row."""

    done: DaySet = 0
    skipped: DaySet = 0
    not_done: DaySet = 0
    more_than_once: dict[int, int] = field(default_factory=dict)
    """Days ago → how often, where that is not once."""

    @property
    def answered(self) -> DaySet:
        return self.done | self.skipped | self.not_done

    def add(self, answer: str, ago: int, times: int) -> None:
        """Note an answer (diary.models.Answer), the only one of its day."""
        day = 1 << ago
        if answer == "done":
            self.done |= day
            if times > 1:
                self.more_than_once[ago] = times
        elif answer == "skipped":
            self.skipped |= day
        else:
            self.not_done |= day


NO_MARKS = Marks()


@dataclass(slots=True)
class Counted:
    """The counts of one person, filled row by row."""

    rows: list[CountRow] = field(default_factory=list)
    segments: list[date] = field(default_factory=list)
    a_day: dict[int, int] = field(default_factory=dict)
    """Days ago → how many."""

    def add(self, row: CountRow, ago: int) -> None:
        self.rows.append(row)
        self.a_day[ago] = self.a_day.get(ago, 0) + 1

    def points(self, today: date) -> tuple[Point, ...]:
        """The counts that may be compared with each other."""
        return tuple(comparable(self.rows, self.segments, today)) if self.rows else ()


@lru_cache(maxsize=1024)
def cadence_of(
    kind: str, times_a_week: int | None, every_days: int | None, weekdays: int | None
) -> Cadence:
    """A cadence as its row has it (see diary.models.StepTerm)."""
    return Cadence(
        kind=Kind(kind),
        times_a_week=times_a_week or 0,
        every_days=every_days or 0,
        weekdays=weekdays_from_bits(weekdays or 0),
    )


@lru_cache(maxsize=8)
def places_of(today: date, length: int) -> dict[str, int]:
    """Return the last days as a database writes them, with how many days ago they are."""
    return {(today - timedelta(days=ago)).isoformat(): ago for ago in range(length)}


def stretched(length: int, paused: DaySet, farthest: int) -> int:
    """Return how many of the last days it takes for `length` that are not paused."""
    days = length
    while days < farthest and (needed := length + (paused & all_of(days)).bit_count()) > days:
        days = needed
    return min(days, farthest)


def days_of(span: Span, today: date, farthest: int) -> DaySet:
    """Return the days of a span until today, no more than `farthest` of them back."""
    latest = 0 if span.last is None else max(0, (today - span.last).days)
    length = min((today - span.first).days + 1, farthest)
    return all_of(length) & ~all_of(latest)


def steps_by_kind(
    plans: Iterable[PlannedStep], marks: Mapping[int, Marks], today: date, farthest: int
) -> dict[str, StepDays]:
    """Return what was planned and said of each kind; `marks` are by step."""
    by_kind: dict[str, list[PlannedStep]] = defaultdict(list)
    for plan in plans:
        by_kind[plan.kind].append(plan)
    return {kind: _step_days(own, marks, today, farthest) for kind, own in by_kind.items()}


def changed_days(plans: Sequence[PlannedStep], today: date, farthest: int) -> DaySet:
    """Return the days on which the routine changed, of the last `farthest`."""
    first = today.toordinal() - farthest
    if all(_is_settled(plan, first) for plan in plans):
        return 0
    agos = {(today - event.day).days for event in routine_changes(plans)}
    return sum(1 << ago for ago in agos if 0 <= ago < farthest)


def _is_settled(plan: PlannedStep, first: int) -> bool:
    return plan.ends_on is None and plan.starts_on.toordinal() <= first


def _step_days(
    plans: Sequence[PlannedStep], marks: Mapping[int, Marks], today: date, farthest: int
) -> StepDays:
    planned = due = done = skipped = not_done = open_today = 0
    hours: dict[int, tuple[int, ...]] = {}
    for plan in plans:
        own = marks.get(plan.step_id, NO_MARKS)
        term = term_days(plan, today, farthest)
        planned |= term
        due_now = due_days(plan.cadence, own.done, today) & term
        due |= due_now
        open_today |= due_now & ~own.answered & TODAY
        done |= own.done
        skipped |= own.skipped
        not_done |= own.not_done
        _add_hours(hours, own, own.done & term, HOURS[plan.slot])
    settled = ~open_today
    return StepDays(
        planned=planned,
        due=due,
        done=done,
        skipped=skipped & ~done & settled,
        not_done=not_done & ~done & ~skipped & settled,
        hours=hours,
    )


def _add_hours(hours: dict[int, tuple[int, ...]], marks: Marks, done: DaySet, hour: int) -> None:
    for ago in days_in(done):
        times = (hour,) * marks.more_than_once.get(ago, 1)
        known = hours.get(ago)
        hours[ago] = tuple(sorted(known + times)) if known else times


def term_days(plan: PlannedStep, today: date, farthest: int) -> DaySet:
    """Return the days on which the plan was part of the routine."""
    length = min((today - plan.starts_on).days + 1, farthest)
    over = 0 if plan.ends_on is None else max(0, (today - plan.ends_on).days + 1)
    return all_of(length) & ~all_of(over)


def due_days(cadence: Cadence, done: DaySet, today: date) -> DaySet:
    """Return the days on which a step is due, given those on which it was done.

    The same as diary.cadence.is_due says of each day, as far back as `done` is known.
    """
    match cadence.kind:
        case Kind.DAILY:
            return ALWAYS
        case Kind.WEEKDAYS:
            return _weekdays(cadence.weekdays, today.weekday())
        case Kind.EVERY:
            return ALWAYS & ~_days_after(done, cadence.every_days - 1)
        case Kind.WEEKLY:
            rested = ALWAYS & ~_days_after(done, WEEK // cadence.times_a_week - 1)
            return rested & ~_full_weeks(done, cadence.times_a_week)


ALWAYS: DaySet = all_of(800)
SIX_DAYS: DaySet = all_of(WEEK - 1)


def _days_after(done: DaySet, days: int) -> DaySet:
    """Return the days that come within so many days after one of `done`."""
    after = 0
    for ago in days_in(done):
        after |= all_of(ago) & ~all_of(ago - days)
    return after


def _full_weeks(done: DaySet, times: int) -> DaySet:
    """Return the days before which it was done so often in six days."""
    return sum(
        1 << ago
        for ago in range(done.bit_length())
        if (done >> ago + 1 & SIX_DAYS).bit_count() >= times
    )


@lru_cache(maxsize=1024)
def _weekdays(weekdays: frozenset[int], today: int) -> DaySet:
    """Return the days that fall on one of them; Monday is 0, `today` the weekday of bit 0."""
    return sum(1 << ago for ago in range(800) if (today - ago) % WEEK in weekdays)
