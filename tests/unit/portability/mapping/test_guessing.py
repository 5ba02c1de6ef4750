"""What a habit probably is, by its name."""

from __future__ import annotations

from uuid import UUID

import pytest

from routines.portability.foreign import Habit
from routines.portability.mapping.guessing import guess
from routines.portability.mapping.targets import LEFT_OUT
from tests.unit.portability.mapping.given import step

HAPPENINGS = {"sunburn": "Sunburn", "strong_sun": "Strong sun"}


def guessed(name: str, *steps: object, numerical: bool = False) -> tuple[str, str]:
    target = guess(
        Habit(ref="r", name=name, is_numerical=numerical), steps=steps, happenings=HAPPENINGS
    )
    return target.code, target.slot


@pytest.mark.parametrize(
    ("name", "kind", "slot"),
    [
        ("Sunscreen", "sunscreen", "morning"),
        ("SPF 50", "sunscreen", "morning"),
        ("Apply sun cream", "sunscreen", "morning"),
        ("Moisturiser", "moisturiser", "any"),
        ("Moisturize (night)", "moisturiser", "evening"),
        ("Night cream", "moisturiser", "evening"),
        ("Gentle cleanser AM", "cleanser", "morning"),
        ("Wash face", "cleanser", "any"),
        ("Exfoliate", "exfoliation", "any"),
        ("AHA/BHA", "exfoliation", "any"),
        ("Retinol", "retinoid", "evening"),
        ("Tretinoin 0.05", "retinoid", "evening"),
        ("Read a book", "other", "any"),
        ("Stretch in the morning", "other", "morning"),
        ("☀️", "other", "any"),
    ],
)
def test_name_tells_the_kind_and_the_slot(name: str, kind: str, slot: str) -> None:
    assert guessed(name) == (f"new:{kind}", slot)


def test_step_of_the_same_name_or_the_only_one_of_the_kind_is_it() -> None:
    sun = step("Daily SPF", "sunscreen", "morning", key=UUID(int=1))
    walk = step("Walk", key=UUID(int=2), ended=True)
    assert guessed("walk", sun, walk) == (f"step:{walk.key}", "any")
    assert guessed("Sunscreen", sun, walk) == (f"step:{sun.key}", "any")


def test_step_of_the_kind_in_the_slot_is_it() -> None:
    morning = step("Wash", "cleanser", "morning", key=UUID(int=1))
    evening = step("Oil", "cleanser", "evening", key=UUID(int=2))
    gone = step("Soap", "cleanser", "any", key=UUID(int=3), ended=True)
    steps = (morning, evening, gone)
    assert guessed("Cleanse at night", *steps) == (f"step:{evening.key}", "any")


def test_of_several_steps_of_the_kind_it_is_the_earliest_of_the_day() -> None:
    anytime = step("Wipes", "cleanser", "any", key=UUID(int=1))
    evening = step("Oil", "cleanser", "evening", key=UUID(int=2))
    morning = step("Wash", "cleanser", "morning", key=UUID(int=3))
    assert guessed("Cleanse", anytime, evening, morning) == (f"step:{morning.key}", "any")
    assert guessed("Cleanse", anytime, evening) == (f"step:{evening.key}", "any")


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Spots", "whole_face"),
        ("Milia", "whole_face"),
        ("Spots on nose", "nose"),
        ("Bumps, left cheek", "left_cheek"),
        ("Milia around the right eye", "right_eye"),
    ],
)
def test_number_of_spots_is_a_count(name: str, place: str) -> None:
    assert guessed(name, numerical=True) == (f"count:{place}", "any")


def test_other_numbers_are_left_out_and_happenings_known() -> None:
    assert guessed("Water", numerical=True) == ("out", "any")
    assert guessed("strong sun") == ("happening:strong_sun", "any")
    target = guess(Habit(ref="r", name="Movies"), steps=(), happenings={}, unknown=LEFT_OUT)
    assert target == LEFT_OUT
