"""Errors that remember: an Ornstein–Uhlenbeck process plus counting noise, over a grid of both.

Spots live for weeks, so a count resembles the one before it. The errors of the bins at days t, made
of k counts each, are taken to have the covariance s²·V with

    V_ij = e^(−|t_i − t_j| / τ) + δ_ij · r / k_i

where τ is how long the skin remembers, in days, and r how noisy a single count is beside that. Both
are unknown, so everything is computed for each of the POINTS of a grid and averaged afterwards.

V is never formed. A Kalman filter turns columns into ones with independent errors in O(n) (Harvey,
Forecasting, Structural Time Series Models and the Kalman Filter, 1989, chapter 3); its sums
are exactly those that V⁻¹ would give. numpy works along the grid, Python along the bins.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

MEMORIES = {7: 0.02, 14: 0.05, 30: 0.13, 60: 0.30, 90: 0.30, 180: 0.20}
"""Each τ in days with the weight it has before any count was seen."""

NOISES = {0.03: 1.0, 0.1: 1.0, 0.3: 1.0, 1.0: 1.0, 3.0: 0.7, 10.0: 0.5, 30.0: 0.3}
"""Each r with its weight, up to a common factor."""

MEMORY: Floats = np.repeat(np.array(list(MEMORIES), dtype=np.float64), len(NOISES))
"""τ of each grid point: shape (POINTS,)."""

NOISE: Floats = np.tile(np.array(list(NOISES), dtype=np.float64), len(MEMORIES))
"""r of each grid point: shape (POINTS,)."""

LOG_PRIOR: Floats = np.log(
    np.repeat(np.array(list(MEMORIES.values())), len(NOISES))
    * np.tile(np.array(list(NOISES.values())) / sum(NOISES.values()), len(MEMORIES))
)
POINTS = len(MEMORY)


@dataclass(frozen=True, eq=False)
class Whitened:
    """Sums over columns whose errors were made independent, for each point of the grid."""

    products: Floats
    """(POINTS, c, c): columnsᵀ V⁻¹ columns."""

    log_determinant: Floats
    """(POINTS,): ln |V|."""


class Filter:
    """The filter for bins at certain days; it does not depend on what is in the columns."""

    def __init__(self, days: Floats, counts: Floats) -> None:
        """Take the days (n,) in ascending order, and how many counts each bin is made of (n,)."""
        self.fades: Floats = np.exp(-np.diff(days, prepend=days[:1])[:, None] / MEMORY)
        self.noises: Floats = NOISE / counts[:, None]
        self.predicted, self.spreads = _variances(self.fades, self.noises)
        self.gains: Floats = self.predicted / self.spreads
        self.log_determinant: Floats = np.log(self.spreads).sum(axis=0)

    def predict(self, columns: Floats) -> Floats:
        """Return what the past alone expects of each column (n, c) at each bin: (n, POINTS, c)."""
        length, width = columns.shape
        states = np.zeros((length, POINTS, width))
        if length > 1:
            keeps = (self.fades[1:] * (1 - self.gains[:-1]))[:, :, None]
            pulls = (self.fades[1:] * self.gains[:-1])[:, :, None] * columns[:-1, None, :]
            for place in range(length - 1):
                after = states[place + 1]
                np.multiply(keeps[place], states[place], out=after)
                after += pulls[place]
        return states

    def whiten(self, columns: Floats, predicted: Floats | None = None) -> Whitened:
        """Return the sums of products of the columns (n, c).

        `predicted` is what `predict` answers, where it is known already.
        """
        expected = self.predict(columns) if predicted is None else predicted
        surprises = columns[:, None, :] - expected
        surprises /= np.sqrt(self.spreads)[:, :, None]
        by_point = surprises.transpose(1, 2, 0)
        return Whitened(by_point @ by_point.transpose(0, 2, 1), self.log_determinant)

    def smooth(self, columns: Floats, predicted: Floats) -> tuple[Floats, Floats]:
        """Return the process given all bins, past and future, and its variance in units of s².

        The shapes are (n, POINTS, c) and (n, POINTS). After Rauch, Tung and Striebel (1965): what
        the next bin taught is handed back, state and variance side by side.
        """
        before = np.concatenate((predicted, self.predicted[:, :, None]), axis=2)
        after = np.empty_like(before)
        after[:, :, :-1] = predicted + self.gains[:, :, None] * (columns[:, None, :] - predicted)
        after[:, :, -1] = self.predicted * (1 - self.gains)
        shares = np.empty_like(before[:-1])
        shares[:, :, :-1] = (after[:-1, :, -1] * self.fades[1:] / self.predicted[1:])[:, :, None]
        shares[:, :, -1] = shares[:, :, 0] ** 2
        for place in range(len(columns) - 2, -1, -1):
            taught = after[place + 1] - before[place + 1]
            taught *= shares[place]
            after[place] += taught
        return after[:, :, :-1], after[:, :, -1]


@lru_cache(maxsize=8)
def _filter(days: bytes, counts: bytes) -> Filter:
    return Filter(np.frombuffer(days), np.frombuffer(counts))


def filter_for(days: Floats, counts: Floats) -> Filter:
    """Return the filter for bins (n,): a person's regions are mostly counted on the same days."""
    return _filter(days.tobytes(), counts.tobytes())


def _variances(fades: Floats, noises: Floats) -> tuple[Floats, Floats]:
    """Return the variance of the process before each bin is seen, and that of the bin: (n, POINTS).

    Both are in units of s²; the process starts in its long-run state, with variance 1.
    """
    squares = fades**2
    freshness = 1 - squares
    predicted, spreads = np.ones_like(fades), np.empty_like(fades)
    for place in range(len(fades)):
        np.add(predicted[place], noises[place], out=spreads[place])
        if place + 1 < len(fades):
            left = predicted[place] * noises[place]
            left /= spreads[place]
            left *= squares[place + 1]
            np.add(left, freshness[place + 1], out=predicted[place + 1])
    return predicted, spreads
