"""Whatever the order in which a network delivers answers, the diary ends up the same."""

from __future__ import annotations

import itertools
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from routines.accounts.models import User
from routines.api import who
from routines.diary.models import Entry
from routines.diary.services.routine import start_routine
from tests.conftest import NOON
from tests.web.api.conftest import TODAY, MakeProgram, Program, at_noon, make_program, step_of

__all__ = ["at_noon", "make_program"]

ANSWERS = st.fixed_dictionaries(
    {
        "answer": st.sampled_from(["done", "not_done", "skipped"]),
        "skip_reason": st.sampled_from([None, "irritated", "rest_day"]),
        "times": st.integers(1, 20),
        "note": st.text(
            st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=5
        ),
        "at": st.integers(0, 2).map(
            lambda minutes: (NOON - timedelta(minutes=minutes)).isoformat()
        ),
    }
)


@pytest.fixture
def program(alice: User, at_noon: object, make_program: MakeProgram) -> Program:
    start_routine(user=alice, today=TODAY)
    return make_program(alice)


@settings(
    max_examples=25,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(answers=st.lists(ANSWERS, min_size=2, max_size=3))
def test_answers_in_any_order_and_number_converge(
    alice: User, program: Program, answers: list[dict[str, object]]
) -> None:
    step = step_of(alice)
    path = f"/days/2026-11-22/entries/{step.key}"
    ends = set()
    for order in itertools.permutations([*answers, answers[0]]):
        who.requests.clear()
        Entry.objects.filter(step=step).delete()
        for answer in order:
            assert program.put(path, answer).status_code == 200
        entry = Entry.objects.get(step=step)
        ends.add((entry.answer, entry.skip_reason, entry.times, entry.note, entry.given_at))
    assert len(ends) == 1
