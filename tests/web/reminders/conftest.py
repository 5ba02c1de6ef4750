"""Alice's diary at a fixed present, for what is said to her."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

from routines.accounts.models import User
from routines.diary.models import Step, StepTerm
from routines.diary.services.catalogue import load_catalogue
from routines.diary.services.routine import start_routine
from tests.conftest import NOON
from tests.web.home.conftest import START


@pytest.fixture(autouse=True)
def noon() -> Iterator[time_machine.Traveller]:
    """Sunday noon (13:00 where Alice lives); move it with `noon.move_to`."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def catalogue(db: None) -> None:
    load_catalogue()


@pytest.fixture
def routine(alice: User) -> list[Step]:
    """Alice's first routine, a month old: three steps in the morning, three in the evening."""
    start_routine(user=alice, today=START)
    terms = StepTerm.objects.of(alice).in_order().select_related("step")
    return [term.step for term in terms]
