"""Keeping a rule, a trial or a nudge quiet, as writes that can be taken back."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from routines.accounts.models import User
from routines.changes.services import Write
from routines.reminders.models import Nudge, Origin, Reminder, Rest
from routines.reminders.services import plans
from routines.reminders.services.states import NUDGE_KIND, REST_KIND, nudge_state, rest_state


def silence(user: User, reminder: Reminder, at: datetime, day: date) -> list[Write]:
    """Let what said the reminder never speak again; without a write where it is silent already."""
    if reminder.origin != Origin.NUDGE:
        rest = Rest.objects.of(user).filter(rule_key=reminder.rule_key, until=None)
        return [] if rest.exists() else [rest_until(user, reminder.rule_key, None, at, day)]
    nudge = Nudge.objects.of(user).filter(key=nudge_key_of(reminder), active=True).first()
    if nudge is None:
        return []
    before = nudge_state(nudge)
    nudge.active = False
    nudge.save(update_fields=["active"])
    plans.reschedule(user=user, at=at)
    return [
        Write(
            kind=NUDGE_KIND,
            target=nudge.key.hex,
            day=day,
            before=before,
            after=nudge_state(nudge),
        )
    ]


def nudge_key_of(reminder: Reminder) -> uuid.UUID:
    """The key of the nudge that a reminder came from."""
    return uuid.UUID(reminder.rule_key.split("@", maxsplit=1)[0])


def rest_until(user: User, rule_key: str, until: datetime | None, at: datetime, day: date) -> Write:
    """Let a rule rest, for good where `until` is None."""
    rest = Rest.objects.of(user).filter(rule_key=rule_key).first()
    before = rest_state(rest)
    rest = rest or Rest(user=user, rule_key=rule_key)
    rest.until, rest.made_at = until, at
    rest.save()
    return Write(kind=REST_KIND, target=rule_key, day=day, before=before, after=rest_state(rest))
