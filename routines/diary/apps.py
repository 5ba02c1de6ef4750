"""The room `diary`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.apps import AppConfig


class DiaryConfig(AppConfig):
    name = "routines.diary"
    label = "diary"
    verbose_name = "Diary"

    def ready(self) -> None:
        from routines.accounts.signals import consent_given
        from routines.diary import restorers

        restorers.register_all()
        consent_given.connect(_start_routine, dispatch_uid="diary.start_routine")


def _start_routine(*, user: Any, at: datetime, **_: Any) -> None:
    """Every new diary begins with the four usual steps."""
    from routines.diary.services.routine import start_routine

    start_routine(user=user, today=user.today(at))
