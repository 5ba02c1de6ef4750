"""Rules as values: what a line of a topic asks reminders to watch for, and what to say then.

A rule is text first: `reading.py` turns a line into one of these, `saying.py` turns it back. Every
span is in days unless its name says otherwise; windows end on the day that is looked at, and
`at_least` counts distinct days. Steps are known by the diary's kinds (`sunscreen`), happenings by
their keys in the catalogue (`strong-sun`); both are plain texts here, because guidance knows no
other room.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class RuleKind(StrEnum):
    """In whose tone a rule speaks; the order is that of precedence, highest first."""

    WARNING_SIGN = "warning sign"
    SAFETY = "safety"
    SEE_A_PROFESSIONAL = "see a professional"
    CAUTION = "caution"
    TIP = "tip"
    INFO = "info"
    PRAISE = "praise"


@dataclass(frozen=True, slots=True)
class DoneOnFewer:
    """sunscreen is done on fewer than 5 of the last 7 days

    True once it is certain: days on which nothing was logged, skips and pauses are never counted
    as missed, so more than `window - fewer_than` days must be missed.
    """

    step: str
    fewer_than: int
    window: int


@dataclass(frozen=True, slots=True)
class DoneOnAtLeast:
    """sunscreen is done on at least 6 of the last 7 days

    With `at_least` 1 it is said as: exfoliation is done in the last 7 days.
    """

    step: str
    at_least: int
    window: int


@dataclass(frozen=True, slots=True)
class MissedInARow:
    """sunscreen is missed 3 days in a row; with `days` 1: sunscreen is missed yesterday"""

    step: str
    days: int


@dataclass(frozen=True, slots=True)
class DoneOnSameDay:
    """exfoliation is done without moisturiser on the same day

    `together` says with or without. Looked at for the last two days; "without" is only known of a
    day that is over and on which the other step was due or is answered.
    """

    step: str
    other: str
    together: bool


@dataclass(frozen=True, slots=True)
class DoneMoreThanCap:
    """exfoliation is done more often than your cap in the last 7 days"""

    step: str
    window: int


@dataclass(frozen=True, slots=True)
class DoneTwiceWithin:
    """exfoliation is done twice within 48 hours"""

    step: str
    hours: int


@dataclass(frozen=True, slots=True)
class DoneAfter:
    """exfoliation is done within 7 days after irritation or sunburn

    Looked at for the last two days of the step; the day of the happening itself counts as after.
    """

    step: str
    happenings: tuple[str, ...]
    within: int


@dataclass(frozen=True, slots=True)
class DoneTimesADay:
    """gentle cleanser is done at least 3 times a day on at least 3 of the last 7 days"""

    step: str
    times: int
    at_least: int
    window: int


@dataclass(frozen=True, slots=True)
class HappenedOn:
    """strong sun is logged on at least 3 of the last 7 days

    Any of `happenings` makes the day count. With `at_least` 1 it is said as: sunburn is logged in
    the last 7 days.
    """

    happenings: tuple[str, ...]
    at_least: int
    window: int


@dataclass(frozen=True, slots=True)
class NothingLogged:
    """nothing is logged for 4 days"""

    days: int


@dataclass(frozen=True, slots=True)
class NoCount:
    """no count is entered for 7 days; never true of somebody who hides counts"""

    days: int


@dataclass(frozen=True, slots=True)
class CountedOften:
    """at least 2 counts a day are entered on at least 5 of the last 7 days"""

    counts: int
    at_least: int
    window: int


@dataclass(frozen=True, slots=True)
class CountRises:
    """the count rises above its usual ups and downs: the alarm of the trends"""


@dataclass(frozen=True, slots=True)
class MoreSpots:
    """10 more spots are counted than 4 weeks ago, confirmed by a recount"""

    spots: int
    weeks: int
    confirmed: bool


@dataclass(frozen=True, slots=True)
class SpotsAtEveryCount:
    """spots are found at every count for 12 weeks"""

    weeks: int


@dataclass(frozen=True, slots=True)
class RoutineChanged:
    """the routine has changed in the last 6 weeks"""

    within: int


@dataclass(frozen=True, slots=True)
class TrendsViewed:
    """the trends are looked at: only true while the person has them open"""


@dataclass(frozen=True, slots=True)
class SkinTypeIs:
    """the skin is sensitive"""

    skin_type: str


@dataclass(frozen=True, slots=True)
class AllOf:
    """Parts joined by "and", two or more, none of them an AllOf, in canonical order."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Parts joined by "or", two or more, none of them an AnyOf, in canonical order."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Unless:
    """`condition` holds and `exception` does not."""

    condition: Condition
    exception: Condition


Leaf: TypeAlias = (
    DoneOnFewer
    | DoneOnAtLeast
    | MissedInARow
    | DoneOnSameDay
    | DoneMoreThanCap
    | DoneTwiceWithin
    | DoneAfter
    | DoneTimesADay
    | HappenedOn
    | NothingLogged
    | NoCount
    | CountedOften
    | CountRises
    | MoreSpots
    | SpotsAtEveryCount
    | RoutineChanged
    | TrendsViewed
    | SkinTypeIs
)
Condition: TypeAlias = Leaf | AllOf | AnyOf | Unless


@dataclass(frozen=True, slots=True)
class Pace:
    """How often a rule may speak.

    `gaps` are the days that must lie between one time and the next: the first gap after the first
    time, and so on, the last one from then on ("at most every 4, then 7, then 14 days"). After
    `silent_after` times without the condition having ceased to hold in between it rests until it
    ceased once ("then silent after 2"); None never rests.
    """

    gaps: tuple[int, ...] = (1,)
    silent_after: int | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `key` is its identity (see `saying.key_of`), `message` one line of text."""

    kind: RuleKind
    condition: Condition
    pace: Pace
    message: str
    key: str


@dataclass(frozen=True, slots=True)
class StandingRule:
    """A rule where it stands: in a topic, at a revision, on a line of its body (from 1).

    `facts` are the slugs that its line, or else its topic, cites.
    """

    rule: Rule
    topic: str
    title: str
    revision: int
    line: int
    sentence: str
    """The line as the editor wrote it."""
    facts: tuple[str, ...] = ()
