"""What was done, and how often: conditions that are certain as soon as the answers are there.

What the skin went through goes by the calendar: a pause does not bring two days closer together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias, assert_never

from routines.guidance.rules import DoneAfter, DoneMoreThanCap, DoneTimesADay, DoneTwiceWithin
from routines.reminders.conditions.keeping import TODAY_AND_YESTERDAY, WEEK
from routines.reminders.dayset import DaySet, all_of, days_in
from routines.reminders.figures import DayFigure, Figure, What
from routines.reminders.history import HOURS, History, State

DoingLeaf: TypeAlias = DoneMoreThanCap | DoneTwiceWithin | DoneAfter | DoneTimesADay

DAY_HOURS = 24
PARTS = {hour: part for part, hour in HOURS.items()}


def find(leaf: DoingLeaf, history: History) -> Figure | None:
    """Return what makes the condition hold, if it does."""
    match leaf:
        case DoneMoreThanCap():
            return _more_than_cap(leaf, history)
        case DoneTwiceWithin():
            return _twice_within(leaf, history)
        case DoneAfter():
            return _done_after(leaf, history)
        case DoneTimesADay():
            return _times_a_day(leaf, history)
        case _:
            assert_never(leaf)


def _more_than_cap(leaf: DoneMoreThanCap, history: History) -> Figure | None:
    """The cap is for seven days; other windows allow in proportion."""
    days = history.done(leaf.step) & history.calendar_window(leaf.step, leaf.window)
    times = sum(history.step(leaf.step).times(ago) for ago in days_in(days))
    if times * WEEK <= history.exfoliation_cap * leaf.window:
        return None
    return Figure(
        what=What.MORE_THAN_CAP,
        subjects=(leaf.step,),
        days=_done_days(leaf.step, days, history),
        numbers={"times": times, "cap": history.exfoliation_cap, "window": leaf.window},
    )


@dataclass(frozen=True, slots=True)
class _Moment:
    """A time of doing something, as exact as a part of the day is."""

    ago: int
    hour: int

    @property
    def hours(self) -> int:
        """Hours on the wall clock from the beginning of today; negative before."""
        return self.hour - self.ago * DAY_HOURS


def _twice_within(leaf: DoneTwiceWithin, history: History) -> Figure | None:
    """Looked at for the last two days; twice on one day is close whatever the hours say."""
    moments = list(_moments(leaf.step, leaf.hours, history))
    for earlier, later in reversed(list(pairwise(moments))):
        if later.ago > 1:
            return None
        apart = later.hours - earlier.hours
        if apart < leaf.hours or earlier.ago == later.ago:
            return Figure(
                what=What.TWICE_WITHIN,
                subjects=(leaf.step,),
                days=tuple(
                    DayFigure(history.day(one.ago), State.DONE.value, 1, PARTS.get(one.hour, ""))
                    for one in (earlier, later)
                ),
                numbers={"apart": apart, "hours": leaf.hours},
            )
    return None


def _moments(kind: str, hours: int, history: History) -> Iterator[_Moment]:
    """Return when it was done in the days that matter, in order."""
    far = min(hours // DAY_HOURS + 3, history.reach)
    for ago in days_in(history.done(kind) & all_of(far)):
        for hour in history.step(kind).hours.get(ago, (HOURS["any"],)):
            yield _Moment(ago, hour)


def _done_after(leaf: DoneAfter, history: History) -> Figure | None:
    """Looked at for the last two days; the happening's own day counts as after."""
    happened = history.happened(leaf.happenings)
    for ago in sorted(days_in(history.done(leaf.step) & TODAY_AND_YESTERDAY)):
        before = happened >> ago & all_of(min(leaf.within + 1, history.reach))
        if before:
            return Figure(
                what=What.DONE_AFTER,
                subjects=(leaf.step, *leaf.happenings),
                days=(
                    *happened_days(leaf.happenings, before << ago, history),
                    *_done_days(leaf.step, 1 << ago, history),
                ),
                numbers={"within": leaf.within},
            )
    return None


def _times_a_day(leaf: DoneTimesADay, history: History) -> Figure | None:
    step = history.step(leaf.step)
    done = history.done(leaf.step) & history.window(leaf.step, leaf.window)
    days = sum(1 << ago for ago in days_in(done) if step.times(ago) >= leaf.times)
    if days.bit_count() < max(1, leaf.at_least):
        return None
    return Figure(
        what=What.TIMES_A_DAY,
        subjects=(leaf.step,),
        days=_done_days(leaf.step, days, history),
        numbers={"times": leaf.times, "at_least": leaf.at_least, "window": leaf.window},
    )


def happened_days(keys: tuple[str, ...], days: DaySet, history: History) -> tuple[DayFigure, ...]:
    """Each of the days with what of `keys` happened on it, earliest first."""
    return tuple(
        DayFigure(history.day(ago), key)
        for ago in days_in(days)
        for key in keys
        if history.happenings.get(key, 0) >> ago & 1
    )


def _done_days(kind: str, days: DaySet, history: History) -> tuple[DayFigure, ...]:
    times = history.step(kind).times
    return tuple(DayFigure(history.day(ago), State.DONE.value, times(ago)) for ago in days_in(days))
