"""What is wrong with a text, as a value: reading a topic never raises."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One problem at a place in a text.

    `line` and `column` count from 1. `suggestion` is what was probably meant, or empty.
    """

    line: int
    column: int
    message: str
    suggestion: str = ""

    def __str__(self) -> str:
        meant = f" Did you mean “{self.suggestion}”?" if self.suggestion else ""
        return f"Line {self.line}, column {self.column}: {self.message}{meant}"


def closest(word: str, known: Iterable[str]) -> str:
    """The known word that `word` is most likely a slip of, or an empty text."""
    by_lowered = {candidate.lower(): candidate for candidate in known}
    matches = get_close_matches(word.strip().lower(), by_lowered, n=1, cutoff=0.6)
    return by_lowered[matches[0]] if matches else ""
