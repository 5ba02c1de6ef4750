"""What rules of this installation may name; the rooms above, which know the diary, say it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from routines.guidance.vocabulary import Vocabulary

NamesOfHappenings = Callable[[], Mapping[str, str]]
"""Reads the diary's catalogue: key → name. One query."""


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
