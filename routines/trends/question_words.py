"""What is said beside the answers: how much is missing, and what a plan could find."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from routines.accounts.formats import day_medium, number
from routines.trends.before_after import FEWEST_BINS, SHORTEST_SIDE, Comparison, Side
from routines.trends.engine import WEEK

TENTHS = 10


@dataclass(frozen=True)
class Words:
    """Says it in one locale ("en_GB")."""

    locale: str

    def still_missing(self, comparison: Comparison) -> str:
        """Return how much more it takes; "" where there is an answer, or nothing to wait for."""
        if comparison.estimate is not None or comparison.all_zero:
            return ""
        if not comparison.before.is_enough:
            return (
                "There are too few counts before it, and waiting adds none. Counts that you still "
                "have on paper can be entered under their own day."
            )
        if comparison.after.is_enough:
            return ""
        weeks = weeks_missing(comparison.after)
        more = f"{number(weeks, self.locale)} more {'week' if weeks == 1 else 'weeks'}"
        return f"With a count a week this can be answered in about {more}."

    def chances(self, halving: float, fifth: float, blocks: int) -> str:
        """Return how often a plan would find a difference, going by the person's own counts."""
        return (
            f"Going by how much your own counts go up and down, {number(blocks, self.locale)} "
            f"blocks would find {self._often(halving)} that the step halves your counts, and "
            f"{self._often(fifth)} that it takes a fifth off them."
        )

    def _often(self, chance: float) -> str:
        """In about 7 of 10 cases: what is simulated is no exact figure."""
        times = min(TENTHS - 1, max(0, round(chance * TENTHS)))
        if not times:
            return "hardly ever"
        return f"in about {number(times, self.locale)} of {number(TENTHS, self.locale)} cases"

    def within(self, days: Sequence[date]) -> str:
        """Return what else lies within a plan and could be taken for the step; "" for nothing."""
        if not days:
            return ""
        said = ", ".join(day_medium(day, self.locale) for day in days)
        return (
            f"A removal or a treatment lies within it ({said}). What that took away can’t be told "
            "from what the step did."
        )


def weeks_missing(side: Side) -> int:
    """Return how many more weeks with a count a side takes."""
    days = max(0, SHORTEST_SIDE - side.days)
    return max(-(-days // WEEK), FEWEST_BINS - side.weeks_counted, 1)
