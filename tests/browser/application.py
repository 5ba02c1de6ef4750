"""The real application as processes, started by the Procfile's lines as `make run` does."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import connections

ROOT = Path(__file__).resolve().parent.parent.parent
START_LIMIT = 30.0
"""Seconds until a server that does not answer counts as broken."""
STOP_LIMIT = 10.0
"""Seconds that a process has for ending by itself."""
HOST = "127.0.0.1"
# Read now: the other tests take the setting away for as long as they run.
STATIC_FOLDER = Path(settings.STATIC_ROOT)

# Whoever runs the tests may have set these for a diary of their own.
PRIVATE_VARIABLES = (
    "ALLOWED_HOSTS",
    "ALLOW_PRIVATE_HOSTS",
    "DEBUG",
    "EMAIL_URL",
    "PUBLIC_URL",
    "PUSH_KEY",
    "REDIS_URL",
    "SERVED_OVER_TLS",
    "TASKS_AT_ONCE",
    "TRUSTED_ORIGINS",
    "TRUSTED_PROXIES",
)


class BrokenApplicationError(RuntimeError):
    """The application could not be started; the message carries the end of its log."""


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def command_of(process: str) -> str:
    """The Procfile's command for `web` or `worker`."""
    commands = re.findall(rf"^{process}: (.+)$", (ROOT / "Procfile").read_text(), re.MULTILINE)
    return str(commands[0])


def static_folder() -> Path:
    """Where `make build` collected the static files.

    Raises BrokenApplicationError where it has not run.
    """
    if not (STATIC_FOLDER / "staticfiles.json").exists():
        raise BrokenApplicationError(
            f"There are no static files in {STATIC_FOLDER}: run `make build`."
        )
    return STATIC_FOLDER


@dataclass
class Application:
    """A server with a data folder of its own; `start` it, then `stop` it."""

    folder: Path
    settings_module: str = "tracker.settings"
    port: int = field(default_factory=free_port)
    workers: int = 2
    variables: dict[str, str] = field(default_factory=dict)
    command: str = ""
    """The server's command line, where it is not to be the Procfile's."""
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def database(self) -> Path:
        return self.folder / "diary.sqlite3"

    @property
    def log(self) -> Path:
        return self.folder / "log.txt"

    @property
    def server(self) -> subprocess.Popen[bytes]:
        """The server's first process; its workers are children of it."""
        return self.processes[0]

    def environment(self) -> dict[str, str]:
        """The environment of every process of this application."""
        kept = {name: text for name, text in os.environ.items() if name not in PRIVATE_VARIABLES}
        return kept | {
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{kept.get('PATH', '')}",
            "DJANGO_SETTINGS_MODULE": self.settings_module,
            "DATA_DIR": str(self.folder),
            "DATABASE_URL": f"sqlite:///{self.database}",
            "STATIC_DIR": str(static_folder()),
            # A session that a test writes into the database is signed with the test's own key.
            "SECRET_KEY": str(settings.SECRET_KEY),
            "HOST": HOST,
            "PORT": str(self.port),
            "WORKERS": str(self.workers),
            **self.variables,
        }

    def manage(self, *arguments: str) -> str:
        """Run a management command and return what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise BrokenApplicationError(f"manage.py {' '.join(arguments)}: {done.stderr}")
        return done.stdout

    def start(self, *, with_worker: bool = False) -> None:
        """Start the server, and return once it answers."""
        for process in ("web", "worker") if with_worker else ("web",):
            self._launch((process == "web" and self.command) or command_of(process))
        self._wait_until_it_answers()

    def start_worker(self) -> None:
        """Start the worker beside a server that runs."""
        self._launch(command_of("worker"))

    def stop(self) -> None:
        """End what was started, politely first."""
        for process in self.processes:
            end(process)
        self.processes.clear()

    def _launch(self, command: str) -> None:
        with self.log.open("ab") as log:
            self.processes.append(
                subprocess.Popen(
                    ["/bin/sh", "-c", command],
                    cwd=ROOT,
                    env=self.environment(),
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )
            )

    def _wait_until_it_answers(self) -> None:
        patience = time.monotonic() + START_LIMIT
        while time.monotonic() < patience and self.server.poll() is None:
            if answers(self.port):
                return
            time.sleep(0.05)
        self.stop()
        raise BrokenApplicationError(f"The server does not answer:\n{self.log.read_text()[-4000:]}")


def answers(port: int) -> bool:
    """Whether a server on this port answers at all."""
    connection = http.client.HTTPConnection(HOST, port, timeout=10)
    try:
        connection.request("GET", "/health/")
        return connection.getresponse().status < http.client.INTERNAL_SERVER_ERROR
    except OSError:
        return False
    finally:
        connection.close()


def listens(port: int) -> bool:
    """Whether anybody accepts connections on this port."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((HOST, port)) == 0


def end(process: subprocess.Popen[bytes]) -> None:
    """Ask a process group to end, and insist after a while."""
    for signum in (signal.SIGTERM, signal.SIGKILL):
        if process.poll() is not None:
            return
        os.killpg(process.pid, signum)
        try:
            process.wait(STOP_LIMIT)
        except subprocess.TimeoutExpired:
            continue


@contextmanager
def stored_in(database: Path) -> Iterator[None]:
    """Let the ORM of this process read and write another SQLite file for a while."""
    usual = connections["default"]
    other = usual.copy()
    other.settings_dict["NAME"] = str(database)
    connections["default"] = other
    try:
        yield
    finally:
        other.close()
        connections["default"] = usual
