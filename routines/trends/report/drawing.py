"""The chart of a report as plain geometry, drawn by the server: it prints without any script.

Sizes are in the units of the drawing, WIDTH by HEIGHT; a point of the page is about one of them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from routines.diary.cadence import add_months
from routines.diary.days import Span
from routines.trends.chart import Window
from routines.trends.events import Mark
from routines.trends.series import LINE_FROM, Course, Run, Way

WIDTH, HEIGHT = 680.0, 210.0
LEFT, RIGHT, TOP, BOTTOM = 26.0, 10.0, 18.0, 20.0
MOST_MONTHS_LABELLED = 9
STEPS_OF_SCALE = (1, 2, 5)
LINES_OF_SCALE = 4


@dataclass(frozen=True, slots=True)
class Dot:
    """A count; `is_recount` is drawn hollow, `is_quick` (the face at a glance) as a square."""

    x: float
    y: float
    is_recount: bool
    is_quick: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on an axis; `day` is filled on the axis of time, `number` on that of spots."""

    at: float
    day: date | None = None
    number: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """A numbered mark across the plot."""

    x: float
    number: int
    opens_segment: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """A pause, from `x` on."""

    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Level:
    """A smooth line over some days: (day as an ordinal, level, low, high), all in spots."""

    points: tuple[tuple[float, float, float, float], ...]


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """All that the template draws. Paths are SVG path data."""

    dots: tuple[Dot, ...]
    joins: tuple[str, ...]
    bands: tuple[str, ...]
    levels: tuple[str, ...]
    months: tuple[Tick, ...]
    scale: tuple[Tick, ...]
    rules: tuple[Rule, ...]
    pauses: tuple[Bar, ...]
    width: float = WIDTH
    height: float = HEIGHT
    left: float = LEFT
    right: float = WIDTH - RIGHT
    top: float = TOP
    bottom: float = HEIGHT - BOTTOM


class _Plane:
    """Where a day and a number of spots stand in the drawing."""

    def __init__(self, window: Window, highest: float) -> None:
        self.first = window.first.toordinal()
        self.days = max(1, window.last.toordinal() - self.first)
        self.step = scale_step(highest)
        self.top_number = max(self.step, math.ceil(highest / self.step) * self.step)

    def x(self, ordinal: float) -> float:
        share = (ordinal - self.first) / self.days
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)

    def y(self, spots: float) -> float:
        share = min(spots, self.top_number) / self.top_number
        return round(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM), 1)


def scale_step(highest: float) -> int:
    """Return the distance of the lines behind a plot, 1, 2 or 5 times a power of ten."""
    power = 1
    while True:
        for step in STEPS_OF_SCALE:
            if highest <= step * power * LINES_OF_SCALE:
                return step * power
        power *= 10


def draw(
    *,
    window: Window,
    course: Course,
    levels: Sequence[Level],
    marks: Iterable[Mark],
    pauses: Iterable[Span],
) -> Drawing:
    """Return the drawing of the counts within the window."""
    tops = [high for level in levels for *_, high in level.points]
    counted = max((point.spots for point in course.points), default=0)
    # A wide band must not press the counts together.
    plane = _Plane(window, max(counted, min(max(tops, default=0), 1.5 * counted)))
    return Drawing(
        dots=tuple(dot for run in course.runs for dot in _dots(run, plane)),
        joins=tuple(_joins(course, plane)) if not levels else (),
        bands=tuple(_band(level, plane) for level in levels),
        levels=tuple(
            _path((plane.x(day), plane.y(mean)) for day, mean, *_ in level.points)
            for level in levels
        ),
        months=tuple(_months(window, plane)),
        scale=tuple(
            Tick(at=plane.y(number), number=number)
            for number in range(0, plane.top_number + 1, plane.step)
        ),
        rules=tuple(
            Rule(plane.x(mark.day.toordinal()), mark.number, mark.opens_segment) for mark in marks
        ),
        pauses=tuple(_bar(pause, window, plane) for pause in pauses),
    )


def _dots(run: Run, plane: _Plane) -> Iterable[Dot]:
    for point in run.points:
        yield Dot(
            plane.x(point.day.toordinal()),
            plane.y(point.spots),
            point.is_recount,
            run.way is Way.QUICK,
        )


def _joins(course: Course, plane: _Plane) -> Iterable[str]:
    """Join the counts of each run where there are enough for a line, but not for a smooth one."""
    if len(course.points) < LINE_FROM:
        return
    for run in course.runs:
        if len(run.points) > 1:
            yield _path((plane.x(one.day.toordinal()), plane.y(one.spots)) for one in run.points)


def _band(level: Level, plane: _Plane) -> str:
    upper = [(plane.x(day), plane.y(high)) for day, _, _, high in level.points]
    lower = [(plane.x(day), plane.y(low)) for day, _, low, _ in level.points]
    return _path([*upper, *reversed(lower)]) + "Z"


def _path(places: Iterable[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in places)


def _months(window: Window, plane: _Plane) -> Iterable[Tick]:
    """Yield the first day of every month, or of every n-th where they would crowd."""
    month = window.first.replace(day=1)
    firsts = []
    while month <= window.last:
        if month >= window.first:
            firsts.append(month)
        month = add_months(month, 1)
    every = math.ceil(len(firsts) / MOST_MONTHS_LABELLED) or 1
    return (Tick(at=plane.x(day.toordinal()), day=day) for day in firsts[::every])


def _bar(pause: Span, window: Window, plane: _Plane) -> Bar:
    first = max(pause.first, window.first)
    last = min(pause.last or window.last, window.last)
    begin, end = plane.x(first.toordinal()), plane.x(last.toordinal())
    return Bar(begin, round(max(2.0, end - begin), 1))
