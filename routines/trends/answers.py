"""What may be said of a course of counts, in words: the verdict, what it rests on, how much longer.

Answers are about today, whatever time a picture shows: looking through several windows for one
that claims something would be several looks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from routines.diary.regions import Region
from routines.trends import series
from routines.trends.events import Happened, segment_starts
from routines.trends.lately import compare_lately
from routines.trends.power import weeks_until_shown
from routines.trends.series import Course, Point
from routines.trends.verdict import Kind, Verdict, judge, judge_regions, percent_interval
from routines.trends.verdict_words import Words


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What is said of one course. A sentence that has nothing to say is ""."""

    kind: str
    """Of verdict.Kind."""

    verdict: str
    since: str = ""
    """Why earlier counts are left out."""

    patience: str = ""
    """How much longer until a change would show."""

    lately: str = ""
    """The descriptive second line."""

    interval: tuple[float, float] | None = field(default=None, compare=False)
    """The ends of the 95 % interval of the change a month, in per cent, where there is one."""

    @property
    def headline(self) -> str:
        """No clear change"""
        return self.verdict.partition(": ")[0].rstrip(".")

    @property
    def basis(self) -> str:
        """Between 8 % fewer and 7 % more a month, from 22 counts in 18 weeks."""
        rest = self.verdict.partition(": ")[2]
        return rest[:1].upper() + rest[1:]

    @property
    def is_answer(self) -> bool:
        """Whether there were counts enough for one."""
        return self.kind != Kind.NOT_YET

    @property
    def sentences(self) -> tuple[str, ...]:
        """All of it, one after the other."""
        said = (self.verdict, self.since, self.patience, self.lately)
        return tuple(sentence for sentence in said if sentence)


def answer(points: Sequence[Point], segments: Sequence[date], today: date, locale: str) -> Answer:
    """Return what may be said of `points`, which are comparable and come by day."""
    return _say(judge(points, today, segments), points, segments, today, locale)


def answer_regions(
    courses: Mapping[Region, Course],
    happened: Sequence[Happened],
    today: date,
    locale: str,
    asked: Region | None = None,
) -> dict[Region, Answer]:
    """Return what may be said of each region, as several looks; of the one asked for, all of it."""
    points = {region: series.main_points(course) for region, course in courses.items()}
    segments = {region: segment_starts(happened, region) for region in courses}
    verdicts = judge_regions(points, today, segments)
    words = Words(locale)
    return {
        region: _say(verdict, points[region], segments[region], today, locale)
        if region is asked
        else Answer(kind=verdict.kind, verdict=words.verdict(verdict), interval=_interval(verdict))
        for region, verdict in verdicts.items()
    }


def _say(
    verdict: Verdict, points: Sequence[Point], segments: Iterable[date], today: date, locale: str
) -> Answer:
    words = Words(locale)
    weeks = None
    if verdict.fitted is not None and not verdict.is_claim:
        weeks = weeks_until_shown(verdict.fitted)
    lately = compare_lately(
        points, today, max((day for day in segments if day <= today), default=None)
    )
    has_spots = verdict.kind is not Kind.NO_SPOTS
    return Answer(
        kind=verdict.kind,
        verdict=words.verdict(verdict),
        since=words.since(verdict),
        patience=words.patience(verdict, weeks),
        lately=words.lately(lately) if lately is not None and has_spots else "",
        interval=_interval(verdict),
    )


def _interval(verdict: Verdict) -> tuple[float, float] | None:
    return percent_interval(verdict.slope) if verdict.slope is not None else None
