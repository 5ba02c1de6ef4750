"""Saying where was looked, in words."""

from __future__ import annotations

from collections.abc import Sequence

from routines.diary.regions import FACE, LABELS, OPTIONAL, Region
from routines.spots.counting import WHOLE_FACE, Numbers

MOST_NAMED = 3
"""More regions than these are counted, not named."""

PRONOUNS = {"the right": "your right", "the left": "your left"}


def label_of(region: Region) -> str:
    """The region's name; of a side, whose side it is."""
    label = LABELS[region]
    for side, yours in PRONOUNS.items():
        label = label.replace(side, yours)
    if label.startswith(("Right ", "Left ")):
        label = f"Your {label[0].lower()}{label[1:]}"
    return label


def where(numbers: Numbers) -> str:
    """Return where was looked: "the whole face and the chest", "nose and chin"."""
    parts = [_face(numbers)] if numbers.regions & WHOLE_FACE else []
    parts += [LABELS[region].lower() for region in OPTIONAL if region in numbers.by_region]
    return _joined(parts)


def _face(numbers: Numbers) -> str:
    if numbers.is_quick:
        return "the whole face at a glance"
    looked_at = [region for region in FACE if region in numbers.by_region]
    if len(looked_at) == len(FACE):
        return "the whole face"
    if len(looked_at) > MOST_NAMED:
        return f"{len(looked_at)} of the {len(FACE)} regions of the face"
    return _joined([LABELS[region].lower() for region in looked_at])


def _joined(parts: Sequence[str]) -> str:
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last
