"""What a file brings, as the engine of imports takes it: from our own export, or translated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from routines.portability.foreign import Dropped, Unreadable
from routines.portability.values import Record


@dataclass(frozen=True, kw_only=True, slots=True)
class Located:
    """A value of a diary and where the file has it, in words for the person.

    `what` names it for the person: "Sunscreen: done". `is_timed` says whether the file knows when
    it was said: otherwise the value carries the time of the import, and is never "the later one".
    """

    place: str
    what: str
    record: Record
    is_timed: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class LeftOut:
    """A row that was understood and is not brought in; `reason` is a sentence for the person."""

    place: str
    what: str
    reason: str
    day: date | None = None


Incoming = Located | LeftOut | Unreadable | Dropped
"""What is named comes before what speaks of it, as in `values.Record`; what was dropped is last."""
