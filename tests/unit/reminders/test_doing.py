"""When something was done too often, too close, or too soon after."""

from __future__ import annotations

from dataclasses import replace

import pytest

from routines.guidance.rules import (
    DoneAfter,
    DoneMoreThanCap,
    DoneTimesADay,
    DoneTwiceWithin,
)
from routines.reminders.conditions import find
from routines.reminders.history import History
from tests.unit.reminders.given import holds, past, step


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
