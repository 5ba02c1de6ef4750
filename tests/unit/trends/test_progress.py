"""Calendar, streak and strength of a step, on days worked out by hand; 2 November is a Monday."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import pytest

from routines.diary.cadence import Cadence, Kind
from routines.diary.days import PlannedStep, Span
from routines.trends.adherence import Kept, StepRecord, record_of
from routines.trends.daysets import Calendar
from routines.trends.histories import Answers, History
from routines.trends.progress import Strength
from routines.trends.states import States
from routines.trends.streaks import Streak, Unit
from routines.trends.strength import Mark, Move

FIRST = date(2026, 11, 2)
DAILY = Cadence()
TWICE_A_WEEK = Cadence(kind=Kind.WEEKLY, times_a_week=2)
EVERY_THIRD_DAY = Cadence(kind=Kind.EVERY, every_days=3)
MONDAYS = Cadence(kind=Kind.WEEKDAYS, weekdays=frozenset({0}))


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def look(
    length: int,
    *,
    cadence: Cadence = DAILY,
    kind: str = "cleanser",
    done: Iterable[int] = (),
    skipped: Iterable[int] = (),
    logged: Iterable[int] = (),
    pause: tuple[int, int] | None = None,
    over: Iterable[int] = (),
    terms: Iterable[PlannedStep] = (),
) -> tuple[Calendar, StepRecord]:
    """A step on so many days, today the last of them; `logged` are days of another step."""
    calendar = Calendar(FIRST, day(length - 1))

    def days(numbers: Iterable[int]) -> int:
        return calendar.only(map(day, numbers))

    plan = PlannedStep(
        step_id=1,
        kind=kind,
        name="Step",
        slot="evening",
        cadence=cadence,
        position=0,
        starts_on=FIRST,
    )
    answers = {
        1: Answers(done=days(done), skipped=days(skipped)),
        2: Answers(done=days(logged)),
    }
    pauses = [Span(first=day(pause[0]), last=day(pause[1]))] if pause else []
    history = History(calendar, answers, pauses, days(over))
    return calendar, record_of(history, list(terms) or [plan])


def states_of(length: int, **given: object) -> States:
    return look(length, **given)[1].progress.states  # type: ignore[arg-type]


def streak_of(length: int, **given: object) -> Streak:
    return look(length, **given)[1].progress.streak  # type: ignore[arg-type]


def strength_of(length: int, **given: object) -> Strength:
    return look(length, **given)[1].progress.strength  # type: ignore[arg-type]


def test_each_day_has_one_state() -> None:
    calendar, record = look(
        8, done=[0, 3], skipped=[1], logged=[0, 1, 2, 3], pause=(5, 6), over=[3]
    )
    assert record.progress.states == States(
        done=calendar.only([day(0), day(3)]),
        skipped=calendar.only([day(1)]),
        missed=calendar.only([day(2)]),
        unknown=calendar.only([day(4)]),
        paused=calendar.only([day(5), day(6)]),
    )
    assert record.progress.in_routine == calendar.all_days


def test_pause_covers_what_was_logged_in_it() -> None:
    calendar = Calendar(FIRST, day(3))
    assert states_of(4, done=[0, 1], pause=(1, 2)) == States(
        done=calendar.only([day(0)]), paused=calendar.only([day(1), day(2)])
    )


def test_flexible_step_rests_between_its_times() -> None:
    calendar, record = look(8, cadence=TWICE_A_WEEK, done=[0, 3], logged=range(8))
    # It rests for two days after each time; the fourth day after the second, two are enough.
    assert record.progress.states.done == calendar.only([day(0), day(3)])
    assert record.progress.states.missed == 0


def test_flexible_step_that_was_due_waited_and_was_not_missed() -> None:
    calendar, record = look(6, cadence=TWICE_A_WEEK, done=[0], logged=range(6))
    assert record.progress.states.waited == calendar.only([day(3), day(4)])
    assert record.progress.states.missed == 0


def test_beyond_the_cap_is_done_and_no_success() -> None:
    calendar, record = look(
        9, kind="exfoliation", cadence=TWICE_A_WEEK, done=[0, 1, 2, 7], logged=range(9), over=[2]
    )
    assert record.progress.states.over == calendar.only([day(2)])
    assert record.progress.states.done == calendar.only([day(0), day(1), day(7)])
    assert record.kept[0] == Kept(kept=1, scheduled=2, over=1)


def test_cap_is_for_exfoliation_alone() -> None:
    assert states_of(3, done=[0, 1], over=[1]).over == 0


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        # A day not done breaks it; today unanswered does not.
        ({"done": [0, 2, 3], "logged": range(4)}, Streak(length=2, since=day(2))),
        ({"done": [0, 1, 2, 3, 4], "logged": range(5)}, Streak(length=5, since=day(0))),
        ({"done": [0, 1, 2], "logged": range(5)}, Streak()),
        # A skip and a pause neither break it nor count.
        (
            {"done": [0, 1, 4], "skipped": [2], "logged": [3], "pause": (3, 3)},
            Streak(length=3, since=day(0)),
        ),
        # A day without any log does not break it, and is said.
        ({"done": [0, 1, 4]}, Streak(length=3, since=day(0), unknown=2)),
        ({}, Streak()),
    ],
)
def test_streak_of_days(given: dict[str, object], expected: Streak) -> None:
    assert streak_of(5, **given) == expected


def test_streak_of_chosen_weekdays_counts_those_days() -> None:
    assert streak_of(22, cadence=MONDAYS, done=[0, 2, 7, 14], logged=range(22)) == Streak(
        length=3, unit=Unit.TIMES, since=day(0)
    )


@pytest.mark.parametrize(
    ("done", "expected"),
    [
        # Three whole weeks and two days of the fourth, which isn't over.
        ([0, 3, 8, 13, 15, 16], Streak(length=3, unit=Unit.WEEKS, since=day(0))),
        ([0, 3, 8, 13, 15, 16, 21, 22], Streak(length=4, unit=Unit.WEEKS, since=day(0))),
        ([0, 3, 8, 15, 16], Streak(length=1, unit=Unit.WEEKS, since=day(14))),
        ([0, 3, 8, 13], Streak(unit=Unit.WEEKS)),
    ],
)
def test_streak_of_weeks(done: list[int], expected: Streak) -> None:
    assert streak_of(23, cadence=TWICE_A_WEEK, done=done, logged=range(23)) == expected


def test_streak_of_weeks_asks_less_of_a_week_that_was_half_paused() -> None:
    assert streak_of(
        21, cadence=TWICE_A_WEEK, done=[0, 3, 8, 15, 18], logged=range(21), pause=(10, 13)
    ) == Streak(length=3, unit=Unit.WEEKS, since=day(0))


@pytest.mark.parametrize(
    ("done", "expected"),
    [
        ([0, 3, 7, 12], Streak(length=4, unit=Unit.TIMES, since=day(0))),
        # From the sixth counted day without it a whole turn was left out.
        ([0, 7, 12], Streak(length=2, unit=Unit.TIMES, since=day(7))),
        ([0, 3], Streak(unit=Unit.TIMES)),
    ],
)
def test_streak_of_times(done: list[int], expected: Streak) -> None:
    assert streak_of(14, cadence=EVERY_THIRD_DAY, done=done, logged=range(14)) == expected


def test_strength_says_what_today_did() -> None:
    keep = 0.5 ** (1 / 13)
    first = 1 - keep
    second = first * keep + 1 - keep
    assert strength_of(2, done=[0, 1]) == Strength(
        score=pytest.approx(second),
        last=Move(before=pytest.approx(first), after=pytest.approx(second), share=1.0),
        day=day(1),
        mark=Mark.DONE,
        is_today=True,
    )


def test_strength_says_what_today_would_do() -> None:
    keep = 0.5 ** (1 / 13)
    now = 1 - keep
    strength = strength_of(2, done=[0])
    assert (strength.day, strength.is_today) == (day(0), False)
    assert strength.if_done == pytest.approx(now * keep + 1 - keep)
    assert strength.if_not == pytest.approx(now * keep)


@pytest.mark.parametrize("given", [{"pause": (1, 1)}, {"skipped": [1]}])
def test_strength_asks_nothing_of_a_day_that_moves_nothing(given: dict[str, object]) -> None:
    strength = strength_of(2, done=[0], **given)
    assert (strength.if_done, strength.if_not) == (None, None)


def test_strength_is_not_moved_by_what_went_beyond_the_cap() -> None:
    given = {"kind": "exfoliation", "cadence": TWICE_A_WEEK, "logged": range(3)}
    beyond = strength_of(3, done=[0, 1, 2], over=[2], **given)
    before = strength_of(2, done=[0, 1], **{**given, "logged": range(2)})
    assert beyond.score == pytest.approx(before.score)
    assert beyond.is_over


def test_strength_goes_on_when_the_cadence_changes() -> None:
    def term(cadence: Cadence, starts: int, ends: int | None) -> PlannedStep:
        return PlannedStep(
            step_id=1,
            kind="other",
            name="Step",
            slot="any",
            cadence=cadence,
            position=0,
            starts_on=day(starts),
            ends_on=None if ends is None else day(ends),
        )

    both = strength_of(4, done=[0, 1, 3], terms=[term(DAILY, 0, 2), term(MONDAYS, 2, None)])
    assert both.score == pytest.approx(strength_of(2, done=[0, 1]).score)


def test_strength_of_a_long_diary_is_that_of_all_its_days() -> None:
    length = 3000
    done = [number for number in range(length) if number % 5]
    score = 0.0
    keep = 0.5 ** (1 / 13)
    for number in range(length):
        score = score * keep + (1 - keep) * (number % 5 > 0)
    assert strength_of(length, done=done, logged=range(length)).score == pytest.approx(
        score, abs=1e-6
    )


def test_time_before_is_as_long_and_lies_just_before() -> None:
    _, record = look(20, done=[*range(6, 13), 19], logged=range(20))
    assert record.compared == (
        (7, Kept(kept=1, scheduled=7), Kept(kept=7, scheduled=7)),
        (30, Kept(kept=8, scheduled=20), Kept()),
        (90, Kept(kept=8, scheduled=20), Kept()),
    )
