"""What becomes of a row of a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Verdict(StrEnum):
    NEW = "new"
    SAME = "same"
    KEPT = "kept"
    """It says something else than the diary, which stays as it is."""

    TAKEN = "taken"
    """It says something else than the diary, and stands there now."""

    REPEATED = "repeated"
    """Another row of the file speaks of the same, later."""

    LEFT_OUT = "left_out"
    REFUSED = "refused"
    """The rules of the diary have no place for it."""

    UNREADABLE = "unreadable"


CONFLICTS = (Verdict.KEPT, Verdict.TAKEN)


class Choice(StrEnum):
    """Who is right where the file and the diary differ."""

    MINE = "mine"
    THEIRS = "theirs"
    LATER = "later"
    """What was said later; where the file does not know when, the diary."""


class Kind(StrEnum):
    """What a row is about, in the order of the sums."""

    ANSWERS = "answers"
    COUNTS = "counts"
    HAPPENINGS = "happenings"
    NOTES = "notes"
    STEPS = "steps"
    PRODUCTS = "products"
    PAUSES = "pauses"
    TRIALS = "trials"
    NUDGES = "nudges"
    RESTS = "rests"
    WISHES = "wishes"
    REMINDERS = "reminders"
    SETTINGS = "settings"
    OTHER = "other"
    """Of a row that makes no value of a diary nobody can say more."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A row of the file and its verdict; `reason`, `mine` and `theirs` are words for the person."""

    verdict: Verdict
    kind: Kind
    place: str
    what: str
    day: date | None = None
    reason: str = ""
    mine: str = ""
    theirs: str = ""
