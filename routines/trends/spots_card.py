"""The card of the counts as values: the picture, what has to be said of it, and the table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from routines.diary.days import PlannedStep, Span
from routines.diary.regions import Region
from routines.trends import series, tables
from routines.trends.chart import Chart, Level, Window, dots_of
from routines.trends.choice import Choice, Link, place_links
from routines.trends.events import Event, Happened, Mark, mark, segment_starts
from routines.trends.picture import draw, mark_rows
from routines.trends.reading import Reading, read_dots
from routines.trends.series import Break, CountRow, Course, Regions, Way
from routines.trends.svg import Markup, write
from routines.trends.tables import CountLine, PeriodRow, Summary

MOST_ROWS = 100
"""A table of more counts than these is told by the month."""

MOST_MONTHS = 60
"""And a longer one than these by the year."""

RECENT = 182
"""Days whose counts say which regions a person usually looks at."""


@dataclass(frozen=True, kw_only=True)
class CountsGathered:
    """What was looked up. Counts and happenings go on until today, and back beyond the window."""

    rows: Sequence[CountRow]
    """By day."""

    happened: Sequence[Happened]
    pauses: Sequence[Span]
    window: Window
    today: date

    @cached_property
    def rows_shown(self) -> Sequence[CountRow]:
        return self.window.rows_of(self.rows)


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
    """The picture of the counts with all that belongs to it; what they answer stands elsewhere."""

    place: str
    summary: Summary | None
    notes: Notes
    marks: tuple[Mark, ...]
    marks_left_out: int
    lines: tuple[CountLine, ...]
    periods: tuple[PeriodRow, ...]
    """Instead of `lines` where there are too many."""

    by_year: bool
    """Whether the periods are years and not months."""

    places: tuple[Link, ...]
    chart: Chart
    picture: Markup
    mark_rows: int
    """Rows of numbers above the plot."""

    reading: Reading

    @property
    def has_pauses(self) -> bool:
        return bool(self.chart.pauses)

    @property
    def has_notes(self) -> bool:
        """Whether anything in the picture needs a word."""
        needs_word = self.has_pauses or self.marks_left_out > 0 or self.chart.is_weekly
        return needs_word or bool(self.chart.levels) or self.notes != NOTHING_TO_NOTE


def begun(
    choice: Choice, rows: Sequence[CountRow], plans: Iterable[PlannedStep], today: date
) -> date:
    """Return the first day there is anything to show of. `rows` come by day."""
    counted = [row.day for row in rows[:1]]
    if choice.is_all:
        return min(counted, default=today)
    return min([plan.starts_on for plan in plans] + counted, default=today)


def regions_of(choice: Choice, gathered: CountsGathered) -> Regions:
    """Return the regions that the card is about.

    Without a region those looked at most often lately; where nobody looked at them within the
    window, those looked at most often then.
    """
    if choice.region:
        return frozenset({Region(choice.region)})
    since = gathered.today - timedelta(days=RECENT - 1)
    recent = Window(first=since, last=gathered.today).rows_of(gathered.rows)
    usual = series.usual_regions(series.looks_of(recent or gathered.rows_shown))
    shown = gathered.rows_shown
    if not shown or any(series.speaks_of(row, usual) for row in shown):
        return usual
    return series.usual_regions(series.looks_of(shown))


def course_of(regions: Regions, choice: Choice, gathered: CountsGathered) -> Course:
    """Return the whole course over these regions, also beyond the window."""
    segments = segment_starts(gathered.happened, choice.region)
    return series.course(gathered.rows, regions, segments)


def spots_card(
    choice: Choice,
    gathered: CountsGathered,
    course: Course,
    levels: Iterable[Level],
    events: Iterable[Event],
    locale: str,
) -> SpotsCard:
    """Put the card of the counts together. `levels` are those of the whole `course`."""
    shown, window = gathered.rows_shown, gathered.window
    looks = series.looks_of(shown)
    drawn = course
    if len(shown) < len(gathered.rows):
        drawn = course_of(course.regions, choice, replace(gathered, rows=shown))
    marks, left_out = mark(event for event in events if window.holds(event.day))
    usual = course.regions if not choice.region else series.usual_regions(looks)
    chart = Chart(
        window=window,
        dots=dots_of(drawn.runs, window),
        levels=tuple(levels),
        marks=tuple(marks),
        pauses=tuple(window.clip(pause) for pause in gathered.pauses),
    )
    lines, periods = _table(drawn, shown, window, with_others=not choice.region)
    return SpotsCard(
        place=series.name_regions(course.regions),
        summary=tables.summarise(drawn.points),
        notes=_notes(drawn),
        marks=tuple(marks),
        marks_left_out=left_out,
        lines=lines,
        periods=periods,
        by_year=_is_told_by_year(window),
        places=place_links(choice, looks, series.name_regions(usual)),
        chart=chart,
        picture=write(draw(chart, locale)),
        mark_rows=mark_rows(chart),
        reading=read_dots(chart, locale),
    )


def _table(
    drawn: Course, shown: Sequence[CountRow], window: Window, *, with_others: bool
) -> tuple[tuple[CountLine, ...], tuple[PeriodRow, ...]]:
    """Return every count, or months or years where there are too many."""
    if len(shown) <= MOST_ROWS:
        return tuple(tables.count_lines(drawn, shown, with_others=with_others)), ()
    told = tables.by_year if _is_told_by_year(window) else tables.by_month
    return (), tuple(told(drawn.runs))


def _is_told_by_year(window: Window) -> bool:
    return window.days > MOST_MONTHS * 31


def _notes(drawn: Course) -> Notes:
    return Notes(
        has_gap=Break.GAP in drawn.breaks,
        has_segment=Break.SEGMENT in drawn.breaks,
        has_recount=any(point.is_recount for point in drawn.points),
        has_both_ways=len(drawn.ways) == len(Way),
        is_quick=drawn.ways == {Way.QUICK},
        elsewhere=drawn.elsewhere,
    )
