"""Start-up: settings from the environment, read strictly, in processes of their own."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from tracker import environment

ROOT = Path(__file__).resolve().parents[2]
SHOW = (
    "import json; from tracker import settings, environment;"
    "print(json.dumps({'host': settings.ALLOWED_HOSTS, 'secret': settings.SECRET_KEY,"
    "'secure': [settings.SESSION_COOKIE_NAME, getattr(settings, 'SESSION_COOKIE_SECURE', False)],"
    "'variables': sorted(environment.variables)}))"
)


def run(
    arguments: list[str], folder: Path, variables: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run Python in the project with nothing set but what is given."""
    plain = {"PATH": os.environ["PATH"], "DATA_DIR": str(folder), "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=plain | (variables or {}),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("DEBUG", "maybe"),
        ("SERVED_OVER_TLS", "2"),
        ("TRUSTED_PROXIES", "-1"),
        ("API_REQUESTS_A_MINUTE", "0"),
        ("TRUSTED_PROXIES", "one"),
        ("BACKUP_DAYS", "-1"),
        ("LOG_LEVEL", "loud"),
        ("ADMIN_PATH", "Ad min"),
        ("DATABASE_URL", "mysql://host/name"),
        ("REDIS_URL", "http://host"),
        ("EMAIL_URL", "pigeon://host"),
        ("SECRET_KEY", "short"),
        ("PUBLIC_URL", "diary.example"),
        ("PUBLIC_URL", "https://diary.example/diary"),
        ("ALLOW_PRIVATE_HOSTS", "some"),
        ("PUSH_KEY", "short"),
    ],
)
def test_start_up_stops_at_a_bad_value_and_names_the_variable(
    name: str, text: str, tmp_path: Path
) -> None:
    finished = run(["-c", SHOW], tmp_path, {name: text})

    assert finished.returncode == 1
    assert finished.stderr.splitlines()[-1].startswith(
        "django.core.exceptions.ImproperlyConfigured: " + name
    )


def test_secret_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    first, second = (json.loads(run(["-c", SHOW], tmp_path).stdout) for _ in range(2))
    file = tmp_path / "secret-key"

    assert first["secret"] == second["secret"] == file.read_text()
    assert len(first["secret"]) >= 64
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_start_up_stops_where_no_secret_can_be_kept(tmp_path: Path) -> None:
    blocked = tmp_path / "secret-key"
    blocked.mkdir()

    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY is not set and can't be kept"):
        environment.secret_key(blocked / "no\0folder" if os.geteuid() else Path("/proc/nowhere"))


def test_variables_are_known_by_name(tmp_path: Path) -> None:
    shown = json.loads(run(["-c", SHOW], tmp_path).stdout)

    assert shown["variables"] == [
        "ADMIN_PATH",
        "ALLOWED_HOSTS",
        "ALLOW_PRIVATE_HOSTS",
        "API_REQUESTS_A_MINUTE",
        "BACKUP_DAYS",
        "DATABASE_URL",
        "DATA_DIR",
        "DEBUG",
        "EMAIL_URL",
        "LOG_LEVEL",
        "MAIL_FROM",
        "MAIL_REPLY_TO",
        "PUBLIC_URL",
        "PUSH_KEY",
        "REDIS_URL",
        "SECRET_KEY",
        "SERVED_OVER_TLS",
        "SIGN_UP_OPEN",
        "STATIC_DIR",
        "TASKS_AT_ONCE",
        "TRUSTED_ORIGINS",
        "TRUSTED_PROXIES",
    ]


def test_served_over_tls_makes_the_cookies_secure(tmp_path: Path) -> None:
    plain = json.loads(run(["-c", SHOW], tmp_path).stdout)
    over_tls = json.loads(run(["-c", SHOW], tmp_path, {"SERVED_OVER_TLS": "1"}).stdout)

    assert plain["secure"] == ["session", False]
    assert over_tls["secure"] == ["__Host-session", True]


@pytest.mark.parametrize("variables", [{}, {"EMAIL_URL": "smtp://user:secret@mail.example:587"}])
def test_check_deploy_is_clean_in_production_settings(
    variables: dict[str, str], tmp_path: Path
) -> None:
    production = {"SERVED_OVER_TLS": "1", "ALLOWED_HOSTS": "diary.example", **variables}
    finished = run(
        ["manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        tmp_path,
        production,
    )

    assert (finished.returncode, finished.stderr) == (0, "")
    assert finished.stdout == "System check identified no issues (2 silenced).\n"


@pytest.mark.parametrize(
    ("text", "value"), [("1", True), ("Yes", True), ("off", False), ("", False), (" true ", True)]
)
def test_parse_flag_knows_yes_from_no(text: str, *, value: bool) -> None:
    assert environment.parse_flag(text) is value


def test_read_notes_the_default_and_takes_the_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "variables", {})
    monkeypatch.setenv("SOME_COUNT", "3")

    assert environment.read("SOME_COUNT", environment.parse_count, 7) == 3
    assert environment.variables == {"SOME_COUNT": environment.Variable("SOME_COUNT", 7)}


@pytest.mark.parametrize("text", ["x y", "../up", "", "UPPER", "a//b"])
def test_parse_path_refuses_what_is_no_piece_of_an_address(text: str) -> None:
    with pytest.raises(ValueError, match="small letters"):
        environment.parse_path(text)


def test_parse_list_drops_blanks() -> None:
    assert environment.parse_list(" a, ,b,") == ["a", "b"]
