"""A database with people, a mail server that keeps what it takes, and processes to kill."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.browser.application import HOST, PRIVATE_VARIABLES, ROOT


@dataclass
class Mailbox:
    """What a mail server took, by Message-ID.

    `delay` seconds go by before it says so; it says `refusal` where there is one.
    """

    taken: Counter[str] = field(default_factory=Counter)
    delay: float = 0.0
    refusal: str = ""

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.refusal:
            return self.refusal
        self.taken[message_from_bytes(envelope.content or b"")["Message-ID"]] += 1
        await asyncio.sleep(self.delay)
        return "250 Taken"


def start_mail_server(mailbox: Mailbox, port: int) -> Controller:
    controller = Controller(mailbox, hostname=HOST, port=port)
    controller.start()
    return controller


@dataclass
class Crew:
    """The processes of one data folder."""

    folder: Path
    mail_port: int
    process: subprocess.Popen[str] | None = None

    @property
    def database(self) -> Path:
        return self.folder / "diary.sqlite3"

    def environment(self) -> dict[str, str]:
        kept = {name: text for name, text in os.environ.items() if name not in PRIVATE_VARIABLES}
        return kept | {
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{kept.get('PATH', '')}",
            "DJANGO_SETTINGS_MODULE": "tracker.settings",
            "DATA_DIR": str(self.folder),
            "DATABASE_URL": f"sqlite:///{self.database}",
            "EMAIL_URL": f"smtp://{HOST}:{self.mail_port}",
        }

    def run(self, *arguments: str) -> str:
        """Run Python with these arguments to its end; return what it printed."""
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self) -> None:
        """Start the process that forks the others."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.processes.worker"],
            cwd=ROOT,
            env=self.environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._hear() == "ready"

    def stop(self) -> None:
        if self.process is not None:
            self.process.communicate()

    def work(self, at: datetime, *jobs: str) -> int:
        """Let a new process work as if it were `at`; return its number."""
        return int(self._say(" ".join((at.isoformat(), *jobs))))

    def wait(self, number: int) -> int:
        """Return how a process ended, once it has: its exit code, or minus the signal's number."""
        return os.waitstatus_to_exitcode(int(self._say(f"wait {number}")))

    def kill(self, number: int) -> bool:
        """Kill a process; return whether it was still at work."""
        os.kill(number, signal.SIGKILL)
        return self.wait(number) == -signal.SIGKILL

    def do(self, at: datetime, *jobs: str) -> None:
        """Let a new process work to its end, as if it were `at`."""
        assert self.wait(self.work(at, *jobs)) == 0

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        with sqlite3.connect(self.database) as connection:
            return connection.execute(statement).fetchall()

    def _say(self, line: str) -> str:
        assert self.process is not None
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()
        return self._hear()

    def _hear(self) -> str:
        assert self.process is not None
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()


def launch(crew: Crew, command: str) -> subprocess.Popen[bytes]:
    """Start a line of the Procfile."""
    with (crew.folder / "log.txt").open("ab") as log:
        return subprocess.Popen(
            ["/bin/sh", "-c", command],
            cwd=ROOT,
            env=crew.environment(),
            stdout=log,
            stderr=log,
            start_new_session=True,
        )


def wait_until(condition: Callable[[], bool], *, seconds: float = 30.0) -> None:
    patience = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < patience, "It never came true."
        time.sleep(0.05)
