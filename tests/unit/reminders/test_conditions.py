"""How conditions are put together, and that none is forgotten."""

from __future__ import annotations

from typing import get_args

from routines.guidance.rules import (
    AllOf,
    AnyOf,
    DoneOnAtLeast,
    DoneOnFewer,
    HappenedOn,
    Leaf,
    MissedInARow,
    NoCount,
    NothingLogged,
    SkinTypeIs,
    Unless,
)
from routines.reminders.conditions import MORE_THAN_ONE, find, leaves, speaks_of_counts
from routines.reminders.conditions.counts import CountLeaf
from routines.reminders.conditions.doing import DoingLeaf
from routines.reminders.conditions.keeping import KeepingLeaf
from routines.reminders.conditions.lately import LatelyLeaf
from routines.reminders.figures import DayFigure, What
from tests.unit.reminders.given import before, figure, holds, past, week

LOW, RUN = DoneOnFewer("sunscreen", 5, 7), MissedInARow("sunscreen", 3)


def test_every_leaf_belongs_to_one_family() -> None:
    families = [get_args(one) for one in (KeepingLeaf, DoingLeaf, CountLeaf, LatelyLeaf)]
    together = [leaf for family in families for leaf in family]
    assert len(together) == len(set(together))
    assert set(together) == set(get_args(Leaf))


def test_joined_conditions_bring_the_figures_of_what_holds() -> None:
    history = past(exfoliation="x", happenings={"sunburn": "x"})
    sun, picked = HappenedOn(("sunburn",), 1, 7), HappenedOn(("picked",), 1, 7)
    done = DoneOnAtLeast("exfoliation", 1, 7)
    seen = figure(
        What.HAPPENED, "sunburn", [DayFigure(before(0), "sunburn")], days=1, at_least=1, window=7
    )
    did = figure(
        What.DONE_ON_AT_LEAST, "exfoliation", week("x", until=0), done=1, at_least=1, window=7
    )
    assert find(AllOf((done, sun)), history) == (did, seen)
    assert find(AllOf((done, picked)), history) is None
    assert find(AnyOf((picked, sun)), history) == (seen,)
    assert find(AnyOf((picked, NothingLogged(4))), history) is None
    assert find(Unless(done, picked), history) == (did,)
    assert find(Unless(done, sun), history) is None


def test_an_exception_may_rest_on_one_missed_day() -> None:
    history = past(exfoliation="xx", sunscreen="o.")
    condition = Unless(DoneOnAtLeast("exfoliation", 1, 7), MissedInARow("sunscreen", 1))
    assert not holds(condition, history, least_missed=MORE_THAN_ONE)


def test_leaves_are_found_wherever_they_stand() -> None:
    condition = Unless(AllOf((LOW, AnyOf((RUN, NoCount(7))))), SkinTypeIs("dry"))
    assert list(leaves(condition)) == [LOW, RUN, NoCount(7), SkinTypeIs("dry")]
    assert speaks_of_counts(condition)
    assert not speaks_of_counts(RUN)
