"""What to put in the place of a slip, so that "Did you mean …?" takes one click."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from routines.guidance.problems import Problem

_QUOTED: Final = re.compile("“([^”]+)”")
_WORDS: Final = re.compile(r"[^\s:,.;(){}“”\"]+")
_PARTING: Final = re.compile("[:,;]")
_MOST_WORDS: Final = 6


@dataclass(frozen=True, slots=True)
class Fix:
    """On a line (from 1), put `text` in the place of the signs from `start` to `end` (from 0)."""

    line: int
    start: int
    end: int
    text: str


def fix_of(body: str, problem: Problem) -> Fix | None:
    """How to do what a problem suggests; None where it suggests nothing that fits the line."""
    lines = body.split("\n")
    if not problem.suggestion or not 1 <= problem.line <= len(lines):
        return None
    line = lines[problem.line - 1]
    start, least = _beginning(line, problem)
    words = list(_WORDS.finditer(line, start, _end_of_clause(line, start, least)))[:_MOST_WORDS]
    ends = [word.end() for word in words if word.end() >= least]
    if not ends:
        return None
    start = words[0].start()

    def likeness(end: int) -> float:
        wrong, right = line[start:end].lower(), problem.suggestion.lower()
        return SequenceMatcher(None, wrong, right).ratio()

    return Fix(problem.line, start, max(ends, key=likeness), problem.suggestion)


def _beginning(line: str, problem: Problem) -> tuple[int, int]:
    """Where the wrong words begin, and where they end at the earliest.

    A problem of a whole paragraph stands at its first sign and quotes what is wrong.
    """
    at = problem.column - 1
    quoted = _QUOTED.search(problem.message)
    found = line.find(quoted[1], at) if quoted else -1
    if quoted is None or found < 0:
        return at, at
    return found, found + len(quoted[1])


def _end_of_clause(line: str, start: int, least: int) -> int:
    """Words that are quoted end where they end or later, and before the next sign that parts."""
    parting = _PARTING.search(line, least) if least > start else None
    return parting.start() if parting else len(line)


def with_fix(body: str, fix: Fix) -> str:
    """The body with the slip mended."""
    lines = body.split("\n")
    line = lines[fix.line - 1]
    lines[fix.line - 1] = line[: fix.start] + fix.text + line[fix.end :]
    return "\n".join(lines)
