"""What another tracker's file says, before anybody decided what it means here.

A reader (see `readers`) turns a file into these values and nothing else: it neither guesses nor
drops. `mapping` turns them into the values of a diary, once the person has said what is what.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from routines.diary.cadence import Cadence


class Said(StrEnum):
    """What a mark says. Automatic, unknown and absent marks are no answers."""

    DONE = "done"
    NOT_DONE = "not_done"
    SKIPPED = "skipped"
    NUMBER = "number"
    """The mark's `number` says it: of a numerical habit, a rating, an amount."""

    AUTOMATIC = "automatic"
    """Their program's own inference from how often it was due; nobody said it."""

    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True, slots=True)
class Habit:
    """Something that their file has marks of: a habit, an activity, a feature, a column.

    `ref` names it within the file, and is the same for the same habit in a later file.
    """

    ref: str
    name: str
    is_numerical: bool = False
    unit: str = ""
    description: str = ""
    cadence: Cadence | None = None
    is_archived: bool = False
    position: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """What the file says of a habit on a day. `place` tells where: "Checkmarks.csv, line 7".

    `at` is when it was said, where the file knows.
    """

    place: str
    habit: str
    day: date
    said: Said
    number: Decimal | None = None
    note: str = ""
    at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class DayText:
    """Free text of a day."""

    place: str
    day: date
    text: str
    at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Unreadable:
    """A row that makes no sense; `reason` is a sentence for the person."""

    place: str
    text: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Dropped:
    """What has no place here: a column, a file, a kind of row, with how many values it had."""

    name: str
    values: int
    reason: str


Item = Habit | Mark | DayText | Unreadable | Dropped
"""What a reader yields. A habit comes before its marks; what was dropped comes last."""


class RefusedFile(Exception):  # noqa: N818 - it is an answer, not an error
    """The file is not read at all; the text says why, to the person. Nothing was kept of it."""


class TooManyNames(RefusedFile):
    """It names more things than anybody keeps habits, or a text where a name was expected."""
