"""What the counts say. Who hides them hears nothing of them: their history has none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import takewhile
from typing import TypeAlias, assert_never

from routines.guidance.rules import (
    CountedOften,
    CountRises,
    MoreSpots,
    NoCount,
    SpotsAtEveryCount,
)
from routines.reminders.conditions.keeping import WEEK
from routines.reminders.dayset import all_of, days_in
from routines.reminders.figures import DayFigure, Figure, What
from routines.reminders.history import History
from routines.trends import alarms
from routines.trends.series import GAP_DAYS, Point

CountLeaf: TypeAlias = NoCount | CountedOften | CountRises | MoreSpots | SpotsAtEveryCount

COUNTED = "counted"


def find(leaf: CountLeaf, history: History) -> Figure | None:
    """Return what makes the condition hold, if it does."""
    if history.counts_hidden:
        return None
    match leaf:
        case NoCount():
            return _no_count(leaf, history)
        case CountedOften():
            return _counted_often(leaf, history)
        case CountRises():
            return _rises(history)
        case MoreSpots():
            return _more_spots(leaf, history)
        case SpotsAtEveryCount():
            return _at_every_count(leaf, history)
        case _:
            assert_never(leaf)


def _no_count(leaf: NoCount, history: History) -> Figure | None:
    """Since the last count, pauses aside; who never counted is not asked to."""
    last = history.last_count
    if last is None:
        return None
    days = history.unpaused_since(last) + (1 if last else 0)
    if days < max(1, leaf.days):
        return None
    return Figure(
        what=What.NO_COUNT,
        days=(DayFigure(history.day(last), COUNTED),),
        numbers={"days": days, "at_least": leaf.days},
    )


def _counted_often(leaf: CountedOften, history: History) -> Figure | None:
    window = all_of(min(leaf.window, history.reach))
    often = sum(1 << ago for ago, counts in history.counts_a_day.items() if counts >= leaf.counts)
    days = often & window & ~history.paused
    if days.bit_count() < max(1, leaf.at_least):
        return None
    return Figure(
        what=What.COUNTED_OFTEN,
        days=tuple(
            DayFigure(history.day(ago), COUNTED, history.counts_a_day[ago]) for ago in days_in(days)
        ),
        numbers={"counts": leaf.counts, "at_least": leaf.at_least, "window": leaf.window},
    )


def _rises(history: History) -> Figure | None:
    rise = alarms.rising(history.points, history.today)
    if rise is None:
        return None
    return Figure(
        what=What.COUNT_RISES,
        days=(DayFigure(rise.day, COUNTED),),
        numbers={"lately": round(rise.lately, 1), "before": round(rise.before, 1)},
    )


def _more_spots(leaf: MoreSpots, history: History) -> Figure | None:
    """The last count, or the last two where a recount confirms, beside the one some weeks earlier.

    With 10 spots, 4 weeks and a recount this is the crop of the trends.
    """
    known = [point for point in history.points if point.day <= history.today]
    late = known[-2:] if leaf.confirmed else known[-1:]
    if len(known) <= len(late) or not _is_news(late, history.today):
        return None
    then = _weeks_before(late[0], leaf.weeks, known)
    if then is None or min(point.spots for point in late) - then.spots < max(1, leaf.spots):
        return None
    return Figure(
        what=What.MORE_SPOTS,
        days=_counted((then, *late)),
        numbers={"spots": leaf.spots, "weeks": leaf.weeks},
    )


def _is_news(late: Sequence[Point], today: date) -> bool:
    """Whether the counts lie near each other, and the last of them not long ago."""
    apart = (late[-1].day - late[0].day).days
    return apart <= GAP_DAYS and (today - late[-1].day).days < alarms.CROP_IS_NEWS


def _weeks_before(point: Point, weeks: int, known: Sequence[Point]) -> Point | None:
    """Return the last count so many weeks before `point`, or up to three more."""
    for earlier in reversed(known):
        beyond = (point.day - earlier.day).days - weeks * WEEK
        if beyond >= 0:
            return earlier if beyond <= GAP_DAYS else None
    return None


def _at_every_count(leaf: SpotsAtEveryCount, history: History) -> Figure | None:
    """A gap of three weeks, or none counted for so long, says nothing either way."""
    run = _run_with_spots([point for point in history.points if point.day <= history.today])
    if not run or (history.today - run[0].day).days > GAP_DAYS:
        return None
    if (history.today - run[-1].day).days < leaf.weeks * WEEK:
        return None
    return Figure(
        what=What.SPOTS_AT_EVERY_COUNT,
        days=_counted((run[-1], run[0])),
        numbers={
            "counts": len(run),
            "fewest": min(point.spots for point in run),
            "weeks": leaf.weeks,
        },
    )


def _run_with_spots(known: Sequence[Point]) -> list[Point]:
    """Return the last counts with spots, latest first, as far as none is long after the other."""
    run: list[Point] = []
    for point in takewhile(lambda point: point.spots > 0, reversed(known)):
        if run and (run[-1].day - point.day).days > GAP_DAYS:
            break
        run.append(point)
    return run


def _counted(points: Sequence[Point]) -> tuple[DayFigure, ...]:
    return tuple(DayFigure(point.day, COUNTED, point.spots) for point in points)
