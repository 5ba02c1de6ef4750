"""The limits hold across processes: two of them, on one database, share what they count."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
ATTEMPTS = 20
ALLOWED = 30
TRY_TO_LOG_IN = f"""
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "tracker.settings"
import django
django.setup()
from django.conf import settings
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
settings.STORAGES["staticfiles"]["BACKEND"] = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
)
from django.test import Client
client = Client(headers={{"host": "localhost"}})
for number in range({ATTEMPTS}):
    data = {{"login": f"nobody{{os.getpid()}}x{{number}}@example.org", "password": "wrong"}}
    print(client.post("/account/login/", data).status_code)
"""


@pytest.mark.slow
def test_limit_of_log_ins_is_shared_by_two_processes(tmp_path: Path) -> None:
    variables = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "DATA_DIR": str(tmp_path),
        "LOG_LEVEL": "CRITICAL",
    }
    for command in (["migrate", "--verbosity=0"], ["createcachetable"]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=variables, check=True)

    running = [
        subprocess.Popen(
            [sys.executable, "-c", TRY_TO_LOG_IN],
            cwd=ROOT,
            env=variables,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    statuses = [line for one in running for line in one.communicate(timeout=60)[0].split()]

    assert len(statuses) == 2 * ATTEMPTS
    assert (statuses.count("400"), statuses.count("429")) == (ALLOWED, 2 * ATTEMPTS - ALLOWED)
