"""A month and a week of the diary as values, ready to be shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from routines.diary.cadence import add_months
from routines.diary.days import Day, DayState, StepOnDay
from routines.home.today import SLOT_NAMES, day_mark, day_words

WEEK = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Extras:
    """What a day has beside its steps."""

    counts: tuple[int, ...] = ()
    happenings: tuple[tuple[str, str], ...] = ()
    has_note: bool = False


@dataclass(frozen=True, kw_only=True)
class MonthDay:
    """A cell of the month."""

    day: date
    mark: str
    words: str
    is_today: bool
    is_outside: bool
    extras: Extras = field(default_factory=Extras)

    @property
    def is_future(self) -> bool:
        return self.mark == DayState.FUTURE.value


@dataclass(frozen=True, kw_only=True)
class MonthPage:
    """A month at a glance, in whole weeks."""

    month: date
    weeks: tuple[tuple[MonthDay, ...], ...]
    before: date | None
    after: date | None
    logged: int
    """Days with an answer, those that a pause covers by now among them."""

    paused: int
    """Days of a pause, up to today."""

    is_empty: bool


@dataclass(frozen=True, kw_only=True)
class GridRow:
    """A step and its cell on each day of the week; None where it was no part of the routine."""

    name: str
    slot: str
    cells: tuple[StepOnDay | None, ...]

    @property
    def slot_name(self) -> str:
        return SLOT_NAMES[self.slot]


@dataclass(frozen=True, kw_only=True)
class WeekPage:
    """Seven days of answers, to fill in several at once."""

    days: tuple[Day, ...]
    rows: tuple[GridRow, ...]
    today: date
    before: date | None
    after: date | None

    @property
    def first(self) -> date:
        return self.days[0].day

    @property
    def last(self) -> date:
        return self.days[-1].day


def week_of(day: date, first_weekday: int) -> date:
    """The first day of the week that `day` lies in; Monday is 0."""
    return day - timedelta(days=(day.weekday() - first_weekday) % 7)


def month_span(month: date, first_weekday: int) -> tuple[date, date]:
    """The first and last day shown for a month: whole weeks around it."""
    first = week_of(month.replace(day=1), first_weekday)
    last_of_month = add_months(month.replace(day=1), 1) - timedelta(days=1)
    return first, week_of(last_of_month, first_weekday) + timedelta(days=6)


def month_page(
    *,
    month: date,
    days: Sequence[Day],
    extras: Mapping[date, Extras],
    today: date,
    earliest: date,
) -> MonthPage:
    """Build the month from its days (whole weeks, in order)."""
    month = month.replace(day=1)
    cells = [_cell(day, month, today, extras) for day in days]
    before, after = add_months(month, -1), add_months(month, 1)
    inside = [day for day in days if _is_in(day.day, month)]
    return MonthPage(
        month=month,
        weeks=tuple(tuple(cells[start : start + 7]) for start in range(0, len(cells), 7)),
        before=before if month > earliest else None,
        after=after if after <= today else None,
        logged=sum(1 for day in inside if day.has_answers),
        paused=sum(1 for day in inside if day.state is DayState.PAUSED and day.day <= today),
        is_empty=not any(day.has_answers for day in days) and not extras,
    )


def _cell(day: Day, month: date, today: date, extras: Mapping[date, Extras]) -> MonthDay:
    return MonthDay(
        day=day.day,
        mark=DayState.FUTURE.value if day.day > today else day_mark(day),
        words=day_words(day),
        is_today=day.day == today,
        is_outside=not _is_in(day.day, month),
        extras=extras.get(day.day, Extras()),
    )


def _is_in(day: date, month: date) -> bool:
    return (day.year, day.month) == (month.year, month.month)


def week_page(*, days: Sequence[Day], today: date, earliest: date) -> WeekPage:
    """Build the grid of seven days; a step has one row, whatever it was called in between."""
    rows: dict[int, GridRow] = {}
    for place, day in enumerate(days):
        for item in day.steps:
            row = rows.get(item.step.step_id)
            cells = list(row.cells) if row else [None] * len(days)
            cells[place] = item
            rows[item.step.step_id] = GridRow(
                name=item.step.name, slot=item.step.slot, cells=tuple(cells)
            )
    first, last = days[0].day, days[-1].day
    return WeekPage(
        days=tuple(days),
        rows=tuple(rows.values()),
        today=today,
        before=first - timedelta(days=1) if first > earliest else None,
        after=min(last + WEEK, today) if last < today else None,
    )
