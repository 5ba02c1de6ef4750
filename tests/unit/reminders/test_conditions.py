"""When a condition is certain, and when it is left open."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args

import pytest

from routines.guidance.rules import (
    AllOf,
    AnyOf,
    Condition,
    CountedOften,
    DoneAfter,
    DoneMoreThanCap,
    DoneOnAtLeast,
    DoneOnFewer,
    DoneOnSameDay,
    DoneTimesADay,
    DoneTwiceWithin,
    HappenedOn,
    Leaf,
    MissedInARow,
    MoreSpots,
    NoCount,
    NothingLogged,
    RoutineChanged,
    SkinTypeIs,
    SpotsAtEveryCount,
    TrendsViewed,
    Unless,
)
from routines.reminders.conditions import MORE_THAN_ONE, find, leaves, speaks_of_counts
from routines.reminders.conditions.counts import CountLeaf
from routines.reminders.conditions.doing import DoingLeaf
from routines.reminders.conditions.keeping import KeepingLeaf
from routines.reminders.conditions.lately import LatelyLeaf
from routines.reminders.figures import DayFigure, What
from routines.reminders.history import History
from tests.unit.reminders.given import before, figure, past, step, week

LOW = DoneOnFewer("sunscreen", 5, 7)
RUN = MissedInARow("sunscreen", 3)


def holds(condition: Condition, history: History, **known: Any) -> bool:
    return find(condition, history, **known) is not None


def test_every_leaf_belongs_to_one_family() -> None:
    families = [get_args(one) for one in (KeepingLeaf, DoingLeaf, CountLeaf, LatelyLeaf)]
    together = [leaf for family in families for leaf in family]
    assert len(together) == len(set(together))
    assert set(together) == set(get_args(Leaf))


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        pytest.param(past(sunscreen="xxxxooo."), True, id="three said to be missed"),
        pytest.param(past(sunscreen="xxxxxoo."), False, id="two missed"),
        pytest.param(past(sunscreen="....ooo."), False, id="three days logged are too few"),
        pytest.param(past(sunscreen="...xooo."), True, id="four days logged are enough"),
        pytest.param(
            past(sunscreen="....ooo.", logged="...x...."), True, id="whatever was answered on them"
        ),
        pytest.param(
            past(sunscreen="xxxx....", logged="xxxxxxx."), True, id="passed over on logged days"
        ),
        pytest.param(past(sunscreen="xxxx...."), False, id="not logged is not missed"),
        pytest.param(past(sunscreen="xxxxsss."), False, id="skipped is not missed"),
        pytest.param(past(sunscreen="xxxx....", logged="xxxx..xx"), False, id="today is not over"),
        pytest.param(past(sunscreen="xxxxxooo"), True, id="today said to be missed"),
        pytest.param(past(sunscreen="xxxoooox"), True, id="a window that ends today"),
        pytest.param(past(sunscreen="oooxxxxx"), False, id="one day less of what was before"),
        pytest.param(
            past(sunscreen="xxooo......xx.", paused="xxxxxx..."),
            True,
            id="reaches back over a pause",
        ),
        pytest.param(
            past(sunscreen="xxxxoooo.", paused="xxxx."), False, id="what was missed in a pause"
        ),
        pytest.param(
            past(logged="xxxxxxx.", steps={"sunscreen": step("xxxx....", due=0)}),
            False,
            id="days on which it was not due",
        ),
        pytest.param(
            past(steps={"sunscreen": step("xxxxooo.", planned=0b11111110)}),
            False,
            id="no longer in the routine",
        ),
        pytest.param(past(logged="xxxxxxx."), False, id="never in the routine"),
    ],
)
def test_done_on_fewer(history: History, expected: bool) -> None:  # noqa: FBT001
    assert holds(LOW, history) is expected


def test_figures_show_each_day_that_was_looked_at() -> None:
    history = past(sunscreen="o3xs.oox", logged="....x...")
    assert find(DoneOnFewer("sunscreen", 5, 7), history) == (
        figure(
            What.DONE_ON_FEWER,
            "sunscreen",
            (
                DayFigure(before(6), "done", 3),
                DayFigure(before(5), "done", 1),
                DayFigure(before(4), "skipped"),
                DayFigure(before(3), "missed"),
                DayFigure(before(2), "missed"),
                DayFigure(before(1), "missed"),
                DayFigure(before(0), "done", 1),
            ),
            done=3,
            missed=3,
            fewer_than=5,
            window=7,
        ),
    )


def test_longer_windows_need_the_same_share_of_logged_days() -> None:
    fortnight = DoneOnFewer("sunscreen", 10, 14)
    assert holds(fortnight, past(sunscreen="xxx..ooooo."))
    assert not holds(fortnight, past(sunscreen="xx...ooooo."))


def test_shorter_windows_still_need_their_week() -> None:
    assert not holds(DoneOnFewer("sunscreen", 2, 3), past(sunscreen="ooo."))
    assert holds(DoneOnFewer("sunscreen", 2, 3), past(sunscreen="xooo."))


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        pytest.param(past(sunscreen="xooo."), True, id="three in a row"),
        pytest.param(past(sunscreen="xxooo"), True, id="today among them"),
        pytest.param(past(sunscreen="xooox"), False, id="done today"),
        pytest.param(past(sunscreen="xxoo.o."), False, id="a day that nobody knows of"),
        pytest.param(past(sunscreen="xxooso."), False, id="a day that was skipped"),
        pytest.param(past(sunscreen="xoo..o.", paused="xx.."), True, id="a pause in between"),
        pytest.param(past(sunscreen="ooo."), False, id="too few days logged"),
    ],
)
def test_missed_in_a_row(history: History, expected: bool) -> None:  # noqa: FBT001
    assert holds(RUN, history) is expected


@pytest.mark.parametrize(
    ("marks", "expected"),
    [("o.", True), ("oo", True), ("ox", False), ("xo", False), ("..", False), ("s.", False)],
)
def test_missed_yesterday(marks: str, expected: bool) -> None:  # noqa: FBT001
    assert holds(MissedInARow("sunscreen", 1), past(sunscreen=marks)) is expected


def test_one_missed_day_is_not_enough_where_more_are_asked_for() -> None:
    history = past(sunscreen="xxxxxxo.")
    for condition in (MissedInARow("sunscreen", 1), DoneOnFewer("sunscreen", 7, 7)):
        assert holds(condition, history)
        assert not holds(condition, history, least_missed=MORE_THAN_ONE)
    assert holds(DoneOnFewer("sunscreen", 7, 7), past(sunscreen="xxxxxoo."), least_missed=2)


def test_a_habit_is_looked_for_around_a_pause_but_a_time_is_not() -> None:
    history = past(sunscreen="xxx....xxx.", paused="xxxx....")
    assert holds(DoneOnAtLeast("sunscreen", 6, 7), history)
    assert not holds(DoneOnAtLeast("sunscreen", 1, 7), past(sunscreen="x........", paused="xx."))


def test_done_without_another_step_is_known_once_the_day_is_over() -> None:
    alone = DoneOnSameDay("exfoliation", "moisturiser", together=False)
    assert not holds(alone, past(exfoliation="x", moisturiser="."))
    assert not holds(alone, past(exfoliation="x", moisturiser="o"))
    assert holds(alone, past(exfoliation="x..", moisturiser="..."))
    assert not holds(alone, past(exfoliation="x...", moisturiser="...."))
    assert not holds(alone, past(exfoliation="x.", moisturiser="s."))
    assert not holds(alone, past(exfoliation="x."))


def test_done_with_another_step_is_known_at_once() -> None:
    both = DoneOnSameDay("exfoliation", "retinoid", together=True)
    assert find(both, past(exfoliation="xx", retinoid=".x")) == (
        figure(What.DONE_WITH, "exfoliation retinoid", [DayFigure(before(0), "done", 1)]),
    )
    assert not holds(both, past(exfoliation="xx..", retinoid=".x.."))
    assert not holds(both, past(exfoliation="x.", retinoid=".x"))


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        pytest.param(past(exfoliation="2..x"), True, id="times are counted"),
        pytest.param(past(exfoliation="2..x", cap=3), False, id="the own cap"),
        pytest.param(past(exfoliation="x....x", cap=1), True, id="the cap of sensitive skin"),
        pytest.param(past(exfoliation="xx......x"), False, id="older ones"),
        pytest.param(past(exfoliation="xx......x", paused="xxxxxx.."), False, id="by the calendar"),
        pytest.param(past(exfoliation="xxx.", paused="xxx."), False, id="in a pause"),
    ],
)
def test_more_than_the_cap(history: History, expected: bool) -> None:  # noqa: FBT001
    assert holds(DoneMoreThanCap("exfoliation", 7), history) is expected


def test_the_cap_is_for_a_week_whatever_the_window() -> None:
    fortnight = DoneMoreThanCap("exfoliation", 14)
    assert not holds(fortnight, past(exfoliation="x..x...x...x"))
    assert holds(fortnight, past(exfoliation="x..x...x..xx"))


def hours(*done: tuple[int, ...]) -> History:
    """The hours of exfoliation, the days in order, the last one today."""
    days = dict(enumerate(reversed(done)))
    own = step("".join("x" if parts else "." for parts in done))
    return past(steps={"exfoliation": replace(own, hours={a: h for a, h in days.items() if h})})


@pytest.mark.parametrize(
    ("history", "apart"),
    [
        pytest.param(hours((21,), (), (8,)), 35, id="evening to the morning after next"),
        pytest.param(hours((8,), (21,)), 37, id="morning to the next evening"),
        pytest.param(hours((12,), (), (12,)), None, id="48 hours are a rest"),
        pytest.param(
            hours(
                (8, 21),
            ),
            13,
            id="twice a day",
        ),
        pytest.param(hours((21, 21), ()), 0, id="twice at a time"),
        pytest.param(hours((21,), (21,), (), ()), None, id="older than yesterday"),
        pytest.param(hours((21,), (21,), ()), 24, id="yesterday"),
    ],
)
def test_twice_within_48_hours(history: History, apart: int | None) -> None:
    found = find(DoneTwiceWithin("exfoliation", 48), history)
    assert (found[0].numbers["apart"] if found else None) == apart


def test_twice_on_a_day_is_close_however_few_hours_are_asked_for() -> None:
    assert holds(DoneTwiceWithin("exfoliation", 6), hours((8, 21)))


@pytest.mark.parametrize(
    ("exfoliation", "irritation", "expected"),
    [
        ("x", "x", True),
        ("x.", "x.", True),
        ("x.", ".x", False),
        ("x..", "x..", False),
        ("x", "x.......", True),
        ("x", "x........", False),
    ],
)
def test_done_after_a_happening(exfoliation: str, irritation: str, expected: bool) -> None:  # noqa: FBT001
    history = past(exfoliation=exfoliation, happenings={"irritation": irritation})
    after = DoneAfter("exfoliation", ("irritation", "sunburn"), 7)
    assert holds(after, history) is expected


def test_times_a_day() -> None:
    often = DoneTimesADay("cleanser", 3, 3, 7)
    assert holds(often, past(cleanser="33x3"))
    assert not holds(often, past(cleanser="33x2"))


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
