"""The page of one step as values: its year day by day, and what it comes to."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from routines.diary.cadence import add_months
from routines.trends.adherence import EXFOLIATION, Kept, StepRecord
from routines.trends.daysets import Calendar
from routines.trends.histories import Period
from routines.trends.states import most_in_a_week
from routines.trends.year import YearMonth, months

MONTHS = 12


@dataclass(frozen=True, kw_only=True)
class YearLink:
    """A year to look at; None is the last twelve months."""

    year: int | None
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class StepPage:
    """Everything on the page. `tally` counts the days of each state in the months shown."""

    record: StepRecord
    periods: tuple[Period, ...]
    years: tuple[YearLink, ...]
    months: tuple[YearMonth, ...]
    tally: dict[str, int]
    cap: int

    @property
    def cap_conflicts(self) -> bool:
        return asks_beyond(self.record, self.cap)

    @property
    def over(self) -> int:
        """How many of the days shown went beyond the cap."""
        return self.tally.get("over", 0)

    @property
    def kept(self) -> tuple[tuple[Period, Kept, Kept | None], ...]:
        """Each period with what was kept in it, and before it where that is compared."""
        before: list[Kept | None] = [*self.record.before]
        before += [None] * (len(self.periods) - len(before))
        return tuple(zip(self.periods, self.record.kept, before, strict=True))


def asks_beyond(record: StepRecord, cap: int) -> bool:
    """Whether a step of the routine asks for more within seven days than the cap allows."""
    is_capped = record.kind == EXFOLIATION and record.is_current
    return is_capped and most_in_a_week(record.cadence) > cap


def years_of(calendar: Calendar) -> range:
    """The calendar years that the diary has days in."""
    return range(calendar.first.year, calendar.last.year + 1)


def step_page(
    *,
    calendar: Calendar,
    record: StepRecord,
    periods: Sequence[Period],
    year: int | None,
    first_weekday: int,
    cap: int,
) -> StepPage:
    """Put the page together for a calendar year, or for the twelve months up to this one."""
    first = date(year, 1, 1) if year else add_months(calendar.last.replace(day=1), 1 - MONTHS)
    last = add_months(first, MONTHS)
    return StepPage(
        record=record,
        periods=tuple(periods),
        years=tuple(_years(years_of(calendar), year)),
        months=months(
            calendar, record.progress, first=first, number=MONTHS, first_weekday=first_weekday
        ),
        tally=record.progress.states.within(calendar.before(first, last)).tally(),
        cap=cap,
    )


def _years(years: Collection[int], chosen: int | None) -> list[YearLink]:
    """Return the choices, newest first; none at all while there is just one."""
    if len(years) < 2 and chosen is None:
        return []
    named = [YearLink(year=year, is_chosen=year == chosen) for year in sorted(years, reverse=True)]
    return [YearLink(year=None, is_chosen=chosen is None), *named]
