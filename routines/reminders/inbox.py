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
from routines.diary.gather import read_day
from routines.reminders.cards import LOOKS, Look, Thought, thought_of
from routines.reminders.models import Origin, Outcome, Reminder, Rest
from routines.reminders.today import clock_of, waiting_of

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
    """A reminder in the inbox; `mark` is the shape that stands for what became of it.

    `thought` is what can still be done about one that nobody has answered.
    """

    row: Reminder
    look: Look
    outcome: str
    mark: str
    thought: Thought | None


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


def read_inbox(user: User, *, only_open: bool, kind: str, number: int, now: datetime) -> InboxPage:
    """Return a page of what was said, newest first. Two queries, and three where one is open."""
    rows = Reminder.objects.of(user).newest_first()
    if only_open:
        rows = rows.filter(outcome=Outcome.OPEN)
    if kind:
        rows = rows.filter(kind=kind)
    start = (number - 1) * PAGE
    found = list(rows[start : start + PAGE + 1])
    return InboxPage(
        days=_by_day(found[:PAGE], _thoughts(user, found[:PAGE], now)),
        number=number,
        has_older=len(found) > PAGE,
        kinds=_kinds_of(user),
    )


def _thoughts(user: User, rows: Sequence[Reminder], now: datetime) -> dict[int, Thought]:
    """What can be done today about those that are open, by the row's key."""
    waiting = [row for row in rows if row.outcome == Outcome.OPEN]
    if not waiting:
        return {}
    today = user.today(now)
    day, clock = read_day(user, today, today), clock_of(user, now)
    return {row.pk: thought_of(waiting_of(row), day, clock) for row in waiting}


def _by_day(rows: Sequence[Reminder], thoughts: Mapping[int, Thought]) -> tuple[InboxDay, ...]:
    return tuple(
        InboxDay(day=day, lines=tuple(_line(row, thoughts.get(row.pk)) for row in of_day))
        for day, of_day in groupby(rows, key=lambda row: row.day)
    )


def _line(row: Reminder, thought: Thought | None) -> Line:
    return Line(
        row=row,
        look=LOOKS[row.kind],
        outcome=OUTCOME_WORDS[row.outcome],
        mark=OUTCOME_MARKS[row.outcome],
        thought=thought,
    )


def _kinds_of(user: User) -> tuple[tuple[str, Look], ...]:
    said = set(Reminder.objects.of(user).order_by().values_list("kind", flat=True).distinct())
    return tuple((kind, look) for kind, look in LOOKS.items() if kind in said)


def read_speakers(user: User, now: datetime) -> list[Speaker]:
    """Return every rule that has spoken to somebody, the last one to speak first. Three queries."""
    spoken = list(
        Reminder.objects.of(user)
        .standing()
        .filter(origin=Origin.RULE)
        .order_by()
        .values("rule_key")
        .annotate(
            times=Count("pk"), done=Count("pk", filter=Q(outcome=Outcome.DONE)), last=Max("made_at")
        )
    )
    latest = _latest(user, [row["last"] for row in spoken])
    rests = resting(user, now)
    speakers = [
        Speaker(
            latest=latest[row["rule_key"]],
            look=LOOKS[latest[row["rule_key"]].kind],
            times=row["times"],
            done=row["done"],
            rest=rests.get(row["rule_key"]),
        )
        for row in spoken
    ]
    return sorted(speakers, key=lambda speaker: speaker.latest.made_at, reverse=True)


def _latest(user: User, moments: Sequence[datetime]) -> dict[str, Reminder]:
    """The last that each rule said; `moments` are when. One query."""
    rows = Reminder.objects.of(user).standing().filter(origin=Origin.RULE, made_at__in=moments)
    return {row.rule_key: row for row in rows.order_by("made_at", "pk")}


def resting(user: User, now: datetime) -> dict[str, Rest]:
    """What somebody doesn't hear at present, by the rule's key. One query."""
    rests = Rest.objects.of(user).filter(Q(until__isnull=True) | Q(until__gt=now))
    return {rest.rule_key: rest for rest in rests}
