"""A routine laid out ahead: steps that rest by a plan, and every edit in between."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from routines.accounts.models import User
from routines.diary.cadence import Cadence
from routines.diary.models import Step
from routines.diary.refusals import Refused
from routines.diary.services import courses, routine
from routines.diary.services.courses import Away
from routines.diary.services.routine import StepPlan
from tests.conftest import NOON
from tests.unit.diary.given import TODAY, before, log, new_step


def ahead(days: int) -> date:
    return TODAY + timedelta(days=days)


def terms(step: Step) -> list[tuple[str, date, date | None]]:
    rows = step.terms.order_by("starts_on")
    return list(rows.values_list("name", "starts_on", "ends_on"))


@pytest.fixture
def step(alice: User) -> Step:
    """Rests from the 10th to the 20th day ahead, and from the 30th to the 40th."""
    step = new_step(alice, since=before(9))
    away = [Away(ahead(30), ahead(40)), Away(ahead(10), ahead(20))]
    courses.lay_out(user=alice, step_id=step.pk, away=away, today=TODAY)
    return step


PLANNED = [
    ("Sunscreen", before(9), ahead(10)),
    ("Sunscreen", ahead(20), ahead(30)),
    ("Sunscreen", ahead(40), None),
]


def test_lay_out_leaves_the_days_between_in_the_routine(step: Step) -> None:
    assert terms(step) == PLANNED


def test_lay_out_refuses_a_second_plan(alice: User, step: Step) -> None:
    with pytest.raises(Refused, match="by a plan already"):
        courses.lay_out(user=alice, step_id=step.pk, away=[Away(ahead(50), ahead(60))], today=TODAY)
    assert terms(step) == PLANNED


def test_lay_out_refuses_a_retired_step(alice: User) -> None:
    step = new_step(alice, since=before(9))
    routine.retire_step(user=alice, step_id=step.pk, at=NOON, today=TODAY)
    with pytest.raises(Refused, match="retired"):
        courses.lay_out(user=alice, step_id=step.pk, away=[Away(ahead(1), ahead(9))], today=TODAY)


def test_course_of_somebody_else_is_not_there(bob: User, step: Step) -> None:
    with pytest.raises(Step.DoesNotExist):
        courses.lay_out(user=bob, step_id=step.pk, away=[Away(ahead(1), ahead(9))], today=TODAY)
    with pytest.raises(Step.DoesNotExist):
        courses.take_up(user=bob, step_id=step.pk, today=TODAY)
    assert terms(step) == PLANNED


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (0, [("Sunscreen", before(9), None)]),
        (10, [("Sunscreen", before(9), ahead(10)), ("Sunscreen", ahead(10), None)]),
        (15, [("Sunscreen", before(9), ahead(10)), ("Sunscreen", ahead(15), None)]),
        (20, [("Sunscreen", before(9), ahead(10)), ("Sunscreen", ahead(20), None)]),
        (45, PLANNED),
    ],
)
def test_take_up_puts_the_step_back_from_that_day_on(
    alice: User, step: Step, on: int, expected: list[tuple[str, date, date | None]]
) -> None:
    courses.take_up(user=alice, step_id=step.pk, today=ahead(on))
    assert terms(step) == expected


def test_take_up_leaves_a_step_retired_that_was_taken_out_meanwhile(
    alice: User, step: Step
) -> None:
    routine.retire_step(user=alice, step_id=step.pk, at=NOON, today=ahead(25))
    courses.take_up(user=alice, step_id=step.pk, today=ahead(26))
    assert terms(step) == [PLANNED[0], ("Sunscreen", ahead(20), ahead(25))]


def test_edit_step_changes_today_and_all_that_lies_ahead(alice: User, step: Step) -> None:
    plan = StepPlan(name="Sun cream", slot="morning", cadence=Cadence())
    routine.edit_step(user=alice, step_id=step.pk, plan=plan, at=NOON, today=TODAY)
    edited = [
        ("Sunscreen", before(9), TODAY),
        ("Sun cream", TODAY, ahead(10)),
        ("Sun cream", ahead(20), ahead(30)),
        ("Sun cream", ahead(40), None),
    ]
    assert terms(step) == edited
    again = routine.edit_step(user=alice, step_id=step.pk, plan=plan, at=NOON, today=TODAY)
    assert (again.changed, terms(step)) == (0, edited)


def test_retire_step_gives_up_all_that_lies_ahead(alice: User, step: Step) -> None:
    log(alice, step)
    routine.retire_step(user=alice, step_id=step.pk, at=NOON, today=TODAY)
    assert terms(step) == [("Sunscreen", before(9), ahead(1))]


def test_order_steps_moves_what_lies_ahead_as_well(alice: User, step: Step) -> None:
    other = new_step(alice, "Cleanser")
    routine.order_steps(user=alice, step_ids=[other.pk, step.pk], at=NOON, today=TODAY)
    assert set(step.terms.values_list("position", flat=True)) == {1}
