"""Keeping what a person sets about reminders, so that it can be taken back."""

from __future__ import annotations

import uuid
from dataclasses import asdict
from datetime import date, datetime, time
from typing import Any

from django.db import transaction

from routines.accounts.models import User
from routines.changes import services as changes
from routines.changes.registry import State
from routines.diary.services.entries import Logged
from routines.reminders.services import plans
from routines.reminders.services.plans import PlanSettings

KIND = "reminder plan"
TIMES = ("messages_at", "quiet_from", "quiet_until")


def save_preferences(*, user: User, settings: PlanSettings, at: datetime) -> Logged:
    """Keep the settings. The same ones twice change nothing."""
    batch = uuid.uuid4()
    with transaction.atomic():
        before = settings_state(PlanSettings.of(plans.held_plan(user=user, at=at)))
        plans.save_settings(user=user, settings=settings, at=at)
        after = settings_state(settings)
        write = changes.Write(
            kind=KIND, target="plan", day=user.today(at), before=before, after=after
        )
        changes.record(user=user, batch=batch, writes=[write], at=at)
    return Logged(batch=batch, changed=int(before != after))


def restore_preferences(*, user: User, state: State, at: datetime) -> None:
    """Write kept settings back."""
    values: dict[str, Any] = dict(state or {})
    for name in TIMES:
        values[name] = time.fromisoformat(values[name])
    until = values["paused_until"]
    values["paused_until"] = date.fromisoformat(until) if until else None
    plans.save_settings(user=user, settings=PlanSettings(**values), at=at)


def settings_state(settings: PlanSettings) -> dict[str, Any]:
    """The settings as the log of changes keeps them."""
    until = settings.paused_until
    return {
        **asdict(settings),
        **{name: getattr(settings, name).isoformat("minutes") for name in TIMES},
        "paused_until": until.isoformat() if until else None,
    }
