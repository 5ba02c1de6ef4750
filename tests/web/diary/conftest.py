"""The diary at a fixed present, with the starter catalogue."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

from routines.accounts.models import User
from routines.diary.models import Step
from routines.diary.services.catalogue import load_catalogue
from tests.conftest import NOON
from tests.unit.diary.given import before, new_step


@pytest.fixture(autouse=True)
def noon() -> Iterator[time_machine.Traveller]:
    """Sunday noon; move it with `noon.move_to`."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def catalogue(db: None) -> None:
    load_catalogue()


@pytest.fixture
def step(alice: User) -> Step:
    """Alice's sunscreen, in her routine for nine days."""
    return new_step(alice, since=before(9))
