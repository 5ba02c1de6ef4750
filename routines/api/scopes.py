"""What a token may be used for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Scope(StrEnum):
    """What an operation asks for; whoever is logged in in the browser has all of them."""

    READ = "read"
    LOG = "log"
    COUNTS = "counts"
    EVERYTHING = "everything"


WORDS: Final[Mapping[Scope, tuple[str, str]]] = MappingProxyType(
    {
        Scope.READ: (
            "Read",
            "Today, days, steps, products, happenings, pauses, reminders, and how much was kept.",
        ),
        Scope.LOG: (
            "Log",
            "Answer for steps, write notes and happenings, answer reminders, and take that back.",
        ),
        Scope.COUNTS: ("Counts", "Read and write spot counts, and read what they say."),
        Scope.EVERYTHING: (
            "Everything",
            "All of the above; change the routine and pauses, and fetch the whole diary.",
        ),
    }
)
"""A name and what it lets a program do, in the order in which they are offered."""


def allows(granted: Collection[Scope], wanted: Collection[Scope]) -> bool:
    """Say whether one of the scopes that would do is granted."""
    return Scope.EVERYTHING in granted or any(scope in granted for scope in wanted)


def from_text(text: str) -> frozenset[Scope]:
    """Return the scopes that a token's column holds, parted by blanks."""
    return frozenset(Scope(name) for name in text.split())


def to_text(scopes: Collection[Scope]) -> str:
    """The inverse of `from_text`, in the order of the scopes."""
    return " ".join(scope.value for scope in Scope if scope in scopes)
