"""The course of the counts: which of them make a line, and where the line breaks.

Points are joined only where they speak of the same thing: the same regions, counted the same way (a
quick number for the whole face is another way than region by region), at most GAP_DAYS apart, and
with nothing in between that begins a new segment, such as a removal. Not counted is not zero: a
count that did not look at all of the regions is no point.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import pairwise
from operator import itemgetter
from typing import Any, NamedTuple

from routines.diary.regions import FACE, LABELS, Region
from routines.spots.counting import WHOLE_FACE

GAP_DAYS = 21
"""Over more days than these without a count no line is drawn: three weekly counts were left out."""

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

    @cached_property
    def points(self) -> list[Point]:
        return [point for run in self.runs for point in run.points]

    @property
    def ways(self) -> set[Way]:
        return {run.way for run in self.runs}

    @property
    def breaks(self) -> set[Break]:
        return {run.broken_by for run in self.runs if run.broken_by is not None}


class Look(NamedTuple):
    """Where a count looked: the regions with a number of their own, and the face at a glance."""

    numbered: Regions
    at_a_glance: bool

    @property
    def regions(self) -> Regions:
        """All regions the count speaks of; a quick number for the face speaks of all of it."""
        return self.numbered | WHOLE_FACE if self.at_a_glance else self.numbered


def look_of(row: CountRow) -> Look:
    """Return where the count looked."""
    return _look(_shape(row))


def looks_of(rows: Iterable[CountRow]) -> Counter[Look]:
    """Return how many counts looked where. Of thousands of counts only few looks differ."""
    looks: Counter[Look] = Counter()
    for shape, number in Counter(map(_shape, rows)).items():
        looks[_look(shape)] += number
    return looks


def _shape(row: CountRow) -> tuple[type, ...]:
    """Tell numbers from gaps, which is all that a look depends on; the whole face comes last."""
    return (*map(type, row.numbers), type(row.whole_face))


@lru_cache(maxsize=512)
def _look(shape: tuple[type, ...]) -> Look:
    *regions, whole_face = shape
    pairs = zip(REGIONS, regions, strict=True)
    return Look(frozenset(region for region, kind in pairs if kind is int), whole_face is int)


def total_of(row: CountRow) -> int:
    """The sum of what was counted, wherever that was."""
    return sum(number for number in row.numbers if number is not None) + (row.whole_face or 0)


def speaks_of(row: CountRow, regions: Regions) -> bool:
    """Whether the count has a number over `regions`."""
    return _Total(regions).of(row) is not None


def usual_regions(looks: Counter[Look]) -> Regions:
    """Return the regions a course is best drawn over: those looked at most often.

    The face serves every count that looked at all of it, and wins a tie. This is what
    spots.counting.usual_regions answers of the same counts.
    """
    times: Counter[Regions] = Counter()
    for look, number in looks.items():
        times[look.regions] += number
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
        self.numbers = _picker(regions)
        self.numbers_off_face = _picker(regions - WHOLE_FACE)

    def of(self, row: CountRow) -> int | None:
        """Return the sum, or None unless each of the regions was counted.

        Of a face counted at a glance only the whole is known.
        """
        if row.whole_face is None:
            numbers, face = self.numbers(row.numbers), 0
        elif self.has_part_of_face:
            return None
        else:
            numbers = self.numbers_off_face(row.numbers)
            face = row.whole_face if self.has_face else 0
        return None if None in numbers else face + sum(numbers)

    def way(self, row: CountRow) -> Way:
        quick = self.has_face and row.whole_face is not None
        return Way.QUICK if quick else Way.BY_REGION


def _picker(regions: Regions) -> Callable[[tuple[int | None, ...]], tuple[Any, ...]]:
    """Return what takes the numbers of these regions out of a row's."""
    places = [PLACES[region] for region in regions]
    if len(places) > 1:
        return itemgetter(*places)
    return lambda numbers: tuple(numbers[place] for place in places)


def _runs(way: Way, points: Sequence[Point], segments: Sequence[date]) -> Iterable[Run]:
    """Yield the points in runs; only where days are far apart or a segment begins is one broken."""
    if not points:
        return
    begin, broken_by = 0, None
    ahead = [day.toordinal() for day in segments if day > points[0].day]
    ends = [day.toordinal() for day, _, _ in points]
    for number, (before, after) in enumerate(pairwise(ends), start=1):
        if after - before <= GAP_DAYS and (not ahead or ahead[0] > after):
            continue
        reason = Break.SEGMENT if ahead and ahead[0] <= after else Break.GAP
        ahead = [start for start in ahead if start > after]
        yield Run(way=way, points=tuple(points[begin:number]), broken_by=broken_by)
        begin, broken_by = number, reason
    yield Run(way=way, points=tuple(points[begin:]), broken_by=broken_by)


def main_points(course: Course) -> list[Point]:
    """Return the points of the way in which most of them were counted, by day.

    A face at a glance and the sum over its regions may differ from each other for good, and a
    change from one to the other must not look like a trend.
    """
    by_way = {
        way: [point for run in course.runs if run.way is way for point in run.points] for way in Way
    }
    return max(by_way.values(), key=len)


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
