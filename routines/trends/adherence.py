"""How much of what was meant to be done was done.

The rules, for one step over a span of days:

- A day with any answer of any step is a logged day. One without is unknown and counts nowhere.
- Today isn't over: it counts for a step once that step has been answered.
- Paused days are as if they were not there. A skipped day counts neither for nor against.
- What is left are the step's *counted* days, L of them, of which it was done on D.
- Daily, and on chosen weekdays: scheduled are the counted days that fall on one of them, kept those
  of them on which it was done. What was done on another weekday is neither.
- n times a week: scheduled = ⌊L·n/7 + ½⌋. Every n days: scheduled = ⌊L/n + ½⌋. In both, kept is D,
  but never more than scheduled: doing more is not keeping more.
- Where the cadence changed within the span, each cadence is taken over its own days and the results
  are added up; days with one and the same cadence are put together first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from routines.diary.cadence import WEEK, Cadence, Kind
from routines.diary.days import PlannedStep, Span
from routines.trends.daysets import Calendar, DaySet

LENGTHS: tuple[int | None, ...] = (7, 30, 90, 365, None)
"""The spans of the page in days, today included; None is everything since the diary began."""


@dataclass(frozen=True, kw_only=True)
class Answers:
    """The days on which a step was answered, by answer."""

    done: DaySet = 0
    skipped: DaySet = 0
    not_done: DaySet = 0

    @property
    def given(self) -> DaySet:
        return self.done | self.skipped | self.not_done


NO_ANSWERS = Answers()


@dataclass(frozen=True, kw_only=True)
class Kept:
    """Kept of scheduled: "17 of 31"."""

    kept: int = 0
    scheduled: int = 0
    skipped: int = 0

    @property
    def share(self) -> float | None:
        """From 0 to 1; None where nothing was scheduled, which is not 0."""
        return self.kept / self.scheduled if self.scheduled else None

    def __add__(self, other: Kept) -> Kept:
        return Kept(
            kept=self.kept + other.kept,
            scheduled=self.scheduled + other.scheduled,
            skipped=self.skipped + other.skipped,
        )


NOTHING_KEPT = Kept()


@dataclass(frozen=True, kw_only=True)
class Period:
    """A span of the page and what its days are.

    Logged, unknown and paused days add up to its length, less one while today is still open.
    """

    length: int | None
    first: date
    last: date
    logged: int
    unknown: int
    paused: int


@dataclass(frozen=True, kw_only=True)
class StepRecord:
    """A step by its latest name, with what was kept in each period, in their order."""

    step_id: int
    kind: str
    name: str
    cadence: Cadence
    is_current: bool
    kept: tuple[Kept, ...]


@dataclass(frozen=True, kw_only=True)
class Adherence:
    """The steps in the person's order, those no longer in the routine last."""

    periods: tuple[Period, ...]
    steps: tuple[StepRecord, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing logged at all."""
        return all(period.logged == 0 for period in self.periods)


def adherence(
    *,
    calendar: Calendar,
    plans: Sequence[PlannedStep],
    answers: Mapping[int, Answers],
    pauses: Iterable[Span],
) -> Adherence:
    """Return what was kept of each step over each of LENGTHS.

    The calendar runs from the day the diary began to today. `plans` are all terms of all steps in
    the person's order; `answers` are by step.
    """
    history = _History(calendar, answers, pauses)
    spans = [_first_of(calendar, length) for length in LENGTHS]
    return Adherence(
        periods=tuple(
            history.period(length, first) for length, first in zip(LENGTHS, spans, strict=True)
        ),
        steps=tuple(_records(history, plans, [calendar.between(first, None) for first in spans])),
    )


def _first_of(calendar: Calendar, length: int | None) -> date:
    if length is None:
        return calendar.first
    return max(calendar.first, calendar.last - timedelta(days=length - 1))


class _History:
    """The sets of days that every step shares."""

    def __init__(
        self, calendar: Calendar, answers: Mapping[int, Answers], pauses: Iterable[Span]
    ) -> None:
        self.calendar = calendar
        self.answers = answers
        self.today = calendar.between(calendar.last, calendar.last)
        self.paused = 0
        for pause in pauses:
            self.paused |= calendar.between(pause.first, pause.last)
        self.logged = 0
        for answer in answers.values():
            self.logged |= answer.given
        self.logged &= ~self.paused

    def period(self, length: int | None, first: date) -> Period:
        days = self.calendar.between(first, None)
        unknown = days & ~self.logged & ~self.paused & ~self.today
        return Period(
            length=length,
            first=first,
            last=self.calendar.last,
            logged=(days & self.logged).bit_count(),
            unknown=unknown.bit_count(),
            paused=(days & self.paused).bit_count(),
        )

    def countable(self, step_id: int) -> DaySet:
        """The days that count for a step: logged, not paused, and today only once answered."""
        given = self.answers.get(step_id, NO_ANSWERS).given
        return self.logged & ~(self.today & ~given)


def _records(
    history: _History, plans: Sequence[PlannedStep], spans: Collection[DaySet]
) -> list[StepRecord]:
    terms: dict[int, list[PlannedStep]] = defaultdict(list)
    for plan in plans:
        terms[plan.step_id].append(plan)
    records = [_record(history, own_terms, spans) for own_terms in terms.values()]
    return sorted(records, key=lambda record: not record.is_current)


def _record(
    history: _History, terms: Collection[PlannedStep], spans: Collection[DaySet]
) -> StepRecord:
    latest = max(terms, key=lambda term: term.starts_on)
    schedule = _days_by_cadence(history.calendar, terms)
    answers = history.answers.get(latest.step_id, NO_ANSWERS)
    countable = history.countable(latest.step_id)
    return StepRecord(
        step_id=latest.step_id,
        kind=latest.kind,
        name=latest.name,
        cadence=latest.cadence,
        is_current=latest.is_on(history.calendar.last),
        kept=tuple(
            sum(
                (
                    _kept(history.calendar, cadence, days & span & countable, answers)
                    for cadence, days in schedule.items()
                ),
                start=NOTHING_KEPT,
            )
            for span in spans
        ),
    )


def _days_by_cadence(calendar: Calendar, terms: Iterable[PlannedStep]) -> dict[Cadence, DaySet]:
    schedule: dict[Cadence, DaySet] = defaultdict(int)
    for term in terms:
        schedule[term.cadence] |= calendar.before(term.starts_on, term.ends_on)
    return schedule


def _kept(calendar: Calendar, cadence: Cadence, days: DaySet, answers: Answers) -> Kept:
    """Return what was kept on `days`, all of which count and have this cadence."""
    if cadence.kind is Kind.WEEKDAYS:
        days &= calendar.weekdays(cadence.weekdays)
    counted = days & ~answers.skipped
    scheduled = scheduled_times(cadence, counted.bit_count())
    return Kept(
        kept=min((counted & answers.done).bit_count(), scheduled),
        scheduled=scheduled,
        skipped=(days & answers.skipped).bit_count(),
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
