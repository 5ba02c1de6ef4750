"""Deciding what becomes of every row of a file, and what has to be written for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from routines.portability.foreign import Dropped, RefusedFile, Unreadable
from routines.portability.incoming import Incoming, LeftOut, Located
from routines.portability.planning.identity import (
    Identity,
    identity_of,
    say_the_same,
    says_nothing_else,
    told_at,
)
from routines.portability.planning.plan import Plan, Reached, Terms
from routines.portability.planning.present import Present
from routines.portability.planning.rules import refusal
from routines.portability.planning.standing import Standing
from routines.portability.planning.terms import covers
from routines.portability.planning.verdicts import Choice, Kind, Verdict
from routines.portability.values import (
    Answer,
    Count,
    Happening,
    Note,
    Preferences,
    Product,
    Record,
    Reminder,
    Step,
)

MOST_ROWS = 80_000
"""Ten years of twenty-one habits; what is compared is in memory all at once."""
MOST_LETTERS = 10_000_000
"""Of all notes and other texts together: a full note on each day of ten years, and more."""

MOST_TERMS = 10_000
"""Of all steps together: every step of a full routine changed every day for eight months. Each page
reads them, and writing many more would keep other people waiting."""


def decide(incoming: Iterable[Incoming], present: Present, terms: Terms) -> Plan:
    """Decide about every row. Raises RefusedFile for more rows than are compared at once."""
    items: list[Located | LeftOut | Unreadable] = []
    dropped: list[Dropped] = []
    letters = terms_of_steps = 0
    for item in incoming:
        if isinstance(item, Dropped):
            dropped.append(item)
            continue
        items.append(item)
        letters += _letters(item)
        terms_of_steps += _terms(item)
        if len(items) > MOST_ROWS:
            raise RefusedFile(f"There are more than {MOST_ROWS:,} rows in this file.")
        if letters > MOST_LETTERS:
            raise RefusedFile("There is more text in this file than can be compared at once.")
        if terms_of_steps > MOST_TERMS:
            raise RefusedFile("The steps in this file changed more often than can be brought in.")
    return _Decider(items, present, terms).plan(tuple(dropped))


class _Decider:
    """Goes through the rows once, in the order of the file."""

    def __init__(
        self, items: Sequence[Located | LeftOut | Unreadable], present: Present, terms: Terms
    ) -> None:
        self.items, self.present, self.terms = items, present, terms
        self.winners = _winners(items)
        self.gone = self._starters_that_go()
        self.standing = Standing(present, self.gone)
        self.puts: dict[Identity, Record] = {}
        self.answered: dict[UUID, list[date]] | None = None

    def plan(self, dropped: tuple[Dropped, ...]) -> Plan:
        outcomes = [self._outcome(position, item) for position, item in enumerate(self.items)]
        reached = tuple(self._reach_back())
        return Plan(
            items=self.items,
            outcomes=outcomes,
            dropped=dropped,
            puts=tuple(self.puts.values()),
            gone=tuple(sorted(self.gone)),
            reached=reached,
            present=self.present,
            products=self.standing.products,
        )

    def _starters_that_go(self) -> frozenset[UUID]:
        """The untouched steps that every diary begins with make way for a routine of one's own."""
        if not self.terms.is_own:
            return frozenset()
        coming = {
            item.record.key
            for item in self.items
            if isinstance(item, Located) and isinstance(item.record, Step) and item.record.terms
        }
        return self.present.starters - coming if coming else frozenset()

    def _outcome(self, position: int, item: Located | LeftOut | Unreadable) -> tuple[Verdict, str]:
        if isinstance(item, Unreadable):
            return Verdict.UNREADABLE, item.reason
        if isinstance(item, LeftOut):
            return Verdict.LEFT_OUT, item.reason
        identity = identity_of(item.record)
        if self.winners[identity] != position:
            return Verdict.REPEATED, "Another row of the file says this too, and later."
        reason = refusal(item.record, today=self.present.today, happenings=self.present.happenings)
        if reason:
            return Verdict.REFUSED, reason
        mine = self.present.records.get(identity)
        return self._new(identity, item.record) if mine is None else self._known(item, mine)

    def _new(self, identity: Identity, record: Record) -> tuple[Verdict, str]:
        if reason := self.standing.refusal(record, instead_of=None):
            return Verdict.REFUSED, reason
        self._put(identity, record, instead_of=None)
        return Verdict.NEW, ""

    def _known(self, item: Located, mine: Record) -> tuple[Verdict, str]:
        record = item.record
        is_named = isinstance(record, Step | Product)
        agrees = say_the_same if self.terms.is_own else says_nothing_else
        if agrees(record, mine) or (is_named and not self.terms.is_own):
            return Verdict.SAME, ""
        if isinstance(record, Preferences) and not self.terms.with_settings:
            return Verdict.LEFT_OUT, "Your own settings stay as they are."
        if not self._theirs_counts(item, mine):
            return Verdict.KEPT, ""
        reason = self.standing.refusal(record, instead_of=mine) or self._homeless(record)
        if reason:
            return Verdict.KEPT, reason
        self._put(identity_of(record), record, instead_of=mine)
        return Verdict.TAKEN, ""

    def _theirs_counts(self, item: Located, mine: Record) -> bool:
        if isinstance(item.record, Preferences) or self.terms.choice is Choice.THEIRS:
            return True
        theirs_at, mine_at = told_at(item.record), told_at(mine)
        is_known = item.is_timed and theirs_at is not None and mine_at is not None
        return self.terms.choice is Choice.LATER and is_known and theirs_at > mine_at  # type: ignore[operator]

    def _homeless(self, record: Record) -> str:
        """Say that answers of the diary would have no place under other terms of their step."""
        if not isinstance(record, Step):
            return ""
        if self.answered is None:
            self.answered = _days_answered(self.present)
        days = self.answered.get(record.key, [])
        if all(covers(record.terms, day) for day in days):
            return ""
        return "You logged this step on days on which the file does not have it."

    def _put(self, identity: Identity, record: Record, *, instead_of: Record | None) -> None:
        self.puts[identity] = record
        self.standing.let_in(record, instead_of=instead_of)
        if isinstance(record, Answer):
            self.standing.reach(record)

    def _reach_back(self) -> Iterator[Reached]:
        """Let steps begin as early as their answers do."""
        for key, since in self.standing.reached.items():
            identity = (Kind.STEPS, key)
            step = self.puts.get(identity) or self.present.records[identity]
            if isinstance(step, Step):
                terms = self.standing.terms[key]
                self.puts[identity] = replace(step, terms=terms)
                yield Reached(step=key, name=terms[-1].name, since=since)


def _winners(items: Iterable[Located | LeftOut | Unreadable]) -> dict[Identity, int]:
    """The position of the row that counts, of several about the same: what was said last."""
    winners: dict[Identity, tuple[int, Located]] = {}
    for position, item in enumerate(items):
        if isinstance(item, Located):
            identity = identity_of(item.record)
            before = winners.get(identity)
            if before is None or not _is_later(before[1], item):
                winners[identity] = position, item
    return {identity: position for identity, (position, _) in winners.items()}


def _is_later(one: Located, other: Located) -> bool:
    """Whether the file says so; otherwise the row that comes last counts."""
    if not (one.is_timed and other.is_timed):
        return False
    at, other_at = told_at(one.record), told_at(other.record)
    return at is not None and other_at is not None and at > other_at


def _letters(item: Located | LeftOut | Unreadable) -> int:
    """How long the texts are that the item holds."""
    match item:
        case Located(record=Note() as record):
            return len(record.text)
        case Located(record=Answer() | Happening() | Count() as record):
            return len(record.note)
        case Located(record=Reminder() as record):
            return len(repr(record))
    return 0


def _terms(item: Located | LeftOut | Unreadable) -> int:
    is_step = isinstance(item, Located) and isinstance(item.record, Step)
    return len(item.record.terms) if is_step else 0  # type: ignore[union-attr]


def _days_answered(present: Present) -> dict[UUID, list[date]]:
    days: dict[UUID, list[date]] = {}
    for record in present.records.values():
        if isinstance(record, Answer) and record.answer:
            days.setdefault(record.step, []).append(record.day)
    return days
