"""The course of the counts: which of them make a line, and where the line breaks.

Points are joined only where they speak of the same thing: the same regions, counted the same way (a
quick number for the whole face is another way than region by region), at most GAP_DAYS apart, and
with nothing in between that begins a new segment, such as a removal. Not counted is not zero: a
count that did not look at all of the regions is no point.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from routines.diary.regions import FACE, LABELS, Region
from routines.spots.counting import WHOLE_FACE

GAP_DAYS = 21
"""Over more days than these without a count no line is drawn: three weekly counts were left out."""

LINE_FROM = 4
"""So many counts make a line; fewer are points."""

REGIONS: tuple[Region, ...] = tuple(Region)
PLACES: dict[Region, int] = {region: place for place, region in enumerate(REGIONS)}

Regions = frozenset[Region]


class CountRow(NamedTuple):
    """A count as it was entered: a number for each of REGIONS, None where nobody looked."""

    day: date
    numbers: tuple[int | None, ...]
    whole_face: int | None


class Way(StrEnum):
    """How the regions of a point were counted."""

    BY_REGION = "by_region"
    QUICK = "quick"


class Point(NamedTuple):
    """A count over the regions of the course; a recount is a later one of the same day and way."""

    day: date
    spots: int
    is_recount: bool


class Break(StrEnum):
    """Why a line ends and another begins."""

    GAP = "gap"
    SEGMENT = "segment"


@dataclass(frozen=True, kw_only=True)
class Run:
    """Points that one line joins. `broken_by` says why it isn't the line before going on."""

    way: Way
    points: tuple[Point, ...]
    broken_by: Break | None = None


@dataclass(frozen=True, kw_only=True)
class Course:
    """The counts over `regions`, in runs, and how many looked elsewhere and are no points."""

    regions: Regions
    runs: tuple[Run, ...]
    elsewhere: int

    @property
    def points(self) -> list[Point]:
        return [point for run in self.runs for point in run.points]

    @property
    def ways(self) -> set[Way]:
        return {run.way for run in self.runs}

    @property
    def breaks(self) -> set[Break]:
        return {run.broken_by for run in self.runs if run.broken_by is not None}


def looked_at(row: CountRow) -> Regions:
    """Where was looked; a quick number for the face speaks of all its regions."""
    counted = looked_at_by_number(row)
    return counted if row.whole_face is None else counted | WHOLE_FACE


def looked_at_by_number(row: CountRow) -> Regions:
    """The regions that have a number of their own."""
    return _present(tuple([number is not None for number in row.numbers]))


def total_of(row: CountRow) -> int:
    """The sum of what was counted, wherever that was."""
    return sum(number for number in row.numbers if number is not None) + (row.whole_face or 0)


def speaks_of(row: CountRow, regions: Regions) -> bool:
    """Whether the count has a number over `regions`."""
    return _Total(regions).of(row) is not None


@lru_cache(maxsize=512)
def _present(places: tuple[bool, ...]) -> Regions:
    return frozenset(region for region, present in zip(REGIONS, places, strict=True) if present)


def usual_regions(rows: Sequence[CountRow]) -> Regions:
    """Return the regions a course is best drawn over: those looked at most often.

    The face serves every count that looked at all of it, and wins a tie. This is what
    spots.counting.usual_regions answers, on rows.
    """
    times = Counter(looked_at(row) for row in rows)
    times[WHOLE_FACE] = sum(number for seen, number in times.items() if seen >= WHOLE_FACE)
    return max(times, key=lambda regions: (times[regions], regions == WHOLE_FACE, sorted(regions)))


def course(rows: Sequence[CountRow], regions: Regions, segments: Iterable[date]) -> Course:
    """Return the course over `regions`.

    `rows` come by day, those of a day in the order they were made. On each day of `segments` a new
    segment begins; a count of that day belongs to it.
    """
    by_way: dict[Way, list[Point]] = {way: [] for way in Way}
    total = _Total(regions)
    for row in rows:
        count = total.of(row)
        if count is not None:
            points = by_way[total.way(row)]
            again = bool(points) and points[-1].day == row.day
            points.append(Point(row.day, count, again))
    starts = sorted(set(segments))
    runs = [run for way, points in by_way.items() for run in _runs(way, points, starts)]
    drawn = sum(len(points) for points in by_way.values())
    return Course(regions=regions, runs=tuple(runs), elsewhere=len(rows) - drawn)


class _Total:
    """The sum over some regions, where it is known."""

    def __init__(self, regions: Regions) -> None:
        self.has_face = regions >= WHOLE_FACE
        self.has_part_of_face = bool(regions & WHOLE_FACE) and not self.has_face
        self.places = [PLACES[region] for region in regions]
        self.places_off_face = [PLACES[region] for region in regions - WHOLE_FACE]

    def of(self, row: CountRow) -> int | None:
        """Return the sum, or None unless each of the regions was counted.

        Of a face counted at a glance only the whole is known.
        """
        numbers = row.numbers
        if row.whole_face is None:
            return _sum([numbers[place] for place in self.places])
        if self.has_part_of_face:
            return None
        face = row.whole_face if self.has_face else 0
        return _sum([face, *[numbers[place] for place in self.places_off_face]])

    def way(self, row: CountRow) -> Way:
        quick = self.has_face and row.whole_face is not None
        return Way.QUICK if quick else Way.BY_REGION


def _sum(numbers: list[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if len(known) == len(numbers) else None


def _runs(way: Way, points: Sequence[Point], segments: Sequence[date]) -> Iterable[Run]:
    if not points:
        return
    begin, broken_by = 0, None
    ahead = [day for day in segments if day > points[0].day]
    for number, (before, after) in enumerate(pairwise(points), start=1):
        passed = bool(ahead) and ahead[0] <= after.day
        while ahead and ahead[0] <= after.day:
            del ahead[0]
        reason = _break_between(before, after, passed=passed)
        if reason is not None:
            yield Run(way=way, points=tuple(points[begin:number]), broken_by=broken_by)
            begin, broken_by = number, reason
    yield Run(way=way, points=tuple(points[begin:]), broken_by=broken_by)


def _break_between(before: Point, after: Point, *, passed: bool) -> Break | None:
    if passed:
        return Break.SEGMENT
    return Break.GAP if (after.day - before.day).days > GAP_DAYS else None


def name_regions(regions: Regions) -> str:
    """The whole face; Nose; The whole face and chest; Nose and chin"""
    names = [LABELS[region] for region in REGIONS if region in regions]
    if regions >= WHOLE_FACE:
        names = [
            "The whole face",
            *[LABELS[region] for region in REGIONS[len(FACE) :] if region in regions],
        ]
    first, *others = names
    rest = [name.lower() for name in others]
    if not rest:
        return first
    return f"{', '.join([first, *rest[:-1]])} and {rest[-1]}"


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


class MonthRow(NamedTuple):
    """The counts of a month that were made one way."""

    month: date
    way: Way
    counts: int
    lowest: int
    middle: int
    highest: int


def by_month(runs: Iterable[Run]) -> list[MonthRow]:
    """Return a row for each month and way, newest first. `middle` is the lower median."""
    months: dict[tuple[int, int, Way], list[int]] = {}
    for run in runs:
        for day, count, _ in run.points:
            months.setdefault((day.year, day.month, run.way), []).append(count)
    rows = []
    for (year, month, way), numbers in months.items():
        numbers.sort()
        middle = numbers[(len(numbers) - 1) // 2]
        rows.append(
            MonthRow(date(year, month, 1), way, len(numbers), numbers[0], middle, numbers[-1])
        )
    return sorted(rows, key=lambda row: (row.month, row.way), reverse=True)
