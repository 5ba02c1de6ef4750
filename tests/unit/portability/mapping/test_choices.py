"""Choices as JSON, and choices that were made before."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from routines.diary.cadence import Cadence, Kind
from routines.diary.models import Kind as StepKind
from routines.diary.models import Slot
from routines.portability.foreign import Habit, Said
from routines.portability.mapping.choices import (
    Chosen,
    Found,
    NotTheseError,
    from_json,
    key_of,
    to_json,
    with_remembered,
)
from routines.portability.mapping.targets import KINDS, PLACES, SLOTS, Target, To
from routines.spots.models import NUMBER_FIELDS
from tests.unit.portability.mapping.given import KEY, MONDAY, TUESDAY, chosen, habit, mark

HABIT = Habit(
    ref="a",
    name="A 🌞",
    is_numerical=True,
    unit="ml",
    cadence=Cadence(kind=Kind.WEEKDAYS, weekdays=frozenset({0, 6})),
    is_archived=True,
    position=3,
)
FOUND = Found(habit=HABIT, marks=2, answers=True, first=MONDAY, last=TUESDAY, examples=("1", "2"))


def read(data: Any, **more: Any) -> Chosen:
    return from_json(data, **{"steps": [KEY], "happenings": ["sunburn"], **more})


@pytest.mark.parametrize(
    "target",
    [
        Target(To.STEP, str(KEY)),
        Target(To.NEW, "sunscreen", "morning"),
        Target(To.COUNT, "nose"),
        Target(To.HAPPENING, "sunburn"),
        Target(To.NOTE),
        Target(To.OUT),
    ],
)
def test_choices_come_back_from_json(target: Target) -> None:
    made = Chosen(
        found=(FOUND, Found(habit=Habit(ref="b", name="B"))),
        targets={"a": target, "b": Target(To.OUT)},
        texts=False,
        has_texts=3,
        table={"x": [1]},
        is_stale=True,
        problem="?",
    )
    assert read(json.loads(json.dumps(to_json(made)))) == made


def test_target_that_is_gone_is_missing() -> None:
    made = Chosen(found=(FOUND,), targets={"a": Target(To.STEP, str(KEY))})
    assert read(to_json(made), steps=[]).targets == {}
    assert read({**to_json(made), "habits": [{**to_json(made)["habits"][0], "slot": "noon"}]})


@pytest.mark.parametrize(
    "change",
    [
        {"version": 2},
        {"habits": None},
        {"habits": [{}]},
        {"habits": [{**to_json(Chosen(found=(FOUND,)))["habits"][0], "first": "soon"}]},
        {"habits": [{**to_json(Chosen(found=(FOUND,)))["habits"][0], "cadence": [1]}]},
        {"has_texts": "many"},
        {"table": 3},
    ],
)
def test_other_json_is_none(change: dict[str, Any]) -> None:
    with pytest.raises(NotTheseError):
        read({**to_json(Chosen(found=(FOUND,))), **change})


def test_words_are_those_of_the_models() -> None:
    assert set(KINDS) == set(StepKind.values)
    assert set(SLOTS) == set(Slot.values)
    assert set(PLACES) | {"unsure"} == set(NUMBER_FIELDS)


def test_what_was_chosen_before_is_chosen_again() -> None:
    now = Chosen(
        found=tuple(Found(habit=habit(ref)) for ref in "abc"),
        targets=dict.fromkeys("abc", Target(To.OUT)),
    )
    before = Chosen(
        targets={"a": Target(To.NOTE), "b": Target(To.NEW, "other"), "z": Target(To.NOTE)},
        texts=False,
    )
    made = key_of("loop_csv", "step", "b")
    again = with_remembered(now, before, format="loop_csv", steps=[made])
    assert again.targets == {
        "a": Target(To.NOTE),
        "b": Target(To.STEP, str(made)),
        "c": Target(To.OUT),
    }
    assert again.texts is False


def test_found_tells_how_many_from_when_to_when_and_examples() -> None:
    items = [
        habit(),
        mark(Said.UNKNOWN, day=date(2024, 1, 1)),
        mark(note="x" * 60),
        mark(day=date(2025, 1, 1)),
        mark(Said.SKIPPED, day=date(1970, 1, 1)),
        mark(Said.NOT_DONE, day=date(2026, 11, 27)),
        mark(Said.NOT_DONE, day=TUESDAY),
    ]
    assert chosen(items, {}).found == (
        Found(
            habit=habit(),
            marks=6,
            answers=True,
            first=date(2025, 1, 1),
            last=TUESDAY,
            examples=("no answer", f"done ({'x' * 32} …", "done"),
        ),
    )
