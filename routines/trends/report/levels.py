"""The smooth lines of a course, one for each stretch that no removal interrupts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise

from routines.trends.report.drawing import Level
from routines.trends.series import Point


def smooth_levels(points: Sequence[Point], segments: Iterable[date]) -> tuple[Level, ...]:
    """Return the lines with their bands; a stretch of fewer than three weeks has none.

    On each day of `segments` a new stretch begins. `points` come by day and are counted one way.
    """
    # numpy and what is built on it are loaded by the pages that need them only.
    from routines.trends.engine import bin_by_week
    from routines.trends.smoothing import smooth

    levels = []
    for stretch in _stretches(points, sorted(set(segments))):
        days = [point.day.toordinal() for point in stretch]
        band = smooth(bin_by_week(days, [point.spots for point in stretch]))
        if band is not None:
            columns = (band.days, band.level, band.low, band.high)
            rows = zip(*(column.tolist() for column in columns), strict=True)
            levels.append(Level(tuple(sorted(rows))))
    return tuple(levels)


def _stretches(points: Sequence[Point], segments: Sequence[date]) -> Iterator[list[Point]]:
    edges = [date.min, *segments, date.max]
    for begin, end in pairwise(edges):
        stretch = [point for point in points if begin <= point.day < end]
        if stretch:
            yield stretch
