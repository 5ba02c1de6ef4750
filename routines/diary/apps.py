"""The room `diary`."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig


class DiaryConfig(AppConfig):
    name = "routines.diary"
    label = "diary"
    verbose_name = "Diary"

    def ready(self) -> None:
        from allauth.account.signals import user_signed_up

        from routines.diary import restorers

        restorers.register_all()
        user_signed_up.connect(_start_routine, dispatch_uid="diary.start_routine")


def _start_routine(*, user: Any, **_: Any) -> None:
    """Every new diary begins with the four usual steps."""
    from django.utils import timezone

    from routines.diary.services.routine import start_routine

    start_routine(user=user, today=user.today(timezone.now()))
