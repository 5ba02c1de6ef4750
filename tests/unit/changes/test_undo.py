"""Taking back: what a write replaced comes back, unless something has replaced it since."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest

from routines.accounts.models import User
from routines.changes import registry, services
from routines.changes.models import Change
from routines.changes.services import CHANGED_SINCE, LoggedBatch, Undone, log_of_day, undo
from routines.diary.models import DayNote, Entry, Happening, HappeningKind, Pause, Product, StepTerm
from routines.diary.services import entries, happenings, pauses, products, routine
from routines.diary.services.entries import Said
from routines.diary.services.products import ProductFacts
from routines.diary.services.routine import StepPlan
from tests.conftest import NOON
from tests.unit.diary.given import DONE, TODAY, before, later, log, new_product, new_step

KNOWN: dict[str, Any] = {"at": NOON, "today": TODAY}


def answer_of_today() -> str:
    return Entry.objects.values_list("answer", flat=True).get()


def restored(undone: Undone) -> tuple[int, int]:
    return undone.restored, undone.changed_since


def test_undo_brings_the_answer_before_back(alice: User) -> None:
    step = new_step(alice)
    log(alice, step, Said(answer="skipped", skip_reason="irritated", note="red"))
    logged = log(alice, step, DONE, at=later(1))
    undone = undo(user=alice, batch=logged.batch, at=later(2))
    assert (restored(undone), undone.day) == ((1, 0), TODAY)
    entry = Entry.objects.get()
    assert (entry.answer, entry.skip_reason, entry.note, entry.given_at) == (
        "skipped",
        "irritated",
        "red",
        later(2),
    )


def test_undo_of_a_first_answer_leaves_nothing_logged(alice: User) -> None:
    step = new_step(alice)
    logged = log(alice, step)
    undo(user=alice, batch=logged.batch, at=later(1))
    assert list(Entry.objects.answered()) == []
    # The answer that was taken back does not come back by arriving once more.
    assert log(alice, step).changed == 0


def test_undo_of_an_undo_puts_the_answer_back(alice: User) -> None:
    logged = log(alice, new_step(alice))
    undone = undo(user=alice, batch=logged.batch, at=later(1))
    again = undo(user=alice, batch=undone.batch, at=later(2))
    assert (restored(again), answer_of_today()) == ((1, 0), "done")


def test_undo_twice_changes_nothing(alice: User) -> None:
    logged = log(alice, new_step(alice))
    undo(user=alice, batch=logged.batch, at=later(1))
    rows = list(Change.objects.values())
    again = undo(user=alice, batch=logged.batch, at=later(2))
    assert (restored(again), again.was_undone) == ((0, 0), True)
    assert list(Change.objects.values()) == rows


def test_undo_is_refused_where_something_was_written_since(alice: User) -> None:
    step = new_step(alice)
    logged = log(alice, step)
    log(alice, step, Said(answer="not_done"), at=later(1))
    rows = Change.objects.count()
    undone = undo(user=alice, batch=logged.batch, at=later(2))
    assert (restored(undone), undone.refusal) == ((0, 1), CHANGED_SINCE)
    assert (answer_of_today(), Change.objects.count()) == ("not_done", rows)


def test_undo_puts_back_what_it_can_of_a_batch(alice: User) -> None:
    steps = [new_step(alice, f"Step {number}") for number in range(3)]
    logged = entries.log_steps(
        user=alice, day=TODAY, answers={step.pk: DONE for step in steps}, at=NOON
    )
    log(alice, steps[0], Said(answer="not_done"), at=later(1))
    assert restored(undo(user=alice, batch=logged.batch, at=later(2))) == (2, 1)
    assert list(Entry.objects.answered().values_list("step", "answer")) == [
        (steps[0].pk, "not_done")
    ]


def test_undo_of_somebody_elses_batch_is_not_there(alice: User, bob: User) -> None:
    logged = log(alice, new_step(alice))
    for batch in (logged.batch, uuid.uuid4()):
        with pytest.raises(Change.DoesNotExist):
            undo(user=bob, batch=batch, at=later(1))
    assert answer_of_today() == "done"


def test_undo_of_an_answer_forgets_a_product_that_is_gone(alice: User) -> None:
    step, product = new_step(alice), new_product(alice)
    log(alice, step, Said(answer="done", product_id=product.pk))
    logged = log(alice, step, Said(answer="not_done"), at=later(1))
    product.delete()
    undo(user=alice, batch=logged.batch, at=later(2))
    assert Entry.objects.values_list("answer", "product").get() == ("done", None)


def test_undo_of_a_happening_and_of_a_note(alice: User) -> None:
    kind = HappeningKind.objects.create(key="k", name="K", group="sun")
    happened = happenings.set_happening(
        user=alice, day=TODAY, kind=kind, active=True, region="nose", note="x", **KNOWN
    )
    noted = happenings.save_note(user=alice, day=TODAY, text="a note", **KNOWN)
    for logged in (happened, noted):
        undone = undo(user=alice, batch=logged.batch, at=later(1))
        assert restored(undone) == (1, 0)
        assert restored(undo(user=alice, batch=undone.batch, at=later(2))) == (1, 0)
    assert Happening.objects.values_list("active", "note", "region").get() == (True, "x", "nose")
    assert DayNote.objects.get().text == "a note"


def test_undo_of_pauses(alice: User) -> None:
    begun = pauses.save_pause(user=alice, starts_on=before(5), ends_on=None, reason="rest", **KNOWN)
    ended = pauses.end_pause(user=alice, pause_id=Pause.objects.get().pk, **KNOWN)
    undo(user=alice, batch=ended.batch, at=later(1))
    assert Pause.objects.get().ends_on is None
    undone = undo(user=alice, batch=begun.batch, at=later(2))
    assert Pause.objects.count() == 0
    undo(user=alice, batch=undone.batch, at=later(3))
    assert Pause.objects.values_list("starts_on", "ends_on", "reason").get() == (
        before(5),
        None,
        "rest",
    )


def test_undo_of_a_removed_pause_is_refused_under_another(alice: User) -> None:
    span: dict[str, Any] = {"starts_on": before(5), "ends_on": before(3), "reason": ""}
    pauses.save_pause(user=alice, **span, **KNOWN)
    removed = pauses.remove_pause(user=alice, pause_id=Pause.objects.get().pk, **KNOWN)
    pauses.save_pause(user=alice, **{**span, "starts_on": before(4)}, **KNOWN)
    undone = undo(user=alice, batch=removed.batch, at=later(1))
    assert (restored(undone), undone.refusal) == (
        (0, 1),
        "Another pause lies on these days now.",
    )
    assert Pause.objects.get().starts_on == before(4)


def term_rows() -> list[dict[str, Any]]:
    columns = ("step", "name", "slot", "starts_on", "ends_on", "position", "cadence_kind")
    return list(StepTerm.objects.order_by("step", "starts_on").values(*columns))


@pytest.mark.parametrize("what", ["edit", "retire", "order"])
def test_undo_of_the_routine_on_the_same_day(alice: User, what: str) -> None:
    first, second = (new_step(alice, name, since=before(9)) for name in "AB")
    rows = term_rows()
    known = {"user": alice, **KNOWN}
    if what == "edit":
        plan = StepPlan(name="New", slot="any")
        logged = routine.edit_step(step_id=first.pk, plan=plan, **known)
    elif what == "retire":
        logged = routine.retire_step(step_id=first.pk, **known)
    else:
        logged = routine.order_steps(step_ids=[second.pk, first.pk], **known)
    changed = term_rows()
    assert changed != rows
    undone = undo(user=alice, batch=logged.batch, at=later(1))
    assert term_rows() == rows
    undo(user=alice, batch=undone.batch, at=later(2))
    assert term_rows() == changed


def test_undo_of_the_routine_never_changes_a_day_that_is_over(alice: User) -> None:
    step = new_step(alice, since=before(9))
    plan = StepPlan(name="New", slot="any")
    edited = routine.edit_step(user=alice, step_id=step.pk, plan=plan, **KNOWN)
    rows = term_rows()
    undone = undo(user=alice, batch=edited.batch, at=NOON + timedelta(days=2))
    assert restored(undone) == (0, 1)
    assert undone.refusal.startswith("The days since then were lived with this change")
    assert term_rows() == rows


def test_undo_of_an_added_step_is_refused_once_it_is_answered(alice: User) -> None:
    logged = routine.start_routine(user=alice, **KNOWN)
    step = StepTerm.objects.in_order().first().step  # type: ignore[union-attr]
    log(alice, step, day=before(3))
    undone = undo(user=alice, batch=logged.batch, at=later(1))
    assert restored(undone) == (5, 1)
    assert undone.refusal == (
        "This step has an answer by now, so it stays. You can retire it instead."
    )
    assert [term.step for term in StepTerm.objects.all()] == [step]


def test_undo_of_products(alice: User) -> None:
    product = new_product(alice, "Cream", opened_on=before(9), months_it_keeps=6)
    added = Change.objects.get()
    edited = products.edit_product(
        user=alice, product_id=product.pk, facts=ProductFacts(name="Gel"), **KNOWN
    )
    undo(user=alice, batch=edited.batch, at=later(1))
    product.refresh_from_db()
    assert (product.name, product.opened_on, product.months_it_keeps) == ("Cream", before(9), 6)
    undone = undo(user=alice, batch=added.batch, at=later(2))
    assert Product.objects.count() == 0
    undo(user=alice, batch=undone.batch, at=later(3))
    assert Product.objects.values_list("pk", "name").get() == (product.pk, "Cream")


def test_undo_of_an_added_product_is_refused_while_it_is_used(alice: User) -> None:
    product = new_product(alice)
    added = Change.objects.get()
    new_step(alice, product_id=product.pk)
    undone = undo(user=alice, batch=added.batch, at=later(1))
    assert undone.refusal == "A step or an answer names this product by now, so it stays."
    assert Product.objects.count() == 1


def sentences(user: User) -> list[tuple[str, ...]]:
    return [batch.sentences for batch in log_of_day(user=user, day=TODAY)]


def test_log_of_day_speaks_in_sentences(alice: User) -> None:
    step = new_step(alice, "Sunscreen", since=before(9))
    kind = HappeningKind.objects.create(key="k", name="Picked", group="hands")
    Change.objects.all().delete()
    known: dict[str, Any] = {"user": alice, **KNOWN}
    log(alice, step, Said(answer="done", times=2))
    log(alice, step, Said(answer="skipped", skip_reason="rest_day"), at=later(1))
    cleared = log(alice, step, Said(answer=""), at=later(2))
    happenings.set_happening(day=TODAY, kind=kind, active=True, region="left_eye", **known)
    happenings.save_note(day=TODAY, text="x", **known)
    routine.retire_step(step_id=step.pk, **known)
    routine.bring_back_step(step_id=step.pk, **known)
    routine.edit_step(step_id=step.pk, plan=StepPlan(name="Cream", slot="any"), **known)
    new_product(alice, "Gel")
    pauses.save_pause(starts_on=before(4), ends_on=None, reason="", **known)
    undo(user=alice, batch=cleared.batch, at=later(3))
    assert sentences(alice) == [
        ("Cream: skipped (rest day)",),
        ("Pause planned",),
        ("Product: Gel added",),
        ("Routine: Cream changed",),
        ("Routine: Sunscreen brought back",),
        ("Routine: Sunscreen retired",),
        ("Note written",),
        ("Picked (around the left eye)",),
        ("Cream: nothing logged",),
        ("Cream: skipped (rest day)",),
        ("Cream: done, 2 times",),
    ]


def test_log_of_day_tells_batches_and_what_was_taken_back(alice: User) -> None:
    steps = [new_step(alice, name) for name in ("One", "Two")]
    logged = entries.log_steps(
        user=alice, day=before(1), answers={step.pk: DONE for step in steps}, at=NOON
    )
    undone = undo(user=alice, batch=logged.batch, at=later(1))
    assert log_of_day(user=alice, day=before(1)) == [
        LoggedBatch(
            batch=undone.batch,
            made_at=later(1),
            sentences=("Two: nothing logged", "One: nothing logged"),
            is_undo=True,
            is_undone=False,
        ),
        LoggedBatch(
            batch=logged.batch,
            made_at=NOON,
            sentences=("One: done", "Two: done"),
            is_undo=False,
            is_undone=True,
        ),
    ]


def test_log_of_day_is_of_one_person_and_one_day(alice: User, bob: User) -> None:
    log(alice, new_step(alice), day=before(1))
    assert log_of_day(user=bob, day=before(1)) == []
    assert log_of_day(user=alice, day=before(2)) == []


@pytest.mark.parametrize("steps", [1, 3])
def test_log_of_day_asks_as_often_for_a_long_day(
    alice: User, django_assert_num_queries: Any, steps: int
) -> None:
    for number in range(steps):
        log(alice, new_step(alice, f"Step {number}"))
    with django_assert_num_queries(3):
        log_of_day(user=alice, day=TODAY)


def test_record_leaves_out_what_changed_nothing(alice: User) -> None:
    write = services.Write(kind="note", target="x", day=TODAY, before={"a": 1}, after={"a": 1})
    services.record(user=alice, batch=uuid.uuid4(), writes=[write], at=NOON)
    assert Change.objects.count() == 0


def test_registry_refuses_a_kind_twice() -> None:
    with pytest.raises(ValueError, match="'entry' is registered already"):
        registry.register("entry", registry.restorer_of("entry"))
    with pytest.raises(KeyError):
        registry.restorer_of("unheard of")
