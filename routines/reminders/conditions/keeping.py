"""What was kept and what was missed: conditions that conclude something from days without a step.

They need care. Not logged is not "not done": a day counts as missed when that was said, or when it
was passed over by somebody who logged at least four of seven days. A habit is looked for only with
as many logged days, and who has no such step in their routine hears nothing.
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

    Who has done it today already has nothing to be told.
    """
    step = history.step(leaf.step)
    is_missed = _surely_missed(leaf.step, history) & YESTERDAY and not step.done & TODAY
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
    days = history.done(leaf.step) & _surely_missed(leaf.other, history) & TWO_DAYS_OVER
    passed_over = (days & history.passed_over(leaf.other)).bit_count()
    return _same_day(What.DONE_WITHOUT, leaf, days, history, passed_over=passed_over)


def _same_day(
    what: What, leaf: DoneOnSameDay, days: DaySet, history: History, **numbers: int
) -> Figure | None:
    if not days:
        return None
    return Figure(
        what=what,
        subjects=(leaf.step, leaf.other),
        days=_states(leaf.step, days, history),
        numbers=numbers,
    )


def _surely_missed(kind: str, history: History) -> DaySet:
    """The days each of which counts as missed by itself.

    That it was not done was said; or it was passed over, by somebody who usually logs.
    """
    if _is_concluded(kind, WEEK, history):
        return history.missed(kind)
    return history.not_done(kind)


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
