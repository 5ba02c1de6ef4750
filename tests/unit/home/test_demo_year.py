"""The made-up year keeps to its story."""

from __future__ import annotations

import itertools
from collections import Counter
from datetime import date, timedelta
from statistics import mean

from routines.diary.cadence import Cadence, Kind
from routines.diary.days import PlannedStep
from routines.home.demo_year import (
    CREAM_GIVEN_UP,
    DAYS,
    EAGER,
    HOLIDAY,
    NEW_CREAM,
    DemoYear,
    expected_spots,
    make_year,
)

LAST = date(2026, 11, 21)
SUNDAY = 6


def step(step_id: int, kind: str, cadence: Cadence | None = None) -> PlannedStep:
    return PlannedStep(
        step_id=step_id,
        kind=kind,
        name=kind,
        slot="evening",
        cadence=cadence or Cadence(),
        position=step_id,
        starts_on=LAST - timedelta(days=DAYS),
    )


STEPS = [
    step(1, "cleanser"),
    step(2, "sunscreen"),
    step(3, "exfoliation", Cadence(kind=Kind.WEEKLY, times_a_week=2)),
]


def year(seed: int = 8) -> DemoYear:
    return make_year(last=LAST, steps=STEPS, count_weekday=SUNDAY, seed=seed)


def level(made: DemoYear, first: int, last: int) -> float:
    """The mean total of the counts between two days of the year."""
    return mean(
        sum(count.numbers.values())
        for count in made.counts
        if first <= (count.day - made.first).days <= last
    )


def test_make_year_with_one_seed_is_one_year() -> None:
    assert year() == year()
    assert year(1) != year(2)


def test_make_year_stays_within_its_days() -> None:
    made = year()
    days = {answer.day for answer in made.answers} | {count.day for count in made.counts}
    assert made.first == LAST - timedelta(days=DAYS - 1)
    assert made.first <= min(days)
    assert max(days) <= LAST


def test_make_year_logs_nothing_on_holiday_and_little_is_missing_otherwise() -> None:
    made = year()
    holiday = (made.first + timedelta(HOLIDAY[0]), made.first + timedelta(HOLIDAY[1]))
    logged = {answer.day for answer in made.answers}
    assert made.pause == holiday
    assert not any(holiday[0] <= day <= holiday[1] for day in logged)
    assert 300 <= len(logged) <= 345


def test_make_year_answers_no_step_twice_and_exfoliates_within_bounds() -> None:
    made = year()
    given = Counter((answer.step_id, answer.day) for answer in made.answers)
    done = [a.day for a in made.answers if a.step_id == 3 and a.answer == "done"]
    assert set(given.values()) == {1}
    assert 50 <= len(done) <= 104
    eager = {made.first + timedelta(days=number) for number in EAGER}
    calm = [day for day in done if day not in eager]
    assert all((later - earlier).days >= 3 for earlier, later in itertools.pairwise(calm))


def test_make_year_falls_flares_and_falls_again() -> None:
    made = year()
    beginning, summer = level(made, 0, 40), level(made, 175, NEW_CREAM)
    flare, end = level(made, NEW_CREAM + 14, CREAM_GIVEN_UP + 14), level(made, 335, DAYS)
    assert beginning > 1.3 * summer
    assert flare > 1.4 * summer
    assert end < 0.75 * flare


def test_expected_spots_never_leaps() -> None:
    levels = [expected_spots(number) for number in range(DAYS)]
    assert max(abs(b - a) for a, b in itertools.pairwise(levels)) < 1.5


def test_exfoliation_is_overdone_once() -> None:
    made = year()
    done = sorted(
        (answer.day - made.first).days
        for answer in made.answers
        if answer.step_id == 3 and answer.answer == "done"
    )
    over = [day for day in done if sum(day - 7 < other <= day for other in done) > 2]
    assert set(EAGER) <= set(done)
    assert EAGER[-1] in over
    assert set(over) <= set(EAGER)
