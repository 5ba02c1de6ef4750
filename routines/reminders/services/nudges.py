"""A person's own times: "evening at 21:30 if something is still open"."""

from __future__ import annotations

import uuid
from dataclasses import asdict, dataclass
from datetime import datetime, time

from django.db import transaction

from routines.accounts.models import User
from routines.diary.refusals import Refused
from routines.reminders.models import EVERY_WEEKDAY, Nudge
from routines.reminders.services import plans

MOST_NUDGES = 12
"""Of one person: more would be no nudges but a noise."""


@dataclass(frozen=True, kw_only=True)
class NudgeSaid:
    """A nudge as its form says it; `weekdays` has one bit a day, Monday is 1."""

    slot: str
    at: time
    weekdays: int = EVERY_WEEKDAY
    active: bool = True


def save_nudge(*, user: User, key: uuid.UUID, said: NudgeSaid, at: datetime) -> bool:
    """Keep a nudge under the key its form was given; return whether anything changed.

    The same request twice changes nothing. Raises Refused for one too many.
    """
    with transaction.atomic():
        User.objects.hold(user)
        nudge = Nudge.objects.of(user).filter(key=key).first()
        if nudge is None:
            _refuse_crowd(user)
            nudge = Nudge(user=user, key=key)
        elif all(getattr(nudge, name) == value for name, value in asdict(said).items()):
            return False
        for name, value in asdict(said).items():
            setattr(nudge, name, value)
        nudge.save()
        plans.reschedule(user=user, at=at)
    return True


def remove_nudge(*, user: User, key: uuid.UUID, at: datetime) -> bool:
    """Remove a nudge; what it said stays in the inbox. Doing it twice changes nothing."""
    with transaction.atomic():
        User.objects.hold(user)
        removed, _ = Nudge.objects.of(user).filter(key=key).delete()
        plans.reschedule(user=user, at=at)
    return bool(removed)


def set_active(*, user: User, key: uuid.UUID, active: bool, at: datetime) -> None:
    """Switch a nudge on or off. Raises Nudge.DoesNotExist for one that is not the user's."""
    with transaction.atomic():
        User.objects.hold(user)
        nudge = Nudge.objects.of(user).get(key=key)
        nudge.active = active
        nudge.save(update_fields=["active"])
        plans.reschedule(user=user, at=at)


def _refuse_crowd(user: User) -> None:
    if Nudge.objects.of(user).count() >= MOST_NUDGES:
        raise Refused(f"You have {MOST_NUDGES} nudges, which is the most there can be.")
