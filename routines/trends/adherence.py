"""How much of what was meant to be done was done.

The rules, for one step over a span of days:

- A day with any answer of any step is a logged day. One without is unknown and counts nowhere.
- Today isn't over: it counts for a step once that step has been answered.
- Paused days are as if they were not there. A skipped day counts neither for nor against.
- What is left are the step's *counted* days, L of them, of which it was done on D.
- Daily, and on chosen weekdays: scheduled are the counted days that fall on one of them, kept those
  of them on which it was done. What was done on another weekday is neither.
- n times a week: scheduled = ⌊L·n/7 + ½⌋. Every n days: scheduled = ⌊L/n + ½⌋. In both, kept is D,
  of each week (Monday to Sunday) no more than n times or ⌈7/n⌉, and never more than scheduled:
  doing more is not keeping more, nor does it make up for another week.
- A time beyond the person's cap (of exfoliation) is told beside what was kept and never as kept.
- Where the cadence changed within the span, each cadence is taken over its own days and the results
  are added up; days with one and the same cadence are put together first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from routines.diary.cadence import WEEK, Cadence, Kind
from routines.diary.days import PlannedStep, Span
from routines.trends.daysets import Calendar, DaySet
from routines.trends.histories import LENGTHS, NO_ANSWERS, Answers, History, Period, first_of
from routines.trends.progress import Grounds, Progress, progress
from routines.trends.states import FLEXIBLE, within_weeks

COMPARED = 3
"""So many of them are set against as many days before."""


EXFOLIATION = "exfoliation"
"""The kind of step that a cap is for."""


@dataclass(frozen=True, kw_only=True)
class Kept:
    """Kept of scheduled: "17 of 31". `over` are days beyond the cap, kept or not."""

    kept: int = 0
    scheduled: int = 0
    skipped: int = 0
    over: int = 0

    @property
    def share(self) -> float | None:
        """From 0 to 1; None where nothing was scheduled, which is not 0."""
        return self.kept / self.scheduled if self.scheduled else None

    def __add__(self, other: Kept) -> Kept:
        return Kept(
            kept=self.kept + other.kept,
            scheduled=self.scheduled + other.scheduled,
            skipped=self.skipped + other.skipped,
            over=self.over + other.over,
        )


NOTHING_KEPT = Kept()


@dataclass(frozen=True, kw_only=True)
class StepRecord:
    """A step by its latest name, with what was kept in each period, in their order.

    `before` is the same over as many days before each of the first periods.
    """

    step_id: int
    kind: str
    name: str
    slot: str
    cadence: Cadence
    is_current: bool
    """Whether it is in the routine now, or rests just for a block of its trial."""

    is_resting: bool
    kept: tuple[Kept, ...]
    before: tuple[Kept, ...]
    progress: Progress

    @property
    def compared(self) -> tuple[tuple[int | None, Kept, Kept], ...]:
        """Each of the first periods: its length, what was kept in it and what before it."""
        return tuple(zip(LENGTHS, self.kept, self.before, strict=False))


@dataclass(frozen=True, kw_only=True)
class Adherence:
    """The steps in the person's order, those no longer in the routine last."""

    calendar: Calendar
    periods: tuple[Period, ...]
    steps: tuple[StepRecord, ...]
    is_empty: bool
    """Whether there is nothing logged at all, not even on days that were paused later."""

    @property
    def has_past(self) -> bool:
        """Whether there are steps that are not in the routine now."""
        return not all(step.is_current for step in self.steps)


def adherence(
    *,
    calendar: Calendar,
    plans: Sequence[PlannedStep],
    answers: Mapping[int, Answers],
    pauses: Iterable[Span],
    over: DaySet = 0,
    tried: int | None = None,
) -> Adherence:
    """Return what was kept of each step over each of LENGTHS.

    The calendar runs from the day the diary began to today. `plans` are all terms of all steps in
    the person's order; `answers` are by step; `over` are the days on which exfoliation went beyond
    the cap; `tried` is the step whose trial goes on.
    """
    history = History(calendar, answers, pauses, over)
    return Adherence(
        # Another one, so that what is kept for the next look is without the days it has read.
        calendar=Calendar(calendar.first, calendar.last),
        periods=history.periods(),
        steps=tuple(_records(history, plans, _spans(calendar), tried)),
        is_empty=not any(given.given for given in answers.values()),
    )


def record_of(
    history: History, plans: Iterable[PlannedStep], tried: int | None = None
) -> StepRecord:
    """Return the same of one step; `plans` are its terms."""
    return _record(history, list(plans), _spans(history.calendar), tried)


def _spans(calendar: Calendar) -> list[DaySet]:
    return [calendar.between(first_of(calendar, length), None) for length in LENGTHS]


def _records(
    history: History,
    plans: Sequence[PlannedStep],
    spans: Collection[DaySet],
    tried: int | None,
) -> list[StepRecord]:
    terms: dict[int, list[PlannedStep]] = defaultdict(list)
    for plan in plans:
        terms[plan.step_id].append(plan)
    records = [_record(history, own_terms, spans, tried) for own_terms in terms.values()]
    return sorted(records, key=lambda record: not record.is_current)


def _record(
    history: History,
    terms: Collection[PlannedStep],
    spans: Collection[DaySet],
    tried: int | None,
) -> StepRecord:
    latest = max(terms, key=lambda term: term.starts_on)
    is_present = latest.is_on(history.calendar.last)
    schedule = _days_by_cadence(history.calendar, terms)
    grounds = _grounds(history, latest, schedule)

    def kept_in(span: DaySet) -> Kept:
        return sum(
            (_kept(grounds, cadence, days & span) for cadence, days in schedule.items()),
            start=NOTHING_KEPT,
        )

    return StepRecord(
        step_id=latest.step_id,
        kind=latest.kind,
        name=latest.name,
        slot=latest.slot,
        cadence=latest.cadence,
        is_current=is_present or latest.step_id == tried,
        is_resting=not is_present and latest.step_id == tried,
        kept=tuple(map(kept_in, spans)),
        before=tuple(kept_in(_before(history.calendar, length)) for length in LENGTHS[:COMPARED]),
        progress=progress(grounds, latest.cadence),
    )


def _before(calendar: Calendar, length: int | None) -> DaySet:
    """The days before the last `length`, as many of them."""
    if length is None:
        return 0
    end = calendar.last - timedelta(days=length)
    return calendar.between(end - timedelta(days=length - 1), end)


def _grounds(history: History, latest: PlannedStep, schedule: dict[Cadence, DaySet]) -> Grounds:
    answers = history.answers.get(latest.step_id, NO_ANSWERS)
    over = answers.done & history.over if latest.kind == EXFOLIATION else 0
    return Grounds(
        calendar=history.calendar,
        schedule=schedule,
        counted=history.countable(latest.step_id),
        done=answers.done & ~over,
        over=over,
        skipped=answers.skipped,
        unknown=history.unknown,
        paused=history.paused,
    )


def _days_by_cadence(calendar: Calendar, terms: Iterable[PlannedStep]) -> dict[Cadence, DaySet]:
    schedule: dict[Cadence, DaySet] = defaultdict(int)
    for term in terms:
        schedule[term.cadence] |= calendar.before(term.starts_on, term.ends_on)
    return schedule


def _kept(grounds: Grounds, cadence: Cadence, days: DaySet) -> Kept:
    """Return what was kept on `days`, which all have this cadence."""
    days &= grounds.counted
    over = (days & grounds.over).bit_count()
    if cadence.kind is Kind.WEEKDAYS:
        days &= grounds.calendar.weekdays(cadence.weekdays)
    counted = days & ~grounds.skipped
    scheduled = scheduled_times(cadence, counted.bit_count())
    done = counted & grounds.done
    if cadence.kind in FLEXIBLE:
        done = within_weeks(grounds.calendar, cadence, done)
    return Kept(
        kept=min(done.bit_count(), scheduled),
        scheduled=scheduled,
        skipped=(days & grounds.skipped).bit_count(),
        over=over,
    )


def scheduled_times(cadence: Cadence, days: int) -> int:
    """Return how often a step is meant to be done in so many counted days, halves rounded up.

    Of a fixed cadence `days` are the days it falls on, so it is all of them.
    """
    match cadence.kind:
        case Kind.WEEKLY:
            return (2 * days * cadence.times_a_week + WEEK) // (2 * WEEK)
        case Kind.EVERY:
            return (2 * days + cadence.every_days) // (2 * cadence.every_days)
        case _:
            return days
