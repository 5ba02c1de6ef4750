"""Serving a diary for it, and the attack itself: every check there is, in every phase."""

from __future__ import annotations

import subprocess
import sys
import uuid
from pathlib import Path

from django.utils import timezone

from routines.api.scopes import Scope
from routines.api.services import Wanted, make_token
from tests.bench.data import new_and_year
from tests.browser.application import Application, stored_in

CONFIGURATION = Path(__file__).with_name("schemathesis.toml")
# An attack asks as often as it can, and tries many tokens that are none.
VARIABLES = {"API_REQUESTS_A_MINUTE": "10000000"}


def diary_to_attack(application: Application) -> str:
    """Write somebody's year into the application's database; return a token for all of it."""
    application.manage("prepare")
    with stored_in(application.database):
        now = timezone.now()
        _, year = new_and_year(now)
        wanted = Wanted(name="The attack", scopes=[Scope.EVERYTHING], days=1)
        return make_token(user=year, key=uuid.uuid4(), wanted=wanted, at=now).secret


def attack(
    application: Application, secret: str, *, examples: int, seed: int | None = None
) -> subprocess.CompletedProcess[str]:
    """Attack a server that runs, with `examples` for each operation and phase.

    Without a seed it is the same attack each time.
    """
    chance = ["--generation-deterministic"] if seed is None else ["--seed", str(seed)]
    return subprocess.run(
        [
            *(str(Path(sys.executable).with_name("schemathesis")), "--config-file"),
            *(str(CONFIGURATION), "run", f"{application.address}/api/v1/openapi.json"),
            *("--header", f"Authorization: Bearer {secret}", "--checks", "all"),
            *("--max-examples", str(examples), "--no-color", "--continue-on-failure"),
            *chance,
        ],
        cwd=application.folder,
        capture_output=True,
        text=True,
        check=False,
    )
