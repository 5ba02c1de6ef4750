"""What a report speaks of: a period, some parts, and the notes that were ticked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Self
from urllib.parse import urlencode

from routines.diary.cadence import WEEK

USUAL_LENGTH = 26 * WEEK
LONGEST_LENGTH = 10 * 366


class Part(StrEnum):
    """What may be in a report, in its order. A note is in it only if it is ticked itself."""

    VERDICT = "verdict"
    CHART = "chart"
    REGIONS = "regions"
    ROUTINE = "routine"
    ADHERENCE = "adherence"
    HAPPENINGS = "happenings"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Part.VERDICT: "How the counts are going",
    Part.CHART: "The counts as a picture",
    Part.REGIONS: "The counts by region",
    Part.ROUTINE: "Your routine, with products",
    Part.ADHERENCE: "How much of it was done",
    Part.HAPPENINGS: "Happenings and treatments",
}

COUNT_PARTS = frozenset({Part.VERDICT, Part.CHART, Part.REGIONS})
"""These speak of counts, and are left out where a person hides them."""

SEPARATOR = "."


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Days from `first` to `last`, both included. `notes` are keys such as "day-12"."""

    first: date
    last: date
    parts: frozenset[Part] = frozenset(Part)
    notes: frozenset[str] = frozenset()

    @classmethod
    def usual(cls, today: date) -> Self:
        return cls(first=today - timedelta(days=USUAL_LENGTH - 1), last=today)

    def without_counts(self) -> Self:
        return type(self)(
            first=self.first, last=self.last, parts=self.parts - COUNT_PARTS, notes=self.notes
        )

    @property
    def address(self) -> str:
        """The query that asks for this report. It holds days and keys, never words."""
        return "?" + urlencode(
            {
                "first": self.first.isoformat(),
                "last": self.last.isoformat(),
                "parts": sorted(part.value for part in self.parts),
                "notes": sorted(self.notes),
            },
            doseq=True,
        )

    def to_json(self) -> dict[str, Any]:
        """Return what a shared link keeps."""
        return {
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
            "parts": sorted(part.value for part in self.parts),
            "notes": sorted(self.notes),
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """Read `to_json` back; a part that is no longer known is left out."""
        return cls(
            first=date.fromisoformat(kept["first"]),
            last=date.fromisoformat(kept["last"]),
            parts=frozenset(Part(name) for name in kept["parts"] if name in list(Part)),
            notes=frozenset(kept["notes"]),
        )
