"""The trends page as values: what its template shows, and nothing that has to be looked up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from routines.diary.cadence import WEEK
from routines.diary.days import PlannedStep, Span
from routines.diary.regions import LABELS, Region
from routines.trends import series
from routines.trends.adherence import Adherence
from routines.trends.chart import Window, chart_data
from routines.trends.events import Event, Happened, Mark, mark, routine_changes, segment_starts
from routines.trends.series import LINE_FROM, Break, CountRow, Course, Look, PeriodRow, Summary, Way

RANGES: dict[str, int | None] = {"4w": 4, "12w": 12, "26w": 26, "52w": 52, "all": None}
"""What `?range=` may say, in weeks; None is everything."""

USUAL_RANGE = "26w"
MOST_ROWS = 100
"""A table of more counts than these is told by the month."""

MOST_MONTHS = 60
"""And a longer one than these by the year."""

SHORTEST_WINDOW = 4 * WEEK


@dataclass(frozen=True)
class Choice:
    """What a person asks for: a range, and a region or "" for the regions they usually count."""

    range: str = USUAL_RANGE
    region: str = ""

    def first_day(self, today: date) -> date | None:
        """The first day of the range; None where it has none."""
        weeks = RANGES[self.range]
        return None if weeks is None else today - timedelta(days=weeks * WEEK - 1)

    @property
    def address(self) -> str:
        """The query that asks for it; the usual is not written."""
        asked = {
            "range": "" if self.range == USUAL_RANGE else self.range,
            "region": self.region,
        }
        query = urlencode({name: value for name, value in asked.items() if value})
        return f"?{query}" if query else "?"


@dataclass(frozen=True)
class Link:
    """One of several choices."""

    label: str
    address: str
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class CountLine:
    """A count in the table. `where` names other regions than the chart's, if it looked there."""

    day: date
    spots: int
    is_recount: bool = False
    is_quick: bool = False
    where: str = ""


@dataclass(frozen=True, kw_only=True)
class Notes:
    """What has to be said of a picture, so that nobody reads into it what isn't there."""

    has_gap: bool = False
    has_segment: bool = False
    has_recount: bool = False
    has_both_ways: bool = False
    is_quick: bool = False
    elsewhere: int = 0


NOTHING_TO_NOTE = Notes()


@dataclass(frozen=True, kw_only=True)
class SpotsCard:
    """The card of the counts."""

    place: str
    summary: Summary | None
    to_go: int
    """How many more counts until a line appears."""

    notes: Notes
    marks: tuple[Mark, ...]
    marks_left_out: int
    has_pauses: bool
    lines: tuple[CountLine, ...]
    periods: tuple[PeriodRow, ...]
    """Instead of `lines` where there are too many."""

    by_year: bool
    """Whether the periods are years and not months."""

    places: tuple[Link, ...]
    chart: dict[str, Any]

    @property
    def has_notes(self) -> bool:
        """Whether anything in the picture needs a word."""
        return self.has_pauses or self.marks_left_out > 0 or self.notes != NOTHING_TO_NOTE


@dataclass(frozen=True, kw_only=True)
class TrendsPage:
    """Everything on the page; without `spots` the person hides their counts."""

    ranges: tuple[Link, ...]
    is_all: bool
    """Whether the range is everything there is."""

    spots: SpotsCard | None
    routine: Adherence


@dataclass(frozen=True, kw_only=True)
class SpotsGathered:
    """What was looked up for the card of the counts, all of it within the window."""

    rows: Sequence[CountRow]
    happened: Sequence[Happened]
    pauses: Sequence[Span]
    window: Window


def window_of(
    choice: Choice, rows: Sequence[CountRow], plans: Iterable[PlannedStep], today: date
) -> Window:
    """Return the days to show: the range as far as there was a diary, and never a sliver."""
    begun = min([plan.starts_on for plan in plans] + [row.day for row in rows[:1]], default=today)
    if choice.range == "all":
        begun = rows[0].day if rows else today
    first = max(begun, choice.first_day(today) or begun)
    return Window(first=min(first, today - timedelta(days=SHORTEST_WINDOW - 1)), last=today)


def range_links(choice: Choice) -> tuple[Link, ...]:
    return tuple(
        Link(
            label=f"{weeks} weeks" if weeks else "All",
            address=Choice(name, choice.region).address,
            is_chosen=name == choice.range,
        )
        for name, weeks in RANGES.items()
    )


def place_links(choice: Choice, looks: Iterable[Look], usual: str) -> tuple[Link, ...]:
    """Return the usual regions and each single one that was counted, unless there is just one."""
    seen: set[Region] = {Region(choice.region)} if choice.region else set()
    for look in looks:
        seen |= look.numbered
    if len(seen) < 2 and not choice.region:
        return ()
    singles = [
        Link(LABELS[region], Choice(choice.range, region).address, choice.region == region)
        for region in Region
        if region in seen
    ]
    return (Link(usual, Choice(choice.range).address, not choice.region), *singles)


def spots_card(
    choice: Choice, gathered: SpotsGathered, plans: Iterable[PlannedStep], locale: str
) -> SpotsCard:
    """Put the card of the counts together."""
    rows, window = gathered.rows, gathered.window
    looks = series.looks_of(rows)
    usual = series.usual_regions(looks)
    regions = frozenset({Region(choice.region)}) if choice.region else usual
    segments = segment_starts(gathered.happened, choice.region)
    drawn = series.course(rows, regions, segments)
    marks, left_out = mark(_events(gathered, plans))
    points = drawn.points
    is_long = len(rows) > MOST_ROWS
    by_year = (window.last - window.first).days > MOST_MONTHS * 31
    told = series.by_year if by_year else series.by_month
    return SpotsCard(
        place=series.name_regions(regions),
        summary=series.summarise(points),
        to_go=max(0, LINE_FROM - len(points)),
        notes=_notes(drawn),
        marks=tuple(marks),
        marks_left_out=left_out,
        has_pauses=bool(gathered.pauses),
        lines=() if is_long else tuple(_lines(drawn, rows, with_others=not choice.region)),
        periods=tuple(told(drawn.runs)) if is_long else (),
        by_year=by_year,
        places=place_links(choice, looks, series.name_regions(usual)),
        chart=chart_data(
            window=window, course=drawn, marks=marks, pauses=gathered.pauses, locale=locale
        ),
    )


def _events(gathered: SpotsGathered, plans: Iterable[PlannedStep]) -> list[Event]:
    window = gathered.window
    happenings = [item.event() for item in gathered.happened if item.is_of_note]
    changes = [
        change for change in routine_changes(plans) if window.first <= change.day <= window.last
    ]
    return happenings + changes


def _notes(drawn: Course) -> Notes:
    return Notes(
        has_gap=Break.GAP in drawn.breaks,
        has_segment=Break.SEGMENT in drawn.breaks,
        has_recount=any(point.is_recount for point in drawn.points),
        has_both_ways=len(drawn.ways) == len(Way),
        is_quick=drawn.ways == {Way.QUICK},
        elsewhere=drawn.elsewhere,
    )


def _lines(drawn: Course, rows: Iterable[CountRow], *, with_others: bool) -> list[CountLine]:
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
