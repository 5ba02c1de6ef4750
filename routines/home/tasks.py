"""What the worker does for the pages: visitors who looked around leave nothing behind."""

from __future__ import annotations

from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from routines.home.services import remove_expired_visitors


@db_periodic_task(crontab(minute="*/10"))  # type: ignore[untyped-decorator]
def tidy_visitors() -> None:
    remove_expired_visitors(now=timezone.now())
