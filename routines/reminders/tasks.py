"""What the worker does each minute: look at who is due, and send what is on its way."""

from __future__ import annotations

import random

from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task, on_startup

from routines.reminders.services import delivery, passing


@db_periodic_task(crontab(minute="*"))  # type: ignore[untyped-decorator]
def look_at_people() -> None:
    """Several at a time do no harm: each claims people of its own."""
    passing.make_pass(at=timezone.now())


@db_periodic_task(crontab(minute="*"))  # type: ignore[untyped-decorator]
def send_messages() -> None:
    """Apart from the pass, so that a slow mail server keeps nobody from being looked at."""
    delivery.drain(clock=timezone.now, chance=random.random)


@db_periodic_task(crontab(hour="4", minute="41"))  # type: ignore[untyped-decorator]
def tidy_messages() -> None:
    delivery.tidy(at=timezone.now())


@on_startup(name="reminders.catch_up")  # type: ignore[untyped-decorator]
def catch_up() -> None:
    """What came up while no worker ran does not wait for the next full minute."""
    look_at_people()
    send_messages()
