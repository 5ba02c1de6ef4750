"""Planned trials: what is written, taken back, and whose switches are due."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from routines.accounts.models import User
from routines.changes import services as changes
from routines.changes.models import Change
from routines.diary.models import Step
from routines.diary.refusals import Refused
from routines.diary.services import routine
from routines.diary.services.entries import Logged
from routines.trends import services
from routines.trends.models import Trial
from routines.trends.plan import Switch
from routines.trends.trials import StepSwitch, switches_between
from tests.conftest import NOON
from tests.unit.diary.given import TODAY, before

BLOCK = 56


def ahead(days: int) -> date:
    return TODAY + timedelta(days=days)


def new_step(user: User, name: str = "Exfoliation", kind: str = "exfoliation") -> Step:
    plan = routine.StepPlan(name=name, slot="evening")
    routine.add_step(user=user, kind=kind, plan=plan, at=NOON, today=before(90), key=uuid.uuid4())
    return Step.objects.of(user).latest("pk")


def start(user: User, step: Step, **plan: Any) -> Logged:
    planned = {
        "starts_on": ahead(1),
        "blocks": 4,
        "begins_with_step": True,
        "key": uuid.uuid4(),
        "today": TODAY,
        **plan,
    }
    return services.start_trial(user=user, step_id=step.pk, at=NOON, **planned)


def terms(step: Step) -> list[tuple[date, date | None]]:
    return list(step.terms.order_by("starts_on").values_list("starts_on", "ends_on"))


@pytest.fixture
def step(alice: User) -> Step:
    return new_step(alice)


LAID_OUT = [
    (before(90), ahead(1 + BLOCK)),
    (ahead(1 + 2 * BLOCK), ahead(1 + 3 * BLOCK)),
    (ahead(1 + 4 * BLOCK), None),
]


def test_start_trial_lays_the_step_out(alice: User, step: Step) -> None:
    start(alice, step)
    assert terms(step) == LAID_OUT
    trial = Trial.objects.get()
    assert (trial.starts_on, trial.blocks, trial.closed_on) == (ahead(1), 4, None)


def test_start_trial_without_the_step_first(alice: User, step: Step) -> None:
    start(alice, step, begins_with_step=False, starts_on=ahead(3))
    assert terms(step) == [
        (before(90), ahead(3)),
        (ahead(3 + BLOCK), ahead(3 + 2 * BLOCK)),
        (ahead(3 + 3 * BLOCK), None),
    ]


def test_start_trial_with_the_same_key_plans_it_once(alice: User, step: Step) -> None:
    key = uuid.uuid4()
    assert [start(alice, step, key=key).changed for _ in range(2)] == [1, 0]
    assert terms(step) == LAID_OUT


@pytest.mark.parametrize(
    ("plan", "field"),
    [({"starts_on": TODAY}, "starts_on"), ({"starts_on": ahead(61)}, "starts_on")],
)
def test_start_trial_refuses_days_that_are_not_ahead(
    alice: User, step: Step, plan: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        start(alice, step, **plan)
    assert refusal.value.field == field
    assert terms(step) == [(before(90), None)]


def test_start_trial_refuses_sunscreen_and_retired_steps(alice: User, step: Step) -> None:
    with pytest.raises(Refused, match="Sunscreen"):
        start(alice, new_step(alice, "Sun cream", "sunscreen"))
    routine.retire_step(user=alice, step_id=step.pk, at=NOON, today=TODAY)
    with pytest.raises(Refused, match="retired"):
        start(alice, step)
    assert not Trial.objects.exists()


def test_start_trial_refuses_a_second_one(alice: User, step: Step) -> None:
    start(alice, step)
    other = new_step(alice, "Cleanser", "cleanser")
    with pytest.raises(Refused, match="One at a time"):
        start(alice, other)
    assert terms(other) == [(before(90), None)]


def test_start_trial_after_one_that_ran_its_course(alice: User, step: Step) -> None:
    start(alice, step)
    end = ahead(1 + 4 * BLOCK)
    start(alice, step, today=end, starts_on=end + timedelta(days=1))
    assert list(Trial.objects.order_by("pk").values_list("closed_on", flat=True)) == [end, None]
    first = Trial.objects.earliest("pk")
    assert first.ran_its_course(end)


def test_trial_of_somebody_elses_step_is_not_there(bob: User, step: Step) -> None:
    with pytest.raises(Step.DoesNotExist):
        start(bob, step)


def test_database_holds_one_open_trial_and_even_blocks(alice: User, step: Step) -> None:
    start(alice, step)
    for blocks, closed_on in ((4, None), (5, ahead(9)), (14, ahead(9)), (4, ahead(1))):
        with pytest.raises(IntegrityError), transaction.atomic():
            Trial.objects.create(
                user=alice, step=step, starts_on=ahead(1), blocks=blocks, closed_on=closed_on
            )


def test_call_off_trial_that_has_not_begun_leaves_no_trace(alice: User, step: Step) -> None:
    start(alice, step)
    trial = Trial.objects.get()
    services.call_off_trial(user=alice, trial_id=trial.pk, at=NOON, today=TODAY)
    assert terms(step) == [(before(90), None)]
    assert not Trial.objects.exists()


def test_call_off_trial_puts_a_resting_step_back(alice: User, step: Step) -> None:
    start(alice, step)
    trial = Trial.objects.get()
    services.call_off_trial(user=alice, trial_id=trial.pk, at=NOON, today=ahead(80))
    assert terms(step) == [(before(90), ahead(1 + BLOCK)), (ahead(80), None)]
    trial.refresh_from_db()
    assert trial.closed_on == ahead(80)
    assert not trial.ran_its_course(ahead(400))
    again = services.call_off_trial(user=alice, trial_id=trial.pk, at=NOON, today=ahead(81))
    assert again.changed == 0


def test_call_off_trial_that_is_over_changes_nothing(alice: User, step: Step) -> None:
    start(alice, step)
    trial = Trial.objects.get()
    logged = services.call_off_trial(user=alice, trial_id=trial.pk, at=NOON, today=ahead(300))
    assert (logged.changed, terms(step)) == (0, LAID_OUT)


def test_call_off_trial_of_somebody_else_is_not_there(alice: User, bob: User, step: Step) -> None:
    start(alice, step)
    with pytest.raises(Trial.DoesNotExist):
        services.call_off_trial(user=bob, trial_id=Trial.objects.get().pk, at=NOON, today=TODAY)


def test_starting_and_calling_off_are_taken_back_with_the_routine(alice: User, step: Step) -> None:
    started = start(alice, step)
    trial = Trial.objects.get()
    called_off = services.call_off_trial(user=alice, trial_id=trial.pk, at=NOON, today=TODAY)
    assert changes.undo(user=alice, batch=called_off.batch, at=NOON).restored == 1
    assert (terms(step), Trial.objects.get().pk) == (LAID_OUT, trial.pk)
    assert changes.undo(user=alice, batch=started.batch, at=NOON).restored == 1
    assert (terms(step), Trial.objects.count()) == ([(before(90), None)], 0)
    sentences = [line.sentences for line in changes.log_of_day(user=alice, day=TODAY)]
    assert sentences == [
        ("Planned trial of Exfoliation called off",),
        ("Planned trial of Exfoliation made",),
        ("Planned trial of Exfoliation called off",),
        ("Planned trial of Exfoliation made",),
    ]


def test_start_is_not_taken_back_once_the_step_was_edited(alice: User, step: Step) -> None:
    started = start(alice, step)
    plan = routine.StepPlan(name="Peeling", slot="evening")
    routine.edit_step(user=alice, step_id=step.pk, plan=plan, at=NOON, today=TODAY)
    undone = changes.undo(user=alice, batch=started.batch, at=NOON)
    assert (undone.restored, undone.refusal) == (0, changes.CHANGED_SINCE)
    assert Trial.objects.count() == 1


def test_calling_off_is_not_taken_back_beside_another_trial(alice: User, step: Step) -> None:
    start(alice, step)
    trial = Trial.objects.get()
    called_off = services.call_off_trial(user=alice, trial_id=trial.pk, at=NOON, today=TODAY)
    start(alice, new_step(alice, "Cleanser", "cleanser"))
    undone = changes.undo(user=alice, batch=called_off.batch, at=NOON)
    assert (undone.restored, undone.refusal) == (0, "Another trial has been planned since.")
    assert terms(step) == [(before(90), None)]


def test_undoing_a_start_removes_nothing_of_somebody_else(
    alice: User, bob: User, step: Step
) -> None:
    started = start(alice, step)
    with pytest.raises(Change.DoesNotExist):
        changes.undo(user=bob, batch=started.batch, at=NOON)


def test_switches_are_those_of_the_days_by_person(
    alice: User, bob: User, step: Step, django_assert_num_queries: Any
) -> None:
    start(alice, step)
    other = new_step(bob, "Retinoid", "retinoid")
    start(bob, other, starts_on=ahead(2), begins_with_step=False, blocks=6)
    ids = {person.pk: Trial.objects.get(user=person).pk for person in (alice, bob)}
    with django_assert_num_queries(1):
        found = switches_between([alice, bob], ahead(2), ahead(1 + BLOCK))
    assert found == {
        alice.pk: [
            StepSwitch(
                trial_id=ids[alice.pk],
                step_id=step.pk,
                step_name="Exfoliation",
                blocks=4,
                switch=Switch(day=ahead(1 + BLOCK), block=2, is_on=False),
            )
        ],
        bob.pk: [
            StepSwitch(
                trial_id=ids[bob.pk],
                step_id=other.pk,
                step_name="Retinoid",
                blocks=6,
                switch=Switch(day=ahead(2), block=1, is_on=False),
            )
        ],
    }


def test_switches_include_the_end_and_no_trial_called_off(alice: User, step: Step) -> None:
    start(alice, step)
    end = ahead(1 + 4 * BLOCK)
    (switch,) = switches_between([alice], end, end)[alice.pk]
    assert (switch.day, switch.is_on, switch.is_end) == (end, True, True)
    trial = Trial.objects.get()
    services.call_off_trial(user=alice, trial_id=trial.pk, at=NOON, today=ahead(5))
    assert switches_between([alice], TODAY, end) == {}


def test_switches_of_a_step_taken_out_are_not_announced(alice: User, step: Step) -> None:
    start(alice, step)
    routine.retire_step(user=alice, step_id=step.pk, at=NOON, today=ahead(30))
    days = [switch.day for switch in switches_between([alice], TODAY, ahead(300))[alice.pk]]
    assert days == [ahead(1), ahead(1 + BLOCK), ahead(1 + 3 * BLOCK)]


def test_switches_of_nobody(alice: User) -> None:
    assert switches_between([alice], TODAY, ahead(300)) == {}
