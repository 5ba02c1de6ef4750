"""Steps of the routine."""

from __future__ import annotations

import uuid
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Router

from routines.accounts.models import User
from routines.api import problems
from routines.api.doors import caller_of, key_of, reply
from routines.api.operations import operation
from routines.api.problems import Problem
from routines.api.reading.steps import read_step, read_steps
from routines.api.scopes import Scope
from routines.api.shapes.base import KeyInPath
from routines.api.shapes.steps import CadenceSaid, StepList, StepSaid, StepShape, StepWritten
from routines.api.who import Caller
from routines.diary.cadence import Cadence
from routines.diary.cadence import Kind as CadenceKind
from routines.diary.models import Product, Step
from routines.diary.services.entries import Logged
from routines.diary.services.routine import (
    StepPlan,
    add_step,
    bring_back_step,
    edit_step,
    retire_step,
)

router = Router()


@operation(router, "GET", "/steps", returns=StepList, scopes=(Scope.READ,))
def list_steps(request: HttpRequest) -> HttpResponse:
    """List the steps.

    Those in the routine come first, in your order; then those that were in it once.
    """
    caller = caller_of(request)
    return reply(StepList(items=read_steps(caller.user, caller.today)))


@operation(router, "GET", "/steps/{step}", returns=StepShape, scopes=(Scope.READ,))
def get_step(request: HttpRequest, step: KeyInPath) -> HttpResponse:
    """Read a step."""
    caller = caller_of(request)
    return reply(read_step(caller.user, key_of(step), caller.today))


@operation(
    router, "PUT", "/steps/{step}", returns=StepWritten, scopes=(Scope.EVERYTHING,), refuses=True
)
def put_step(request: HttpRequest, step: KeyInPath, body: StepSaid) -> HttpResponse:
    """Add or change a step.

    Choose a new key (a UUID) for a new step. From today on it stands as you say; the days before
    keep it as it was.
    """
    caller, key = caller_of(request), key_of(step)
    plan = StepPlan(
        name=_name(body.name),
        slot=body.slot,
        cadence=_cadence(body.cadence),
        product_id=_product_id(caller, body.product),
    )
    with transaction.atomic():
        User.objects.hold(caller.user)
        row = Step.objects.of(caller.user).filter(key=key).first()
        logged = (
            _add(caller, key, body.kind, plan) if row is None else _edit(caller, row, body, plan)
        )
    return _written(caller, key, logged)


@operation(router, "DELETE", "/steps/{step}", returns=StepWritten, scopes=(Scope.EVERYTHING,))
def delete_step(request: HttpRequest, step: KeyInPath) -> HttpResponse:
    """Retire a step.

    It leaves the routine from today on; what was logged of it stays.
    """
    caller, key = caller_of(request), key_of(step)
    row = Step.objects.of(caller.user).get(key=key)
    logged = retire_step(user=caller.user, step_id=row.pk, at=caller.now, today=caller.today)
    return _written(caller, key, logged)


@operation(
    router,
    "POST",
    "/steps/{step}/bring-back",
    returns=StepWritten,
    scopes=(Scope.EVERYTHING,),
    refuses=True,
)
def bring_step_back(request: HttpRequest, step: KeyInPath) -> HttpResponse:
    """Bring a retired step back.

    It is in the routine again from today on, as it last was.
    """
    caller, key = caller_of(request), key_of(step)
    row = Step.objects.of(caller.user).get(key=key)
    logged = bring_back_step(user=caller.user, step_id=row.pk, at=caller.now, today=caller.today)
    return _written(caller, key, logged)


def _add(caller: Caller, key: UUID, kind: str, plan: StepPlan) -> Logged:
    return add_step(
        user=caller.user,
        kind=kind,
        plan=plan,
        at=caller.now,
        today=caller.today,
        key=uuid.uuid4(),
        step_key=key,
    )


def _edit(caller: Caller, row: Step, body: StepSaid, plan: StepPlan) -> Logged:
    if row.kind != body.kind:
        words = f"What this step is for stays as it is: {row.kind}. Add another step instead."
        raise Problem(problems.REFUSED, words)
    return edit_step(user=caller.user, step_id=row.pk, plan=plan, at=caller.now, today=caller.today)


def _written(caller: Caller, key: UUID, logged: Logged) -> HttpResponse:
    try:
        shape = read_step(caller.user, key, caller.today)
    except Step.DoesNotExist:
        shape = None
    return reply(
        StepWritten(
            changed=bool(logged.changed),
            batch=logged.batch if logged.changed else None,
            step=shape,
        )
    )


def _name(text: str) -> str:
    name = text.strip()
    if not name:
        raise Problem(problems.REFUSED, "A step needs a name that can be read.")
    return name


def _cadence(said: CadenceSaid) -> Cadence:
    """Raises Problem where the figure that the kind asks for is missing."""
    kind = CadenceKind(said.kind)
    needed = {
        CadenceKind.DAILY: True,
        CadenceKind.WEEKLY: said.times_a_week is not None,
        CadenceKind.EVERY: said.every_days is not None,
        CadenceKind.WEEKDAYS: said.weekdays is not None,
    }
    if not needed[kind]:
        words = "Say how many times a week, after how many days, or on which weekdays."
        raise Problem(problems.REFUSED, words)
    return Cadence(
        kind=kind,
        times_a_week=(said.times_a_week or 0) if kind is CadenceKind.WEEKLY else 0,
        every_days=(said.every_days or 0) if kind is CadenceKind.EVERY else 0,
        weekdays=frozenset(said.weekdays or ()) if kind is CadenceKind.WEEKDAYS else frozenset(),
    )


def _product_id(caller: Caller, key: UUID | None) -> int | None:
    if key is None:
        return None
    return Product.objects.of(caller.user).values_list("pk", flat=True).get(key=key)
