"""Processes with a data folder of their own."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.browser.application import free_port
from tests.processes.crew import Crew, Mailbox, start_mail_server

NINE = datetime(2026, 11, 22, 9, tzinfo=UTC)
"""When everybody is due; they all live by UTC."""
PEOPLE = 30


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with people in it; to be copied."""
    crew = Crew(tmp_path_factory.mktemp("filled"), mail_port=25)
    crew.run("manage.py", "prepare")
    crew.run("-m", "tests.processes.worker", "fill", str(PEOPLE), NINE.isoformat())
    return crew.folder


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def make_crew(filled: Path, tmp_path: Path) -> Iterator[Callable[..., Crew]]:
    """Makes crews with a copy of the data each, and ends them."""
    crews: list[Crew] = []

    def make(mail_port: int) -> Crew:
        folder = tmp_path / str(len(crews))
        shutil.copytree(filled, folder)
        crews.append(Crew(folder, mail_port))
        crews[-1].start()
        return crews[-1]

    yield make
    for crew in crews:
        crew.stop()


@pytest.fixture
def mail_port(mailbox: Mailbox) -> Iterator[int]:
    """The port of a mail server that keeps what it takes in `mailbox`."""
    controller = start_mail_server(mailbox, free_port())
    yield controller.port
    controller.stop()


@pytest.fixture
def crew(make_crew: Callable[..., Crew], mail_port: int) -> Crew:
    return make_crew(mail_port)
