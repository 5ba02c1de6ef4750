"""Whether what a rule asks for is certainly so, and the figures that show it.

One small function for each leaf of a rule, by family. Nothing is concluded from what is not known:
a condition holds when it is certain, so a day without an answer speaks for nobody and against
nobody.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from routines.guidance.rules import AllOf, AnyOf, Condition, Leaf, Unless
from routines.reminders.conditions import counts, doing, keeping, lately
from routines.reminders.conditions.counts import CountLeaf
from routines.reminders.conditions.doing import DoingLeaf
from routines.reminders.conditions.keeping import KeepingLeaf
from routines.reminders.conditions.lately import LatelyLeaf
from routines.reminders.figures import Figure
from routines.reminders.history import History

Found = tuple[Figure, ...]

ONE_MISSED_DAY = 1
MORE_THAN_ONE = 2


def find(
    condition: Condition, history: History, least_missed: int = ONE_MISSED_DAY
) -> Found | None:
    """Return what makes the condition hold on the history's today, or None if it does not.

    `least_missed` is how many missed days it takes to conclude anything from them. An exception is
    looked at without that: it only ever keeps a rule silent.
    """
    match condition:
        case AllOf(parts):
            found = [find(part, history, least_missed) for part in parts]
            return None if None in found else _joined(found)
        case AnyOf(parts):
            found = [find(part, history, least_missed) for part in parts]
            return _joined(found) or None
        case Unless(holds, exception):
            if find(exception, history) is not None:
                return None
            return find(holds, history, least_missed)
        case _:
            figure = find_leaf(condition, history, least_missed)
            return None if figure is None else (figure,)


def find_leaf(leaf: Leaf, history: History, least_missed: int) -> Figure | None:
    """The same for what has no parts."""
    if isinstance(leaf, KeepingLeaf):
        return keeping.find(leaf, history, least_missed)
    if isinstance(leaf, DoingLeaf):
        return doing.find(leaf, history)
    if isinstance(leaf, CountLeaf):
        return counts.find(leaf, history)
    if isinstance(leaf, LatelyLeaf):
        return lately.find(leaf, history)
    assert_never(leaf)


def leaves(condition: Condition) -> Iterable[Leaf]:
    """Every leaf of a condition, exceptions too."""
    match condition:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from leaves(part)
        case Unless(holds, exception):
            yield from leaves(holds)
            yield from leaves(exception)
        case _:
            yield condition


def speaks_of_counts(condition: Condition) -> bool:
    """Whether somebody who hides counts should never hear of it."""
    return any(isinstance(leaf, CountLeaf) for leaf in leaves(condition))


def _joined(found: Iterable[Found | None]) -> Found:
    return tuple(figure for figures in found if figures for figure in figures)
