"""Puts a file into a database, looked at and about to be brought in by whoever works next."""

from __future__ import annotations

import os
import sys
import uuid
from datetime import datetime

import django

YEARS = 2


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    django.setup()
    begin(datetime.fromisoformat(sys.argv[1]))


def begin(at: datetime) -> None:
    from routines.accounts.models import User
    from routines.diary.services.routine import start_routine
    from routines.portability.planning.verdicts import Choice
    from routines.portability.services import import_work, imports
    from tests.unit.portability.loop_files import loop_zip, ten_years

    user = User.objects.order_by("pk")[0]
    start_routine(user=user, today=user.today(at))
    data = loop_zip(ten_years(until=at.date(), years=YEARS))
    upload = imports.Upload(name="loop.zip", data=data)
    import_ = imports.begin(user=user, key=uuid.uuid4(), upload=upload, at=at)
    import_work.work(import_id=import_.pk, clock=lambda: at)
    import_.refresh_from_db()
    imports.choose(import_=import_, choices=import_.choices, at=at)
    import_work.work(import_id=import_.pk, clock=lambda: at)
    import_.refresh_from_db()
    imports.confirm(import_=import_, choice=Choice.MINE, with_settings=False)


if __name__ == "__main__":
    main()
