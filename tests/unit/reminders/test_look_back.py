"""How far back the rules look."""

from __future__ import annotations

import pytest

from routines.guidance.rules import (
    AllOf,
    Condition,
    DoneOnFewer,
    DoneTwiceWithin,
    HappenedOn,
    MissedInARow,
    NoCount,
    Pace,
)
from routines.reminders.look_back import FARTHEST, LookBack, look_back
from routines.trends.alarms import LOOK_BACK
from tests.unit.reminders.by_hand import RULES, every, standing


def looks(condition: Condition, pace: Pace | None = None) -> LookBack:
    return look_back([standing(condition, pace=pace)])


def test_no_rule_looks_at_nothing() -> None:
    assert look_back([]) == LookBack()


def test_the_starter_rules_read_eight_days_of_answers() -> None:
    assert look_back(RULES.values()) == LookBack(
        answers=8,
        happenings=42,
        changes=42,
        counts_a_day=7,
        compared_counts=LOOK_BACK,
        watches_silence=True,
        watches_counts=True,
    )


@pytest.mark.parametrize(
    ("condition", "answers"),
    [
        (DoneOnFewer("sunscreen", 20, 28), 29),
        (MissedInARow("sunscreen", 1), 8),
        (DoneTwiceWithin("exfoliation", 72), 6),
        (AllOf((MissedInARow("sunscreen", 9), HappenedOn(("sunburn",), 1, 30))), 10),
    ],
)
def test_days_of_answers(condition: Condition, answers: int) -> None:
    assert looks(condition).answers == answers


def test_a_rule_that_falls_silent_needs_its_spell() -> None:
    low = DoneOnFewer("sunscreen", 5, 7)
    assert looks(low, every(3, silent_after=2)).answers == 8 + 56
    assert looks(low, every(3, 7)).answers == 8 + 56
    assert looks(low, every(3)).answers == 8
    assert looks(NoCount(7), every(7, silent_after=2)) == LookBack(watches_counts=True)


def test_whoever_looks_from_earlier_needs_more_of_what_was_asked() -> None:
    assert looks(HappenedOn(("sunburn",), 1, 7)).earlier(28) == LookBack(happenings=35)


def test_nothing_is_read_from_the_dawn_of_time() -> None:
    assert looks(HappenedOn(("sunburn",), 1, 10**9)) == LookBack(happenings=FARTHEST)
