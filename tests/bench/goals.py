"""What the application promises about its speed, and whether it keeps it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

TODAY_TO_FLOOR = 3.0
TAP_TO_FLOOR = 2.0
PUT_TO_FLOOR = 1.5
YEAR_TO_FLOOR = 3.0
"""Of the page with a chart's worth of points: a year of days is about as many values."""
TRENDS_TO_FLOOR = 5.0
"""After a write, when nothing that was worked out holds any more."""
TRENDS_AGAIN_TO_FLOOR = 2.0
TEN_YEARS_TO_ONE = 1.15
"""No slower at ten years than at one; a measured median wobbles by this much by itself."""
MOST_QUERIES = 10
FIRST_LOAD_BYTES = 90_000
REPEAT_BYTES = 10_000


@dataclass(frozen=True)
class Goal:
    """A figure that must not be larger than its limit."""

    words: str
    measured: float
    limit: float
    unit: str = ""

    @property
    def is_met(self) -> bool:
        return self.measured <= self.limit

    def line(self) -> str:
        verdict = "ok  " if self.is_met else "over"
        return f"  {verdict}  {self.words}: {self.measured:,.2f} of {self.limit:,.2f}{self.unit}"


def judge(wanted: Iterable[Goal]) -> int:
    """Print the goals, and return 1 where one is missed."""
    told = list(wanted)
    print("\n".join(goal.line() for goal in told))
    return int(not all(goal.is_met for goal in told))


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Lines of columns as wide as their widest cell; only the first begins at the left."""
    lines = [head, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in lines
    )
