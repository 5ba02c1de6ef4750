"""What a habit of another program may become here."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from routines.diary.regions import Region

KINDS: Final = ("cleanser", "moisturiser", "sunscreen", "exfoliation", "retinoid", "other")
SLOTS: Final = ("morning", "evening", "any")
WHOLE_FACE: Final = "whole_face"
PLACES: Final = (WHOLE_FACE, *(region.value for region in Region))
"""Where spots are counted."""


class To(StrEnum):
    STEP = "step"
    """A step of the diary, by its key."""

    NEW = "new"
    """A new step, of a kind and in a slot; name and cadence are the habit's."""

    COUNT = "count"
    """A number of spots, at a place."""

    HAPPENING = "happening"
    """Something that happened, by the key of the catalogue."""

    NOTE = "note"
    """A line in the note of the day."""

    OUT = "out"
    """Nothing: it is told that it was left out."""


@dataclass(frozen=True, slots=True)
class Target:
    """`what` is the key, kind or place that the first word needs."""

    to: To
    what: str = ""
    slot: str = "any"

    @property
    def code(self) -> str:
        """As a form and a file have it: "step:<key>", "new:sunscreen", "out". The slot is apart."""
        return f"{self.to.value}:{self.what}" if self.what else self.to.value


LEFT_OUT: Final = Target(To.OUT)


def target_in(
    code: object, slot: object, *, steps: Collection[UUID], happenings: Collection[str]
) -> Target | None:
    """Return the target of a code, None for one that means nothing or nothing any more."""
    if not isinstance(code, str) or slot not in SLOTS:
        return None
    word, _, what = code.partition(":")
    known = {
        To.STEP.value: frozenset(str(key) for key in steps),
        To.NEW.value: KINDS,
        To.COUNT.value: PLACES,
        To.HAPPENING.value: happenings,
        To.NOTE.value: ("",),
        To.OUT.value: ("",),
    }
    if word not in known or what not in known[word]:
        return None
    to = To(word)
    return Target(to, what, str(slot) if to is To.NEW else "any")
