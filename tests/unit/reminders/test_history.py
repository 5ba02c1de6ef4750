"""Days as bits: windows, states, and another day's view."""

from __future__ import annotations

from dataclasses import replace

import pytest

from routines.reminders.dayset import all_of, days_in, first_of
from routines.reminders.history import History, State, StepDays
from tests.unit.reminders.given import TODAY, before, past, step


def test_days_of_a_set_come_earliest_first() -> None:
    assert list(days_in(0b101001)) == [5, 3, 0]
    assert first_of(0b101000) == 3
    assert all_of(3) == 0b111
    assert all_of(-1) == 0


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        pytest.param(past(sunscreen="."), [7, 6, 5, 4, 3, 2, 1], id="until yesterday"),
        pytest.param(past(sunscreen="s"), [6, 5, 4, 3, 2, 1, 0], id="until today, once answered"),
        pytest.param(past(logged="x"), [7, 6, 5, 4, 3, 2, 1], id="answered for something else"),
        pytest.param(
            past(sunscreen=".", paused="x.x."), [9, 8, 7, 6, 5, 4, 2], id="around paused days"
        ),
        pytest.param(replace(past(), reach=3), [2, 1], id="no further than is known"),
    ],
)
def test_window(history: History, expected: list[int]) -> None:
    assert list(days_in(history.window("sunscreen", 7))) == expected


def test_calendar_window_does_not_reach_around_pauses() -> None:
    history = past(sunscreen=".", paused="x.x.")
    assert list(days_in(history.calendar_window("sunscreen", 7))) == [7, 6, 5, 4, 2]


def test_state_of_each_day() -> None:
    history = past(steps={"sunscreen": step("xso...", due=0b110101)}, logged="..xx..")
    assert [history.state("sunscreen", ago) for ago in range(6)] == [
        State.UNKNOWN,
        State.UNKNOWN,
        State.PASSED_OVER,
        State.MISSED,
        State.SKIPPED,
        State.DONE,
    ]


def test_a_logged_day_on_which_it_was_not_due() -> None:
    history = past(steps={"sunscreen": step("..", due=0)}, logged="x.")
    assert history.state("sunscreen", 1) is State.NOT_DUE


def test_another_day_sees_what_stood_then() -> None:
    history = past(
        sunscreen="2x.o",
        paused="x...",
        changed="x.",
        happenings={"sunburn": "x.x"},
        counts={5: 3, 2: 4, 0: 5},
    )
    assert history.as_of(before(2)) == History(
        today=before(2),
        reach=88,
        logged=0b11,
        paused=0b10,
        changed=0,
        steps={
            "sunscreen": StepDays(
                planned=all_of(88), due=all_of(88), done=0b11, hours={0: (8,), 1: (8, 8)}
            )
        },
        happenings={"sunburn": 0b1},
        last_logged=0,
        last_count=0,
        counts_a_day={0: 1, 3: 1},
        points=history.points[:2],
    )


def test_a_later_day_knows_nothing_more() -> None:
    later = past(sunscreen="xs.", counts={1: 4}).as_of(before(-2))
    assert (later.today, later.last_logged, later.last_count) == (before(-2), 3, 3)
    assert later.step("sunscreen").done == 0b10000
    assert later.step("sunscreen").hours == {4: (8,)}


def test_the_same_day_is_the_same_history() -> None:
    history = past(sunscreen="x")
    assert history.as_of(TODAY) is history


def test_what_lies_before_all_that_is_known_stays_known_as_it_was() -> None:
    far = replace(past(), last_logged=200, last_count=120)
    seen = far.as_of(before(50))
    assert (seen.last_logged, seen.last_count) == (150, 70)
    assert far.as_of(before(150)).last_count is None


def test_days_since_leave_pauses_out() -> None:
    history = past(paused="xx..x.")
    assert history.unpaused_since(6) == 2
    assert history.unpaused_since(0) == 0
