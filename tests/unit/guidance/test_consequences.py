"""What editors are told of people: numbers that point at nobody."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

import pytest

from routines.guidance import consequences
from routines.guidance.rules import StandingRule


class Silent:
    """Knows diaries, and nothing to tell of them."""

    def tell_samples(
        self, *, rules: Sequence[StandingRule], today: date
    ) -> Sequence[consequences.Telling]:
        return []

    def count_people(
        self, *, rules: Sequence[StandingRule], keys: Collection[str], now: datetime
    ) -> Mapping[str, int]:
        return {}


@pytest.fixture
def nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consequences, "_oracles", [])


def test_nobody_foretells_until_somebody_registers(nobody: None) -> None:
    assert consequences.oracle() is None
    first, second = Silent(), Silent()
    consequences.register(first)
    consequences.register(second)
    assert consequences.oracle() is second


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "fewer than 5 people"),
        (4, "fewer than 5 people"),
        (5, "about 5 people"),
        (9, "about 5 people"),
        (123, "about 120 people"),
    ],
)
def test_people_are_said_in_steps(number: int, words: str) -> None:
    assert consequences.people_in_words(number) == words
