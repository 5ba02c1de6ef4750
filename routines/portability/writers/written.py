"""The log of what was written, in words: it goes out to be read, and does not come in again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from routines.changes.models import Change
from routines.changes.services import describe
from routines.portability.gather import Reader
from routines.portability.pieces import AT_A_TIME


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """A line of the log of what was written, in words."""

    made_at: datetime
    day: date
    words: str
    is_undo: bool
    undone_at: datetime | None


def read_written(reader: Reader) -> Iterator[Written]:
    """Return the lines, oldest first. A few queries for each thousand of them."""
    rows = reader.read(Change.objects.of(reader.user).order_by("pk"))
    while some := list(islice(rows, AT_A_TIME)):
        words = describe(some)
        for row in some:
            yield Written(
                made_at=row.made_at,
                day=row.day,
                words=words[row.pk],
                is_undo=row.undoes is not None,
                undone_at=row.undone_at,
            )
