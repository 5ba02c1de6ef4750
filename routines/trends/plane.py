"""Where a day and a number of spots stand in a picture."""

from __future__ import annotations

from routines.trends.chart import Chart
from routines.trends.ticks import count_ticks

SHARES = 10_000
"""Units of the stretched drawing, across and down."""

NARROWEST, WIDE = 270.0, 550.0
"""Widths of the plot in pixels: the narrowest phone's, and one that has room for words."""


class Plane:
    """Where a day and a number of spots stand, in hundredths of the width and of the height."""

    def __init__(self, chart: Chart) -> None:
        self.first = chart.window.first.toordinal()
        self.days = chart.window.days
        self.counts = count_ticks(chart.highest)
        self.top = self.counts[-1]
        # A picture of years asks for thousands of places, so what is the same for all stands here.
        self.across, self.down = SHARES / self.days, SHARES / self.top

    def x(self, ordinal: float) -> float:
        """A day is as wide as any other; a count stands at its noon."""
        return 100 * (ordinal - self.first + 0.5) / self.days

    def y(self, spots: float) -> float:
        return 100 * (1 - min(spots, self.top) / self.top)

    def place(self, ordinal: float, spots: float) -> str:
        """The same as a place in the stretched drawing."""
        below = self.top - spots if spots < self.top else 0
        return f"{(ordinal - self.first + 0.5) * self.across:.0f} {below * self.down:.0f}"
