"""A pass right after a write that may call for a word of safety, so that the next page has it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from routines.accounts.models import User
from routines.changes.services import Write
from routines.diary.models import Answer, Kind, Step
from routines.diary.services.entries import KIND as ENTRY
from routines.diary.services.happenings import KIND as HAPPENING
from routines.reminders import spoken
from routines.reminders.models import Plan
from routines.spots.services import KIND as COUNT

WATCHED = frozenset({Kind.EXFOLIATION.value, Kind.RETINOID.value})
"""Kinds of steps of which too much, or at the wrong time, does harm."""


def on_written(*, user: User, writes: Iterable[Write], at: datetime) -> None:
    """Look at the person as soon as the write is kept; see changes.registry.

    Their plan is made due in the transaction of the write itself, so that the worker does it should
    this process die before.
    """
    if not any(_matters(write) for write in writes):
        return
    Plan.objects.filter(user=user, next_pass_at__gt=at).update(next_pass_at=at)
    # A failure is logged and left to the worker: what was written is written.
    # (Django logs the name of what failed, and a partial has none.)
    transaction.on_commit(lambda: _look(user, at), robust=True)


def _look(user: User, at: datetime) -> None:
    from routines.reminders.services.passing import pass_for

    passed = pass_for(user=user, at=at)
    if passed.reminders or passed.withdrawn:
        spoken.note()


def _matters(write: Write) -> bool:
    if write.kind in (HAPPENING, COUNT):
        return True
    if write.kind != ENTRY or write.before == write.after:
        return False
    states = (write.before, write.after)
    if all(state is None or state["answer"] != Answer.DONE for state in states):
        return False
    return (write.subject or _kind_of_step(write.target)) in WATCHED


def _kind_of_step(target: str) -> str:
    """What a write that is taken back does not say. One query."""
    step_id = int(target.split(":", maxsplit=1)[0])
    return Step.objects.filter(pk=step_id).values_list("kind", flat=True).get()
