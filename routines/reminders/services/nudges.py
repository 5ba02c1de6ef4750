"""A person's own times: "evening at 21:30 if something is still open"."""

from __future__ import annotations

import uuid
from dataclasses import asdict, dataclass
from datetime import datetime, time

from django.db import transaction

from routines.accounts.models import User
from routines.changes import services as changes
from routines.changes.registry import State
from routines.diary.refusals import Refused
from routines.diary.services.entries import Logged
from routines.reminders.models import EVERY_WEEKDAY, Nudge
from routines.reminders.services import plans
from routines.reminders.services.states import NUDGE_KIND, nudge_state

MOST_NUDGES = 12
"""Of one person: more would be no nudges but a noise."""


@dataclass(frozen=True, kw_only=True)
class NudgeSaid:
    """A nudge as its form says it; `weekdays` has one bit a day, Monday is 1."""

    slot: str
    at: time
    weekdays: int = EVERY_WEEKDAY
    active: bool = True


def save_nudge(*, user: User, key: uuid.UUID, said: NudgeSaid, at: datetime) -> Logged:
    """Keep a nudge under the key its form was given.

    The same request twice changes nothing. Raises Refused for one too many, and for one that would
    only repeat another.
    """
    batch = uuid.uuid4()
    with transaction.atomic():
        User.objects.hold(user)
        nudge = Nudge.objects.of(user).filter(key=key).first()
        before = nudge_state(nudge)
        if nudge is None:
            _refuse_crowd(user)
            nudge = Nudge(user=user, key=key)
        _refuse_repeat(user, key, said)
        for name, value in asdict(said).items():
            setattr(nudge, name, value)
        after = nudge_state(nudge)
        if before != after:
            nudge.save()
            _record(user, batch, key, before, after, at)
    return Logged(batch=batch, changed=int(before != after))


def remove_nudge(*, user: User, key: uuid.UUID, at: datetime) -> Logged:
    """Remove a nudge; what it said stays in the inbox.

    Raises Nudge.DoesNotExist for one that is not there or not the user's.
    """
    batch = uuid.uuid4()
    with transaction.atomic():
        User.objects.hold(user)
        nudge = Nudge.objects.of(user).get(key=key)
        before = nudge_state(nudge)
        nudge.delete()
        _record(user, batch, key, before, None, at)
    return Logged(batch=batch, changed=1)


def set_active(*, user: User, key: uuid.UUID, active: bool, at: datetime) -> Logged:
    """Switch a nudge on or off. Raises Nudge.DoesNotExist for one that is not the user's."""
    batch = uuid.uuid4()
    with transaction.atomic():
        User.objects.hold(user)
        nudge = Nudge.objects.of(user).get(key=key)
        if nudge.active == active:
            return Logged(batch=batch, changed=0)
        before = nudge_state(nudge)
        nudge.active = active
        nudge.save(update_fields=["active"])
        _record(user, batch, key, before, nudge_state(nudge), at)
    return Logged(batch=batch, changed=1)


def restore_nudge(*, user: User, key: uuid.UUID, state: State, at: datetime) -> None:
    """Write a kept state back. Raises Refused where it would only repeat another nudge now."""
    with transaction.atomic():
        User.objects.hold(user)
        if state is None:
            Nudge.objects.of(user).filter(key=key).delete()
        else:
            said = NudgeSaid(**{**state, "at": time.fromisoformat(state["at"])})
            _refuse_repeat(user, key, said)
            Nudge.objects.update_or_create(user=user, key=key, defaults=asdict(said))
        plans.reschedule(user=user, at=at)


def _refuse_crowd(user: User) -> None:
    if Nudge.objects.of(user).count() >= MOST_NUDGES:
        raise Refused(f"You have {MOST_NUDGES} nudges, which is the most there can be.")


def _refuse_repeat(user: User, key: uuid.UUID, said: NudgeSaid) -> None:
    """Two nudges for the same part of the day at the same time on the same weekday are one."""
    alike = Nudge.objects.of(user).filter(slot=said.slot, at=said.at).exclude(key=key)
    if any(bits & said.weekdays for bits in alike.values_list("weekdays", flat=True)):
        raise Refused("You have a nudge for that at this time already.", field="at")


def _record(
    user: User, batch: uuid.UUID, key: uuid.UUID, before: State, after: State, at: datetime
) -> None:
    """Keep what was changed, and look at the person when their nudges as they are now say so."""
    write = changes.Write(
        kind=NUDGE_KIND, target=key.hex, day=user.today(at), before=before, after=after
    )
    changes.record(user=user, batch=batch, writes=[write], at=at)
    plans.reschedule(user=user, at=at)
