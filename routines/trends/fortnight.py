"""The last two weeks beside the eight before: what an alarm asks first, because it costs nothing.

Whether two weeks stand out is settled by a fit (`flare`); but most people on most days are not
anywhere near, and those are known by two means alone, without loading numpy.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from routines.diary.cadence import WEEK

LATELY = 14
BEFORE = 56
SHORTEST_HISTORY = 8 * WEEK
FEWEST_COUNTS = 2
LEAST_MORE = 3.0
LEAST_RATIO = 1.3


@dataclass(frozen=True, kw_only=True)
class Fortnight:
    """Two means, in spots a count."""

    lately: float
    """Of the last 14 days."""

    before: float
    """Of the 56 days before them."""

    @property
    def is_much(self) -> bool:
        """Whether a person would call the difference one."""
        more = self.lately - self.before
        return more >= LEAST_MORE and self.lately >= LEAST_RATIO * self.before


@dataclass(frozen=True, kw_only=True)
class Rise(Fortnight):
    """The alarm that sounded on `day`: of the 14 days that end with it, and the 56 before."""

    day: date


class Fortnights:
    """The two means at any day of one course of counts."""

    def __init__(self, days: Sequence[int], spots: Sequence[int]) -> None:
        """Take days in ascending order and the number counted on each."""
        self.days = days
        self.sums = list(accumulate(spots, initial=0))

    def at(self, end: int) -> Fortnight | None:
        """Return the means of the 14 days that end with `end`, and of the 56 before.

        Returns None with fewer than two counts in either, or less than eight weeks of history.
        """
        if not self.days or end - self.days[0] < SHORTEST_HISTORY:
            return None
        places = [bisect_right(self.days, end - back) for back in (LATELY + BEFORE, LATELY, 0)]
        if min(places[1] - places[0], places[2] - places[1]) < FEWEST_COUNTS:
            return None
        return Fortnight(before=self._mean(*places[:2]), lately=self._mean(*places[1:]))

    def risen(self, since: int) -> list[int]:
        """Return the days from `since` on that end two much higher weeks; only days with counts."""
        ends = sorted(set(self.days[bisect_left(self.days, since) :]))
        return [end for end in ends if (means := self.at(end)) is not None and means.is_much]

    def _mean(self, first: int, last: int) -> float:
        return (self.sums[last] - self.sums[first]) / (last - first)
