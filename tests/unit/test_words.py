"""No page, and no sentence made for one, promises what only a doctor could."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from routines.guidance.words import avoided_words

ROOT = Path(__file__).parents[2]
ROOMS = ("trends", "reminders", "portability", "api")

REASONED: Final = {
    "does not diagnose, treat or prevent any condition": "a report says what it is not",
    "normal": "a value of the header Urgency, which no reader sees",
}
"""What may stand all the same, and why. The last one only where it is the whole text."""

DISCLAIMER, HEADER_VALUE = REASONED

DONE_BY_OTHERS: Final = re.compile(r"\btreatments?\b", re.IGNORECASE)
"""What a professional did and a person logs; editors, who speak for the diary, say it otherwise."""


def templates() -> Iterator[Path]:
    for room in ROOMS:
        yield from sorted((ROOT / "templates" / room).rglob("*.html"))
        yield from sorted((ROOT / "templates" / room).rglob("*.txt"))


def modules() -> Iterator[Path]:
    for room in ROOMS:
        yield from sorted((ROOT / "routines" / room).rglob("*.py"))


def texts(module: Path) -> Iterator[str]:
    """Every text of a module but its docstrings, which speak to developers."""
    tree = ast.parse(module.read_text())
    bare = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in bare:
            yield node.value


def promises(text: str) -> list[str]:
    if text == HEADER_VALUE:
        return []
    said = DONE_BY_OTHERS.sub("", text.replace(DISCLAIMER, ""))
    return [str(problem) for problem in avoided_words(said)]


@pytest.mark.parametrize("path", [*templates()], ids=lambda path: str(path.relative_to(ROOT)))
def test_template_promises_nothing(path: Path) -> None:
    assert promises(path.read_text()) == []


@pytest.mark.parametrize("path", [*modules()], ids=lambda path: str(path.relative_to(ROOT)))
def test_sentences_of_a_module_promise_nothing(path: Path) -> None:
    assert [promise for text in texts(path) for promise in promises(text)] == []


def test_a_promise_would_be_found() -> None:
    assert len(promises("It prevents spots, and is safe.")) == 2
