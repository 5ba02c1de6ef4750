"""The routine as its page shows it."""

from __future__ import annotations

import pytest

from routines.accounts.models import User
from routines.diary.models import Slot
from routines.diary.overview import overview, read_overview
from routines.diary.services import routine
from routines.diary.services.routine import StepPlan
from routines.diary.views.routine import moved_by
from tests.conftest import NOON
from tests.unit.diary.given import before, new_step


def test_overview_of_nothing() -> None:
    nothing = overview([])
    assert nothing.is_empty
    assert nothing.retired == ()
    assert [slot.slot for slot in nothing.slots] == [Slot.MORNING, Slot.EVENING, Slot.ANY]


def test_overview_puts_steps_by_part_of_the_day(alice: User, bob: User) -> None:
    new_step(bob)
    evening = new_step(alice, "Cream", slot="evening")
    first, second = new_step(alice, "Cleanser"), new_step(alice, "Sunscreen")
    shown = read_overview(alice)
    assert [[term.step_id for term in slot.terms] for slot in shown.slots] == [
        [first.pk, second.pk],
        [evening.pk],
        [],
    ]
    assert shown.slot_of(evening.pk).slot is Slot.EVENING
    with pytest.raises(KeyError):
        shown.slot_of(0)


def test_overview_tells_when_a_retired_step_was_in_the_routine(alice: User) -> None:
    step = new_step(alice, since=before(100))
    known = {"user": alice, "step_id": step.pk, "at": NOON}
    routine.edit_step(**known, plan=StepPlan(name="Renamed", slot="any"), today=before(90))  # type: ignore[arg-type]
    routine.retire_step(**known, today=before(50))  # type: ignore[arg-type]
    routine.bring_back_step(**known, today=before(20))  # type: ignore[arg-type]
    routine.retire_step(**known, today=before(10))  # type: ignore[arg-type]
    (retired,) = read_overview(alice).retired
    assert retired.last.name == "Renamed"
    assert retired.times == ((before(100), before(51)), (before(20), before(11)))


def test_overview_asks_once(alice: User, django_assert_num_queries: object) -> None:
    for number in range(3):
        new_step(alice, f"Step {number}")
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert len(read_overview(alice).slots[0].terms) == 3


@pytest.mark.parametrize(
    ("moved", "by", "expected"),
    [
        (1, -1, [1, 2, 3]),
        (1, 1, [2, 1, 3]),
        (2, 1, [1, 3, 2]),
        (3, 1, [1, 2, 3]),
        (3, -1, [1, 3, 2]),
        (2, 0, [1, 2, 3]),
    ],
)
def test_moved_by(moved: int, by: int, expected: list[int]) -> None:
    assert moved_by([1, 2, 3], moved, by) == expected
