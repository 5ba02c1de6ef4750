"""What the worker does for this room each night."""

from __future__ import annotations

from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from routines.portability.services.leaving import remove_withdrawn


@db_periodic_task(crontab(hour="4", minute="53"))  # type: ignore[untyped-decorator]
def remove_withdrawn_diaries() -> None:
    remove_withdrawn(now=timezone.now())
