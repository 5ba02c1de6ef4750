"""What a reminder may ask of the counts: have they risen, is there a crop, do they persist?

Each answers for one day from comparable counts alone (`comparable`): the same regions, counted the
same way, since the last removal or treatment. Each answer carries the days and numbers that made it
speak. They cost next to nothing for almost everybody; only where two weeks are much higher than the
eight before is anything fitted, and numpy loaded.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile

from routines.diary.cadence import WEEK
from routines.trends import series
from routines.trends.fortnight import Fortnights, Rise
from routines.trends.series import GAP_DAYS, CountRow, Point

STANDS = 28
"""Days that an alarm stands, and on which there is no other: on the 29th another may sound."""

RUN_IN = 16 * WEEK
"""Alarms are looked for from so many days ago, so that today's never depends on where one began."""

LOOK_BACK = STANDS + RUN_IN + 26 * WEEK
"""Days of counts that the answers of a day may rest on: the first alarm looks back for itself."""

HEARD_FOR = 52 * WEEK
"""Days for which an alarm that sounded is still marked in pictures."""

MORE_IN_A_CROP = 10
CROP_AFTER = 4 * WEEK
CROP_IS_NEWS = 2 * WEEK
"""Days after the count that confirmed it on which a crop is still spoken of."""

PERSISTENT_FOR = 12 * WEEK


@dataclass(frozen=True, kw_only=True)
class Crop:
    """Many more than four weeks earlier, and so again when counted once more."""

    then_on: date
    then: int
    first_on: date
    first: int
    confirmed_on: date
    confirmed: int


@dataclass(frozen=True, kw_only=True)
class Persistence:
    """Spots at each of `counts` counts; `fewest` of them at one."""

    first_on: date
    last_on: date
    counts: int
    fewest: int


def comparable(rows: Sequence[CountRow], segments: Iterable[date], today: date) -> list[Point]:
    """Return the counts until today that may be compared with each other, by day.

    They are those over the regions that were usual lately, in the way most of them were made, since
    the last of the days in `segments` (removals, treatments), that day included.
    """
    rows = [row for row in rows if row.day <= today]
    lately = [row for row in rows if (today - row.day).days <= LOOK_BACK]
    regions = series.usual_regions(series.looks_of(lately))
    start = max((day for day in segments if day <= today), default=date.min)
    points = series.main_points(series.course(rows, regions, ()))
    return [point for point in points if point.day >= start]


def rising(points: Sequence[Point], today: date) -> Rise | None:
    """Return the alarm that stands on `today`: it sounded less than 28 days ago.

    `points` are comparable, by day, from LOOK_BACK days ago on.
    """
    rises = sounded(points, today - timedelta(days=STANDS - 1), today)
    return rises[-1] if rises else None


def sounded(points: Sequence[Point], first: date, today: date) -> list[Rise]:
    """Return the alarms that sounded from `first` until `today`, by day. `points` as above."""
    known = _until(points, today)
    days, spots = [point.day.toordinal() for point in known], [point.spots for point in known]
    since = first.toordinal() - RUN_IN
    if not Fortnights(days, spots).risen(since):
        return []
    from routines.trends.flare import alarms_since

    return [
        Rise(day=date.fromordinal(day), lately=flare.lately, before=flare.before)
        for day, flare in alarms_since(days, spots, since)
        if day >= first.toordinal()
    ]


def crop(points: Sequence[Point], today: date) -> Crop | None:
    """Return the crop that the last two counts show: each 10 or more above four weeks earlier.

    The second confirms the first: a recount of the same day, or a later count. Four weeks earlier
    is the last count that was made at least 28 days before the first, and at most 21 more.
    """
    known = _until(points, today)
    if len(known) < 3 or (today - known[-1].day).days >= CROP_IS_NEWS:
        return None
    first, confirmed = known[-2], known[-1]
    reach = first.day - timedelta(days=CROP_AFTER)
    earlier = [point for point in known if 0 <= (reach - point.day).days <= GAP_DAYS]
    if not earlier or (confirmed.day - first.day).days > GAP_DAYS:
        return None
    then = earlier[-1]
    if min(first.spots, confirmed.spots) - then.spots < MORE_IN_A_CROP:
        return None
    return Crop(
        then_on=then.day,
        then=then.spots,
        first_on=first.day,
        first=first.spots,
        confirmed_on=confirmed.day,
        confirmed=confirmed.spots,
    )


def persistent(points: Sequence[Point], today: date) -> Persistence | None:
    """Return how long there were spots at every count, if that is 12 weeks or more until today.

    A gap of more than 21 days, or none counted for so long, says nothing either way.
    """
    known = _until(points, today)
    if not known or (today - known[-1].day).days > GAP_DAYS:
        return None
    run = list(takewhile(lambda point: point.spots > 0, reversed(_without_gaps(known))))
    if not run or (today - run[-1].day).days < PERSISTENT_FOR:
        return None
    return Persistence(
        first_on=run[-1].day,
        last_on=run[0].day,
        counts=len(run),
        fewest=min(point.spots for point in run),
    )


def _until(points: Sequence[Point], today: date) -> list[Point]:
    return [point for point in points if point.day <= today]


def _without_gaps(points: Sequence[Point]) -> Sequence[Point]:
    """Return the last points, as far back as none is more than 21 days from the next."""
    for place in range(len(points) - 1, 0, -1):
        if (points[place].day - points[place - 1].day).days > GAP_DAYS:
            return points[place:]
    return points
