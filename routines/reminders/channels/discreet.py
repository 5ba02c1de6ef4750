"""What may stand on a locked screen, where anybody can read it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from routines.reminders.channels import Line

QUIET_KINDS = frozenset({"warning sign", "safety", "see a professional", "caution"})
"""Kinds that are never spelled out where others may read them, whatever was chosen."""

# Beginnings of words: "irritat" stands for irritated, irritation, irritating.
TELLING = re.compile(
    r"\b(mili(a|um)|milk spot|spots?\b|bump|pimple|cyst|mole\b|lesion|rash|acne|eczema|psoria|"
    r"blister|(sun)?burn|wound|scar|crust|bleed|pain|itch|hurt|pick|squeez|scratch|irritat|"
    r"exfoliat|peel|clog|comedo|retino|steroid|acid|medicin|pill\b|contracept|pregnan|dermatolog|doctor|"
    r"pharmac|clinic|skin|face|facial|eye|lip\b|lips\b|nose|chin|cheek|forehead|chest|temple|ear\b|ears\b)",
    re.IGNORECASE,
)
LONGEST = 300


def is_neutral(line: Line) -> bool:
    """Say whether a reminder's own words give nothing away."""
    return line.kind not in QUIET_KINDS and TELLING.search(line.words) is None


def lock_screen_words(lines: Sequence[Line], *, words_wanted: bool) -> str:
    """Return the text of a notification: the reminders' words, or only that something waits.

    The words are given only where the person wants them and every one of them is neutral.
    """
    if lines and words_wanted and all(is_neutral(line) for line in lines):
        text = "\n".join(line.words for line in lines)
        return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
    if lines and all(line.kind == "nudge" for line in lines):
        return "Part of your routine is still open."
    if len(lines) > 1:
        return f"{len(lines)} notes are waiting in your diary."
    return "A note is waiting in your diary."
