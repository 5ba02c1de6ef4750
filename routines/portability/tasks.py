"""What the worker does for this room: imports that are too large to wait for, and each night."""

from __future__ import annotations

from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task

from routines.portability.models import Import
from routines.portability.services import import_work, imports
from routines.portability.services.leaving import remove_withdrawn


@db_periodic_task(crontab(hour="4", minute="53"))  # type: ignore[untyped-decorator]
def remove_withdrawn_diaries() -> None:
    remove_withdrawn(now=timezone.now())


@db_task()  # type: ignore[untyped-decorator]
def work_on(import_id: int) -> None:
    import_work.work(import_id=import_id, clock=timezone.now)


@db_periodic_task(crontab(minute="*"))  # type: ignore[untyped-decorator]
def take_up_imports() -> None:
    """What a worker that died has left behind."""
    import_work.take_up(clock=timezone.now)


@db_periodic_task(crontab(hour="4", minute="59"))  # type: ignore[untyped-decorator]
def tidy_imports() -> None:
    imports.tidy(at=timezone.now())


def begin_work(import_: Import) -> None:
    """Do it while the person waits if that is quick, otherwise let the worker do it."""
    import_work.work(import_id=import_.pk, clock=timezone.now, go_on=imports.is_small)
    import_.refresh_from_db()
    if import_.is_at_work:
        work_on(import_.pk)
