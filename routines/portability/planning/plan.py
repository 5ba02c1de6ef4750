"""What was decided about a file: a verdict for each row, and what is to be written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from routines.portability.foreign import Dropped, Unreadable
from routines.portability.incoming import LeftOut, Located
from routines.portability.planning.identity import day_of, identity_of, kind_of
from routines.portability.planning.present import Present
from routines.portability.planning.sayings import in_words, quoted
from routines.portability.planning.verdicts import CONFLICTS, Choice, Kind, Row, Verdict
from routines.portability.values import Record


@dataclass(frozen=True, kw_only=True, slots=True)
class Terms:
    """Under what terms a file comes in.

    Our own export (`is_own`) may change steps and products by their keys and takes the place of a
    routine that nobody has touched; another program's file never changes what it is mapped to.
    """

    choice: Choice = Choice.MINE
    is_own: bool = False
    with_settings: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Reached:
    """A step that is in the routine from an earlier day on, so that its answers have a place."""

    step: UUID
    name: str
    since: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """What becomes of each row, and what to write: values that take the place of those of the same
    identity, what they name before them, and steps that go.
    """

    items: Sequence[Located | LeftOut | Unreadable]
    outcomes: Sequence[tuple[Verdict, str]]
    dropped: tuple[Dropped, ...]
    puts: tuple[Record, ...]
    gone: tuple[UUID, ...]
    reached: tuple[Reached, ...]
    present: Present
    products: Mapping[UUID, str]

    @property
    def changes_nothing(self) -> bool:
        return not self.puts and not self.gone

    def rows(self) -> Iterator[Row]:
        """Every row in the order of the file."""
        for item, (verdict, reason) in zip(self.items, self.outcomes, strict=True):
            yield self._row(item, verdict, reason)

    def sums(self) -> dict[Verdict, Counter[Kind]]:
        """How many rows there are of each verdict and kind."""
        sums: dict[Verdict, Counter[Kind]] = {}
        for item, (verdict, _) in zip(self.items, self.outcomes, strict=True):
            sums.setdefault(verdict, Counter())[kind_of_item(item)] += 1
        return sums

    def _row(self, item: Located | LeftOut | Unreadable, verdict: Verdict, reason: str) -> Row:
        if isinstance(item, Unreadable):
            what = quoted(item.text) if item.text else "A row"
            return Row(verdict=verdict, kind=Kind.OTHER, place=item.place, what=what, reason=reason)
        mine = theirs = ""
        if isinstance(item, Located) and verdict in CONFLICTS:
            mine = self._words(self.present.records[identity_of(item.record)])
            theirs = self._words(item.record)
        return Row(
            verdict=verdict,
            kind=kind_of_item(item),
            place=item.place,
            what=item.what,
            day=item.day if isinstance(item, LeftOut) else day_of(item.record),
            reason=reason,
            mine=mine,
            theirs=theirs,
        )

    def _words(self, record: Record) -> str:
        return in_words(record, self.products, counts_hidden=self.present.counts_hidden)


def kind_of_item(item: Located | LeftOut | Unreadable) -> Kind:
    return kind_of(item.record) if isinstance(item, Located) else Kind.OTHER
