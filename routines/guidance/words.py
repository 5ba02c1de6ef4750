"""Words a diary should not use: they promise what only a doctor could."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from routines.guidance.facts import CITATION
from routines.guidance.problems import Problem

ALLOWED: Final = frozenset({"treatment", "treatments"})
"""Nouns for what a doctor offers, which some topics are about; what we do is never called so."""

_AVOIDED: Final = re.compile(
    r"\b(?:"
    r"detect\w*|diagnos\w*|assess\w*|monitor\w*\ your\ condition|score\ of\ your\ skin"
    r"|severity|treat\w*|untreated|cure[sd]?|curing|prevent(?:s|ed|ing)?|clinically\ proven"
    r"|(?:un)?safe(?:ly)?|(?:ab)?normal(?:ly)?"
    r")\b",
    re.IGNORECASE,
)


def avoided_words(text: str) -> Iterator[Problem]:
    """The words of `text` that would better be said otherwise, with their places."""
    for number, line in enumerate(text.split("\n"), 1):
        # A fact's slug is no word that a reader sees.
        visible = CITATION.sub(lambda cited: " " * len(cited[0]), line)
        for match in _AVOIDED.finditer(visible):
            if match[0].lower() not in ALLOWED:
                yield Problem(
                    number, match.start() + 1, f"“{match[0]}” says more than we can know."
                )
