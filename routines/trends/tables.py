"""The counts as a sentence and as the rows of a table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from routines.trends import series
from routines.trends.series import CountRow, Course, Point, Run, Way


class Summary(NamedTuple):
    """The least a sentence about a course needs."""

    counts: int
    first: date
    last: date
    lowest: int
    highest: int


def summarise(points: Sequence[Point]) -> Summary | None:
    """Return None where there are no points."""
    if not points:
        return None
    days = [point.day for point in points]
    numbers = [point.spots for point in points]
    return Summary(len(points), min(days), max(days), min(numbers), max(numbers))


class PeriodRow(NamedTuple):
    """The counts of a month or a year that were made one way."""

    first: date
    way: Way
    counts: int
    lowest: int
    middle: int
    highest: int


def by_month(runs: Iterable[Run]) -> list[PeriodRow]:
    """Return a row for each month and way, newest first. `middle` is the lower median."""
    return _by_period(runs, lambda day: (day.year, day.month))


def by_year(runs: Iterable[Run]) -> list[PeriodRow]:
    """Return a row for each year and way, newest first. `middle` is the lower median."""
    return _by_period(runs, lambda day: (day.year, 1))


def _by_period(runs: Iterable[Run], month_of: Callable[[date], tuple[int, int]]) -> list[PeriodRow]:
    """Put the counts together whose days have one (year, month)."""
    periods: dict[tuple[tuple[int, int], Way], list[int]] = defaultdict(list)
    for run in runs:
        for day, spots, _ in run.points:
            periods[month_of(day), run.way].append(spots)
    return [
        _row(date(*month, 1), way, sorted(numbers))
        for (month, way), numbers in sorted(periods.items(), reverse=True)
    ]


def _row(first: date, way: Way, numbers: list[int]) -> PeriodRow:
    middle = numbers[(len(numbers) - 1) // 2]
    return PeriodRow(first, way, len(numbers), numbers[0], middle, numbers[-1])


@dataclass(frozen=True, kw_only=True)
class CountLine:
    """A count in the table. `where` names other regions than the chart's, if it looked there."""

    day: date
    spots: int
    is_recount: bool = False
    is_quick: bool = False
    where: str = ""


def count_lines(drawn: Course, rows: Iterable[CountRow], *, with_others: bool) -> list[CountLine]:
    """Return the counts, newest first; those that looked elsewhere among them where wanted."""
    lines = [
        CountLine(
            day=point.day,
            spots=point.spots,
            is_recount=point.is_recount,
            is_quick=run.way is Way.QUICK,
        )
        for run in drawn.runs
        for point in run.points
    ]
    if with_others:
        lines += [
            CountLine(
                day=row.day,
                spots=series.total_of(row),
                where=series.name_regions(series.look_of(row).regions),
            )
            for row in rows
            if not series.speaks_of(row, drawn.regions)
        ]
    return sorted(lines, key=lambda line: line.day, reverse=True)
