"""A report as values: what its template shows, and nothing that has to be looked up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from routines.diary.cadence import WEEK, Cadence, Kind
from routines.diary.days import PlannedStep
from routines.diary.regions import LABELS, Region
from routines.trends.adherence import Kept
from routines.trends.events import Mark, say_cadence
from routines.trends.report.scope import Scope
from routines.trends.series import REGIONS, CountRow
from routines.trends.svg import Markup

SLOT_WORDS = {"morning": "morning", "evening": "evening", "any": "any time"}


MOST_DAYS_NAMED = 3


@dataclass(frozen=True, kw_only=True)
class RegionRow:
    """What was counted in one place over the period; `first` and `latest` are numbers of spots."""

    name: str
    counts: int
    first: int
    latest: int
    lowest: int
    highest: int


@dataclass(frozen=True, kw_only=True)
class CountsPart:
    """The counts of the period. Each of its pieces is None or empty where it was not ticked."""

    place: str
    counts: int
    sentences: tuple[str, ...] = ()
    """The verdict, what it rests on, and the second line."""
    picture: Markup | None = None
    mark_rows: int = 0
    """Rows of numbers above the plot."""
    marks: tuple[Mark, ...] = ()
    has_levels: bool = False
    has_pauses: bool = False
    has_interval: bool = False
    """Whether the first sentence has one."""
    is_weekly: bool = False
    """Whether the dots are the means of weeks."""
    regions: tuple[RegionRow, ...] = ()
    has_recount: bool = False


@dataclass(frozen=True, kw_only=True)
class RoutineLine:
    """A step as it stood for a while; `until` is the first day on which it no longer did."""

    name: str
    product: str
    how_often: str
    slot: str
    since: date | None
    until: date | None


@dataclass(frozen=True, kw_only=True)
class KeptLine:
    """How much of a step was done over the period."""

    name: str
    slot: str
    how_often: str
    kept: Kept


@dataclass(frozen=True, kw_only=True)
class DaysOfPeriod:
    """What the days of the period are."""

    logged: int
    unknown: int
    paused: int


@dataclass(frozen=True, kw_only=True)
class HappeningLine:
    """One kind of happening in one place, and the days of it in order."""

    name: str
    where: str
    is_treatment: bool
    days: tuple[date, ...]

    @property
    def number(self) -> int:
        return len(self.days)

    @property
    def first(self) -> date:
        return self.days[0]

    @property
    def latest(self) -> date:
        return self.days[-1]

    @property
    def is_listed(self) -> bool:
        """Whether each of its days is named: of a treatment always, of others while few."""
        return self.is_treatment or self.number <= MOST_DAYS_NAMED


@dataclass(frozen=True, kw_only=True)
class NoteLine:
    """A note that may be put into a report. `key` names it in forms: "day-12"."""

    key: str
    day: date
    about: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Report:
    """The whole sheet; a part that was not ticked is None."""

    scope: Scope
    counts: CountsPart | None
    routine: tuple[RoutineLine, ...] | None
    adherence: tuple[KeptLine, ...] | None
    days: DaysOfPeriod | None
    happenings: tuple[HappeningLine, ...] | None
    notes: tuple[NoteLine, ...]
    cap: int
    """The person's own: exfoliation at most so often in seven days."""

    @property
    def is_empty(self) -> bool:
        """Whether the period holds nothing of what was ticked."""
        has_counts = self.counts is not None and self.counts.counts > 0
        is_logged = self.days is not None and self.days.logged > 0
        return not (has_counts or is_logged or self.happenings or self.notes)


def region_rows(rows: Iterable[CountRow]) -> tuple[RegionRow, ...]:
    """Return a row for each region that was counted, and one for the face counted at a glance.

    `rows` come by day; a region that nobody looked at in a count is not in its row.
    """
    numbers: dict[Region | None, list[int]] = defaultdict(list)
    for row in rows:
        for region, number in zip(REGIONS, row.numbers, strict=True):
            if number is not None:
                numbers[region].append(number)
        if row.whole_face is not None:
            numbers[None].append(row.whole_face)
    places: list[tuple[Region | None, str]] = [(region, LABELS[region]) for region in REGIONS]
    places.append((None, "The whole face, at a glance"))
    return tuple(_region_row(name, numbers[place]) for place, name in places if numbers[place])


def _region_row(name: str, numbers: Sequence[int]) -> RegionRow:
    return RegionRow(
        name=name,
        counts=len(numbers),
        first=numbers[0],
        latest=numbers[-1],
        lowest=min(numbers),
        highest=max(numbers),
    )


def routine_lines(plans: Iterable[PlannedStep], scope: Scope) -> tuple[RoutineLine, ...]:
    """Return what belonged to the routine in the period, in the person's order.

    Days outside the period are not named: a step that was there before has no `since`. Terms that
    differ in nothing that is shown are one line.
    """
    lines: dict[tuple[int, str, str, str], list[PlannedStep]] = defaultdict(list)
    for plan in plans:
        if plan.starts_on <= scope.last and (plan.ends_on is None or plan.ends_on > scope.first):
            lines[plan.step_id, plan.name, plan.product, how_often(plan.cadence)].append(plan)
    return tuple(
        _routine_line(terms, scope) for terms in sorted(lines.values(), key=_position_of_latest)
    )


def _position_of_latest(terms: Sequence[PlannedStep]) -> tuple[int, date]:
    latest = max(terms, key=lambda term: term.starts_on)
    return latest.position, latest.starts_on


def _routine_line(terms: Sequence[PlannedStep], scope: Scope) -> RoutineLine:
    since = min(term.starts_on for term in terms)
    latest = max(terms, key=lambda term: term.starts_on)
    is_over = latest.ends_on is not None and latest.ends_on <= scope.last
    return RoutineLine(
        name=latest.name,
        product=latest.product,
        how_often=how_often(latest.cadence),
        slot=SLOT_WORDS.get(latest.slot, ""),
        since=since if since > scope.first else None,
        until=latest.ends_on if is_over else None,
    )


def how_often(cadence: Cadence) -> str:
    """Say it as in "every day" or "twice a week", also where all seven days were chosen."""
    if cadence.kind is Kind.WEEKDAYS and len(cadence.weekdays) == WEEK:
        return "every day"
    return say_cadence(cadence)
