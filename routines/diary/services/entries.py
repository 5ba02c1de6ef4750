"""Answers for the steps of a day."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from routines.accounts.models import User
from routines.accounts.prepared import Prepared, update
from routines.changes import services as changes
from routines.diary.models import Answer, Entry, Product, SkipReason, Step, StepTerm
from routines.diary.refusals import Refused, refuse_unlikely_day

KIND = "entry"
NOT_IN_ROUTINE = "That step was not part of your routine on this day."
_RANK = {answer: rank for rank, answer in enumerate(Answer.values)}


@dataclass(frozen=True, kw_only=True)
class Said:
    """An answer as somebody gives it."""

    answer: str
    skip_reason: str = ""
    times: int = 1
    note: str = ""
    product_id: int | None = None

    def settled(self) -> Said:
        """The same answer as it is stored: only a skip has a reason, only what was done has times.

        Answers are compared in this form, so that their order of arrival can't matter.
        """
        skipped = self.answer == Answer.SKIPPED
        return replace(
            self,
            skip_reason=(self.skip_reason or SkipReason.OTHER.value) if skipped else "",
            times=self.times if self.answer == Answer.DONE else 1,
        )


@dataclass(frozen=True, kw_only=True)
class Logged:
    """What logging did; `batch` takes it back."""

    batch: uuid.UUID
    changed: int


@dataclass(frozen=True, kw_only=True)
class LoggedStep(Logged):
    """The same for one step, with the rows as they stand now."""

    term: StepTerm
    entry: Entry


def entry_target(step_id: int, day: date) -> str:
    return f"{step_id}:{day.isoformat()}"


def entry_state(entry: Entry | None) -> dict[str, Any] | None:
    """The state that the log of changes keeps; an answer taken back is none."""
    if entry is None or entry.answer == Answer.NOTHING:
        return None
    return {
        "answer": entry.answer,
        "skip_reason": entry.skip_reason,
        "times": entry.times,
        "note": entry.note,
        "product": entry.product_id,
    }


def log_step(
    *,
    user: User,
    day: date,
    step_id: int | uuid.UUID,
    said: Said,
    at: datetime,
    today: date,
    batch: uuid.UUID | None = None,
) -> LoggedStep:
    """Give the answer for one step and day.

    The answer given later wins, whichever arrives first; the same answer twice changes nothing.
    The step is named by its key in this database, or by the one it has outside of it. Raises
    Step.DoesNotExist for a step that is not the user's, Refused for a day outside the diary or on
    which the step was no part of the routine.
    """
    refuse_unlikely_day(day, today)
    batch = batch or uuid.uuid4()
    with transaction.atomic():
        term = _locked_term(user, day, step_id)
        existing = _entry.first(user=user.pk, day=day, step=term.step_id)
        entry, write = _write(user, day, term.step, existing, said, at)
        changes.record(user=user, batch=batch, writes=[write] if write else [], at=at)
    return LoggedStep(batch=batch, changed=int(write is not None), term=term, entry=entry)


def log_steps(
    *,
    user: User,
    day: date,
    answers: dict[int, Said],
    at: datetime,
    batch: uuid.UUID | None = None,
) -> Logged:
    """Give the answers for several steps of one day, all or none.

    Raises as `log_step`, but for the day, which the caller has looked at.
    """
    batch = batch or uuid.uuid4()
    with transaction.atomic():
        terms = _locked_terms(user, day, set(answers))
        existing = {
            entry.step_id: entry
            for entry in Entry.objects.of(user).on(day).filter(step_id__in=answers)
        }
        writes = [
            write
            for step_id, said in answers.items()
            if (write := _write(user, day, terms[step_id].step, existing.get(step_id), said, at)[1])
        ]
        changes.record(user=user, batch=batch, writes=writes, at=at)
    return Logged(batch=batch, changed=len(writes))


def _term_by_id(user: int, day: date, step: int) -> QuerySet[StepTerm]:
    return _term(user, day).filter(step_id=step)


def _term_by_key(user: int, day: date, step: uuid.UUID) -> QuerySet[StepTerm]:
    return _term(user, day).filter(step__key=step)


def _term(user: int, day: date) -> QuerySet[StepTerm]:
    terms = StepTerm.objects.of(User(pk=user)).on(day).select_related("step", "product")
    return terms.select_for_update(of=("step",))


def _entry_of_step(user: int, day: date, step: int) -> QuerySet[Entry]:
    return Entry.objects.of(User(pk=user)).on(day).filter(step_id=step)


SOME_DAY = date(1, 2, 3)
_by_id = Prepared(_term_by_id, user=-1, day=SOME_DAY, step=-2)
_by_key = Prepared(_term_by_key, user=-1, day=SOME_DAY, step=uuid.UUID(int=1))
_entry = Prepared(_entry_of_step, user=-1, day=SOME_DAY, step=-2)


def _locked_term(user: User, day: date, step_id: int | uuid.UUID) -> StepTerm:
    """The term of a step on that day, with one writer at a time at the step."""
    by_key = isinstance(step_id, uuid.UUID)
    term = (_by_key if by_key else _by_id).first(user=user.pk, day=day, step=step_id)
    if term is None:
        if not Step.objects.of(user).filter(**{"key" if by_key else "pk": step_id}).exists():
            raise Step.DoesNotExist
        raise Refused(NOT_IN_ROUTINE)
    return term


def _locked_terms(user: User, day: date, step_ids: set[int]) -> dict[int, StepTerm]:
    """The terms of these steps on that day, with one writer at a time at the steps."""
    terms = (
        StepTerm.objects.of(user)
        .on(day)
        .filter(step_id__in=step_ids)
        .select_related("step", "product")
        .select_for_update(of=("step",))
    )
    found = {term.step_id: term for term in terms}
    if missing := step_ids - found.keys():
        if Step.objects.of(user).filter(pk__in=missing).count() < len(missing):
            raise Step.DoesNotExist
        raise Refused(NOT_IN_ROUTINE)
    return found


def _write(
    user: User, day: date, step: Step, entry: Entry | None, said: Said, at: datetime
) -> tuple[Entry, changes.Write | None]:
    """Store the answer unless a later one is there; the write is None where nothing changed."""
    said = said.settled()
    before, is_new = entry_state(entry), entry is None
    if entry is None:
        entry = Entry(user=user, step_id=step.pk, day=day)
    elif _order(at, said) <= _order(entry.given_at, _said(entry)):
        return entry, None
    _apply(entry, user, said)
    entry.given_at = at
    if is_new:
        entry.save()
    else:
        update(entry)
    after = entry_state(entry)
    if before == after:
        return entry, None
    return entry, changes.Write(
        kind=KIND,
        target=entry_target(step.pk, day),
        day=day,
        before=before,
        after=after,
        subject=step.kind,
    )


def _order(at: datetime, said: Said) -> tuple[Any, ...]:
    """Later wins. Of two given at the same instant it must not matter which arrives first."""
    return (
        at,
        _RANK[said.answer],
        said.skip_reason,
        said.times,
        said.note,
        said.product_id or 0,
    )


def _said(entry: Entry) -> Said:
    return Said(
        answer=entry.answer,
        skip_reason=entry.skip_reason,
        times=entry.times,
        note=entry.note,
        product_id=entry.product_id,
    )


def _apply(entry: Entry, user: User, said: Said) -> None:
    if said.product_id is not None and not _owns_product(user, said.product_id):
        raise Product.DoesNotExist
    entry.answer = said.answer
    entry.skip_reason = said.skip_reason
    entry.times = said.times
    entry.note = said.note
    entry.product_id = said.product_id


def _owns_product(user: User, product_id: int) -> bool:
    return Product.objects.of(user).filter(pk=product_id).exists()


def restore_entry(
    *, user: User, step_id: int, day: date, state: dict[str, Any] | None, at: datetime
) -> None:
    """Write a kept state back, also for a step that has left the routine since."""
    entry = Entry.objects.of(user).get(step_id=step_id, day=day)
    state = state or {"answer": Answer.NOTHING}
    entry.answer = state["answer"]
    entry.skip_reason = state.get("skip_reason", "")
    entry.times = state.get("times", 1)
    entry.note = state.get("note", "")
    product_id = state.get("product")
    entry.product_id = product_id if product_id and _owns_product(user, product_id) else None
    entry.given_at = at
    entry.save()
