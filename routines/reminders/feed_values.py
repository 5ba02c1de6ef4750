"""The values that the calendar feed is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time

from routines.diary.cadence import Cadence


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedStep:
    """A step's term: from `starts_on` until `ends_on` (excluded; None is open)."""

    key: str
    name: str
    slot: str
    cadence: Cadence
    starts_on: date
    ends_on: date | None = None
    last_done: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """A change that a trial asks for on a day."""

    key: str
    day: date
    words: str


@dataclass(frozen=True, kw_only=True)
class Routine:
    """What the events are made from. `pauses` are first and last days (None is open).

    `count_weekday` is None where no count is asked for; Monday is 0.
    """

    today: date
    day_starts_at: time
    steps: Sequence[FeedStep]
    times: Mapping[str, time] = field(default_factory=dict)
    pauses: Sequence[tuple[date, date | None]] = ()
    count_weekday: int | None = None
    switches: Sequence[Switch] = ()
    names_shown: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Every:
    """How an event repeats: every `days` days, or on weekdays (Monday is 0); `last` is included."""

    days: int = 1
    weekdays: frozenset[int] = frozenset()
    last: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEvent:
    """One event. Dates are those of the calendar, already moved for times after midnight."""

    key: str
    title: str
    first: date
    at: time | None
    every: Every | None
    details: str = ""
    left_out: tuple[date, ...] = ()
