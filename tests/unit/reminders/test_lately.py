"""What happened, what was left unsaid, and what the counts say."""

from __future__ import annotations

import pytest

from routines.guidance.rules import (
    CountedOften,
    HappenedOn,
    MoreSpots,
    NoCount,
    NothingLogged,
    RoutineChanged,
    SkinTypeIs,
    SpotsAtEveryCount,
    TrendsViewed,
)
from routines.reminders.conditions import find
from routines.reminders.figures import DayFigure, What
from routines.reminders.history import History
from tests.unit.reminders.given import before, figure, holds, past


def test_what_happened_in_a_pause_has_happened() -> None:
    history = past(paused="xxx.", happenings={"bleeding": "x."})
    assert holds(HappenedOn(("bleeding", "pain"), 1, 7), history)


def test_a_day_on_which_two_things_happened_counts_once() -> None:
    history = past(happenings={"sunburn": "xx", "strong-sun": "x"})
    both = ("sunburn", "strong-sun")
    assert not holds(HappenedOn(both, 3, 7), history)
    assert find(HappenedOn(both, 2, 7), history) == (
        figure(
            What.HAPPENED,
            "sunburn strong-sun",
            (
                DayFigure(before(1), "sunburn"),
                DayFigure(before(0), "sunburn"),
                DayFigure(before(0), "strong-sun"),
            ),
            days=2,
            at_least=2,
            window=7,
        ),
    )


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        pytest.param(past(sunscreen="x....."), True, id="four days that are over"),
        pytest.param(past(sunscreen="x...."), False, id="the fourth is not over"),
        pytest.param(past(sunscreen="x.....", paused="x."), False, id="a paused day"),
        pytest.param(past(sunscreen="x......", paused="x."), True, id="four beside a paused day"),
        pytest.param(past(sunscreen="."), False, id="who never began"),
        pytest.param(past(logged="x........"), False, id="who has no routine"),
        pytest.param(past(sunscreen="x.....", counts={1: 4}), False, id="a count is a sign"),
        pytest.param(
            past(sunscreen="x.....", happenings={"picked": "x."}), False, id="so is a happening"
        ),
    ],
)
def test_nothing_logged(history: History, expected: bool) -> None:  # noqa: FBT001
    assert holds(NothingLogged(4), history) is expected


def test_no_count_leaves_pauses_out_and_never_asks_who_never_counted() -> None:
    assert holds(NoCount(7), past(counts={7: 0}))
    assert not holds(NoCount(7), past(counts={7: 0}, paused="xx."))
    assert holds(NoCount(7), past(counts={9: 0}, paused="xx."))
    assert not holds(NoCount(7), past(sunscreen="x"))


@pytest.mark.parametrize(
    ("counts", "confirmed", "expected"),
    [
        ({28: 2, 0: 12}, False, True),
        ({28: 2, 0: 12}, True, False),
        ({28: 2, 0: 11}, False, False),
        ({27: 2, 0: 12}, False, False),
        ({49: 2, 0: 12}, False, True),
        ({50: 2, 0: 12}, False, False),
        ({42: 2, 14: 12, 13: 12}, True, True),
        ({43: 2, 15: 12, 14: 12}, True, False),
        ({28: 2, 7: 2, 0: 12}, True, False),
    ],
)
def test_more_spots(counts: dict[int, int], confirmed: bool, expected: bool) -> None:  # noqa: FBT001
    condition = MoreSpots(10, 4, confirmed=confirmed)
    assert holds(condition, past(counts=counts)) is expected


def test_spots_at_every_count_knows_nothing_of_a_gap() -> None:
    weekly = {7 * number: 3 for number in range(13)}
    assert holds(SpotsAtEveryCount(12), past(counts=weekly))
    assert holds(SpotsAtEveryCount(4), past(counts={28: 1, 14: 2, 0: 1}))
    without = {ago: spots for ago, spots in weekly.items() if ago not in (28, 35, 42)}
    assert not holds(SpotsAtEveryCount(12), past(counts=without))
    assert not holds(SpotsAtEveryCount(12), past(counts={ago + 22: 3 for ago in weekly}))


def test_counting_often_looks_at_days() -> None:
    often = CountedOften(2, 5, 7)
    assert holds(often, past(counts=dict.fromkeys((6, 5, 2, 1, 0), 3), counts_each_day=2))
    assert not holds(often, past(counts=dict.fromkeys((6, 5, 2, 1, 0), 3)))


def test_who_hides_counts_hears_nothing_of_them() -> None:
    history = past(counts={7: 3}, counts_hidden=True)
    assert not holds(NoCount(7), history)
    assert not holds(SpotsAtEveryCount(1), history)


def test_what_is_known_of_the_person() -> None:
    sensitive = past(skin_type="sensitive", changed="x......", trends_open=True)
    assert holds(SkinTypeIs("sensitive"), sensitive)
    assert not holds(SkinTypeIs("dry"), sensitive)
    assert holds(RoutineChanged(7), sensitive)
    assert not holds(RoutineChanged(6), sensitive)
    assert holds(TrendsViewed(), sensitive)
    assert not holds(TrendsViewed(), past())
