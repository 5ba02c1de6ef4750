"""What is tried on simulated people: the very functions that the product calls."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from routines.trends.flare import last_alarm
from routines.trends.plan import Plan, plan_trial
from routines.trends.power import weeks_until_shown
from routines.trends.series import Point
from routines.trends.trial import evaluate
from routines.trends.verdict import Kind, Verdict, judge
from tests.calibrate.people import (
    START,
    BornAndGone,
    Rhythm,
    Skin,
    Wandering,
    falling,
    flaring,
    simulate,
    steady,
)

WEEK = 7
YEAR = 52 * WEEK
FIRST_LOOK = 9
FLARE_WITHIN = 28
FLARE_BEGINS = 200


@dataclass(frozen=True, kw_only=True)
class Shares:
    """How often something was so among looks that had an answer."""

    looks: int = 0
    claims: int = 0
    wrong_way: int = 0
    covered: int = 0

    def __add__(self, other: Shares) -> Shares:
        return Shares(
            looks=self.looks + other.looks,
            claims=self.claims + other.claims,
            wrong_way=self.wrong_way + other.wrong_way,
            covered=self.covered + other.covered,
        )

    @property
    def claimed(self) -> float:
        return self.claims / self.looks if self.looks else 0.0

    @property
    def coverage(self) -> float:
        return self.covered / self.looks if self.looks else 1.0


def look(points: Sequence[Point], weeks: int) -> Verdict:
    """Return the verdict at the end of so many weeks."""
    return judge(
        [point for point in points if point.day < START + timedelta(weeks=weeks)],
        START + timedelta(weeks=weeks, days=-1),
    )


def tally(verdict: Verdict, slope: float) -> Shares:
    """Count one look; `slope` is the true change of ln(level) a month."""
    if verdict.slope is None:
        return Shares()
    low, high = verdict.slope.interval()
    wrong = verdict.kind is Kind.UP if slope <= 0 else verdict.kind is Kind.DOWN
    return Shares(
        looks=1,
        claims=int(verdict.is_claim),
        wrong_way=int(wrong),
        covered=int(low <= slope <= high),
    )


def try_trend(
    skin: Skin, rhythm: Rhythm, fall: float, weeks: Sequence[int], people: int, seed: int
) -> dict[int, Shares]:
    """Return what verdicts say after each of `weeks` when counts fall by `fall` % a month."""
    course = falling(max(weeks) * WEEK, fall) if fall else steady(max(weeks) * WEEK)
    crowd = simulate(skin, rhythm, course, people, seed)
    slope = math.log(1 - fall / 100)
    return {
        week: sum((tally(look(points, week), slope) for points in crowd), start=Shares())
        for week in weeks
    }


def try_year(skin: Skin, rhythm: Rhythm, people: int, seed: int) -> int:
    """Return how many people who look every week for a year are told at least one change.

    Nothing changes. The first look is after nine weeks, as in `try_trend`.
    """
    crowd = simulate(skin, rhythm, steady(YEAR), people, seed)
    weeks = range(FIRST_LOOK, YEAR // WEEK + 1)
    return sum(any(look(points, week).is_claim for week in weeks) for points in crowd)


@dataclass(frozen=True, kw_only=True)
class Patience:
    """Of people who were told "in about n more weeks", how many were right to believe it."""

    people: int = 0
    promised: int = 0
    mean_weeks: float = 0.0
    found: int = 0


def try_patience(skin: Skin, rhythm: Rhythm, quiet: int, people: int, seed: int) -> Patience:
    """Ask after `quiet` weeks without change how long a fall takes; let it begin, and look then."""
    course = falling((quiet + 26) * WEEK, 20, begins=quiet * WEEK)
    promised, found = [], 0
    for points in simulate(skin, rhythm, course, people, seed):
        verdict = look(points, quiet)
        weeks = weeks_until_shown(verdict.fitted) if verdict.fitted is not None else None
        if weeks is not None:
            promised.append(weeks)
            found += look(points, quiet + weeks).kind is Kind.DOWN
    return Patience(
        people=people,
        promised=len(promised),
        mean_weeks=float(np.mean(promised)) if promised else 0.0,
        found=found,
    )


@dataclass(frozen=True, kw_only=True)
class Flares:
    """Alarms in a year of nothing, and flares that were found within 28 days."""

    people: int
    false_alarms: int
    found: int


def try_flares(skin: Skin, rhythm: Rhythm, people: int, seed: int) -> Flares:
    """Look every day with a count, for a year without a flare and for one."""
    quiet = simulate(skin, rhythm, steady(YEAR), people, seed)
    times, lasts = (2.5, 42) if isinstance(skin, Wandering) else (8.0, 14)
    course = flaring(FLARE_BEGINS + FLARE_WITHIN, FLARE_BEGINS, times, lasts)
    flared = simulate(skin, rhythm, course, people, seed + 1)
    return Flares(
        people=people,
        false_alarms=sum(_alarms(points) for points in quiet),
        found=sum(
            last_alarm(*_numbers(points), since=START.toordinal() + FLARE_BEGINS) is not None
            for points in flared
        ),
    )


def _alarms(points: Sequence[Point]) -> int:
    """Return how many alarms there were, one after another."""
    days, spots = _numbers(points)
    alarms, since = 0, days[0]
    for end in days:
        if end >= since and (found := last_alarm(*_until(days, spots, end), since=end)):
            alarms, since = alarms + 1, found[0] + 29
    return alarms


def _until(days: Sequence[int], spots: Sequence[int], end: int) -> tuple[list[int], list[int]]:
    known = [(day, number) for day, number in zip(days, spots, strict=True) if day <= end]
    return [day for day, _ in known], [number for _, number in known]


def _numbers(points: Sequence[Point]) -> tuple[list[int], list[int]]:
    return [point.day.toordinal() for point in points], [point.spots for point in points]


def try_planned(
    skin: BornAndGone, rhythm: Rhythm, cut: float, people: int, seed: int
) -> tuple[int, int]:
    """Return how many planned trials had an answer, and how many were clear.

    Birth rates are lower by the share `cut` in the blocks with the step.
    """
    plan = plan_trial(START)
    course = _planned_course(plan, cut)
    today = plan.last + timedelta(days=1)
    crowd = simulate(skin, rhythm, course, people, seed)
    results = [evaluate(plan, points, today) for points in crowd]
    answered = [result for result in results if result.estimate is not None]
    return len(answered), sum(result.is_clear for result in answered)


def _planned_course(plan: Plan, cut: float) -> np.ndarray:
    days = (plan.last - plan.first).days + 1
    on = [_is_on(plan, plan.first + timedelta(days=number)) for number in range(days)]
    return np.where(on, math.log(1 - cut), 0.0)


def _is_on(plan: Plan, day: date) -> bool:
    block = plan.block_on(day)
    return block is not None and block.is_on
