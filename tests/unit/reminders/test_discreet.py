"""What may stand on a locked screen."""

from __future__ import annotations

from uuid import uuid4

import pytest

from routines.guidance.rules import RuleKind
from routines.reminders.channels import Line
from routines.reminders.channels.discreet import (
    LONGEST,
    QUIET_KINDS,
    is_neutral,
    lock_screen_words,
)
from tests.unit.reminders.messages import CAUTION, TIP


def line(words: str, kind: str = "tip") -> Line:
    return Line(key=uuid4(), kind=kind, words=words)


@pytest.mark.parametrize(
    "words",
    [
        "Keep the bottle by the toothbrush.",
        "Good to see you back. One tap starts again.",
        "Well kept, a steady week.",
        "Evening: Sunscreen, Moisturiser are still open.",
    ],
)
def test_plain_words_are_neutral(words: str) -> None:
    assert is_neutral(line(words))


@pytest.mark.parametrize(
    "words",
    [
        "Your milia …",
        "A MILIUM",
        "Milk spots",
        "Time to count your spots",
        "Leave your face alone.",
        "Skin renews in weeks.",
        "After a sunburn",
        "burned",
        "Exfoliate less",
        "Ask your doctor",
        "Dermatologists",
        "around the eyes",
        "the steroid cream",
        "no picking",
        "irritated",
    ],
)
def test_words_that_tell_are_not_neutral(words: str) -> None:
    assert not is_neutral(line(words))


def test_quiet_kinds_are_kinds_of_rules() -> None:
    assert {kind.value for kind in RuleKind} >= QUIET_KINDS


@pytest.mark.parametrize("kind", sorted(QUIET_KINDS))
def test_grave_kinds_are_never_spelled_out(kind: str) -> None:
    words = lock_screen_words([line("Take it easy.", kind)], words_wanted=True)

    assert words == "A note is waiting in your diary."


@pytest.mark.parametrize(
    ("lines", "wanted", "words"),
    [
        ([TIP], True, "Keep the bottle by the toothbrush."),
        ([TIP], False, "A note is waiting in your diary."),
        ([TIP, line("A steady week.")], True, "Keep the bottle by the toothbrush.\nA steady week."),
        ([TIP, CAUTION], True, "2 notes are waiting in your diary."),
        ([line("Evening: Retinoid", "nudge")], True, "Part of your routine is still open."),
        ([], True, "A note is waiting in your diary."),
    ],
)
def test_lock_screen_words(lines: list[Line], *, wanted: bool, words: str) -> None:
    assert lock_screen_words(lines, words_wanted=wanted) == words


def test_long_words_are_cut() -> None:
    words = lock_screen_words([line("word " * 100)], words_wanted=True)

    assert len(words) <= LONGEST
    assert words.endswith("word…")
