"""What rules of this installation may name; the rooms above, which know the diary, say it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from routines.guidance.grammar import QUOTES
from routines.guidance.reading import RULE_HEAD
from routines.guidance.vocabulary import STARTER, Vocabulary

NamesOfHappenings = Callable[[], Mapping[str, str]]
"""Reads the diary's catalogue: key → name. One query."""


_QUOTED: Final = re.compile(f"[{QUOTES}]")


def _none() -> Mapping[str, str]:
    return {}


_names_of_happenings: NamesOfHappenings = _none


def name_happenings_by(names: NamesOfHappenings) -> None:
    """Called once, when the application starts."""
    global _names_of_happenings  # noqa: PLW0603 (set once, before any request)
    _names_of_happenings = names


def current_vocabulary() -> Vocabulary:
    """The names as they are now; without a diary, those that every installation knows."""
    return Vocabulary.of(_names_of_happenings())


def vocabulary_for(*bodies: str) -> Vocabulary:
    """The names needed to read the rules of these bodies.

    What an installation has added stands in quotes, and hardly any rule needs it; so the diary is
    seldom asked.
    """
    heads = (head for body in bodies for head in RULE_HEAD.findall(body))
    return current_vocabulary() if any(map(_QUOTED.search, heads)) else STARTER
