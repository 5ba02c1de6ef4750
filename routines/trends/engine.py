"""Fits that don't mistake persistence for change: quasi-Poisson GLS, averaged over a grid.

A log-linear model of the counts, fitted by generalised least squares under the errors of
`ornstein`, once for each point of its grid. The fits are averaged by how well each point explains
the counts (Bayesian model averaging with a normal–inverse-gamma marginal likelihood), and
the disagreement between them widens the interval. docs/decisions/0020-statistics.md says why.

Days are numbers with any origin; a slope is a change of the natural logarithm a month.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from routines.trends import student
from routines.trends.ornstein import LOG_PRIOR, Floats, Whitened, filter_for

WEEK = 7
MONTH = 30.4375
"""In days."""

PAD = 0.5
"""Added to each mean, so that the logarithm of an empty week exists."""

SCALE_SHAPE = SCALE_RATE = 2.0
"""The scale s² is InvGamma(2, 2) before any count was seen: about 1, which is plain Poisson."""

LOWEST_LOG, HIGHEST_LOG = -5.0, 6.0
LEAST_MEAN = 0.3
LEAST_START = 0.05
LEAST_RESIDUALS = 1e-9
RIDGE = 1e-6
LONGEST_STEP = 1.0
MOST_STEPS, CLOSE_ENOUGH = 4, 1e-4
MOST_START_STEPS, START_CLOSE_ENOUGH = 50, 1e-10


@dataclass(frozen=True, eq=False)
class Bins:
    """Seven days each, empty ones left out, in order. Every array has the shape (n,)."""

    days: Floats
    """The mean day of the counts."""

    means: Floats
    """Their mean, in spots."""

    counts: Floats
    """How many there are."""

    def __len__(self) -> int:
        return len(self.days)


def bin_by_week(days: Sequence[int], spots: Sequence[int], event: int | None = None) -> Bins:
    """Put counts into bins of seven days.

    They end with the last day that has a count; with an `event` they begin on its day, so that
    none straddles it. `days` and `spots` are of one length and may come in any order.
    """
    when, numbers = np.asarray(days, dtype=np.float64), np.asarray(spots, dtype=np.float64)
    if not len(when):
        return Bins(when, numbers, numbers)
    if event is None:
        weeks = -np.floor((when.max() - when) / WEEK)
    else:
        weeks = np.floor((when - event) / WEEK)
    _, places = np.unique(weeks, return_inverse=True)
    counts = np.bincount(places).astype(np.float64)
    return Bins(
        days=np.bincount(places, weights=when) / counts,
        means=np.bincount(places, weights=numbers) / counts,
        counts=counts,
    )


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """One coefficient with its error; `degrees` are those of Student's t."""

    value: float
    error: float
    degrees: float

    @property
    def statistic(self) -> float:
        return self.value / self.error

    @property
    def p(self) -> float:
        """Two-sided."""
        return student.two_sided_p(self.statistic, self.degrees)

    def interval(self, level: float = 0.95) -> tuple[float, float]:
        """Return the lower and the upper end."""
        reach = student.critical_value(level, self.degrees) * self.error
        return self.value - reach, self.value + reach


@dataclass(frozen=True, eq=False)
class Average:
    """The fits of all grid points, for p coefficients."""

    coefficients: Floats
    """(p,): their weighted mean."""

    covariance: Floats
    """(p, p): the errors within the fits, and the differences between them."""

    degrees: float
    weights: Floats
    """(POINTS,): how much each grid point explains; they add up to 1."""

    scales: Floats
    """(POINTS,): s²."""

    by_point: Floats
    """(POINTS, p): the coefficients of each fit."""

    def estimate(self, place: int) -> Estimate:
        """Return one of the coefficients."""
        return Estimate(
            value=float(self.coefficients[place]),
            error=float(np.sqrt(self.covariance[place, place])),
            degrees=self.degrees,
        )


def average(whitened: Whitened, length: int) -> Average:
    """Regress the first column on the others at each grid point, and average.

    `length` is the number n of rows. With p regressors left and ν = n − p, the weight of a point is
    its prior times |V|^(−½) |A_XX|^(−½) (B₀ + RSS/2)^−(A₀ + ν/2).
    """
    grams, cross = whitened.products[:, 1:, 1:], whitened.products[:, 1:, :1]
    by_point = _solve(grams, cross)[:, :, 0]
    explained = np.einsum("gp,gp->g", cross[:, :, 0], by_point)
    residuals = np.maximum(whitened.products[:, 0, 0] - explained, LEAST_RESIDUALS)
    free = length - by_point.shape[1]
    shape, rates = SCALE_SHAPE + free / 2, SCALE_RATE + residuals / 2
    weights = _normalise(
        LOG_PRIOR
        - (whitened.log_determinant + np.linalg.slogdet(grams)[1]) / 2
        - shape * np.log(rates)
    )
    scales = rates / shape
    coefficients = weights @ by_point
    apart = by_point - coefficients
    within = np.einsum("g,gij->ij", weights * scales, np.linalg.inv(grams))
    return Average(
        coefficients=coefficients,
        covariance=within + (apart * weights[:, None]).T @ apart,
        degrees=2 * SCALE_SHAPE + free,
        weights=weights,
        scales=scales,
        by_point=by_point,
    )


def _solve(matrix: Floats, right: Floats) -> Floats:
    return np.asarray(np.linalg.solve(matrix, right), dtype=np.float64)


def _normalise(logarithms: Floats) -> Floats:
    weights = np.exp(logarithms - logarithms.max())
    return np.asarray(weights / weights.sum(), dtype=np.float64)


def poisson_start(design: Floats, means: Floats, counts: Floats) -> Floats:
    """Return the coefficients (p,) of a Poisson GLM with weights, by Newton's method.

    The first column of `design` (n, p) is ones. `means` (n,) are of `counts` (n,) counts each.
    """
    coefficients = np.zeros(design.shape[1])
    coefficients[0] = np.log(max(float(np.average(means, weights=counts)), LEAST_START))
    ridge = RIDGE * np.eye(design.shape[1])
    for _ in range(MOST_START_STEPS):
        expected = np.exp(_clip_log(design @ coefficients))
        curvature = (design.T * (counts * expected)) @ design + ridge
        step = _clip_step(_solve(curvature, design.T @ (counts * (means - expected))))
        coefficients = coefficients + step
        if np.abs(step).max() < START_CLOSE_ENOUGH:
            break
    return coefficients


@dataclass(frozen=True, eq=False)
class Working:
    """The counts on a scale where they are linear in the coefficients and vary about equally."""

    response: Floats
    """(n,)"""

    regressors: Floats
    """(n, p)"""

    @property
    def columns(self) -> Floats:
        return np.column_stack((self.response, self.regressors))


def linearise(design: Floats, padded: Floats, coefficients: Floats) -> Working:
    """Return the working response and regressors around `coefficients` (p,).

    As in McCullagh and Nelder, Generalized Linear Models (1989), section 2.5. `padded` are means
    with PAD added.
    """
    logarithms = _clip_log(design @ coefficients)
    expected = np.exp(logarithms)
    floored = np.maximum(expected, LEAST_MEAN)
    roots = np.sqrt(floored)
    return Working(
        response=(logarithms + (padded - expected) / floored) * roots,
        regressors=design * roots[:, None],
    )


def fit(bins: Bins, design: Floats) -> Average:
    """Fit the logarithm of the counts to `design` (n, p), whose first column is ones.

    Takes at least p bins; whether there are enough to be trusted is the caller's to know.
    """
    padded = bins.means + PAD
    filtered = filter_for(bins.days, bins.counts)
    coefficients = poisson_start(design, padded, bins.counts)
    for _ in range(MOST_STEPS):
        working = linearise(design, padded, coefficients)
        result = average(filtered.whiten(working.columns), len(bins))
        step = _clip_step(result.coefficients - coefficients)
        coefficients = coefficients + step
        if np.abs(step).max() < CLOSE_ENOUGH:
            break
    return result


def fit_roots(bins: Bins, design: Floats) -> Average:
    """Fit 2√(m + ⅜), the variance of which hardly depends on the level (Anscombe 1948)."""
    columns = np.column_stack((roots_of(bins.means), design))
    return average(filter_for(bins.days, bins.counts).whiten(columns), len(bins))


def roots_of(numbers: Floats) -> Floats:
    """2√(m + ⅜)"""
    return np.asarray(2 * np.sqrt(numbers + 3 / 8), dtype=np.float64)


def trend_design(days: Floats) -> Floats:
    """Return ones and the time in months around the middle of the bins: (n, 2)."""
    return np.column_stack((np.ones_like(days), (days - days.mean()) / MONTH))


def with_ones(regressor: Floats) -> Floats:
    """Return ones and the regressor (n,): (n, 2)."""
    return np.column_stack((np.ones_like(regressor), regressor))


def _clip_log(logarithms: Floats) -> Floats:
    return np.clip(logarithms, LOWEST_LOG, HIGHEST_LOG)


def _clip_step(step: Floats) -> Floats:
    return np.clip(step, -LONGEST_STEP, LONGEST_STEP)
