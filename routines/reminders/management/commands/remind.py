"""One pass and one round of sending, for those who run no worker but a timer."""

from __future__ import annotations

import random
import time
from datetime import datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from routines.reminders.services import delivery, passing

BUDGET = timedelta(minutes=10)
"""How long one call goes on sending; a timer calls again."""


class Command(BaseCommand):
    help = (
        "Look at everybody who is due, write their reminders, and send what is on its way. "
        "For a timer, each minute; the worker of `make run` does the same by itself."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--now", type=_moment, help="do as if it were this time (ISO, UTC)")
        parser.add_argument("--no-sending", action="store_true", help="only look and write")
        parser.add_argument("--only-sending", action="store_true", help="only send")
        parser.add_argument("--batch", type=int, default=passing.BATCH, help="people at a time")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["batch"] < 1:
            raise CommandError("--batch is 1 or more.")
        at = options["now"] or timezone.now()
        started = time.monotonic()

        def clock() -> datetime:
            return at + timedelta(seconds=time.monotonic() - started)

        if not options["only_sending"]:
            passed = passing.make_pass(at=at, batch=options["batch"])
            self.stdout.write(
                f"Looked at {passed.people}: {passed.reminders} reminders, "
                f"{passed.outgoing} messages to send."
            )
        if not options["no_sending"]:
            drained = delivery.drain(clock=clock, chance=random.random, budget=BUDGET)
            self.stdout.write(
                f"Sent {drained.sent}; to be tried again {drained.again}, given up "
                f"{drained.given_up}, nothing left to say in {drained.dropped}."
            )


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=timezone.get_default_timezone())
