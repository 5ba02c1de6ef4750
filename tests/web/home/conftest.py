"""Alice's diary, at a fixed present."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

import pytest
import time_machine

from routines.accounts.models import User
from routines.diary.models import Step, StepTerm
from routines.diary.services.catalogue import load_catalogue
from routines.diary.services.entries import Said, log_step
from routines.diary.services.routine import start_routine
from tests.conftest import NOON

TODAY = date(2026, 11, 22)
START = TODAY - timedelta(days=30)


@pytest.fixture(autouse=True)
def noon() -> Iterator[time_machine.Traveller]:
    """Sunday noon; move it with `noon.move_to`."""
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


@pytest.fixture
def answer(alice: User) -> Callable[..., None]:
    """Keeps an answer of Alice's."""

    def keep(step: Step, day: date, word: str = "done", at: datetime = NOON) -> None:
        said = Said(answer=word)
        log_step(user=alice, day=day, step_id=step.pk, said=said, at=at, today=TODAY)

    return keep
