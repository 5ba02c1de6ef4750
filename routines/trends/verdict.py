"""What may be said of the course of the counts, and from what.

Over the last 26 weeks at most: under a strong random walk longer windows claim too much. A claim
needs p < .01 because people look again and again; at p < .05 a badge looked at weekly for
a year would be falsely lit for up to 45 people in 100.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from routines.diary.regions import Region
from routines.trends.engine import WEEK, Average, Bins, Estimate, bin_by_week, fit, trend_design
from routines.trends.multiplicity import discoveries
from routines.trends.series import Point

LOOK_BACK = 26 * WEEK
FEWEST_COUNTS = 8
FEWEST_WEEKS = 6
SHORTEST_SPAN = 56
CLAIM_LEVEL = 0.01
STEADY_WITHIN = 10.0
"""Per cent a month."""

SPEAK_IN_COUNTS_UNDER = 3.0
LARGEST_LOG = 20.0
"""e^20 is more spots than anybody has; further out a number says nothing."""


class Kind(StrEnum):
    """What a course of counts is said to do."""

    NOT_YET = "not_yet"
    NO_SPOTS = "no_spots"
    DOWN = "down"
    UP = "up"
    STEADY = "steady"
    UNCLEAR = "unclear"


@dataclass(frozen=True, eq=False)
class Fitted:
    """The fit a verdict rests on; `power` asks it how long a change would take to show."""

    bins: Bins
    average: Average


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """The answer and what it rests on."""

    kind: Kind
    counts: int
    weeks: int
    """How long the counts go on, from the first to the last, rounded up."""

    mean: float = 0.0
    """In spots a count."""

    weeks_missing: int = 0
    """So many more weekly counts are needed for an answer."""

    since: date | None = None
    """Where a new segment began: counts from before are there, and left out."""

    slope: Estimate | None = None
    """The change of the logarithm a month."""

    fitted: Fitted | None = None

    @property
    def speaks_in_counts(self) -> bool:
        """Per cent of hardly anything mislead."""
        return self.mean < SPEAK_IN_COUNTS_UNDER

    @property
    def is_claim(self) -> bool:
        return self.kind in (Kind.DOWN, Kind.UP)


def percent(logarithm: float) -> float:
    """Return the change that a difference of natural logarithms is, in per cent."""
    return 100 * math.expm1(max(-LARGEST_LOG, min(LARGEST_LOG, logarithm)))


def percent_interval(estimate: Estimate) -> tuple[float, float]:
    """Return the ends of the 95 % interval in per cent."""
    low, high = estimate.interval()
    return percent(low), percent(high)


def judge(points: Sequence[Point], today: date, segments: Iterable[date] = ()) -> Verdict:
    """Return what may be said of `points` on `today`.

    On each day of `segments` (removals, treatments) a new segment begins; only counts of the last
    one are used, those of its first day included.
    """
    recent = [point for point in points if today - timedelta(days=LOOK_BACK) < point.day <= today]
    start = max((day for day in segments if day <= today), default=date.min)
    used = [point for point in recent if point.day >= start]
    since = start if len(used) < len(recent) else None
    return replace(_judge(used), since=since)


def _judge(points: Sequence[Point]) -> Verdict:
    days = [point.day.toordinal() for point in points]
    spots = [point.spots for point in points]
    bins = bin_by_week(days, spots)
    span = max(days) - min(days) if days else 0
    verdict = Verdict(
        kind=Kind.NOT_YET,
        counts=len(points),
        weeks=math.ceil(span / WEEK),
        mean=sum(spots) / len(spots) if spots else 0.0,
        weeks_missing=_weeks_missing(len(points), len(bins), span),
    )
    if verdict.weeks_missing:
        return verdict
    if not any(spots):
        return replace(verdict, kind=Kind.NO_SPOTS)
    fitted = fit(bins, trend_design(bins.days))
    slope = fitted.estimate(1)
    return replace(verdict, kind=classify(slope), slope=slope, fitted=Fitted(bins, fitted))


def _weeks_missing(counts: int, weeks: int, span: int) -> int:
    """Return how many more weekly counts are needed; 0 when there are enough."""
    return max(
        FEWEST_COUNTS - counts, FEWEST_WEEKS - weeks, math.ceil((SHORTEST_SPAN - span) / WEEK), 0
    )


def classify(slope: Estimate) -> Kind:
    """Return what a slope is called."""
    if slope.p < CLAIM_LEVEL:
        return Kind.DOWN if slope.value < 0 else Kind.UP
    low, high = percent_interval(slope)
    return Kind.STEADY if low >= -STEADY_WITHIN and high <= STEADY_WITHIN else Kind.UNCLEAR


def judge_regions(
    points: Mapping[Region, Sequence[Point]],
    today: date,
    segments: Mapping[Region, Iterable[date]] | None = None,
) -> dict[Region, Verdict]:
    """Judge several regions; a claim has to hold although they are several looks.

    Of what p < .01 alone would call a change, Benjamini and Hochberg's rule keeps what is left at
    the same rate over all regions that have an answer. The others show no clear change.
    """
    breaks = segments or {}
    verdicts = {
        region: judge(series, today, breaks.get(region, ())) for region, series in points.items()
    }
    slopes = {
        region: verdict.slope for region, verdict in verdicts.items() if verdict.slope is not None
    }
    kept = discoveries([slope.p for slope in slopes.values()], CLAIM_LEVEL)
    unheld = {region for region, is_kept in zip(slopes, kept, strict=True) if not is_kept}
    return {
        region: replace(verdict, kind=Kind.UNCLEAR)
        if verdict.is_claim and region in unheld
        else verdict
        for region, verdict in verdicts.items()
    }
