"""Before and after something that happened on a day. One look at one event: p < .05.

The bins begin on the day itself, so that none straddles it. There is no trend term beside the
event: with both in the model neither would ever be found.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from routines.trends.engine import PAD, WEEK, Average, Bins, Estimate, bin_by_week, fit, with_ones
from routines.trends.ornstein import MEMORY, NOISE, Floats
from routines.trends.series import Point

SHORTEST_SIDE = 8 * WEEK
LONGEST_SIDE = 26 * WEEK
FEWEST_BINS = 6
SETTLING = 45.0
"""Days after which a new product has had 63 % of what it may have."""

CLAIM_LEVEL = 0.05
HIGH_FOR = 14
HIGH_AGAINST = 8 * WEEK
HIGH_RATIO = 1.3


class What(StrEnum):
    """What happened, as far as it matters here."""

    BEGUN = "begun"
    """A product or a habit: what it may do comes slowly."""

    REMOVED = "removed"
    """Spots were taken away: what that does is there at once."""


class Way(StrEnum):
    """How the two sides are compared."""

    RAMP = "ramp"
    STEP = "step"
    LEVELS = "levels"
    """Mean against mean, where the days before stood out already."""


@dataclass(frozen=True, kw_only=True)
class Side:
    """The counts before or after. `days` is how long they reach away from the event."""

    days: int
    weeks_counted: int

    @property
    def is_enough(self) -> bool:
        return self.days >= SHORTEST_SIDE and self.weeks_counted >= FEWEST_BINS


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """The answer; without an `estimate` one of the sides is too short."""

    what: What
    day: date
    before: Side
    after: Side
    all_zero: bool = False
    """Whether there are counts and none found a spot: then waiting adds nothing."""

    way: Way | None = None
    estimate: Estimate | None = None
    """The difference of the logarithms: for a ramp, once it has settled."""

    @property
    def is_clear(self) -> bool:
        return self.estimate is not None and self.estimate.p < CLAIM_LEVEL

    @property
    def started_high(self) -> bool:
        """Whether what followed may be a return to the usual, which things do by themselves."""
        return self.way is Way.LEVELS


def compare_sides(
    points: Sequence[Point], day: date, what: What, others: Iterable[date] = ()
) -> Comparison:
    """Compare the counts before `day` with those from it on, at most 26 weeks on either side.

    `others` are days on which another segment began (removals): the sides end there.
    """
    near = _between_others(points, day, others)
    when = [(point.day - day).days for point in near]
    spots = [point.spots for point in near]
    bins = bin_by_week(when, spots, event=0)
    is_after = bins.days >= 0
    comparison = Comparison(
        what=what,
        day=day,
        before=Side(days=-min([*when, 0]), weeks_counted=int((~is_after).sum())),
        after=Side(days=max([*when, -1]) + 1, weeks_counted=int(is_after.sum())),
        all_zero=bool(spots) and not any(spots),
    )
    if not (comparison.before.is_enough and comparison.after.is_enough) or comparison.all_zero:
        return comparison
    way = way_for(what, when, spots)
    return replace(comparison, way=way, estimate=effect(bins, way))


def _between_others(points: Sequence[Point], day: date, others: Iterable[date]) -> list[Point]:
    breaks = set(others) - {day}
    first = max((other for other in breaks if other <= day), default=date.min)
    end = min((other for other in breaks if other > day), default=date.max)
    return [
        point
        for point in points
        if first <= point.day < end and -LONGEST_SIDE <= (point.day - day).days < LONGEST_SIDE
    ]


def way_for(what: What, when: Sequence[int], spots: Sequence[int]) -> Way:
    """Return how to compare. `when` are days from the event on.

    People begin things when it is at its worst. Where the two weeks before stood out, a model
    that takes them for usual would credit whatever came next with the way back.
    """
    rows = list(zip(when, spots, strict=True))
    just_before = [number for day, number in rows if -HIGH_FOR <= day < 0]
    earlier = [number for day, number in rows if -HIGH_FOR - HIGH_AGAINST <= day < -HIGH_FOR]
    if just_before and earlier:
        high, usual = sum(just_before) / len(just_before), sum(earlier) / len(earlier)
        if high > usual and high >= HIGH_RATIO * usual:
            return Way.LEVELS
    return Way.RAMP if what is What.BEGUN else Way.STEP


def effect(bins: Bins, way: Way) -> Estimate:
    """Return the difference of the logarithms. The days of `bins` count from the event on."""
    is_after = bins.days >= 0
    match way:
        case Way.RAMP:
            ramp = np.where(is_after, -np.expm1(-bins.days / SETTLING), 0.0)
            return fit(bins, with_ones(ramp)).estimate(1)
        case Way.STEP:
            return fit(bins, with_ones(is_after.astype(np.float64))).estimate(1)
        case Way.LEVELS:
            return compare_levels(bins, is_after)


def compare_levels(bins: Bins, is_after: NDArray[np.bool_]) -> Estimate:
    """Return the log ratio of the mean levels, every bin counting the same.

    Its error is √(Σ w_g s²_g cᵀV_g c) with the grid of the step's fit. On the working scale a bin
    of the level μ deviates by 1/√μ, so c is 1/(n₁√μ₁) after and −1/(n₀√μ₀) before.
    """
    padded = bins.means + PAD
    levels = np.where(is_after, padded[is_after].mean(), padded[~is_after].mean())
    sizes = np.where(is_after, is_after.sum(), -(~is_after).sum())
    fitted = fit(bins, with_ones(is_after.astype(np.float64)))
    variances = quadratic_forms(bins, 1 / (sizes * np.sqrt(levels)))
    return Estimate(
        value=math.log(padded[is_after].mean() / padded[~is_after].mean()),
        error=_error(fitted, variances),
        degrees=fitted.degrees,
    )


def _error(fitted: Average, variances: Floats) -> float:
    return math.sqrt((fitted.weights * fitted.scales) @ variances)


def quadratic_forms(bins: Bins, contrast: Floats) -> Floats:
    """Return cᵀVc at each grid point, for a contrast (n,)."""
    apart = np.abs(bins.days[:, None] - bins.days[None, :])
    lasting = np.array([contrast @ np.exp(-apart / memory) @ contrast for memory in MEMORY])
    return np.asarray(lasting + NOISE * (contrast**2 / bins.counts).sum(), dtype=np.float64)
