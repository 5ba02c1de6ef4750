"""The room `reminders`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "routines.reminders"
    label = "reminders"
    verbose_name = "Reminders"

    def ready(self) -> None:
        from django.db.models.signals import post_save

        from routines.accounts.models import User
        from routines.accounts.signals import consent_withdrawn
        from routines.changes import registry
        from routines.guidance import catalogue, consequences
        from routines.reminders import restorers
        from routines.reminders.naming import names_of_happenings
        from routines.reminders.oracle import DiaryOracle
        from routines.reminders.services import at_once

        catalogue.name_happenings_by(names_of_happenings)
        consequences.register(DiaryOracle())
        restorers.register_all()
        registry.listen(self.label, at_once.on_written)
        post_save.connect(_follow_the_clock, sender=User, dispatch_uid="reminders.follow_the_clock")
        consent_withdrawn.connect(_drop_outgoing, dispatch_uid="reminders.drop_outgoing")


def _drop_outgoing(*, user: Any, at: datetime, **_: Any) -> None:
    """Nothing more is sent to who withdrew their consent."""
    from routines.reminders.services import outbox

    outbox.drop(user=user, at=at)


def _follow_the_clock(
    *, instance: Any, created: bool, update_fields: frozenset[str] | None, **_: Any
) -> None:
    """Who moves, or begins the day at another time, is looked at by the new clock."""
    from django.utils import timezone

    from routines.reminders.services import plans

    names = {"time_zone", "day_starts_at"}
    if not created and (update_fields is None or names & update_fields):
        plans.reschedule(user=instance, at=timezone.now())
