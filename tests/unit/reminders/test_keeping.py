"""When something was certainly missed, or kept."""

from __future__ import annotations

import pytest

from routines.guidance.rules import (
    DoneOnAtLeast,
    DoneOnFewer,
    DoneOnSameDay,
    MissedInARow,
)
from routines.reminders.conditions import MORE_THAN_ONE, find
from routines.reminders.figures import DayFigure, What
from routines.reminders.history import History
from tests.unit.reminders.given import before, figure, holds, past, step

LOW = DoneOnFewer("sunscreen", 5, 7)
RUN = MissedInARow("sunscreen", 3)


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
                DayFigure(before(3), "passed over"),
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


WITHOUT = DoneOnSameDay("exfoliation", "moisturiser", together=False)


@pytest.mark.parametrize(
    ("logged", "expected"),
    [
        pytest.param("x.", False, id="nothing else was ever logged"),
        pytest.param("x....x.xx.", False, id="three of seven days were"),
        pytest.param("x.x.x.xx.", True, id="four of seven days were"),
    ],
)
def test_one_day_that_was_passed_over_counts_for_who_keeps_a_diary(
    logged: str,
    expected: bool,  # noqa: FBT001
) -> None:
    assert holds(MissedInARow("sunscreen", 1), past(sunscreen="..", logged=logged)) is expected
    assert holds(WITHOUT, past(exfoliation="x.", moisturiser="..", logged=logged)) is expected


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
    assert not holds(WITHOUT, past(exfoliation="x", moisturiser="."))
    assert not holds(WITHOUT, past(exfoliation="x", moisturiser="o"))
    assert holds(WITHOUT, past(exfoliation="x..", moisturiser="o.."))
    assert not holds(WITHOUT, past(exfoliation="x...", moisturiser="o..."))
    assert not holds(WITHOUT, past(exfoliation="x.", moisturiser="s."))
    assert not holds(WITHOUT, past(exfoliation="x."))


def test_done_with_another_step_is_known_at_once() -> None:
    both = DoneOnSameDay("exfoliation", "retinoid", together=True)
    assert find(both, past(exfoliation="xx", retinoid=".x")) == (
        figure(What.DONE_WITH, "exfoliation retinoid", [DayFigure(before(0), "done", 1)]),
    )
    assert not holds(both, past(exfoliation="xx..", retinoid=".x.."))
    assert not holds(both, past(exfoliation="x.", retinoid=".x"))
