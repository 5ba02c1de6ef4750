"""A year of a step as a picture and as months."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from routines.trends.daysets import Calendar
from routines.trends.progress import Progress, Strength
from routines.trends.states import States
from routines.trends.streaks import Streak
from routines.trends.year import Strip, YearDay, months, strip

TODAY = date(2026, 11, 22)
"""A Sunday."""


def progress(calendar: Calendar, *, away: int = 0, **days: list[date]) -> Progress:
    states = States(**{name: calendar.only(own) for name, own in days.items()})
    return Progress(
        states=states,
        in_routine=calendar.all_days & ~away,
        streak=Streak(),
        strength=Strength(),
    )


def test_strip_draws_each_state_with_its_own_shape() -> None:
    calendar = Calendar(date(2026, 11, 16), TODAY)
    given = progress(
        calendar,
        done=[date(2026, 11, 16)],
        skipped=[date(2026, 11, 17)],
        missed=[date(2026, 11, 18)],
        unknown=[date(2026, 11, 19)],
        paused=[date(2026, 11, 20)],
        over=[date(2026, 11, 21)],
    )
    assert strip(calendar, given) == Strip(
        first=date(2026, 11, 16),
        last=TODAY,
        paths=(
            ("done", "M416.5 0.5h7v7h-7z"),
            ("over", "M420 40l4 4-4 4-4-4z"),
            ("skipped", "M417 12h6"),
            ("missed", "M418 20a2 2 0 1 0 4 0a2 2 0 1 0-4 0"),
            ("unknown", "M420 28h0"),
            ("paused", "M416 40l8-8M416 36l4-4M420 40l4-4"),
        ),
        tally={"done": 1, "over": 1, "skipped": 1, "missed": 1, "unknown": 1, "paused": 1},
    )


def test_strip_begins_on_a_monday_53_weeks_back() -> None:
    calendar = Calendar(date(2020, 1, 1), TODAY)
    first = date(2025, 11, 17)
    drawn = strip(calendar, progress(calendar, done=[first - timedelta(days=1), first, TODAY]))
    assert (drawn.first, drawn.paths) == (first, (("done", "M0.5 0.5h7v7h-7zM416.5 48.5h7v7h-7z"),))
    assert drawn.words == "2 done"


def test_months_say_what_each_day_was() -> None:
    calendar = Calendar(date(2026, 10, 30), TODAY)
    away = calendar.only([date(2026, 11, 2)])
    given = progress(calendar, away=away, done=[date(2026, 11, 1)])
    (month,) = months(calendar, given, first=date(2026, 11, 9), number=1, first_weekday=6)
    assert month.month == date(2026, 11, 1)
    assert [len(week) for week in month.weeks] == [7] * 5
    states = {cell.day.day: cell.state for week in month.weeks for cell in week if cell}
    assert states == {
        1: "done",
        2: "away",
        **dict.fromkeys(range(3, 22), "rest"),
        22: "rest",
        **dict.fromkeys(range(23, 31), "future"),
    }


def test_today_is_open_while_the_step_is_due_and_unanswered() -> None:
    calendar = Calendar(date(2026, 11, 1), TODAY)
    due = replace(progress(calendar), strength=Strength(if_done=0.2, if_not=0.1))
    (month,) = months(calendar, due, first=TODAY, number=1, first_weekday=0)
    states = {cell.day: cell.state for week in month.weeks for cell in week if cell}
    assert (states[TODAY], states[date(2026, 11, 21)]) == ("open", "rest")


def test_months_are_filled_up_to_whole_weeks() -> None:
    calendar = Calendar(date(2026, 11, 1), TODAY)
    october, november = months(
        calendar, progress(calendar), first=date(2026, 10, 1), number=2, first_weekday=0
    )
    assert october.weeks[0][:4] == (
        None,
        None,
        None,
        YearDay(day=date(2026, 10, 1), state="away"),
    )
    assert november.weeks[-1][0] == YearDay(day=date(2026, 11, 30), state="future")
    assert november.weeks[-1][1:] == (None,) * 6
