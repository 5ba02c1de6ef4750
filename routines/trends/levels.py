"""The smooth lines through a course: one for each stretch that no removal and no gap interrupts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from routines.trends.chart import Knot, Level
from routines.trends.engine import bin_by_week
from routines.trends.series import Break, Run
from routines.trends.smoothing import Band, smooth

FEWEST_KNOTS = 2


def smooth_levels(runs: Iterable[Run]) -> tuple[Level, ...]:
    """Return the lines with their bands.

    A line rests on all counts of one way since the last removal or treatment; over a gap without
    counts it is left out, not drawn. Fewer than three weeks have none.
    """
    return tuple(level for segment in _segments(runs) for level in _levels(segment))


def _segments(runs: Iterable[Run]) -> list[list[Run]]:
    """Put the runs together that only a gap parts."""
    segments: list[list[Run]] = []
    for run in runs:
        goes_on = run.broken_by is Break.GAP and segments and segments[-1][-1].way is run.way
        if goes_on:
            segments[-1].append(run)
        else:
            segments.append([run])
    return segments


def _levels(segment: Sequence[Run]) -> Iterator[Level]:
    points = [point for run in segment for point in run.points]
    band = smooth(
        bin_by_week([point.day.toordinal() for point in points], [point.spots for point in points])
    )
    if band is None:
        return
    knots = _knots(band)
    edges = [run.points[0].day.toordinal() for run in segment[1:]]
    for begin, end in pairwise([float("-inf"), *edges, float("inf")]):
        level = tuple(knot for knot in knots if begin <= knot.day < end)
        if len(level) >= FEWEST_KNOTS:
            yield level


def _knots(band: Band) -> list[Knot]:
    columns = (band.days, band.level, band.low, band.high)
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return [Knot(*row) for row in rows]
