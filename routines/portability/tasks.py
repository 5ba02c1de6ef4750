"""What the worker does for this room: files that are too large to wait for, and tidying."""

from __future__ import annotations

from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task

from routines.portability.models import Import
from routines.portability.services import exports, import_work, imports
from routines.portability.services.leaving import remove_withdrawn


@db_periodic_task(crontab(hour="4", minute="53"))  # type: ignore[untyped-decorator]
def remove_withdrawn_diaries() -> None:
    remove_withdrawn(now=timezone.now())


@db_task()  # type: ignore[untyped-decorator]
def make_export(export_id: int) -> None:
    exports.make(export_id=export_id, clock=timezone.now)


@db_periodic_task(crontab(minute="*"))  # type: ignore[untyped-decorator]
def take_up_exports() -> None:
    """What a worker that died has left behind."""
    exports.take_up(clock=timezone.now)


@db_periodic_task(crontab(minute="23"))  # type: ignore[untyped-decorator]
def tidy_exports() -> None:
    exports.tidy(at=timezone.now())


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
