"""What goes along with the counts: one exposure a step, no search for a lag.

A step that is done leaves a trace which fades with a time constant of 45 days. Its power is poor:
of steps that cut new spots by 60 % it finds about one in ten within a year. The usual answer is
that ordinary logging can't tell; `trial` is the way to ask.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from routines.trends.engine import WEEK, Bins, Estimate, bin_by_week, fit, with_ones
from routines.trends.multiplicity import discoveries
from routines.trends.ornstein import Floats
from routines.trends.series import Point

FADING = 45.0
"""Days."""

SHORTEST_SPAN = 26 * WEEK
LONGEST_SPAN = 52 * WEEK
FEWEST_BINS = 13
FALSE_DISCOVERY_RATE = 0.05
LEAST_VARIED = 0.2
"""So far apart must the highest and the lowest exposure be, of at most 1."""


@dataclass(frozen=True, kw_only=True)
class StepDays:
    """A step and the days on which it is known whether it was done."""

    step_id: int
    done: Collection[date]
    not_done: Collection[date]


@dataclass(frozen=True, kw_only=True)
class Along:
    """Whether the counts went along with a step.

    Without an `estimate` the step hardly varied: there is nothing to compare.
    """

    step_id: int
    estimate: Estimate | None = None
    """The difference of the logarithms between always and never."""

    is_clear: bool = False
    """Whether it holds although several steps were looked at."""


@dataclass(frozen=True, kw_only=True)
class AlongAnswer:
    """One answer a step, or none at all while there are too few weeks of counts."""

    weeks: int
    """The counts go on for so long."""

    steps: tuple[Along, ...] = ()
    all_zero: bool = False
    """Whether there are counts and none found a spot: no step can go along with that."""

    @property
    def weeks_missing(self) -> int:
        return max(0, SHORTEST_SPAN // WEEK - self.weeks)


def what_goes_along(
    points: Sequence[Point], steps: Sequence[StepDays], since: date | None = None
) -> AlongAnswer:
    """Look at each step for itself, over the last year of counts from `since` on.

    `since` is the day of the last removal: what it took away is no step's doing.
    """
    days = [point.day.toordinal() for point in points if since is None or point.day >= since]
    spots = [point.spots for point in points if since is None or point.day >= since]
    end = max(days, default=0)
    rows = [(day, n) for day, n in zip(days, spots, strict=True) if day > end - LONGEST_SPAN]
    bins = bin_by_week([day for day, _ in rows], [number for _, number in rows])
    span = end - rows[0][0] + 1 if rows else 0
    answer = AlongAnswer(weeks=math.ceil(span / WEEK), all_zero=bool(spots) and not any(spots))
    if answer.weeks_missing or len(bins) < FEWEST_BINS or not any(spots):
        return answer
    return replace(answer, steps=_hold([_look(bins, step) for step in steps]))


def _look(bins: Bins, step: StepDays) -> Along:
    exposures = exposure_at(bins.days, step)
    if exposures.max() - exposures.min() < LEAST_VARIED:
        return Along(step_id=step.step_id)
    return Along(step_id=step.step_id, estimate=fit(bins, with_ones(exposures)).estimate(1))


def _hold(looks: Sequence[Along]) -> tuple[Along, ...]:
    """Mark what holds against the number of looks."""
    p_values = {look.step_id: look.estimate.p for look in looks if look.estimate is not None}
    kept = discoveries(list(p_values.values()), FALSE_DISCOVERY_RATE)
    clear = {step_id for step_id, is_kept in zip(p_values, kept, strict=True) if is_kept}
    return tuple(replace(look, is_clear=look.step_id in clear) for look in looks)


def exposure_at(days: Floats, step: StepDays) -> Floats:
    """Return the exposure at these days (ordinals), each from 0 to 1: shape (n,).

    Between two days it is in between.
    """
    answers = {day.toordinal(): 1.0 for day in step.done}
    answers |= {day.toordinal(): 0.0 for day in step.not_done if day.toordinal() not in answers}
    if not answers:
        return np.zeros_like(days)
    first = min(answers)
    course = exposure([answers.get(day) for day in range(first, math.ceil(days[-1]) + 1)])
    if not course:
        return np.zeros_like(days)
    places = np.arange(first, first + len(course), dtype=np.float64)
    return np.asarray(np.interp(days, places, np.array(course)), dtype=np.float64)


def exposure(answers: Sequence[float | None]) -> list[float]:
    """Return e_t = f·e_(t−1) + (1 − f)·A_(t−1) with f = e^(−1/45), one for each day.

    A is 1 where the step was done, 0 where it was not. On a day without an answer (None) the
    exposure stays as it is: not logged is not "not done". It begins at the mean of the first 45
    days, as if it had been so before: nobody began to live with the diary.
    """
    keep = math.exp(-1 / FADING)
    begin = [answer for answer in answers[: int(FADING)] if answer is not None]
    course = [sum(begin) / len(begin) if begin else 0.0] if answers else []
    for answer in answers[:-1]:
        before = course[-1]
        course.append(before if answer is None else keep * before + (1 - keep) * answer)
    return course
