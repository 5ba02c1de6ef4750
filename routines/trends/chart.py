"""What the picture of the counts shows, as values: dots, smooth levels, marks and pauses."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter
from typing import NamedTuple

from routines.diary.cadence import WEEK
from routines.diary.days import Span
from routines.trends.events import Mark
from routines.trends.series import CountRow, Point, Run, Way

MOST_DOTS = 400
"""Of more counts than these each week's mean is a dot: single ones would be a cloud."""

MOST_WEEKS = 200
"""Over more weeks than these the mean of several is one, so that dots stay apart."""

LINE_FROM = 3
"""So many weeks with counts make a smooth line; fewer are dots."""

ROOM_ABOVE = 1.5
"""A band may reach so many times above the highest dot; a wider one must not press them flat."""


_day_of = attrgetter("day")


@dataclass(frozen=True, kw_only=True)
class Window:
    """The days a picture shows, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def place(self, day: date) -> int:
        """Days since the first; negative before it."""
        return (day - self.first).days

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last

    def rows_of(self, rows: Sequence[CountRow]) -> Sequence[CountRow]:
        """Return the rows of its days, looked up by halves. `rows` come by day."""
        begin = bisect_left(rows, self.first, key=_day_of)
        return rows[begin : bisect_right(rows, self.last, lo=begin, key=_day_of)]

    def touches(self, span: Span) -> bool:
        return span.first <= self.last and (span.last is None or span.last >= self.first)

    def clip(self, span: Span) -> tuple[int, int]:
        """The first and the last place of a span that touches the window."""
        last = self.last if span.last is None else min(span.last, self.last)
        return max(0, self.place(span.first)), self.place(last)


class Dot(NamedTuple):
    """A count, or the mean of the `counts` of some weeks, in whose middle `day` lies then."""

    day: date
    spots: float
    way: Way
    is_recount: bool = False
    counts: int = 1


class Knot(NamedTuple):
    """A place of a smooth line and its band; `day` is an ordinal, the others are in spots."""

    day: float
    level: float
    low: float
    high: float


Level = tuple[Knot, ...]
"""A smooth line over some days, without a gap."""


@dataclass(frozen=True, kw_only=True)
class Chart:
    """Everything in the picture. Dots come by day."""

    window: Window
    dots: tuple[Dot, ...] = ()
    levels: tuple[Level, ...] = ()
    marks: tuple[Mark, ...] = ()
    pauses: tuple[tuple[int, int], ...] = ()
    """First and last day of each, counted from the first day of the window."""

    @property
    def is_weekly(self) -> bool:
        """Whether the dots are the means of weeks."""
        return any(dot.counts > 1 for dot in self.dots)

    @property
    def weeks_a_dot(self) -> int:
        """How many weeks a dot is the mean of, where it is one."""
        return weeks_a_dot(self.window)

    @property
    def weeks_to_go(self) -> int:
        """How many more weekly counts it takes until a line appears."""
        if self.levels:
            return 0
        weeks = {(self.window.last - dot.day).days // WEEK for dot in self.dots}
        return max(1, LINE_FROM - len(weeks))

    @property
    def highest(self) -> float:
        """What the scale has to reach, in spots."""
        counted = max((dot.spots for dot in self.dots), default=0.0)
        bands = [knot.high for level in self.levels for knot in level if self.shows(knot)]
        return max(counted, min(max(bands, default=0.0), ROOM_ABOVE * counted))

    def shows(self, knot: Knot) -> bool:
        return self.window.first.toordinal() <= knot.day <= self.window.last.toordinal()


def dots_of(runs: Iterable[Run], window: Window) -> tuple[Dot, ...]:
    """Return a dot for each count within the window, or for each week where they are too many."""
    inside = [(run.way, [point for point in run.points if window.holds(point.day)]) for run in runs]
    is_weekly = sum(len(points) for _, points in inside) > MOST_DOTS
    told = _weekly if is_weekly else _single
    dots = [dot for way, points in inside for dot in told(points, way, window)]
    return tuple(sorted(dots, key=lambda dot: dot.day))


def _single(points: Iterable[Point], way: Way, window: Window) -> Iterator[Dot]:
    return (Dot(point.day, point.spots, way, point.is_recount) for point in points)


def weeks_a_dot(window: Window) -> int:
    return math.ceil(window.days / (WEEK * MOST_WEEKS))


def _weekly(points: Iterable[Point], way: Way, window: Window) -> Iterator[Dot]:
    """Yield a dot for each span of weeks with a count, the last of which ends with the window."""
    span = WEEK * weeks_a_dot(window)
    counted: dict[int, list[int]] = defaultdict(list)
    end = window.last.toordinal()
    for day, spots, _ in points:
        counted[(end - day.toordinal()) // span].append(spots)
    for number, numbers in counted.items():
        middle = window.last - timedelta(days=span * number + span // 2)
        yield Dot(middle, sum(numbers) / len(numbers), way, counts=len(numbers))
