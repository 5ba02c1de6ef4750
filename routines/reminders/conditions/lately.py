"""What happened, what was left unsaid, and who it is: the conditions that ask for neither steps nor
counts.
"""

from __future__ import annotations

from typing import TypeAlias, assert_never

from routines.guidance.rules import (
    HappenedOn,
    NothingLogged,
    RoutineChanged,
    SkinTypeIs,
    TrendsViewed,
)
from routines.reminders.conditions.doing import happened_days
from routines.reminders.dayset import TODAY, all_of, days_in
from routines.reminders.figures import DayFigure, Figure, What
from routines.reminders.history import History

LatelyLeaf: TypeAlias = HappenedOn | NothingLogged | RoutineChanged | TrendsViewed | SkinTypeIs


def find(leaf: LatelyLeaf, history: History) -> Figure | None:
    """Return what makes the condition hold, if it does."""
    match leaf:
        case HappenedOn():
            return _happened(leaf, history)
        case NothingLogged():
            return _nothing_logged(leaf, history)
        case RoutineChanged():
            return _changed(leaf, history)
        case TrendsViewed():
            return Figure(what=What.TRENDS_VIEWED) if history.trends_open else None
        case SkinTypeIs():
            return _skin_type(leaf, history)
        case _:
            assert_never(leaf)


def _happened(leaf: HappenedOn, history: History) -> Figure | None:
    """By the calendar, pauses or not: what happened has happened."""
    days = history.happened(leaf.happenings) & all_of(min(leaf.window, history.reach))
    if days.bit_count() < max(1, leaf.at_least):
        return None
    return Figure(
        what=What.HAPPENED,
        subjects=leaf.happenings,
        days=happened_days(leaf.happenings, days, history),
        numbers={"days": days.bit_count(), "at_least": leaf.at_least, "window": leaf.window},
    )


def _nothing_logged(leaf: NothingLogged, history: History) -> Figure | None:
    """Days that are over, pauses aside, since the last sign of life; who never began is left alone.

    An answer, a happening or a count is such a sign.
    """
    last = history.last_sign
    is_kept = any(step.planned & TODAY for step in history.steps.values())
    if last is None or not is_kept:
        return None
    silent = history.unpaused_since(last)
    if silent < max(1, leaf.days):
        return None
    return Figure(
        what=What.NOTHING_LOGGED,
        days=(DayFigure(history.day(last), "logged"),),
        numbers={"days": silent, "at_least": leaf.days},
    )


def _changed(leaf: RoutineChanged, history: History) -> Figure | None:
    days = history.changed & all_of(min(leaf.within, history.reach))
    if not days:
        return None
    return Figure(
        what=What.ROUTINE_CHANGED,
        days=tuple(DayFigure(history.day(ago), "changed") for ago in days_in(days)),
        numbers={"within": leaf.within},
    )


def _skin_type(leaf: SkinTypeIs, history: History) -> Figure | None:
    if history.skin_type != leaf.skin_type:
        return None
    return Figure(what=What.SKIN_TYPE, subjects=(leaf.skin_type,))
