"""Answers: idempotent, ordered by when they were given, all or none."""

from __future__ import annotations

import itertools
from datetime import timedelta

import pytest

from routines.accounts.models import User
from routines.changes.models import Change
from routines.diary.models import Entry, Product, SkipReason, Step
from routines.diary.refusals import Refused
from routines.diary.services import entries, routine
from routines.diary.services.entries import Said
from tests.conftest import NOON
from tests.unit.diary.given import DONE, TODAY, before, later, log, new_product, new_step

SKIPPED = Said(answer="skipped", skip_reason="travelling")
CLEARED = Said(answer="")


def stored(step: Step) -> dict[str, object] | None:
    return entries.entry_state(Entry.objects.filter(step=step, day=TODAY).first())


def test_log_step_keeps_the_answer_and_records_it(alice: User) -> None:
    step, product = new_step(alice), new_product(alice)
    said = Said(answer="done", times=2, note="twice", product_id=product.pk)
    logged = log(alice, step, said)
    state = {
        "answer": "done",
        "skip_reason": "",
        "times": 2,
        "note": "twice",
        "product": product.pk,
    }
    entry = Entry.objects.get()
    assert (entry.user, entry.step, entry.day, entry.given_at) == (alice, step, TODAY, NOON)
    assert stored(step) == state
    assert logged.changed == 1
    change = Change.objects.in_batch(logged.batch).get()
    assert (change.kind, change.target, change.day, change.before, change.after) == (
        "entry",
        f"{step.pk}:2026-11-22",
        TODAY,
        None,
        state,
    )


def test_log_step_twice_changes_nothing(alice: User) -> None:
    step = new_step(alice)
    log(alice, step)
    rows, changes = list(Entry.objects.values()), Change.objects.count()
    again = log(alice, step)
    assert again.changed == 0
    assert list(Entry.objects.values()) == rows
    assert Change.objects.count() == changes


def test_log_step_late_arrival_loses(alice: User) -> None:
    step = new_step(alice)
    log(alice, step, SKIPPED, at=later(10))
    assert log(alice, step, DONE, at=later(5)).changed == 0
    assert stored(step)["answer"] == "skipped"  # type: ignore[index]


def test_log_step_older_answer_does_not_come_back_after_clearing(alice: User) -> None:
    step = new_step(alice)
    log(alice, step, DONE, at=later(0))
    log(alice, step, CLEARED, at=later(10))
    assert log(alice, step, DONE, at=later(5)).changed == 0
    assert stored(step) is None
    assert list(Entry.objects.answered()) == []


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_log_step_of_one_instant_ends_the_same_in_any_order(
    alice: User, order: tuple[int, ...]
) -> None:
    step = new_step(alice)
    said = [Said(answer="skipped"), Said(answer="skipped", skip_reason="irritated"), DONE]
    for index in order:
        log(alice, step, said[index])
    assert stored(step) == {
        "answer": "skipped",
        "skip_reason": "other",
        "times": 1,
        "note": "",
        "product": None,
    }


def test_log_step_settles_what_does_not_fit_the_answer(alice: User) -> None:
    step = new_step(alice)
    log(alice, step, Said(answer="not_done", times=5, skip_reason="irritated"))
    assert stored(step) == {
        "answer": "not_done",
        "skip_reason": "",
        "times": 1,
        "note": "",
        "product": None,
    }


def test_log_step_skipped_without_a_reason_has_another_one(alice: User) -> None:
    step = new_step(alice)
    log(alice, step, Said(answer="skipped"))
    assert Entry.objects.get().skip_reason == SkipReason.OTHER


@pytest.mark.parametrize("days", [-1, -400])
def test_log_step_refuses_a_day_to_come(alice: User, days: int) -> None:
    step = new_step(alice)
    with pytest.raises(Refused, match="has not begun"):
        log(alice, step, day=before(days))
    assert Entry.objects.count() == 0


def test_log_step_refuses_days_outside_the_terms(alice: User) -> None:
    step = new_step(alice, since=before(10))
    routine.retire_step(user=alice, step_id=step.pk, at=NOON, today=before(5))
    for days in (11, 5, 0):
        with pytest.raises(Refused, match="not part of your routine"):
            log(alice, step, day=before(days))
    for days in (10, 6):
        assert log(alice, step, day=before(days)).changed == 1
    assert Entry.objects.count() == 2


def test_log_step_of_somebody_else_is_not_there(alice: User, bob: User) -> None:
    step = new_step(bob)
    with pytest.raises(Step.DoesNotExist):
        log(alice, step)
    assert Entry.objects.count() == 0


def test_log_step_with_somebody_elses_product_writes_nothing(alice: User, bob: User) -> None:
    step, product = new_step(alice), new_product(bob)
    changes = Change.objects.count()
    with pytest.raises(Product.DoesNotExist):
        log(alice, step, Said(answer="done", product_id=product.pk))
    assert (Entry.objects.count(), Change.objects.count()) == (0, changes)


def test_log_steps_is_all_or_none(alice: User, bob: User) -> None:
    own, foreign = new_step(alice), new_step(bob)
    with pytest.raises(Step.DoesNotExist):
        entries.log_steps(user=alice, day=TODAY, answers={own.pk: DONE, foreign.pk: DONE}, at=NOON)
    retired = new_step(alice, "Gone", since=before(9))
    routine.retire_step(user=alice, step_id=retired.pk, at=NOON, today=before(5))
    with pytest.raises(Refused):
        entries.log_steps(user=alice, day=TODAY, answers={own.pk: DONE, retired.pk: DONE}, at=NOON)
    assert Entry.objects.count() == 0
    assert Change.objects.filter(kind="entry").count() == 0


def test_log_steps_share_one_batch(alice: User) -> None:
    steps = [new_step(alice, f"Step {number}") for number in range(3)]
    logged = entries.log_steps(
        user=alice, day=TODAY, answers={step.pk: DONE for step in steps}, at=NOON
    )
    assert logged.changed == 3
    assert Change.objects.in_batch(logged.batch).count() == 3


def test_log_steps_of_nothing_writes_nothing(alice: User) -> None:
    assert entries.log_steps(user=alice, day=TODAY, answers={}, at=NOON).changed == 0


def test_answer_keeps_when_its_product_goes(alice: User) -> None:
    step, product = new_step(alice), new_product(alice)
    log(alice, step, Said(answer="done", product_id=product.pk))
    product.delete()
    assert Entry.objects.get().product is None
    assert log(alice, step, DONE, at=NOON + timedelta(seconds=1)).changed == 0
