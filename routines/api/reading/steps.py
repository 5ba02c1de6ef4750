"""The steps of a routine, each as it stands now or last stood."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from routines.accounts.models import User
from routines.api.shapes.steps import CadenceShape, StepShape
from routines.diary.cadence import Cadence, Kind
from routines.diary.models import Step, StepTerm


def read_steps(user: User, today: date) -> list[StepShape]:
    """Return every step that ever was in the routine, those in it first. One query."""
    terms = StepTerm.objects.of(user).in_order().select_related("step", "product")
    present = _present(terms, today)
    steps = [step_shape(term, today) for term in present]
    return sorted(steps, key=lambda step: not step.in_routine)


def read_step(user: User, key: UUID, today: date) -> StepShape:
    """Return one step. One query. Raises Step.DoesNotExist for somebody else's."""
    terms = StepTerm.objects.of(user).filter(step__key=key).in_order()
    for term in _present(terms.select_related("step", "product"), today):
        return step_shape(term, today)
    raise Step.DoesNotExist


def _present(terms: Iterable[StepTerm], today: date) -> list[StepTerm]:
    """Of each step the term of today, else the last one that has begun, else the first to come."""
    found: dict[int, StepTerm] = {}
    for term in sorted(terms, key=lambda term: term.starts_on):
        if term.starts_on <= today or term.step_id not in found:
            found[term.step_id] = term
    return sorted(found.values(), key=lambda term: (term.position, term.step_id))


def step_shape(term: StepTerm, today: date) -> StepShape:
    kind: Any = term.step.kind
    slot: Any = term.slot
    return StepShape(
        step=term.step.key,
        name=term.name,
        kind=kind,
        slot=slot,
        cadence=cadence_shape(term.cadence),
        product=term.product.key if term.product else None,
        in_routine=term.starts_on <= today and (term.ends_on is None or today < term.ends_on),
        starts_on=term.starts_on,
        ends_on=term.ends_on,
    )


def cadence_shape(cadence: Cadence) -> CadenceShape:
    return CadenceShape(
        kind=cadence.kind.value,
        times_a_week=cadence.times_a_week if cadence.kind is Kind.WEEKLY else None,
        every_days=cadence.every_days if cadence.kind is Kind.EVERY else None,
        weekdays=sorted(cadence.weekdays) if cadence.kind is Kind.WEEKDAYS else None,
    )
