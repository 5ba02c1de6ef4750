"""What was kept and what was missed: conditions that conclude something from days without a step.

They need care. A day counts as missed only when that is certain (see History.missed); at least four
of seven days must have been logged; and who has no such step in their routine hears nothing.
"""

from __future__ import annotations

from typing import TypeAlias, assert_never

from routines.guidance.rules import DoneOnAtLeast, DoneOnFewer, DoneOnSameDay, MissedInARow
from routines.reminders.dayset import TODAY, DaySet, days_in
from routines.reminders.figures import DayFigure, Figure, What
from routines.reminders.history import History, State

KeepingLeaf: TypeAlias = DoneOnFewer | DoneOnAtLeast | MissedInARow | DoneOnSameDay

WEEK = 7
LOGGED_OF_A_WEEK = 4
YESTERDAY: DaySet = 1 << 1
TODAY_AND_YESTERDAY: DaySet = TODAY | YESTERDAY
TWO_DAYS_OVER: DaySet = YESTERDAY | 1 << 2


def find(leaf: KeepingLeaf, history: History, least_missed: int) -> Figure | None:
    """Return what makes the condition hold, if it does."""
    match leaf:
        case DoneOnFewer():
            return _done_on_fewer(leaf, history, least_missed)
        case DoneOnAtLeast():
            return _done_on_at_least(leaf, history)
        case MissedInARow(days=1):
            return _missed_yesterday(leaf, history, least_missed)
        case MissedInARow():
            return _missed_in_a_row(leaf, history)
        case DoneOnSameDay():
            return _with(leaf, history) if leaf.together else _without(leaf, history)
        case _:
            assert_never(leaf)


def _done_on_fewer(leaf: DoneOnFewer, history: History, least_missed: int) -> Figure | None:
    days = history.window(leaf.step, leaf.window)
    missed = (history.missed(leaf.step) & days).bit_count()
    if missed < max(least_missed, leaf.window - leaf.fewer_than + 1):
        return None
    if not _is_concluded(leaf.step, leaf.window, history):
        return None
    return Figure(
        what=What.DONE_ON_FEWER,
        subjects=(leaf.step,),
        days=_states(leaf.step, days, history),
        numbers={
            "done": (history.done(leaf.step) & days).bit_count(),
            "missed": missed,
            "fewer_than": leaf.fewer_than,
            "window": leaf.window,
        },
    )


def _done_on_at_least(leaf: DoneOnAtLeast, history: History) -> Figure | None:
    """Once in n days is a matter of the calendar; a habit is looked for around pauses."""
    look = history.window if leaf.at_least > 1 else history.calendar_window
    days = look(leaf.step, leaf.window)
    done = (history.done(leaf.step) & days).bit_count()
    if done < max(1, leaf.at_least):
        return None
    shown = days if leaf.at_least > 1 else days & history.done(leaf.step)
    return Figure(
        what=What.DONE_ON_AT_LEAST,
        subjects=(leaf.step,),
        days=_states(leaf.step, shown, history),
        numbers={"done": done, "at_least": leaf.at_least, "window": leaf.window},
    )


def _missed_yesterday(leaf: MissedInARow, history: History, least_missed: int) -> Figure | None:
    """One missed day says nothing by itself; only where much depends on it may it be looked at.

    Then it needs no week of answers either: that day's answer is all it is about. Who has done it
    today already has nothing to be told.
    """
    step = history.step(leaf.step)
    is_missed = history.missed(leaf.step) & YESTERDAY and not step.done & TODAY
    if least_missed > 1 or not is_missed or not step.planned & TODAY:
        return None
    return Figure(
        what=What.MISSED_IN_A_ROW,
        subjects=(leaf.step,),
        days=_states(leaf.step, YESTERDAY, history),
        numbers={"days": 1},
    )


def _missed_in_a_row(leaf: MissedInARow, history: History) -> Figure | None:
    days = history.window(leaf.step, leaf.days)
    missed = history.missed(leaf.step) & days
    if missed != days or days.bit_count() < max(1, leaf.days):
        return None
    if not _is_concluded(leaf.step, leaf.days, history):
        return None
    return Figure(
        what=What.MISSED_IN_A_ROW,
        subjects=(leaf.step,),
        days=_states(leaf.step, days, history),
        numbers={"days": leaf.days},
    )


def _with(leaf: DoneOnSameDay, history: History) -> Figure | None:
    days = history.done(leaf.step) & history.done(leaf.other) & TODAY_AND_YESTERDAY
    return _same_day(What.DONE_WITH, leaf, days, history)


def _without(leaf: DoneOnSameDay, history: History) -> Figure | None:
    """Only of a day that is over, and on which the other step was asked for."""
    if not history.step(leaf.other).planned & TODAY:
        return None
    days = history.done(leaf.step) & history.missed(leaf.other) & TWO_DAYS_OVER
    return _same_day(What.DONE_WITHOUT, leaf, days, history)


def _same_day(what: What, leaf: DoneOnSameDay, days: DaySet, history: History) -> Figure | None:
    if not days:
        return None
    return Figure(
        what=what,
        subjects=(leaf.step, leaf.other),
        days=_states(leaf.step, days, history),
    )


def _is_concluded(kind: str, window: int, history: History) -> bool:
    """Whether enough was logged to conclude anything from what was not.

    Four of the last seven days; of longer windows the same share; a shorter one still needs its
    week. The kind has to belong to the routine today.
    """
    length = max(window, WEEK)
    logged = (history.logged & history.window(kind, length)).bit_count()
    is_planned = bool(history.step(kind).planned & TODAY)
    return is_planned and logged * WEEK >= length * LOGGED_OF_A_WEEK


def _states(kind: str, days: DaySet, history: History) -> tuple[DayFigure, ...]:
    """Each of the days with what it says of the kind, earliest first."""
    return tuple(_state(kind, ago, history) for ago in days_in(days))


def _state(kind: str, ago: int, history: History) -> DayFigure:
    state = history.state(kind, ago)
    times = history.step(kind).times(ago) if state is State.DONE else 0
    return DayFigure(history.day(ago), state.value, times)
