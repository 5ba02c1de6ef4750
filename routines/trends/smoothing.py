"""The smooth line through the counts, and how sure it is of itself.

The band is about the level that the counts vary around, not about single counts. In simulations
it holds the true level 93 to 98 times in 100.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from routines.trends import student
from routines.trends.engine import Bins, average, roots_of
from routines.trends.ornstein import Floats, filter_for

BAND_FROM = 3
"""So many bins make a line and a band."""


@dataclass(frozen=True, eq=False)
class Band:
    """A line with a band, in spots, at the mean days of the bins. All arrays have shape (n,)."""

    days: Floats
    level: Floats
    low: Floats
    high: Floats


def smooth(bins: Bins, confidence: float = 0.95) -> Band | None:
    """Return the level around which the counts vary, or None for fewer than BAND_FROM bins.

    The smoother runs over z = 2√(m + ⅜) and over a constant; with S_z and S_1 what it makes of
    them, b the level's mean and P the smoother's variance, the level at a bin is S_z + b(1 − S_1)
    with the variance s²(P + (1 − S_1)²/A_11), averaged over the grid.
    """
    if len(bins) < BAND_FROM:
        return None
    columns = np.column_stack((roots_of(bins.means), np.ones(len(bins))))
    filtered = filter_for(bins.days, bins.counts)
    predicted = filtered.predict(columns)
    whitened = filtered.whiten(columns, predicted)
    fitted = average(whitened, len(bins))
    states, spreads = filtered.smooth(columns, predicted)
    lacking = 1 - states[:, :, 1]
    levels = states[:, :, 0] + fitted.by_point[:, 0] * lacking
    level = levels @ fitted.weights
    within = fitted.scales * (spreads + lacking**2 / whitened.products[:, 1, 1])
    apart = (levels - level[:, None]) ** 2
    error = np.sqrt((within + apart) @ fitted.weights)
    reach = student.critical_value(confidence, fitted.degrees) * error
    return Band(bins.days, _spots(level), _spots(level - reach), _spots(level + reach))


def _spots(roots: Floats) -> Floats:
    """Turn 2√(m + ⅜) back into m; nothing is less than no spots."""
    floored = np.maximum(roots, 0)
    return np.maximum(floored**2 / 4 - 3 / 8, 0)
