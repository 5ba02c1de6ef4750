"""Student's t. scipy is loaded when the first of these is called, and nowhere else.

`scipy.special` costs about 150 ms and 25 MB, which a process that never shows a trend is spared.
"""

from __future__ import annotations


def two_sided_p(statistic: float, degrees: float) -> float:
    """Return how often chance alone goes at least this far from 0 in either direction."""
    from scipy.special import stdtr  # type: ignore[import-untyped]

    return float(2 * stdtr(degrees, -abs(statistic)))


def critical_value(level: float, degrees: float) -> float:
    """Return how far from 0 chance alone goes with the probability 1 − `level` (0.95, 0.99)."""
    from scipy.special import stdtrit

    return float(stdtrit(degrees, (1 + level) / 2))


def power(expected: float, level: float, degrees: float) -> float:
    """Return how often a statistic that is expected at `expected` goes beyond the critical value.

    Noncentral t, only the side on which the expected value lies.
    """
    from scipy.special import nctdtr

    return 1 - float(nctdtr(degrees, abs(expected), critical_value(level, degrees)))
