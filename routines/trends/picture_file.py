"""The picture of the counts as a file of its own, which looks the same everywhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from routines.accounts import formats
from routines.trends.chart import Chart
from routines.trends.events import Mark
from routines.trends.picture import draw, mark_rows
from routines.trends.svg import NAMESPACE, Element, element, group

WIDTH, PLOT_HEIGHT = 960, 320
LEFT, RIGHT, HEAD, FOOT = 48, 24, 56, 52
ROW, LINE = 20, 20
INK, MUTED, HAIRLINE, PAPER = "#1f2a2e", "#5b6870", "#e9e3da", "#ffffff"
ACCENT, ACCENT_SOFT, CONTROL = "#0f766e", "#ddf1ee", "#8a8177"

STYLE = f"""
text {{ font: 13px system-ui, sans-serif; fill: {MUTED}; }}
.title {{ font-size: 18px; font-weight: 600; fill: {INK}; }}
.chart-grid line {{ stroke: {HAIRLINE}; }}
.chart-hatching {{ fill: none; stroke: {CONTROL}; stroke-width: 1.2; stroke-opacity: .45; }}
.chart-band {{ fill: {ACCENT_SOFT}; }}
.chart-level, .chart-dot {{ fill: none; stroke: {ACCENT}; vector-effect: non-scaling-stroke; }}
.chart-level {{ stroke-width: 2; stroke-linejoin: round; }}
.chart-dot {{ stroke-linecap: round; }}
.chart-glance {{ stroke-linecap: square; }}
.chart-rim {{ stroke: {PAPER}; stroke-width: 8; }}
.chart-body {{ stroke-width: 6; }}
.chart-ring {{ stroke-width: 8; }}
.chart-hole {{ stroke: {PAPER}; stroke-width: 5; }}
.chart-many .chart-body {{ stroke-width: 4; }}
.chart-event line {{ stroke: {MUTED}; stroke-dasharray: 2 3; }}
.chart-event-segment line {{ stroke: {INK}; stroke-dasharray: none; }}
.chart-event circle {{ fill: {PAPER}; stroke: {MUTED}; }}
.chart-event text {{ fill: {INK}; font-size: 11px; }}
.chart-event .chart-words {{ fill: {MUTED}; font-size: 13px; }}
"""


def picture_file(chart: Chart, *, place: str, locale: str) -> str:
    """Return the whole file. `place` names the regions that were counted."""
    title = f"Spots: {place}"
    says = _says(chart, locale)
    top = HEAD + 16 + ROW * mark_rows(chart)
    bottom = top + PLOT_HEIGHT + FOOT
    height = bottom + LINE * len(chart.marks) + 8
    plot = element(
        "svg",
        *draw(chart, locale),
        x=LEFT,
        y=top,
        width=WIDTH - LEFT - RIGHT,
        height=PLOT_HEIGHT,
        overflow="visible",
    )
    whole = element(
        "svg",
        element("title", title),
        element("desc", says),
        element("style", STYLE),
        element("rect", width=WIDTH, height=height, fill=PAPER),
        element("text", title, x=LEFT, y=28, class_="title"),
        element("text", says, x=LEFT, y=50),
        plot,
        group("marks", *_marks(chart.marks, bottom, locale)),
        xmlns=NAMESPACE,
        viewBox=f"0 0 {WIDTH} {height}",
        width=WIDTH,
        height=height,
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{whole}\n'


def _says(chart: Chart, locale: str) -> str:
    first, last = chart.window.first, chart.window.last
    days = f"{formats.day_medium(first, locale)} to {formats.day_medium(last, locale)}"
    weeks = chart.weeks_a_dot
    what = "a count"
    if chart.is_weekly:
        what = "the mean of a week" if weeks == 1 else f"the mean of {weeks} weeks"
    return f"{days}. Each dot is {what}; line and band are the level the counts vary around."


def _marks(marks: Sequence[Mark], top: int, locale: str) -> Iterator[Element]:
    """Yield what the numbers in the picture stand for, one below another."""
    for place, mark in enumerate(marks):
        words = f"{mark.number}  {formats.day_medium(mark.day, locale)}  {'; '.join(mark.labels)}"
        yield element("text", words, x=LEFT, y=top + LINE * place)
