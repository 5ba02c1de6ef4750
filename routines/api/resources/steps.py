"""Steps of the routine."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from routines.api.doors import caller_of, key_of, reply
from routines.api.operations import operation
from routines.api.reading.steps import read_step, read_steps
from routines.api.scopes import Scope
from routines.api.shapes.base import KeyInPath
from routines.api.shapes.steps import StepList, StepShape

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
