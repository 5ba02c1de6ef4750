"""What the pages of counts show, as values; the doors read the rows, the templates only draw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from routines.diary.regions import Region
from routines.spots import words
from routines.spots.counting import Change, Comparison, compare, total
from routines.spots.drawing import SHAPES, Shape
from routines.spots.models import Count

DrawnRegion = tuple[Shape, int | None]


@dataclass(frozen=True, kw_only=True)
class RegionLine:
    """A region's line in the table of a count."""

    region: Region
    label: str
    change: Change


@dataclass(frozen=True, kw_only=True)
class CountLine:
    """A count in a list: `total` speaks of `where`."""

    count: Count
    total: int
    where: str


@dataclass(frozen=True, kw_only=True)
class CountPage:
    """One count, beside the one before it where there is one."""

    count: Count
    total: int
    where: str
    shapes: tuple[DrawnRegion, ...]
    lines: tuple[RegionLine, ...]
    before: CountLine | None
    comparison: Comparison | None

    @property
    def is_recount(self) -> bool:
        """Whether the one before is of the same day."""
        return self.before is not None and self.before.count.day == self.count.day

    @property
    def has_gaps(self) -> bool:
        """Whether the table holds a region that was not counted in one of the counts."""
        return any(
            line.change.now is None or (self.before is not None and line.change.before is None)
            for line in self.lines
        )

    @property
    def compared(self) -> Change | None:
        """The figure the two counts share: their total, else that of the face, else none."""
        if self.comparison is None:
            return None
        both = (self.comparison.total, self.comparison.face)
        return next((change for change in both if change.difference is not None), None)

    @property
    def compares_only_the_face(self) -> bool:
        return self.comparison is not None and self.comparison.total.difference is None


def count_line(count: Count) -> CountLine:
    """A row as a list shows it."""
    numbers = count.value()
    return CountLine(count=count, total=total(numbers), where=words.where(numbers))


def count_page(count: Count, before: Count | None) -> CountPage:
    """A row, and the one before it, as the page of a count shows them."""
    line = count_line(count)
    comparison = compare(count.value(), before.value()) if before else None
    alone = {
        region: Change(now=number, before=None)
        for region, number in count.value().by_region.items()
    }
    changes = comparison.by_region if comparison else alone
    return CountPage(
        count=count,
        total=line.total,
        where=line.where,
        shapes=() if count.whole_face is not None else drawn_face(count.numbers()),
        lines=tuple(
            RegionLine(region=region, label=words.label_of(region), change=change)
            for region, change in changes.items()
        ),
        before=count_line(before) if before else None,
        comparison=comparison,
    )


def count_lines(counts: Sequence[Count]) -> list[CountLine]:
    """Rows as a list shows them."""
    return [count_line(count) for count in counts]


def drawn_face(numbers: Mapping[str, int | None] | None = None) -> tuple[DrawnRegion, ...]:
    """The regions of the face with their numbers, for templates/spots/parts/face.html."""
    known = numbers or {}
    return tuple((shape, known.get(shape.region.value)) for shape in SHAPES)
