"""A topic's text as a value, and the words that may stand in it. `files.py` writes it down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final


class Section(StrEnum):
    """The parts of the guidance, in the order a reader meets them."""

    WHAT_MILIA_ARE = "what-milia-are"
    PREVENTION = "prevention"
    SPECIAL_CARE = "special-care"
    WHEN_TO_SEE_SOMEONE = "when-to-see-someone"
    RECOGNISING = "recognising"
    TYPES = "types"
    CAUSES = "causes"
    TREATMENTS = "treatments"
    HOME_REMEDIES = "home-remedies"

    @property
    def heading(self) -> str:
        """What stands above the section's topics."""
        return _HEADINGS[self][0]

    @property
    def blurb(self) -> str:
        """What to know before reading any of them; may be empty."""
        return _HEADINGS[self][1]


_HEADINGS: Final = {
    Section.WHAT_MILIA_ARE: ("What milia are", ""),
    Section.PREVENTION: ("Prevention", "Habits that may help. They are no promise."),
    Section.SPECIAL_CARE: ("Special care", "Where the rules for a grown-up's cheek do not hold."),
    Section.WHEN_TO_SEE_SOMEONE: ("When to see someone", "Rarely urgent, sometimes wise."),
    Section.RECOGNISING: ("How they are recognised", ""),
    Section.TYPES: ("Types", "The kinds that the article tells apart."),
    Section.CAUSES: ("Causes", "What the article names. We found support for some of it only."),
    Section.TREATMENTS: ("Treatments", "What the article names. Most of it is for professionals."),
    Section.HOME_REMEDIES: ("Home remedies", "What the article names, and what we think of it."),
}


class CautionLevel(StrEnum):
    """How much care a reader should take with what the article says, mildest first."""

    NONE = "none"
    NOTE = "note"
    CAUTION = "caution"
    PROFESSIONAL_ONLY = "professional only"
    DO_NOT_RECOMMEND = "do not recommend"


class ReviewStatus(StrEnum):
    """Who has looked at a text since it came out of the article."""

    FROM_THE_ARTICLE = "from the article"
    EDITED = "edited"
    REVIEWED = "reviewed by a clinician"


TAKEN_ADDRESSES: Final = frozenset({"rules"})
"""Slugs that no topic can have, because another page has that address."""
LONGEST: Final[Mapping[str, int]] = {
    "slug": 80,
    "title": 120,
    "summary": 240,
    "body": 40_000,
    "reviewed_by": 120,
    "sources": 20_000,
}
"""Characters that a part of a topic may have."""


@dataclass(frozen=True, slots=True)
class TopicText:
    """All that a topic says; where it stands in its section is not part of it.

    `reviewed_by` and `reviewed_on` are there exactly if a clinician reviewed it. Each of `sources`
    is one line; a note cites it by its beginning. `body` has no blank lines at either end.
    """

    slug: str
    title: str
    section: Section
    summary: str
    caution_level: CautionLevel
    review_status: ReviewStatus
    sources: tuple[str, ...]
    body: str
    reviewed_by: str = ""
    reviewed_on: date | None = None


def plain_newlines(text: str) -> str:
    """The text with one line feed a line; a browser's text box sends two characters."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def normal_body(text: str) -> str:
    """The body as it is kept: plain line endings, no blank lines at either end."""
    lines = plain_newlines(text).split("\n")
    while lines and not lines[0].strip():
        lines.pop(0)
    while lines and not lines[-1].strip():
        lines.pop()
    return "\n".join(lines)
