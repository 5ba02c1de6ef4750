"""The picture of the counts, as wide as its place: drawn by the server, without any script.

Across, everything stands at a share of the width; so do paths, in a drawing of their own that is
stretched (SHARES by SHARES units) while their strokes stay as they are. Words and marks keep their
size. Colours, strokes and the room around the plot are in styles/_trends.scss, by class.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from routines.trends.chart import Chart, Dot, Level
from routines.trends.picture_marks import draw_marks, rows_of
from routines.trends.plane import NARROWEST, SHARES, WIDE, Plane
from routines.trends.series import Way
from routines.trends.svg import Element, element, group, percent
from routines.trends.ticks import Tick, day_ticks

LAST_SHARE = 93.0
"""A label beyond this share of the width ends with the plot, not in the middle of its day."""

FEW_DOTS = 130
"""More are drawn smaller."""

PAUSE_WORD = 44.0
"""Pixels that the word "Pause" takes, with air."""


def draw(chart: Chart, locale: str) -> tuple[Element, ...]:
    """Return the parts of the picture, those behind first."""
    plane = Plane(chart)
    days = day_ticks(chart.window, locale)
    return (
        *([_hatching()] if chart.pauses else []),
        *_pauses(chart, plane),
        group("chart-grid", *(_grid_line(plane.y(number)) for number in plane.counts)),
        group("chart-axis", *(_count_label(number, plane) for number in plane.counts)),
        group("chart-axis", *(_day_label(tick, plane) for tick in days)),
        _stretched("chart-levels", _levels(chart.levels, plane), clipped=True),
        *draw_marks(chart, plane),
        _stretched(_dots_class(chart), _dots(chart.dots, plane)),
    )


def draw_small(chart: Chart) -> tuple[Element, ...]:
    """Return the parts of a picture the size of a stamp: level, dots, and how high it goes."""
    plane = Plane(chart)
    return (
        group("chart-grid", _grid_line(0), _grid_line(100)),
        group("chart-axis", *(_count_label(plane.counts[end], plane) for end in (0, -1))),
        _stretched("chart-levels", _levels(chart.levels, plane), clipped=True),
        _stretched(_dots_class(chart), _dots(chart.dots, plane)),
    )


def mark_rows(chart: Chart) -> int:
    """Return how many rows of numbers stand above the plot."""
    return max((row + 1 for row in rows_of(chart, Plane(chart))), default=0)


def _hatching() -> Element:
    """Return the pattern that pauses are filled with."""
    line = element("path", d="M0 0V6", class_="chart-hatching")
    return element(
        "defs",
        element(
            "pattern",
            line,
            id="pause-hatching",
            width=6,
            height=6,
            patternUnits="userSpaceOnUse",
            patternTransform="rotate(45)",
        ),
    )


def _stretched(class_: str, inside: Iterable[Element], *, clipped: bool = False) -> Element:
    return element(
        "svg",
        *inside,
        class_=class_,
        viewBox=f"0 0 {SHARES} {SHARES}",
        preserveAspectRatio="none",
        width="100%",
        height="100%",
        overflow="hidden" if clipped else "visible",
    )


def _grid_line(y: float) -> Element:
    return element("line", x1=0, x2="100%", y1=percent(y), y2=percent(y))


def _count_label(number: int, plane: Plane) -> Element:
    y = percent(plane.y(number))
    return element("text", str(number), x=0, y=y, dx=-8, dy="0.35em", text_anchor="end")


def _day_label(tick: Tick, plane: Plane) -> Element:
    x = plane.x(tick.day.toordinal())
    return element(
        "text",
        tick.label,
        x="100%" if x > LAST_SHARE else percent(x),
        y="100%",
        dy=20,
        text_anchor="end" if x > LAST_SHARE else "middle",
        class_="chart-minor" if tick.is_minor else "chart-major",
    )


def _pauses(chart: Chart, plane: Plane) -> Iterator[Element]:
    for first, last in chart.pauses:
        begin, width = 100 * first / plane.days, 100 * (last - first + 1) / plane.days
        yield element(
            "rect",
            class_="chart-pause",
            x=percent(begin),
            y=0,
            width=percent(width),
            height="100%",
            fill="url(#pause-hatching)",
        )
        if width * WIDE / 100 >= PAUSE_WORD:
            fits = width * NARROWEST / 100 >= PAUSE_WORD
            yield element(
                "text",
                "Pause",
                x=percent(begin + width / 2),
                y=0,
                dy=14,
                text_anchor="middle",
                class_=f"chart-words {'chart-major' if fits else 'chart-minor'}",
            )


def _levels(levels: Sequence[Level], plane: Plane) -> Iterator[Element]:
    for level in levels:
        high = [plane.place(knot.day, knot.high) for knot in level]
        low = [plane.place(knot.day, knot.low) for knot in reversed(level)]
        yield element("path", class_="chart-band", d=f"M{'L'.join(high + low)}Z")
    for level in levels:
        line = "L".join(plane.place(knot.day, knot.level) for knot in level)
        yield element("path", class_="chart-level", d=f"M{line}")


def _dots(dots: Sequence[Dot], plane: Plane) -> Iterator[Element]:
    """Yield the dots of each kind: strokes of no length, which their round ends make dots.

    A wider stroke below a narrower one makes a dot with a rim, or a ring; many dots have no rim.
    """
    layers_of_dot = ("rim", "body") if len(dots) <= FEW_DOTS else ("body",)
    single = [dot for dot in dots if not dot.is_recount]
    glances = [dot for dot in single if dot.way is Way.QUICK]
    by_region = [dot for dot in single if dot.way is Way.BY_REGION]
    again = [dot for dot in dots if dot.is_recount]
    for class_, layers, chosen in (
        ("chart-dot", layers_of_dot, by_region),
        ("chart-dot chart-glance", layers_of_dot, glances),
        ("chart-dot chart-again", ("ring", "hole"), again),
    ):
        if chosen:
            path = "".join(f"M{plane.place(dot.day.toordinal(), dot.spots)}h0" for dot in chosen)
            for layer in layers:
                yield element("path", class_=f"{class_} chart-{layer}", d=path)


def _dots_class(chart: Chart) -> str:
    return "chart-dots chart-many" if len(chart.dots) > FEW_DOTS else "chart-dots"
