"""The dots of a picture in words, one by one, for whoever reads it by touch or by keyboard."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from routines.accounts import formats
from routines.diary.cadence import WEEK
from routines.trends.chart import Chart, Dot
from routines.trends.plane import Plane
from routines.trends.series import Way
from routines.trends.svg import short


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What the page's script is told: two texts with a line for each dot."""

    places: str
    """Across and down, in hundredths of the plot."""

    words: str


def read_dots(chart: Chart, locale: str) -> Reading:
    """Return places and words of the dots, by day."""
    plane = Plane(chart)
    places = [
        f"{short(plane.x(dot.day.toordinal()))} {short(plane.y(dot.spots))}" for dot in chart.dots
    ]
    weeks = chart.weeks_a_dot if chart.is_weekly else 0
    words = [_mean(dot, weeks, locale) if weeks else _count(dot, locale) for dot in chart.dots]
    return Reading(places="\n".join(places), words="\n".join(words))


def _count(dot: Dot, locale: str) -> str:
    """Sunday 22 November 2026: 7 spots, counted again"""
    remark = ", at a glance" if dot.way is Way.QUICK else ""
    remark = ", counted again" if dot.is_recount else remark
    return f"{formats.day_full(dot.day, locale)}: {_spots(round(dot.spots, 1), locale)}{remark}"


def _mean(dot: Dot, weeks: int, locale: str) -> str:
    """Week of 16 Nov 2026: 7.4 spots on average of 3 counts; 3 weeks from 2 Nov 2026: …"""
    first = formats.day_medium(dot.day - timedelta(days=(WEEK * weeks - 1) // 2), locale)
    when = f"Week of {first}" if weeks == 1 else f"{weeks} weeks from {first}"
    if dot.counts == 1:
        return f"{when}: {_spots(dot.spots, locale)}"
    counts = formats.number(dot.counts, locale)
    return f"{when}: {_spots(round(dot.spots, 1), locale)} on average of {counts} counts"


@lru_cache(maxsize=4096)
def _spots(spots: float, locale: str) -> str:
    return f"{formats.number(spots, locale, 1)} {'spot' if spots == 1 else 'spots'}"
