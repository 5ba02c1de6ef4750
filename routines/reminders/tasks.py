"""What the worker does each minute: look at who is due, and send what is on its way."""

from __future__ import annotations

import random
import time

from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task, on_startup

from routines.reminders.services import delivery, passing

MOST_SECONDS = 50.0
"""After which the next minute's task goes on, so that they never queue up."""


@db_periodic_task(crontab(minute="*"))  # type: ignore[untyped-decorator]
def look_at_people() -> None:
    """Several at a time do no harm: each claims people of its own."""
    ends = time.monotonic() + MOST_SECONDS
    passing.make_pass(at=timezone.now(), go_on=lambda: time.monotonic() < ends)


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
