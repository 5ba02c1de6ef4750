"""Reading many rows a bounded piece at a time, with no query left open between two of them."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)

AT_A_TIME = 500
"""Rows that are in memory at once."""


def tell_nobody(rows: int) -> None:
    """Nobody watches."""


@dataclass(kw_only=True)
class Pieces:
    """Counts in `rows` what was read; `tell` hears it after each piece.

    First come the keys of all rows, then the rows piece by piece, rather than one query that stays
    open: while SQLite reads, whoever reads can't write, and an archive may be fetched slowly.
    """

    tell: Callable[[int], None] = tell_nobody
    rows: int = field(default=0, init=False)

    def read(self, rows: QuerySet[Row]) -> Iterator[Row]:
        """Return the rows one by one, in their order."""
        for some in self._keys(rows):
            found = rows.order_by().in_bulk(some)
            yield from (found[key] for key in some if key in found)

    def columns(self, rows: QuerySet[Row], *names: str) -> Iterator[tuple[Any, ...]]:
        """The same, but of each row these columns only."""
        for some in self._keys(rows):
            part = rows.order_by().filter(pk__in=some)
            found = {key: row for key, *row in part.values_list("pk", *names)}
            yield from (found[key] for key in some if key in found)

    def _keys(self, rows: QuerySet[Row]) -> Iterator[Sequence[int]]:
        """The keys of the rows in their order, AT_A_TIME; whoever watches is told."""
        keys = array("q", rows.values_list("pk", flat=True).iterator(chunk_size=AT_A_TIME))
        for start in range(0, len(keys), AT_A_TIME):
            some = keys[start : start + AT_A_TIME]
            yield some
            self.rows += len(some)
            self.tell(self.rows)
