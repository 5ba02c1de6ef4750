"""Short ways to say what is given in the tests of the diary."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta

from routines.accounts.models import User
from routines.diary.cadence import Cadence
from routines.diary.days import Given, PlannedStep
from routines.diary.models import Answer, Product, Step
from routines.diary.services import entries, products, routine
from routines.diary.services.entries import Logged, Said
from routines.diary.services.products import ProductFacts
from routines.diary.services.routine import StepPlan
from tests.conftest import NOON

TODAY = date(2026, 11, 22)
"""The day of NOON, a Sunday."""

DONE = Said(answer=Answer.DONE)


def before(days: int) -> date:
    """The day so many days ago."""
    return TODAY - timedelta(days=days)


def later(seconds: int) -> datetime:
    """The instant so many seconds after NOON."""
    return NOON + timedelta(seconds=seconds)


def planned(step_id: int = 1, **fields: object) -> PlannedStep:
    """A daily step of the morning that has always been there, unless told otherwise."""
    known: dict[str, object] = {
        "step_id": step_id,
        "kind": "other",
        "name": f"Step {step_id}",
        "slot": "morning",
        "cadence": Cadence(),
        "position": step_id,
        "starts_on": date(2020, 1, 1),
    }
    return PlannedStep(**{**known, **fields})  # type: ignore[arg-type]


def answered(step_id: int, day: date, answer: str = "done") -> Given:
    return Given(step_id=step_id, day=day, answer=answer)


def new_step(
    user: User, name: str = "Sunscreen", *, since: date = date(2026, 1, 1), **plan: object
) -> Step:
    """A daily step of the morning, in the routine since a day."""
    plan = {"slot": "morning", **plan}
    routine.add_step(
        user=user,
        kind="sunscreen",
        plan=StepPlan(name=name, **plan),  # type: ignore[arg-type]
        at=NOON,
        today=since,
        key=uuid.uuid4(),
    )
    return Step.objects.of(user).latest("pk")


def new_product(user: User, name: str = "Cream", **facts: object) -> Product:
    products.add_product(
        user=user,
        facts=ProductFacts(name=name, **facts),  # type: ignore[arg-type]
        at=NOON,
        today=TODAY,
        key=uuid.uuid4(),
    )
    return Product.objects.of(user).latest("pk")


def log(
    user: User, step: Step, said: Said = DONE, *, day: date = TODAY, at: datetime = NOON
) -> Logged:
    return entries.log_step(user=user, day=day, step_id=step.pk, said=said, at=at, today=TODAY)
