"""Steps and their terms: no edit touches a day that is over."""

from __future__ import annotations

import uuid
from datetime import date

import pytest

from routines.accounts.models import User
from routines.changes.models import Change
from routines.diary.cadence import Cadence, Kind
from routines.diary.models import Product, Step, StepTerm
from routines.diary.refusals import Refused
from routines.diary.services import routine
from routines.diary.services.routine import StepPlan
from tests.conftest import NOON
from tests.unit.diary.given import TODAY, before, log, new_product, new_step

TWICE_A_WEEK = Cadence(kind=Kind.WEEKLY, times_a_week=2)


def terms(step: Step) -> list[tuple[str, str, date, date | None]]:
    rows = step.terms.order_by("starts_on")
    return list(rows.values_list("name", "slot", "starts_on", "ends_on"))


def in_order(user: User) -> list[str]:
    return [term.name for term in StepTerm.objects.of(user).filter(ends_on=None).in_order()]


def edit(user: User, step: Step, day: date, name: str = "New name") -> int:
    plan = StepPlan(name=name, slot="evening")
    return routine.edit_step(user=user, step_id=step.pk, plan=plan, at=NOON, today=day).changed


def retire(user: User, step: Step, day: date = TODAY) -> int:
    return routine.retire_step(user=user, step_id=step.pk, at=NOON, today=day).changed


def bring_back(user: User, step: Step, day: date = TODAY) -> int:
    return routine.bring_back_step(user=user, step_id=step.pk, at=NOON, today=day).changed


def test_start_routine_gives_the_four_usual_steps(alice: User) -> None:
    routine.start_routine(user=alice, today=TODAY)
    since = TODAY - routine.REMEMBERED
    rows = StepTerm.objects.of(alice).in_order()
    assert [
        (term.step.kind, term.name, term.slot, term.cadence, term.starts_on, term.ends_on)
        for term in rows
    ] == [
        ("cleanser", "Gentle cleanser", "morning", Cadence(), since, None),
        ("moisturiser", "Moisturiser", "morning", Cadence(), since, None),
        ("sunscreen", "Sunscreen", "morning", Cadence(), since, None),
        ("cleanser", "Gentle cleanser", "evening", Cadence(), since, None),
        ("exfoliation", "Exfoliation", "evening", TWICE_A_WEEK, since, None),
        ("moisturiser", "Moisturiser", "evening", Cadence(), since, None),
    ]
    assert Change.objects.count() == 0


def test_start_routine_twice_changes_nothing(alice: User) -> None:
    assert routine.start_routine(user=alice, today=TODAY, at=NOON).changed == 6
    rows = list(StepTerm.objects.values())
    assert routine.start_routine(user=alice, today=TODAY, at=NOON).changed == 0
    assert list(StepTerm.objects.values()) == rows
    assert (Step.objects.count(), Change.objects.count()) == (6, 6)


def test_start_routine_leaves_a_person_with_retired_steps_alone(alice: User) -> None:
    step = new_step(alice, since=before(3))
    retire(alice, step)
    assert routine.start_routine(user=alice, today=TODAY, at=NOON).changed == 0
    assert Step.objects.count() == 1


def test_add_step_with_the_same_key_adds_it_once(alice: User) -> None:
    known = {"user": alice, "kind": "other", "at": NOON, "today": TODAY, "key": uuid.uuid4()}
    plan = StepPlan(name="Lip balm", slot="any")
    assert routine.add_step(**known, plan=plan).changed == 1  # type: ignore[arg-type]
    assert routine.add_step(**known, plan=plan).changed == 0  # type: ignore[arg-type]
    assert (Step.objects.count(), StepTerm.objects.count(), Change.objects.count()) == (1, 1, 1)


def test_add_step_goes_behind_the_others(alice: User) -> None:
    for name in ("First", "Second", "Third"):
        new_step(alice, name)
    assert in_order(alice) == ["First", "Second", "Third"]


def test_add_step_refuses_the_41st(alice: User) -> None:
    for number in range(routine.MOST_STEPS):
        new_step(alice, f"Step {number}")
    with pytest.raises(Refused, match="40 steps at most"):
        new_step(alice, "One more")
    assert Step.objects.count() == StepTerm.objects.count() == routine.MOST_STEPS


def test_add_step_with_somebody_elses_product_writes_nothing(alice: User, bob: User) -> None:
    product = new_product(bob)
    with pytest.raises(Product.DoesNotExist):
        new_step(alice, product_id=product.pk)
    assert Step.objects.count() == 0


def test_edit_step_begins_a_new_term_today(alice: User) -> None:
    step = new_step(alice, "Old name", since=before(10))
    assert edit(alice, step, TODAY) == 1
    assert terms(step) == [
        ("Old name", "morning", before(10), TODAY),
        ("New name", "evening", TODAY, None),
    ]
    assert edit(alice, step, TODAY) == 0


def test_edit_step_again_on_the_same_day_changes_the_term_of_today(alice: User) -> None:
    step = new_step(alice, "Old name", since=before(10))
    edit(alice, step, TODAY)
    assert edit(alice, step, TODAY, "Newer name") == 1
    assert terms(step) == [
        ("Old name", "morning", before(10), TODAY),
        ("Newer name", "evening", TODAY, None),
    ]


def test_edit_step_refuses_a_retired_one(alice: User) -> None:
    step = new_step(alice, since=before(10))
    retire(alice, step)
    unchanged = terms(step)
    with pytest.raises(Refused, match="retired"):
        edit(alice, step, TODAY)
    assert terms(step) == unchanged


@pytest.mark.parametrize("write", [edit, retire, bring_back])
def test_step_of_somebody_else_is_not_there(alice: User, bob: User, write: object) -> None:
    step = new_step(bob, since=before(10))
    unchanged = terms(step)
    with pytest.raises(Step.DoesNotExist):
        write(alice, step, TODAY)  # type: ignore[operator]
    assert terms(step) == unchanged


def test_retire_step_leaves_the_days_before(alice: User) -> None:
    step = new_step(alice, since=before(10))
    assert retire(alice, step) == 1
    assert retire(alice, step) == 0
    assert terms(step) == [("Sunscreen", "morning", before(10), TODAY)]


def test_retire_step_answered_today_leaves_tomorrow(alice: User) -> None:
    step = new_step(alice, since=before(10))
    log(alice, step)
    retire(alice, step)
    assert terms(step) == [("Sunscreen", "morning", before(10), before(-1))]
    assert bring_back(alice, step) == 1
    assert terms(step) == [("Sunscreen", "morning", before(10), None)]


def test_retire_step_of_today_is_as_if_it_had_never_been(alice: User) -> None:
    step = new_step(alice, since=TODAY)
    assert retire(alice, step) == 1
    assert terms(step) == []
    with pytest.raises(Step.DoesNotExist):
        bring_back(alice, step)


def test_bring_back_step_begins_a_new_term_as_it_last_was(alice: User) -> None:
    step = new_step(alice, since=before(10))
    retire(alice, step, before(5))
    assert bring_back(alice, step) == 1
    assert bring_back(alice, step) == 0
    assert terms(step) == [
        ("Sunscreen", "morning", before(10), before(5)),
        ("Sunscreen", "morning", TODAY, None),
    ]


def test_bring_back_step_refuses_the_41st(alice: User) -> None:
    retired = new_step(alice, "Retired", since=before(10))
    retire(alice, retired, before(5))
    for number in range(routine.MOST_STEPS):
        new_step(alice, f"Step {number}")
    with pytest.raises(Refused, match="40 steps at most"):
        bring_back(alice, retired)


def test_order_steps_moves_the_named_among_their_own_places(alice: User) -> None:
    steps = {name: new_step(alice, name).pk for name in "ABCD"}
    logged = routine.order_steps(
        user=alice, step_ids=[steps["D"], steps["B"]], at=NOON, today=TODAY
    )
    assert in_order(alice) == ["A", "D", "C", "B"]
    assert logged.changed == 2
    again = routine.order_steps(user=alice, step_ids=[steps["D"], steps["B"]], at=NOON, today=TODAY)
    assert again.changed == 0


@pytest.mark.parametrize("whose", ["foreign", "retired"])
def test_order_steps_refuses_what_is_not_in_the_routine(alice: User, bob: User, whose: str) -> None:
    own, other = new_step(alice, "A"), new_step(alice, "B", since=before(9))
    retire(alice, other, before(3))
    wrong = new_step(bob) if whose == "foreign" else other
    with pytest.raises(Step.DoesNotExist):
        routine.order_steps(user=alice, step_ids=[wrong.pk, own.pk], at=NOON, today=TODAY)
    assert in_order(alice) == ["A"]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [([], [1, 2, 3]), ([3, 1], [3, 2, 1]), ([2, 2, 1], [2, 1, 3]), ([3, 2, 1], [3, 2, 1])],
)
def test_reordered(wanted: list[int], expected: list[int]) -> None:
    assert routine.reordered([1, 2, 3], wanted) == expected
