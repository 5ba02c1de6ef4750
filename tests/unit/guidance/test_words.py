"""Words that promise too much are found, with their places."""

from __future__ import annotations

import pytest

from routines.guidance.problems import Problem
from routines.guidance.words import avoided_words


@pytest.mark.parametrize(
    "word",
    [
        "detects",
        "Diagnosis",
        "diagnose",
        "assessed",
        "monitor your condition",
        "score of your skin",
        "severity",
        "treat",
        "treats",
        "cure",
        "prevents",
        "clinically proven",
        "safe",
        "safely",
        "normal",
        "normally",
    ],
)
def test_avoided_word_is_found(word: str) -> None:
    assert list(avoided_words(f"one\nit {word} it")) == [
        Problem(2, 4, f"“{word}” says more than we can know.")
    ]


@pytest.mark.parametrize(
    "text", ["a treatment", "Treatments", "prevention", "{what-treat-optional}", "Salt"]
)
def test_other_words_are_left_alone(text: str) -> None:
    assert list(avoided_words(text)) == []
