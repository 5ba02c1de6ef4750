"""Taking back what a write did."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from django.http import HttpRequest, HttpResponse
from ninja import Router

from routines.api import problems
from routines.api.doors import caller_of, key_of, reply
from routines.api.operations import operation
from routines.api.problems import Problem
from routines.api.scopes import Scope
from routines.api.shapes.base import KeyInPath
from routines.api.shapes.changes import UndoneShape
from routines.changes import services
from routines.changes.models import Change
from routines.changes.registry import names_of_wholes
from routines.diary.services import entries, happenings
from routines.reminders.services.states import REMINDER_KIND, REST_KIND
from routines.spots.services import KIND as COUNT_KIND

router = Router()

SCOPES: Final[Mapping[str, Scope]] = MappingProxyType(
    {
        entries.KIND: Scope.LOG,
        happenings.KIND: Scope.LOG,
        happenings.NOTE_KIND: Scope.LOG,
        REMINDER_KIND: Scope.LOG,
        REST_KIND: Scope.LOG,
        COUNT_KIND: Scope.COUNTS,
    }
)
"""Who may write a kind of thing may also take it back; all others take every scope."""


@operation(
    router,
    "POST",
    "/changes/{batch}/undo",
    returns=UndoneShape,
    scopes=(Scope.LOG, Scope.COUNTS),
)
def undo_changes(request: HttpRequest, batch: KeyInPath) -> HttpResponse:
    """Take a write back.

    `batch` is what the write answered with. What has been changed again since is left as it is.
    Doing it twice changes nothing.
    """
    caller = caller_of(request)
    key = key_of(batch)
    kinds = set(
        Change.objects.of(caller.user).in_batch(key).order_by().values_list("kind", flat=True)
    )
    # An import is taken back as a whole, with what stands in no log of changes.
    is_more = bool(names_of_wholes(user=caller.user, batches=[key] if kinds else []))
    wanted = {SCOPES.get(kind, Scope.EVERYTHING) for kind in kinds}
    wanted |= {Scope.EVERYTHING} if is_more else set()
    if not all(caller.may(scope) for scope in wanted):
        raise Problem(problems.OUT_OF_SCOPE, "The token lacks the scope of what was written.")
    if not kinds and not caller.may(Scope.EVERYTHING):
        raise Change.DoesNotExist
    undone = services.undo(user=caller.user, batch=key, at=caller.now)
    return reply(
        UndoneShape(
            changed=bool(undone.restored),
            batch=undone.batch if undone.restored else None,
            restored=undone.restored,
            left=undone.changed_since,
            detail=undone.refusal,
        )
    )
