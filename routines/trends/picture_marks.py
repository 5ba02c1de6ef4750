"""The numbered marks above a picture: their rows, and their words where there is room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from routines.trends.chart import Chart
from routines.trends.events import Mark
from routines.trends.plane import NARROWEST, WIDE, Plane
from routines.trends.svg import Element, element, group, percent

MARK_ROOM = 20.0
"""Pixels between the middles of two numbered marks."""

MARK_ROWS = 3
LETTER = 7.0
"""Pixels that a letter of a mark's words takes."""


def rows_of(chart: Chart, plane: Plane) -> list[int]:
    """Put the marks' numbers into rows, so that on the narrowest screen none lies on another."""
    ends = [float("-inf")] * MARK_ROWS
    rows = []
    for mark in chart.marks:
        x = plane.x(mark.day.toordinal()) * NARROWEST / 100
        free = [row for row, end in enumerate(ends) if x - end >= MARK_ROOM]
        row = free[0] if free else ends.index(min(ends))
        ends[row] = x
        rows.append(row)
    return rows


def draw_marks(chart: Chart, plane: Plane) -> Iterator[Element]:
    """Yield a rule and a number for each mark, and its words where a wide screen has room."""
    sides = _sides_with_room(chart.marks, plane)
    for mark, row, side in zip(chart.marks, rows_of(chart, plane), sides, strict=True):
        x, y = percent(plane.x(mark.day.toordinal())), -14 - 20 * row
        parts = [
            element("line", x1=x, x2=x, y1=y + 9, y2="100%"),
            element("circle", cx=x, cy=y, r=9),
            element("text", str(mark.number), x=x, y=y, dy="0.35em", text_anchor="middle"),
        ]
        if side:
            parts.append(
                element(
                    "text",
                    _words(mark),
                    x=x,
                    y=y,
                    dx=14 * side,
                    dy="0.35em",
                    text_anchor="start" if side > 0 else "end",
                    class_="chart-words chart-minor",
                )
            )
        yield group(f"chart-event{' chart-event-segment' if mark.opens_segment else ''}", *parts)


def _words(mark: Mark) -> str:
    return "; ".join(mark.labels)


def _sides_with_room(marks: Sequence[Mark], plane: Plane) -> list[int]:
    """Return for each mark whether its words fit on its right (1), on its left (-1) or nowhere (0).

    That is on a wide screen, and before the next mark's number.
    """
    places = [plane.x(mark.day.toordinal()) * WIDE / 100 for mark in marks]
    sides: list[int] = []
    taken = 0.0
    nexts = [*places, WIDE + MARK_ROOM][1:]
    for mark, place, ahead in zip(marks, places, nexts, strict=True):
        length = MARK_ROOM + LETTER * len(_words(mark))
        if place + length <= ahead - MARK_ROOM / 2:
            sides.append(1)
        elif place - length >= taken:
            sides.append(-1)
        else:
            sides.append(0)
        taken = place + (length if sides[-1] > 0 else MARK_ROOM / 2)
    return sides
