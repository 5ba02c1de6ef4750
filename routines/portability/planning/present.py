"""A diary as it stands, found by what its values speak of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from routines.portability.planning.identity import Identity, identity_of
from routines.portability.values import (
    Answer,
    Count,
    Happening,
    Note,
    Pause,
    Product,
    Record,
    Step,
    Trial,
)

LOGGED = (Answer, Happening, Note, Count, Pause, Product, Trial)
"""What nobody has who has not begun."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Present:
    """`starters` are the steps of the routine that every diary begins with, as long as nobody has
    touched them; `happenings` are the names of the catalogue by their keys.
    """

    today: date
    records: Mapping[Identity, Record] = field(default_factory=dict)
    starters: frozenset[UUID] = frozenset()
    happenings: Mapping[str, str] = field(default_factory=dict)
    counts_hidden: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ever logged."""
        return not any(
            isinstance(record, LOGGED)
            or (isinstance(record, Step) and record.key not in self.starters)
            for record in self.records.values()
        )

    def steps(self) -> Iterator[Step]:
        return (record for record in self.records.values() if isinstance(record, Step))


def by_identity(records: Iterable[Record]) -> dict[Identity, Record]:
    return {identity_of(record): record for record in records}
