"""A process that makes others do the work of a worker, for tests that kill them.

Started with a database's settings in its environment. `fill` writes people into it; without an
argument it forks one process for each line it reads (a time, then "pass", "send" or both, "leave"
for everybody to leave one by one, "ask" for some with long diaries to ask for their archives,
"export" to make those, "import" to go on with imports, and "hasty" for little patience with mail
servers), says its number, and answers "wait <number>" with how that process ended.
"""

from __future__ import annotations

import os
import sys
import time
import traceback
from datetime import datetime, timedelta

import django

SMALL_BATCH = 3
"""So that there are many moments between the batches, and within them, to be killed at."""
BUDGET = timedelta(minutes=5)
HASTE = 0.2
"""Seconds."""
RULE = "Safety when irritation is logged in the last 7 days, at most every day: Leave it be."


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    django.setup()
    if sys.argv[1:2] == ["fill"]:
        fill(int(sys.argv[2]), datetime.fromisoformat(sys.argv[3]))
    else:
        obey()


def obey() -> None:
    # Loaded before the first fork, so that a process has begun its work milliseconds after it.
    from routines.guidance.reading import read_rule
    from routines.portability.services import exports, import_work, leaving  # noqa: F401
    from routines.reminders.channels import email  # noqa: F401
    from routines.reminders.services import delivery, passing  # noqa: F401

    read_rule(RULE)

    print("ready", flush=True)
    for line in sys.stdin:
        first, *others = line.split()
        if first == "wait":
            print(os.waitpid(int(others[0]), 0)[1], flush=True)
        else:
            print(fork(datetime.fromisoformat(first), others), flush=True)


def fork(at: datetime, jobs: list[str]) -> int:
    """Do the jobs in a process of its own, as if it were `at`; return its number."""
    if number := os.fork():
        return number
    try:
        work(at, jobs)
    except BaseException:  # noqa: BLE001 - this process must end here, whatever happens
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def work(at: datetime, jobs: list[str]) -> None:  # noqa: C901 - one job after another
    from django.conf import settings

    from routines.portability.services import exports, import_work
    from routines.reminders.services import delivery, passing

    if "hasty" in jobs:
        settings.EMAIL_TIMEOUT = HASTE
    started = time.monotonic()

    def clock() -> datetime:
        return at + timedelta(seconds=time.monotonic() - started)

    if "leave" in jobs:
        leave_one_by_one()
    if "ask" in jobs:
        ask_for_archives(at)
    if "export" in jobs:
        exports.take_up(clock=clock)
    if "pass" in jobs:
        passing.make_pass(at=at, batch=SMALL_BATCH)
    if "send" in jobs:
        delivery.drain(clock=clock, chance=lambda: 0.5, budget=BUDGET)
    if "import" in jobs:
        import_work.take_up(clock=clock)


def leave_one_by_one() -> None:
    from routines.accounts.models import User
    from routines.portability.services.leaving import leave

    for user in User.objects.order_by("pk"):
        leave(user=user)


def ask_for_archives(at: datetime) -> None:
    """Three people, with notes that no archive makes shorter."""
    from routines.accounts.models import User
    from routines.diary.models import Entry, Step
    from routines.portability.services import exports

    for user in User.objects.order_by("pk")[:3]:
        step = Step.objects.create(user=user, kind="other")
        Entry.objects.bulk_create(
            Entry(
                user=user,
                step=step,
                day=at.date() - timedelta(days=days),
                answer="done",
                note=os.urandom(200).hex(),
                given_at=at,
            )
            for days in range(2000)
        )
        exports.ask(user=user, at=at)


def fill(number: int, at: datetime) -> None:
    """People who are due at `at` and hear one thing each day from then on, by mail."""
    from allauth.account.models import EmailAddress

    from routines.accounts.models import CONSENT_VERSION, Consent, User
    from routines.diary.models import Happening, HappeningKind
    from routines.guidance.models import Topic, TopicRevision
    from routines.guidance.text import CautionLevel
    from routines.reminders.models import Destination, Plan
    from tests.web.guidance.topics import publish, text

    TopicRevision.objects.all().delete()
    Topic.objects.all().delete()
    publish(
        text("calm", caution_level=CautionLevel.NOTE, body=f"{RULE} {{prev-no-harsh-exfoliant}}")
    )
    irritation = HappeningKind.objects.get(key="irritation")
    users = User.objects.bulk_create(
        User(email=f"person{one}@example.org", password="", time_zone="UTC")
        for one in range(number)
    )
    Consent.objects.bulk_create(
        Consent(user=user, version=CONSENT_VERSION, given_at=at) for user in users
    )
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in users
    )
    # Without quiet hours: the tests that ask the clock are run at night, too.
    Plan.objects.bulk_create(
        Plan(
            user=user,
            next_pass_at=at,
            messages_at=at.time(),
            quiet_from=at.time(),
            quiet_until=at.time(),
        )
        for user in users
    )
    Destination.objects.bulk_create(
        Destination(user=user, channel="email", identity="e-mail", made_at=at) for user in users
    )
    Happening.objects.bulk_create(
        Happening(user=user, kind=irritation, day=at.date() + timedelta(days=days), given_at=at)
        for user in users
        for days in range(-6, 60, 6)
    )


if __name__ == "__main__":
    main()
