"""The second line of a verdict: these four weeks beside those of twelve weeks ago.

It describes the counts that were made and says nothing of where they are going. Its noise is that
between counts a few days apart.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from routines.trends import student
from routines.trends.series import Point

WINDOW = 84
PART = 28
NEAR, FAR = 3, 8
"""Days between counts that are taken for repeats of each other; the second if too few are near."""

FEWEST_PAIRS = 4
FEWEST_COUNTS = 2
PRIOR_PAIRS, PRIOR_NOISE = 6, 0.6
LEAST_SPOTS, LEAST_SHARE = 2.0, 0.2


@dataclass(frozen=True, kw_only=True)
class Lately:
    """Means in spots a count, and the 95 % interval of their difference on the scale 2√(y + ⅜)."""

    then: float
    now: float
    low: float
    high: float

    @property
    def is_clear(self) -> bool:
        """Whether the difference is beyond the noise and large enough to matter."""
        size = abs(self.now - self.then)
        excludes_none = self.low > 0 or self.high < 0
        return excludes_none and size >= LEAST_SPOTS and size >= LEAST_SHARE * self.then

    @property
    def is_lower(self) -> bool:
        return self.now < self.then


def compare_lately(
    points: Sequence[Point], today: date, since: date | None = None
) -> Lately | None:
    """Compare the last 28 days with the first 28 of the 84 that end today.

    Returns None with fewer than two counts in either part, or where a new segment began after
    the window did: `since` is its day. `points` come by day.
    """
    window = [point for point in points if 0 <= (today - point.day).days < WINDOW]
    if since is not None and (today - since).days < WINDOW - 1:
        return None
    now = [point.spots for point in window if (today - point.day).days < PART]
    then = [point.spots for point in window if (today - point.day).days >= WINDOW - PART]
    if min(len(now), len(then)) < FEWEST_COUNTS:
        return None
    noise, degrees = _noise(window)
    difference = _mean_root(now) - _mean_root(then)
    reach = student.critical_value(0.95, degrees) * noise * math.sqrt(1 / len(now) + 1 / len(then))
    return Lately(
        then=sum(then) / len(then),
        now=sum(now) / len(now),
        low=difference - reach,
        high=difference + reach,
    )


def _noise(points: Sequence[Point]) -> tuple[float, int]:
    """Return s and its degrees of freedom: s² = (6·0.6² + Σ ½Δ²) / (6 + K) over K pairs."""
    pairs = _differences(points, NEAR)
    if len(pairs) < FEWEST_PAIRS:
        pairs = _differences(points, FAR)
    degrees = PRIOR_PAIRS + len(pairs)
    squares = PRIOR_PAIRS * PRIOR_NOISE**2 + sum(pair**2 / 2 for pair in pairs)
    return math.sqrt(squares / degrees), degrees


def _differences(points: Sequence[Point], most_days: int) -> list[float]:
    return [
        _root(after.spots) - _root(before.spots)
        for before, after in pairwise(points)
        if (after.day - before.day).days <= most_days
    ]


def _root(spots: int) -> float:
    return 2 * math.sqrt(spots + 3 / 8)


def _mean_root(spots: Sequence[int]) -> float:
    return sum(_root(number) for number in spots) / len(spots)
