"""The two sites that are measured, with their databases and sessions."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.test import Client

from routines.accounts.clock import local_day
from routines.accounts.models import User
from routines.api.scopes import Scope
from routines.api.services import Wanted, make_token
from routines.diary.models import Step
from tests.bench.client import Visitor
from tests.bench.data import COUNT_EVERY_DAYS, DAYS_A_YEAR, make_diarist
from tests.bench.floor import seed
from tests.browser.application import ROOT, Application, stored_in

PEOPLE_BESIDE = 100
DAYS_BESIDE = 60
TOKEN = "b" * 32
"""Both the cookie and the field: Django compares them, and any text of this length will do."""


@dataclass(frozen=True)
class Diarist:
    """A person in the bench's database, with a session."""

    user: User
    session: str
    step_ids: tuple[int, ...]
    step_keys: tuple[UUID, ...]
    secret: str
    """The token of a program of theirs."""

    def visitor(self, port: int) -> Visitor:
        return Visitor(port, {"session": self.session, "csrftoken": TOKEN})


@contextmanager
def served(folder: Path, command: str) -> Iterator[tuple[Application, Application, list[str]]]:
    """Both sites with their databases, not started yet, and the floor's sessions; ended after."""
    application = Application(
        folder / "application",
        command=command,
        # As many as can be answered, to see how many that is.
        variables={"API_REQUESTS_A_MINUTE": "1000000"},
    )
    floor = Application(
        folder / "floor", command=command, settings_module="tests.bench.floor.settings"
    )
    for site in (application, floor):
        site.folder.mkdir()
    application.manage("prepare")
    filled = subprocess.run(
        [sys.executable, "-m", seed.__name__],
        cwd=ROOT,
        env=floor.environment(),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    try:
        yield application, floor, filled.stdout.split()
    finally:
        application.stop()
        floor.stop()


def today_in_the_diaries() -> date:
    """The day it is for the people here, which begins at three."""
    return local_day(datetime.now(UTC), ZoneInfo("UTC"), time(3))


def fill(application: Application) -> dict[str, Diarist]:
    """Write the diaries: one of ten years, one of one year, and the ones beside.

    The two count every day, the ones beside every week.
    """
    today = today_in_the_diaries()
    lengths = {"10 years": 10 * DAYS_A_YEAR, "1 year": DAYS_A_YEAR}
    lengths |= {f"beside {number}": DAYS_BESIDE for number in range(PEOPLE_BESIDE)}
    with stored_in(application.database):
        people = {}
        for number, (name, days) in enumerate(lengths.items()):
            email = f"person{number}@example.org"
            every = COUNT_EVERY_DAYS if name.startswith("beside") else 1
            person = make_diarist(
                email, days=days, today=today, seed=number, count_every_days=every
            )
            people[name] = log_in(person)
        return people


def log_in(user: User) -> Diarist:
    client = Client()
    client.force_login(user)
    steps = list(Step.objects.of(user).order_by("pk"))
    wanted = Wanted(name="The bench", scopes=[Scope.READ, Scope.LOG])
    made = make_token(user=user, key=uuid4(), wanted=wanted, at=datetime.now(UTC))
    return Diarist(
        user=user,
        session=client.cookies["session"].value,
        step_ids=tuple(step.pk for step in steps),
        step_keys=tuple(step.key for step in steps),
        secret=made.secret,
    )
