"""How much longer: when a fall that begins now would show, going by the person's own noise.

This is the costly question (some 20 ms); its answer depends on the counts alone and is worth
keeping until there is another one.
"""

from __future__ import annotations

import math
from bisect import bisect_left

import numpy as np

from routines.trends import student
from routines.trends.engine import (
    LEAST_MEAN,
    MONTH,
    PAD,
    SCALE_SHAPE,
    WEEK,
    Average,
    Bins,
    Estimate,
    trend_design,
)
from routines.trends.ornstein import Filter, Floats
from routines.trends.verdict import CLAIM_LEVEL, LOOK_BACK, Fitted

FALL = 0.8
"""What is left after a month: a fall of 20 %."""

WANTED_POWER = 0.8
MOST_WEEKS = LOOK_BACK // WEEK
"""Then the fall fills the window of a verdict, and waiting longer changes nothing."""


LATE_WEEKS = 4
"""Somewhere in the last of them a fall is found most surely."""


def weeks_until_shown(fitted: Fitted) -> int | None:
    """Return in how many more weeks such a fall would be found 8 times in 10.

    Until now the level stays what it was on average; from now on it falls by 20 % a month, and the
    person goes on counting in the same rhythm. None: not within half a year.

    The longer the fall, the surer it is found, until it fills nearly all of the window; the first
    week that is sure enough is looked for by halves before such a late one.
    """

    def is_sure(weeks: int) -> bool:
        return power_after(fitted, weeks) >= WANTED_POWER

    late = next(filter(is_sure, range(MOST_WEEKS, MOST_WEEKS - LATE_WEEKS, -1)), None)
    return None if late is None else bisect_left(range(late), True, lo=1, key=is_sure)


def power_after(fitted: Fitted, weeks: int) -> float:
    """Return how often the fall would be found after so many weeks of it, from 0 to 1."""
    last = float(fitted.bins.days[-1])
    bins = _continue(fitted.bins, weeks)
    if len(bins) <= 2:
        return 0.0
    expected = expect(bins, fitted.average, _fall_after(bins.days, last))
    if expected.value >= 0:
        return 0.0
    return student.power(expected.statistic, 1 - CLAIM_LEVEL, expected.degrees)


def expect(bins: Bins, average: Average, course: Floats) -> Estimate:
    """Return the slope that a fit would find on average if ln(level) followed `course` (n,).

    The errors are those of the grid points as they were weighed before.
    """
    roots = np.sqrt(np.maximum(bins.means * np.exp(course), LEAST_MEAN))
    columns = np.column_stack((course, trend_design(bins.days))) * roots[:, None]
    products = Filter(bins.days, bins.counts).whiten(columns).products
    inverses = np.linalg.inv(products[:, 1:, 1:])
    slopes = (inverses @ products[:, 1:, :1])[:, 1, 0]
    slope = float(average.weights @ slopes)
    spread = average.scales * inverses[:, 1, 1] + (slopes - slope) ** 2
    return Estimate(
        value=slope,
        error=math.sqrt(average.weights @ spread),
        degrees=2 * SCALE_SHAPE + len(bins) - 2,
    )


def _fall_after(days: Floats, start: float) -> Floats:
    """Return ln(level) against that of `start`: 0 until then, a fall of 20 % a month after it."""
    return np.maximum(days - start, 0) / MONTH * math.log(FALL)


def _continue(bins: Bins, weeks: int) -> Bins:
    """Return the bins of the last 26 weeks once the person has gone on counting for `weeks`."""
    gap = WEEK * max(1, round(float(np.median(np.diff(bins.days))) / WEEK))
    last = float(bins.days[-1])
    ahead = last + gap * np.arange(1, weeks * WEEK // gap + 1)
    days = np.concatenate((bins.days, ahead))
    counts = np.concatenate((bins.counts, np.full(len(ahead), np.median(bins.counts))))
    is_seen = days > last + weeks * WEEK - LOOK_BACK
    level = float(bins.means.mean()) + PAD
    return Bins(days[is_seen], np.full(int(is_seen.sum()), level), counts[is_seen])
