"""A month and seven days, from values alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from routines.diary.cadence import Cadence
from routines.diary.days import Day, Given, PlannedStep, Span, build_days
from routines.home.history import Extras, month_page, month_span, week_of, week_page

TODAY = date(2026, 11, 22)
EARLIEST = date(2000, 1, 1)


def days(first: date, last: date, pauses: Sequence[Span] = ()) -> list[Day]:
    step = PlannedStep(
        step_id=1,
        kind="sunscreen",
        name="Sunscreen",
        slot="morning",
        cadence=Cadence(),
        position=0,
        starts_on=date(2026, 11, 18),
    )
    return build_days(
        first=first,
        last=last,
        today=TODAY,
        plans=[step],
        answers=[Given(step_id=1, day=date(2026, 11, 20), answer="done")],
        pauses=pauses,
    )


@pytest.mark.parametrize(
    ("day", "first_weekday", "first"),
    [
        (TODAY, 0, date(2026, 11, 16)),
        (TODAY, 6, TODAY),
        (TODAY, 5, date(2026, 11, 21)),
        (date(2024, 2, 29), 0, date(2024, 2, 26)),
    ],
)
def test_week_of_begins_on_the_locales_first_weekday(
    day: date, first_weekday: int, first: date
) -> None:
    assert week_of(day, first_weekday) == first


@pytest.mark.parametrize(
    ("month", "first_weekday", "span"),
    [
        (date(2026, 11, 22), 0, (date(2026, 10, 26), date(2026, 12, 6))),
        (date(2026, 2, 1), 6, (date(2026, 2, 1), date(2026, 2, 28))),
        (date(2024, 2, 10), 0, (date(2024, 1, 29), date(2024, 3, 3))),
        (date(2025, 12, 31), 0, (date(2025, 12, 1), date(2026, 1, 4))),
    ],
)
def test_month_span_is_whole_weeks(
    month: date, first_weekday: int, span: tuple[date, date]
) -> None:
    assert month_span(month, first_weekday) == span


def test_month_page_of_this_month_leads_back_but_not_ahead() -> None:
    first, last = month_span(TODAY, 0)
    extras = {date(2026, 11, 19): Extras(counts=(7, 8), has_note=True)}
    page = month_page(
        month=TODAY, days=days(first, last), extras=extras, today=TODAY, earliest=EARLIEST
    )
    assert (page.month, page.before, page.after) == (date(2026, 11, 1), date(2026, 10, 1), None)
    assert [len(week) for week in page.weeks] == [7] * 6
    assert (page.logged, page.is_empty) == (1, False)
    cells = {cell.day: cell for week in page.weeks for cell in week}
    assert cells[date(2026, 11, 20)].mark == "done"
    assert cells[date(2026, 11, 19)].mark == "unknown"
    assert cells[date(2026, 11, 19)].extras.counts == (7, 8)
    assert cells[TODAY].is_today
    assert cells[TODAY + timedelta(days=1)].is_future
    assert cells[date(2026, 10, 31)].is_outside


@pytest.mark.parametrize(
    ("pause", "logged", "paused"),
    [
        (Span(first=date(2026, 11, 20), last=date(2026, 11, 21)), 1, 2),
        (Span(first=date(2026, 10, 30), last=date(2026, 11, 3)), 1, 3),
        (Span(first=date(2026, 11, 21), last=None), 1, 2),
    ],
)
def test_month_page_counts_a_day_logged_before_it_was_paused(
    pause: Span, logged: int, paused: int
) -> None:
    first, last = month_span(TODAY, 0)
    page = month_page(
        month=TODAY, days=days(first, last, [pause]), extras={}, today=TODAY, earliest=EARLIEST
    )
    assert (page.logged, page.paused, page.is_empty) == (logged, paused, False)


def test_month_page_of_the_first_month_leads_nowhere_back() -> None:
    first, last = month_span(EARLIEST, 0)
    page = month_page(
        month=EARLIEST, days=days(first, last), extras={}, today=TODAY, earliest=EARLIEST
    )
    assert (page.before, page.after, page.is_empty) == (None, date(2000, 2, 1), True)


def test_week_page_has_a_row_a_step_and_none_where_it_was_not_in_the_routine() -> None:
    page = week_page(days=days(TODAY - timedelta(days=6), TODAY), today=TODAY, earliest=EARLIEST)
    (row,) = page.rows
    assert (row.name, row.slot_name) == ("Sunscreen", "Morning")
    assert [item.answer if item else None for item in row.cells] == [
        None,
        None,
        "",
        "",
        "done",
        "",
        "",
    ]
    assert (page.before, page.after) == (TODAY - timedelta(days=7), None)


@pytest.mark.parametrize(
    ("last", "after"),
    [
        (TODAY - timedelta(days=3), TODAY),
        (TODAY - timedelta(days=20), TODAY - timedelta(days=13)),
    ],
)
def test_week_page_of_the_past_leads_ahead_but_not_beyond_today(last: date, after: date) -> None:
    page = week_page(days=days(last - timedelta(days=6), last), today=TODAY, earliest=EARLIEST)
    assert page.after == after
