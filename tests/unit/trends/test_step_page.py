"""The page of a step: which months, which years."""

from __future__ import annotations

from datetime import date

from routines.diary.cadence import Cadence
from routines.diary.days import PlannedStep
from routines.trends.adherence import record_of
from routines.trends.daysets import Calendar
from routines.trends.histories import LENGTHS, Answers, History
from routines.trends.step_page import StepPage, YearLink, step_page

TODAY = date(2026, 11, 22)
FIRST = date(2025, 3, 1)


def page(first: date = FIRST, year: int | None = None) -> StepPage:
    calendar = Calendar(first, TODAY)
    done = calendar.only([date(2025, 12, 31), date(2026, 1, 1), TODAY])
    history = History(calendar, {1: Answers(done=done)}, [])
    plan = PlannedStep(
        step_id=1,
        kind="other",
        name="Step",
        slot="any",
        cadence=Cadence(),
        position=0,
        starts_on=first,
    )
    return step_page(
        calendar=calendar,
        record=record_of(history, [plan]),
        periods=history.periods(),
        year=year,
        first_weekday=0,
        cap=2,
    )


def test_usual_page_shows_the_twelve_months_up_to_this_one() -> None:
    shown = page()
    assert [month.month for month in shown.months][::11] == [date(2025, 12, 1), date(2026, 11, 1)]
    assert shown.tally == {"done": 3, "unknown": 354}
    assert shown.years == (
        YearLink(year=None, is_chosen=True),
        YearLink(year=2026, is_chosen=False),
        YearLink(year=2025, is_chosen=False),
    )


def test_year_shows_its_own_months() -> None:
    shown = page(year=2025)
    assert [month.month for month in shown.months][::11] == [date(2025, 1, 1), date(2025, 12, 1)]
    assert shown.tally == {"done": 1, "unknown": 305}
    assert [link.is_chosen for link in shown.years] == [False, False, True]


def test_young_diary_offers_no_years() -> None:
    assert page(date(2026, 11, 1)).years == ()


def test_periods_are_compared_as_far_as_they_are_short() -> None:
    shown = page()
    assert [period.length for period, _, _ in shown.kept] == list(LENGTHS)
    assert [before is None for _, _, before in shown.kept] == [False, False, False, True, True]
