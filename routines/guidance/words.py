"""Words a diary should not use: they promise what only a doctor could."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from routines.guidance.facts import CITATION
from routines.guidance.problems import Problem

_WHY: Final = {
    r"detect\w*": "a diary finds nothing by itself. Say “note” or “see”.",
    r"diagnos\w*": "only a doctor can say what something is. Say “recognise” or “ask a doctor”.",
    r"assess\w*": "a diary can't judge skin. Say “look at” or “note”.",
    r"monitor\w* your condition": "this is no medical device. Say “keep your diary”.",
    r"score of your skin": "skin has no score. Say “the count you entered”.",
    r"severity": "this is a doctor's measure. Say “how many” or “how much they bother you”.",
    r"treatments?": "we offer none. Say “procedure”, or name what is done.",
    r"(?:un)?treat\w*": "only a professional does. Say “care for” or “remove”.",
    r"cure[sd]?|curing": "nothing here does. Say “may help” or “until it is gone”.",
    r"prevent(?:s|ed|ing)?": "no habit is certain to. Say “may lower the chance”.",
    r"clinically proven": "say what was studied and by whom: “a study found …”.",
    r"(?:un)?safe(?:ly)?": "nobody can promise it. Say “gentle”, or what may go wrong.",
    r"(?:ab)?normal(?:ly)?": "it calls others abnormal. Say “common” or “usual”.",
}
"""What is found, the first that fits, and what is wrong with it, with another way to say it."""

_AVOIDED: Final = re.compile(
    r"\b(?:" + "|".join(f"({pattern})" for pattern in _WHY) + r")\b", re.IGNORECASE
)
_REASONS: Final = tuple(_WHY.values())


def avoided_words(text: str) -> Iterator[Problem]:
    """The words of `text` that would better be said otherwise, with their places."""
    for number, line in enumerate(text.split("\n"), 1):
        # A fact's slug is no word that a reader sees.
        visible = CITATION.sub(lambda cited: " " * len(cited[0]), line)
        for match in _AVOIDED.finditer(visible):
            why = _REASONS[(match.lastindex or 1) - 1]
            yield Problem(number, match.start() + 1, f"“{match[0]}”: {why}")
