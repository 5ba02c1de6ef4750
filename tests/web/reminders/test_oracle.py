"""What an editor is told of rules before publishing them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from routines.accounts.models import User
from routines.guidance import consequences
from routines.guidance.consequences import Told
from routines.reminders import oracle as room
from routines.reminders.oracle import DiaryOracle
from routines.reminders.samples import SAMPLES
from tests.conftest import NOON
from tests.unit.reminders.by_hand import RULES
from tests.unit.reminders.given import TODAY, before
from tests.web.reminders.test_gather import add_step, answer

pytestmark = pytest.mark.django_db

LOW = RULES["sunscreen-low"]
KEYS = {rule.rule.key: name for name, rule in RULES.items()}


def people_counted(*names: str) -> dict[str, int]:
    keys = [RULES[name].rule.key for name in names]
    counted = DiaryOracle().count_people(rules=list(RULES.values()), keys=keys, now=NOON)
    return {KEYS[key]: number for key, number in counted.items()}


def test_the_room_foretells() -> None:
    assert isinstance(consequences.oracle(), DiaryOracle)


def test_samples_are_told_in_their_order() -> None:
    tellings = DiaryOracle().tell_samples(rules=[LOW], today=TODAY)
    assert [(one.diary, one.about) for one in tellings] == [
        (sample.name, sample.about) for sample in SAMPLES
    ]
    slips = {one.diary: one.told for one in tellings}["Lets the sunscreen slip"]
    assert slips[-1] == Told(
        day=TODAY,
        kind=LOW.rule.kind,
        topic="sunscreen-low",
        key=LOW.rule.key,
        message="sunscreen-low speaks.",
    )
    assert {one.diary for one in tellings if one.told} == {
        "Lets the sunscreen slip",
        "Only washes",
    }


def test_people_are_counted_once_and_by_rule(make_user: Callable[..., User]) -> None:
    marks = ("x" * 20 + "oooo" + "x" * 10, "oooooooo" + "x" * 40, "xxxxxxxxoooo.", "x" * 30)
    for number, mark in enumerate(marks):
        answer(add_step(make_user(f"{number}@example.org")), mark)
    assert people_counted("sunscreen-low", "sunscreen-run", "tanning-bed") == {
        "sunscreen-low": 2,
        "sunscreen-run": 2,
    }
    assert people_counted() == {}


def test_who_is_gone_or_a_demo_is_not_counted(make_user: Callable[..., User]) -> None:
    for fields in ({"is_active": False}, {"is_demo": True, "demo_expires_at": NOON}):
        answer(add_step(make_user(f"{len(fields)}@example.org", **fields)), "xxxxoooo.")
    assert people_counted("sunscreen-low") == {}


def test_of_many_people_a_part_is_looked_at(
    make_user: Callable[..., User], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "MOST_PEOPLE", 4)
    for number in range(12):
        answer(add_step(make_user(f"{number}@example.org")), "xxxxoooo.")
    assert people_counted("sunscreen-low") == {"sunscreen-low": 12}


def test_queries_do_not_grow_with_the_rules(alice: User, django_assert_num_queries: Any) -> None:
    answer(add_step(alice), "xxxxoooo.", until=before(0))
    for names in (("sunscreen-low",), tuple(RULES)):
        with django_assert_num_queries(9):
            people_counted(*names)
