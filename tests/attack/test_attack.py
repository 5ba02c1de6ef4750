"""A short attack, the same each time; `make attack` makes a long one."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.attack.run import VARIABLES, attack, diary_to_attack
from tests.browser.application import Application


@pytest.mark.slow
def test_nothing_is_found_by_any_check_in_any_phase(
    tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> None:
    application = Application(tmp_path, variables=VARIABLES)
    with django_db_blocker.unblock():
        secret = diary_to_attack(application)
    application.start()
    try:
        done = attack(application, secret, examples=5)
    finally:
        application.stop()

    assert done.returncode == 0, done.stdout[-8000:] + done.stderr
    for phase in ("Examples", "Coverage", "Fuzzing", "Stateful"):
        assert f"✅ {phase}" in done.stdout
    log = application.log.read_text()
    assert secret not in log
    assert "Traceback" not in log
