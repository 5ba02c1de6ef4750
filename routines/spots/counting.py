"""What a count says, and which counts may be compared.

Not counted is not zero: a region nobody looked at is absent from a value, and every sum is over
regions that were looked at. The decisions are in docs/decisions/0006-counts.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from routines.diary.regions import FACE, Region

MOST_SPOTS = 999
WHOLE_FACE: frozenset[Region] = frozenset(FACE)
"""What a quick count of the whole face looks at: the eight regions of the face, nothing else."""


class NotACountError(ValueError):
    """Numbers that are out of bounds, contradict each other, or are none at all."""


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """The numbers of one count: by region, or one for the whole face, beside which other regions
    of the body may still have theirs.

    Raises NotACountError for anything else, so that every sum over a value makes sense.
    """

    by_region: Mapping[Region, int] = field(default_factory=dict)
    whole_face: int | None = None

    def __post_init__(self) -> None:
        given = [*self.by_region.values()]
        if self.whole_face is not None:
            given.append(self.whole_face)
            if WHOLE_FACE & self.by_region.keys():
                raise NotACountError("the whole face stands instead of its regions")
        if not given:
            raise NotACountError("nothing was counted")
        if not all(0 <= number <= MOST_SPOTS for number in given):
            raise NotACountError(f"a number of spots lies between 0 and {MOST_SPOTS}")

    @property
    def regions(self) -> frozenset[Region]:
        """Where was looked."""
        counted = frozenset(self.by_region)
        return counted if self.whole_face is None else counted | WHOLE_FACE

    @property
    def is_quick(self) -> bool:
        """Whether the face was counted at a glance."""
        return self.whole_face is not None


def total(numbers: Numbers) -> int:
    """The plain sum of what was counted; it speaks of `numbers.regions` alone."""
    return sum(numbers.by_region.values()) + (numbers.whole_face or 0)


def total_over(numbers: Numbers, regions: Iterable[Region]) -> int | None:
    """The sum over `regions`, or None where it is not known.

    It is known when each of them was counted; of a face counted at a glance only the whole is.
    """
    wanted = frozenset(regions)
    if not wanted or not wanted <= numbers.regions:
        return None
    if numbers.whole_face is None:
        return sum(numbers.by_region[region] for region in wanted)
    if wanted & WHOLE_FACE and not wanted >= WHOLE_FACE:
        return None
    face = numbers.whole_face if wanted >= WHOLE_FACE else 0
    return face + sum(numbers.by_region[region] for region in wanted - WHOLE_FACE)


def same_regions(one: Numbers, other: Numbers) -> bool:
    """Whether the two totals speak of the same skin."""
    return one.regions == other.regions


@dataclass(frozen=True, kw_only=True)
class Change:
    """How a number differs from the one before; without a `before` there is nothing to compare."""

    now: int | None
    before: int | None

    @property
    def difference(self) -> int | None:
        """Positive is more than before; None where one of the two was not counted."""
        return None if self.now is None or self.before is None else self.now - self.before

    @property
    def more(self) -> int:
        """By how many it grew; 0 where it did not or nobody knows."""
        return max(self.difference or 0, 0)

    @property
    def fewer(self) -> int:
        """By how many it shrank; 0 where it did not or nobody knows."""
        return max(-(self.difference or 0), 0)


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """A count beside the one before it."""

    total: Change
    """Over all regions, where they are the same; the difference is None where they are not."""

    face: Change
    """Over the face, where both looked at all of it."""

    by_region: Mapping[Region, Change]
    """Each region that either looked at, in the fixed order."""

    ways_differ: bool
    """One face was counted at a glance and the other region by region."""


def compare(now: Numbers, before: Numbers) -> Comparison:
    """Set a count beside the one before it, with differences only where both looked."""
    same = same_regions(now, before)
    either = [region for region in Region if region in now.regions | before.regions]
    return Comparison(
        total=Change(now=total(now), before=total(before) if same else None),
        face=Change(now=total_over(now, FACE), before=total_over(before, FACE)),
        by_region={
            region: Change(now=now.by_region.get(region), before=before.by_region.get(region))
            for region in either
            if region in now.by_region or region in before.by_region
        },
        ways_differ=now.is_quick != before.is_quick,
    )


@dataclass(frozen=True, kw_only=True)
class Counted:
    """A count as a series needs it. Recounts of a day are values of their own."""

    day: date
    numbers: Numbers


@dataclass(frozen=True, kw_only=True)
class Point:
    """A point of a series. `total` is None where that count looked at other regions: a gap."""

    day: date
    total: int | None
    is_quick: bool


def series(counts: Iterable[Counted], regions: Iterable[Region]) -> tuple[Point, ...]:
    """Return one point a count, in the order given, all over the same `regions`."""
    wanted = frozenset(regions)
    return tuple(
        Point(
            day=counted.day,
            total=total_over(counted.numbers, wanted),
            is_quick=counted.numbers.is_quick,
        )
        for counted in counts
    )


def usual_regions(counts: Sequence[Counted]) -> frozenset[Region]:
    """Return the regions a course is best drawn over: those looked at most often.

    The face serves every count that has a total over it, whatever else was looked at, and wins a
    tie; without counts it is the face too.
    """
    times = Counter(counted.numbers.regions for counted in counts)
    times[WHOLE_FACE] = sum(point.total is not None for point in series(counts, WHOLE_FACE))
    return max(times, key=lambda regions: (times[regions], regions == WHOLE_FACE, sorted(regions)))
