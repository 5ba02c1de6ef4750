"""The routine: steps and their terms. No edit changes a day that is past."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from routines.accounts.models import User
from routines.changes import services as changes
from routines.diary.cadence import Cadence, Kind, bits_from_weekdays
from routines.diary.models import Kind as StepKind
from routines.diary.models import Product, Slot, Step, StepTerm, StepTermQuerySet
from routines.diary.refusals import Refused
from routines.diary.services.entries import Logged

KIND = "routine"
_KEPT = (
    *("name", "slot", "product_id", "cadence_kind", "times_a_week", "every_days", "weekdays"),
    *("position", "starts_on", "ends_on"),
)
"""The columns of a term that the log of changes keeps."""
MOST_STEPS = 40
REMEMBERED = timedelta(days=30)
"""How far back somebody who begins a diary may fill it in."""


@dataclass(frozen=True, kw_only=True)
class StepPlan:
    """How a step is called, placed and scheduled."""

    name: str
    slot: str
    cadence: Cadence = field(default_factory=Cadence)
    product_id: int | None = None

    def fields(self) -> dict[str, Any]:
        """The columns of a term."""
        cadence = self.cadence
        return {
            "name": self.name,
            "slot": self.slot,
            "product_id": self.product_id,
            "cadence_kind": cadence.kind.value,
            "times_a_week": cadence.times_a_week if cadence.kind is Kind.WEEKLY else None,
            "every_days": cadence.every_days if cadence.kind is Kind.EVERY else None,
            "weekdays": (
                bits_from_weekdays(cadence.weekdays) if cadence.kind is Kind.WEEKDAYS else None
            ),
        }


FIRST_ROUTINE: tuple[tuple[str, StepPlan], ...] = (
    (StepKind.CLEANSER, StepPlan(name="Gentle cleanser", slot=Slot.MORNING)),
    (StepKind.MOISTURISER, StepPlan(name="Moisturiser", slot=Slot.MORNING)),
    (StepKind.SUNSCREEN, StepPlan(name="Sunscreen", slot=Slot.MORNING)),
    (StepKind.CLEANSER, StepPlan(name="Gentle cleanser", slot=Slot.EVENING)),
    (
        StepKind.EXFOLIATION,
        StepPlan(
            name="Exfoliation",
            slot=Slot.EVENING,
            cadence=Cadence(kind=Kind.WEEKLY, times_a_week=2),
        ),
    ),
    (StepKind.MOISTURISER, StepPlan(name="Moisturiser", slot=Slot.EVENING)),
)
"""What a new diary starts with."""


def start_routine(*, user: User, today: date, at: datetime | None = None) -> Logged:
    """Give a person without any step the usual four; one who has or had steps keeps them.

    They reach back a little, so that the days just before can be filled in from memory; a day on
    which nothing is logged stays unknown. It is a change to take back only where `at` says when
    the person asked for it.
    """
    batch = uuid.uuid4()
    with transaction.atomic():
        User.objects.hold(user)
        if StepTerm.objects.of(user).exists():
            return Logged(batch=batch, changed=0)
        steps = [
            _begin(Step.objects.create(user=user, kind=kind), plan, position, today - REMEMBERED)
            for position, (kind, plan) in enumerate(FIRST_ROUTINE)
        ]
        if at is not None:
            writes = [_as_write(step, today, None) for step in steps]
            changes.record(user=user, batch=batch, writes=writes, at=at)
    return Logged(batch=batch, changed=len(steps))


def add_step(
    *,
    user: User,
    kind: str,
    plan: StepPlan,
    at: datetime,
    today: date,
    key: uuid.UUID,
    step_key: uuid.UUID | None = None,
) -> Logged:
    """Add a step from today on, behind the others. The same key twice adds it once.

    `step_key` is the name that it is to have outside of this database, where that is known.

    Raises Refused when there are too many, Product.DoesNotExist for somebody else's product.
    """
    with transaction.atomic():
        User.objects.hold(user)
        if changes.is_recorded(user=user, batch=key):
            return Logged(batch=key, changed=0)
        _refuse_foreign_product(user, plan)
        open_terms = _open_terms(user)
        _refuse_too_many(len(open_terms))
        step = Step.objects.create(user=user, kind=kind, key=step_key or uuid.uuid4())
        _begin(step, plan, _last_position(open_terms) + 1, today)
        _record(user, key, step, today, None, at)
    return Logged(batch=key, changed=1)


def edit_step(*, user: User, step_id: int, plan: StepPlan, at: datetime, today: date) -> Logged:
    """Change a step from today on; the days before keep it as it was.

    Raises Step.DoesNotExist for somebody else's, Refused for one that is retired.
    """
    batch = uuid.uuid4()
    with transaction.atomic():
        step, term = _locked(user, step_id)
        _refuse_foreign_product(user, plan)
        if term is None:
            raise Refused("This step is retired. Bring it back to change it.")
        before = routine_state(step)
        for present in _not_over(step, today):
            _edit_term(present, plan, today)
        if routine_state(step) == before:
            return Logged(batch=batch, changed=0)
        _record(user, batch, step, today, before, at)
    return Logged(batch=batch, changed=1)


def retire_step(*, user: User, step_id: int, at: datetime, today: date) -> Logged:
    """Take a step out of the routine from today on; what was logged of it stays.

    Raises Step.DoesNotExist for somebody else's.
    """
    batch = uuid.uuid4()
    with transaction.atomic():
        step, term = _locked(user, step_id)
        if term is None:
            return Logged(batch=batch, changed=0)
        before = routine_state(step)
        ends_on = _first_day_without(step, today)
        step.terms.filter(starts_on__gte=ends_on).delete()
        _not_over(step, ends_on).update(ends_on=ends_on)
        _record(user, batch, step, today, before, at)
    return Logged(batch=batch, changed=1)


def bring_back_step(*, user: User, step_id: int, at: datetime, today: date) -> Logged:
    """Put a retired step into the routine again, from today on, as it last was.

    Raises Step.DoesNotExist for somebody else's or one that never was in the routine, Refused when
    there are too many.
    """
    batch = uuid.uuid4()
    with transaction.atomic():
        step, term = _locked(user, step_id)
        if term is not None:
            return Logged(batch=batch, changed=0)
        last = step.terms.order_by("-starts_on").first()
        if last is None:
            raise Step.DoesNotExist
        _refuse_too_many(StepTerm.objects.of(user).filter(ends_on__isnull=True).count())
        before = routine_state(step)
        if last.ends_on is not None and last.ends_on >= today:
            StepTerm.objects.filter(pk=last.pk).update(ends_on=None)
        else:
            last.pk, last.starts_on, last.ends_on = None, today, None
            last.save(force_insert=True)
        _record(user, batch, step, today, before, at)
    return Logged(batch=batch, changed=1)


def order_steps(*, user: User, step_ids: list[int], at: datetime, today: date) -> Logged:
    """Put these steps into this order, in the places that they hold now; the others stay put.

    The order is how a day is shown, not what was logged, so it changes in place.
    Raises Step.DoesNotExist when one is not in the user's routine.
    """
    batch = uuid.uuid4()
    with transaction.atomic():
        User.objects.hold(user)
        terms = {term.step_id: term for term in _open_terms(user)}
        if not set(step_ids) <= set(terms):
            raise Step.DoesNotExist
        writes = [
            _move(terms[step_id], position, today)
            for position, step_id in enumerate(reordered(list(terms), step_ids))
            if terms[step_id].position != position
        ]
        changes.record(user=user, batch=batch, writes=writes, at=at)
    return Logged(batch=batch, changed=len(writes))


def reordered(present: list[int], wanted: list[int]) -> list[int]:
    """Return `present` with those in `wanted` in its order, in the places that they held."""
    named = dict.fromkeys(wanted)
    in_turn = iter(named)
    return [next(in_turn) if step_id in named else step_id for step_id in present]


def _move(term: StepTerm, position: int, today: date) -> changes.Write:
    before = routine_state(term.step)
    _not_over(term.step, today).update(position=position)
    return _as_write(term.step, today, before)


def routine_state(step: Step) -> dict[str, Any] | None:
    """All terms of a step, oldest first, as the log of changes keeps them."""
    return routine_states([step.pk]).get(step.pk)


def routine_states(step_ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """The same for many steps, by their keys; those without any term are left out. One query."""
    states: dict[int, dict[str, Any]] = {}
    terms = StepTerm.objects.filter(step_id__in=step_ids).order_by("step_id", "starts_on")
    for row in terms.values("step_id", *_KEPT):
        state = states.setdefault(row.pop("step_id"), {"terms": []})
        state["terms"].append({name: _plain(value) for name, value in row.items()})
    return states


def restore_routine(
    *, user: User, step_id: int, state: dict[str, Any] | None, day: date, today: date
) -> None:
    """Write the kept terms of a step back, as they stood before a change made on `day`.

    Raises Refused where that would change a day that is over, or leave an answer without a term.
    """
    step = Step.objects.of(user).get(pk=step_id)
    if day < today:
        raise Refused(
            "The days since then were lived with this change, so they keep it. "
            "Change the step on your routine page, from today on."
        )
    terms = [_kept_term(step, row) for row in (state["terms"] if state else [])]
    answered = step.entries.answered().values_list("day", flat=True)
    if not all(any(_covers(term, given_on) for term in terms) for given_on in answered):
        raise Refused("This step has an answer by now, so it stays. You can retire it instead.")
    own_products = set(Product.objects.of(user).values_list("pk", flat=True))
    for term in terms:
        term.product_id = term.product_id if term.product_id in own_products else None
    step.terms.all().delete()
    StepTerm.objects.bulk_create(terms)


def _kept_term(step: Step, row: dict[str, Any]) -> StepTerm:
    dates = {
        name: date.fromisoformat(row[name]) if row[name] else None
        for name in ("starts_on", "ends_on")
    }
    return StepTerm(user_id=step.user_id, step=step, **{**row, **dates})


def _covers(term: StepTerm, day: date) -> bool:
    return term.starts_on <= day and (term.ends_on is None or day < term.ends_on)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _locked(user: User, step_id: int) -> tuple[Step, StepTerm | None]:
    """The step and its open term, with this person's routine kept from other writers."""
    User.objects.hold(user)
    step = Step.objects.of(user).get(pk=step_id)
    return step, step.terms.filter(ends_on__isnull=True).first()


def _not_over(step: Step, day: date) -> StepTermQuerySet:
    """The terms that go on past `day` or come after it: one, unless a plan lies ahead."""
    return step.terms.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day))


def _edit_term(term: StepTerm, plan: StepPlan, today: date) -> None:
    """Write the plan into a term as far as it lies ahead."""
    if all(getattr(term, name) == value for name, value in plan.fields().items()):
        return
    if term.starts_on >= today:
        StepTerm.objects.filter(pk=term.pk).update(**plan.fields())
        return
    StepTerm.objects.filter(pk=term.pk).update(ends_on=today)
    _begin(term.step, plan, term.position, today, term.ends_on)


def _open_terms(user: User) -> list[StepTerm]:
    return list(
        StepTerm.objects.of(user).filter(ends_on__isnull=True).in_order().select_related("step")
    )


def _first_day_without(step: Step, today: date) -> date:
    """Today, or tomorrow where today has an answer: it must keep a term to stand on."""
    answered = step.entries.answered().on(today).exists()
    return today + timedelta(days=1) if answered else today


def _last_position(terms: list[StepTerm]) -> int:
    return max((term.position for term in terms), default=-1)


def _begin(
    step: Step, plan: StepPlan, position: int, today: date, ends_on: date | None = None
) -> Step:
    StepTerm.objects.create(
        user_id=step.user_id,
        step=step,
        position=position,
        starts_on=today,
        ends_on=ends_on,
        **plan.fields(),
    )
    return step


def _refuse_too_many(present: int) -> None:
    if present >= MOST_STEPS:
        raise Refused(f"A routine holds {MOST_STEPS} steps at most. Retire one first.")


def _refuse_foreign_product(user: User, plan: StepPlan) -> None:
    if (
        plan.product_id is not None
        and not Product.objects.of(user).filter(pk=plan.product_id).exists()
    ):
        raise Product.DoesNotExist


def _as_write(step: Step, today: date, before: dict[str, Any] | None) -> changes.Write:
    return changes.Write(
        kind=KIND, target=str(step.pk), day=today, before=before, after=routine_state(step)
    )


def _record(
    user: User,
    batch: uuid.UUID,
    step: Step,
    today: date,
    before: dict[str, Any] | None,
    at: datetime,
) -> None:
    write = _as_write(step, today, before)
    changes.record(user=user, batch=batch, writes=[write], at=at)
