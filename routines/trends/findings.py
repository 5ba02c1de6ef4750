"""What the counts answer on a day: of the whole, of each region, and whether the alarm stands.

numpy is loaded with this module; `gather` imports it where something has to be found out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from routines.diary.regions import LABELS, Region
from routines.trends import alarms, series
from routines.trends.answers import Answer, answer, answer_regions
from routines.trends.chart import Chart, Window, dots_of
from routines.trends.events import segment_starts
from routines.trends.fortnight import Rise
from routines.trends.levels import smooth_levels
from routines.trends.picture import draw_small
from routines.trends.series import CountRow, Course, Regions
from routines.trends.spots_card import CountsGathered
from routines.trends.svg import Markup, write
from routines.trends.tables import Summary, summarise
from routines.trends.verdict import LOOK_BACK
from routines.trends.verdict_words import Words

FEWEST_IN_REGION = 3
"""A region that was counted less often lately has no picture of its own."""


@dataclass(frozen=True, kw_only=True)
class RegionFinding:
    """A region: its counts of the last half year, and what they say."""

    region: Region
    answer: Answer
    summary: Summary | None
    picture: Markup

    @property
    def label(self) -> str:
        return LABELS[self.region]


@dataclass(frozen=True, kw_only=True)
class Findings:
    """All that is said of the counts; pictures, tables and single regions stand elsewhere."""

    answer: Answer
    alarm: str
    """What the alarm says that stands today, or ""."""

    rises: tuple[Rise, ...]
    """The alarms of a year, by day."""

    has_places: bool
    """Whether there is more than one region to show in small."""


def find(region: str, regions: Regions, gathered: CountsGathered, locale: str) -> Findings:
    """Return what is found of `regions`, which are those of the `region` asked for if there is one.

    Says the same whatever window is shown.
    """
    today = gathered.today
    rows = _rows_lately(gathered)
    asked = Region(region) if region else None
    segments = segment_starts(gathered.happened, "")
    rises = [] if asked else _rises(gathered, segments)
    if asked:
        said = _answers(_courses(rows, gathered, asked), gathered, locale, asked)[asked]
    else:
        whole = series.main_points(series.course(rows, regions, segments))
        said = answer(whole, segments, today, locale)
    return Findings(
        answer=said,
        alarm=_say_alarm(rises, today, locale),
        rises=tuple(rises),
        has_places=bool(_counted(rows)),
    )


def find_regions(region: str, gathered: CountsGathered, locale: str) -> tuple[RegionFinding, ...]:
    """Return what is found of each region that was counted, and of the `region` asked for."""
    asked = Region(region) if region else None
    courses = _courses(_rows_lately(gathered), gathered, asked)
    answers = _answers(courses, gathered, locale, asked)
    window = _window(gathered)
    return tuple(
        _in_small(place, course, answers[place], window)
        for place, course in courses.items()
        if len(course.points) >= FEWEST_IN_REGION
    )


def _window(gathered: CountsGathered) -> Window:
    """Return the time that answers are about, whatever time is shown."""
    return Window(first=gathered.today - timedelta(days=LOOK_BACK - 1), last=gathered.today)


def _rows_lately(gathered: CountsGathered) -> Sequence[CountRow]:
    return _window(gathered).rows_of(gathered.rows)


def _courses(
    rows: Sequence[CountRow], gathered: CountsGathered, asked: Region | None
) -> dict[Region, Course]:
    shown = _counted(rows) | ({asked} if asked else set())
    return {place: _course(rows, place, gathered) for place in Region if place in shown}


def _answers(
    courses: Mapping[Region, Course],
    gathered: CountsGathered,
    locale: str,
    asked: Region | None,
) -> dict[Region, Answer]:
    return answer_regions(courses, gathered.happened, gathered.today, locale, asked)


def _counted(rows: Sequence[CountRow]) -> set[Region]:
    """Return the regions that have a picture, unless there is just one."""
    times: Counter[Region] = Counter()
    for look, number in series.looks_of(rows).items():
        times.update(dict.fromkeys(look.numbered, number))
    counted = {region for region, number in times.items() if number >= FEWEST_IN_REGION}
    return counted if len(counted) > 1 else set()


def _course(rows: Sequence[CountRow], region: Region, gathered: CountsGathered) -> Course:
    segments = segment_starts(gathered.happened, region)
    return series.course(rows, frozenset({region}), segments)


def _in_small(place: Region, course: Course, said: Answer, window: Window) -> RegionFinding:
    chart = Chart(
        window=window, dots=dots_of(course.runs, window), levels=smooth_levels(course.runs)
    )
    return RegionFinding(
        region=place,
        answer=said,
        summary=summarise(course.points),
        picture=write(draw_small(chart)),
    )


def _rises(gathered: CountsGathered, segments: Sequence[date]) -> list[Rise]:
    today, heard = gathered.today, timedelta(days=alarms.HEARD_FOR)
    since = today - heard - timedelta(days=alarms.LOOK_BACK)
    rows = Window(first=since, last=today).rows_of(gathered.rows)
    return alarms.sounded(alarms.comparable(rows, segments, today), today - heard, today)


def _say_alarm(rises: Sequence[Rise], today: date, locale: str) -> str:
    if not rises or (today - rises[-1].day).days >= alarms.STANDS:
        return ""
    return Words(locale).rise(rises[-1])
