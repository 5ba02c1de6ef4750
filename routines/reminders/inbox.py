"""The inbox and the list of rules that have spoken, read from the rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from types import MappingProxyType
from typing import Final

from django.db.models import Count, Max, Q

from routines.accounts.models import User
from routines.reminders.cards import LOOKS, Look
from routines.reminders.models import Origin, Outcome, Reminder, Rest

PAGE: Final = 25
"""Reminders on one page of the inbox."""

OUTCOME_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        Outcome.OPEN: "Not answered",
        Outcome.DONE: "Done",
        Outcome.NOT_NOW: "Put off",
        Outcome.STOPPED: "Stopped",
        Outcome.DISMISSED: "Put away",
        Outcome.WITHDRAWN: "Settled itself",
    }
)
OUTCOME_MARKS: Final[Mapping[str, str]] = MappingProxyType(
    {
        Outcome.OPEN: "open",
        Outcome.DONE: "done",
        Outcome.NOT_NOW: "unknown",
        Outcome.STOPPED: "skipped",
        Outcome.DISMISSED: "skipped",
        Outcome.WITHDRAWN: "unknown",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A reminder in the inbox; `mark` is the shape that stands for what became of it."""

    row: Reminder
    look: Look
    outcome: str
    mark: str

    @property
    def is_open(self) -> bool:
        return self.row.outcome == Outcome.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxDay:
    """The reminders of one day, newest first."""

    day: date
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxPage:
    """One page of the inbox; `kinds` are those that were ever said, in order of precedence."""

    days: tuple[InboxDay, ...]
    number: int
    has_older: bool
    kinds: tuple[tuple[str, Look], ...]

    @property
    def is_empty(self) -> bool:
        return not self.days

    @property
    def newer(self) -> int:
        return self.number - 1

    @property
    def older(self) -> int:
        return self.number + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """A rule that has spoken: the last time it did, how often in all, and whether it rests.

    `rest` is None while it may speak; its `until` is None where it was stopped for good.
    """

    latest: Reminder
    look: Look
    times: int
    done: int
    rest: Rest | None


def line_of(row: Reminder) -> Line:
    return Line(
        row=row,
        look=LOOKS[row.kind],
        outcome=OUTCOME_WORDS[row.outcome],
        mark=OUTCOME_MARKS[row.outcome],
    )


def read_inbox(user: User, *, only_open: bool, kind: str, number: int) -> InboxPage:
    """Return a page of what was said, newest first. Two queries."""
    rows = Reminder.objects.of(user).newest_first()
    if only_open:
        rows = rows.filter(outcome=Outcome.OPEN)
    if kind:
        rows = rows.filter(kind=kind)
    start = (number - 1) * PAGE
    found = list(rows[start : start + PAGE + 1])
    return InboxPage(
        days=_by_day(found[:PAGE]),
        number=number,
        has_older=len(found) > PAGE,
        kinds=_kinds_of(user),
    )


def _by_day(rows: Sequence[Reminder]) -> tuple[InboxDay, ...]:
    return tuple(
        InboxDay(day=day, lines=tuple(line_of(row) for row in of_day))
        for day, of_day in groupby(rows, key=lambda row: row.day)
    )


def _kinds_of(user: User) -> tuple[tuple[str, Look], ...]:
    said = set(Reminder.objects.of(user).order_by().values_list("kind", flat=True).distinct())
    return tuple((kind, look) for kind, look in LOOKS.items() if kind in said)


def read_speakers(user: User, now: datetime) -> list[Speaker]:
    """Return every rule that has spoken to somebody, the last one to speak first. Three queries."""
    spoken = list(
        Reminder.objects.of(user)
        .filter(origin=Origin.RULE)
        .order_by()
        .values("rule_key")
        .annotate(
            times=Count("pk"), done=Count("pk", filter=Q(outcome=Outcome.DONE)), last=Max("pk")
        )
    )
    latest = Reminder.objects.in_bulk([row["last"] for row in spoken])
    rests = resting(user, now)
    speakers = [
        Speaker(
            latest=latest[row["last"]],
            look=LOOKS[latest[row["last"]].kind],
            times=row["times"],
            done=row["done"],
            rest=rests.get(row["rule_key"]),
        )
        for row in spoken
    ]
    return sorted(speakers, key=lambda speaker: speaker.latest.made_at, reverse=True)


def resting(user: User, now: datetime) -> dict[str, Rest]:
    """What somebody doesn't hear at present, by the rule's key. One query."""
    rests = Rest.objects.of(user).filter(Q(until__isnull=True) | Q(until__gt=now))
    return {rest.rule_key: rest for rest in rests}
