"""What Today says of reminders, as values ready to be shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from typing import Final
from uuid import UUID

from routines.diary.days import SLOTS, Day, DayState, StepOnDay
from routines.guidance.rules import RuleKind
from routines.reminders.deciding import OFFERS_COUNT
from routines.reminders.schedule import EVENING, MORNING_ENDS, PutOff

MOST_ON_TODAY: Final = 2
SHOWN_DAYS: Final = 2
"""The day itself and the one after: later a thought about the routine is stale."""
SHOWN_DAYS_GRAVE: Final = 7


@dataclass(frozen=True, slots=True)
class Look:
    """How a kind of reminder is announced; `tone` names its colours in the style sheet."""

    label: str
    icon: str
    tone: str = "note"


LOOKS: Final[Mapping[str, Look]] = MappingProxyType(
    {
        "warning sign": Look("Please have it looked at", "exclamation-octagon", "warning"),
        "safety": Look("Mind your skin", "exclamation-diamond", "safety"),
        "see a professional": Look("Worth asking about", "hospital", "caution"),
        "caution": Look("Go gently", "bandaid", "caution"),
        "tip": Look("A tip", "lightbulb"),
        "info": Look("Worth knowing", "info-circle"),
        "praise": Look("Well kept", "flower1", "praise"),
        "trial": Look("Your trial", "arrow-repeat"),
        "nudge": Look("Your nudge", "clock"),
    }
)
"""By kind, in the order of precedence, highest first."""

_RANKS: Final = {kind: rank for rank, kind in enumerate(LOOKS)}
GRAVE: Final = frozenset({RuleKind.WARNING_SIGN, RuleKind.SAFETY, RuleKind.SEE_A_PROFESSIONAL})


WAIT_WORDS: Final[Mapping[PutOff, str]] = MappingProxyType(
    {PutOff.TONIGHT: "Tonight", PutOff.TOMORROW: "Tomorrow", PutOff.WEEK: "In a week"}
)
SLOT_OFFERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "morning": "the rest of this morning",
        "evening": "the rest of this evening",
        "any": "the rest of these",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A reminder that nobody has answered; `day` is when it was said, or is back again."""

    key: UUID
    rule_key: str
    kind: str
    message: str
    offers: str
    day: date
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Thought:
    """A reminder on Today; `offers` is what "Done" logs, in the person's words, or empty."""

    key: UUID
    look: Look
    message: str
    offers: str
    waits: tuple[tuple[PutOff, str], ...]
    is_nudge: bool = False
    leads_to_count: bool = False


def thoughts(
    waiting: Iterable[Waiting],
    *,
    day: Day,
    clock: time,
    has_counted: bool = False,
    most: int = MOST_ON_TODAY,
) -> tuple[Thought, ...]:
    """Choose what is worth a place on the page of `day`, the gravest first.

    Leaves out what is stale, what the day's answers have already settled, an older reminder of a
    rule that has spoken again, and on a paused day all but the grave ones. `clock` is the time on
    the person's wall, as far as their day has come: past midnight it is late; `has_counted` says
    whether spots were counted today.
    """
    current = [
        one
        for one in waiting
        if is_current(one.kind, one.day, day.day)
        and not _is_settled(one, day, has_counted=has_counted)
        and (day.state is not DayState.PAUSED or one.kind in GRAVE)
    ]
    newest = {one.rule_key: one for one in sorted(current, key=lambda one: one.made_at)}
    chosen = sorted(newest.values(), key=lambda one: one.made_at, reverse=True)
    chosen.sort(key=lambda one: _RANKS.get(one.kind, len(_RANKS)))
    return tuple(thought_of(one, day, clock) for one in chosen[:most])


def thought_of(one: Waiting, day: Day, clock: time) -> Thought:
    """A reminder with what can be done about it at this time of today."""
    return Thought(
        key=one.key,
        look=LOOKS[one.kind],
        message=one.message,
        offers=_offer(one.offers, day, clock),
        waits=waits(clock),
        is_nudge=one.kind == "nudge",
        leads_to_count=one.offers == OFFERS_COUNT,
    )


def is_current(kind: str, said_on: date, today: date) -> bool:
    """Whether a reminder that nobody answered is still worth a place on Today."""
    shown = SHOWN_DAYS_GRAVE if kind in GRAVE else SHOWN_DAYS
    if kind == "nudge":
        shown = 1
    return timedelta(0) <= today - said_on < timedelta(days=shown)


def waits(clock: time) -> tuple[tuple[PutOff, str], ...]:
    """What "not now" offers at this time of the day."""
    return tuple(
        (wait, words)
        for wait, words in WAIT_WORDS.items()
        if wait is not PutOff.TONIGHT or clock < EVENING
    )


def _concerned(offers: str, day: Day) -> tuple[StepOnDay, ...]:
    """The steps of the day that an offer is about: of a kind, or of a part of the day."""
    if not offers:
        return ()
    if offers in SLOTS:
        return day.in_slot(offers)
    return tuple(item for item in day.steps if item.step.kind == offers)


def _is_settled(one: Waiting, day: Day, *, has_counted: bool) -> bool:
    """Whether all that it asks for has been answered since it was said."""
    if one.offers == OFFERS_COUNT:
        return has_counted
    concerned = [item for item in _concerned(one.offers, day) if item.due or item.given]
    if one.kind == "nudge":
        return not any(item.is_open for item in concerned)
    return bool(concerned) and all(item.answer == "done" for item in concerned)


def _offer(offers: str, day: Day, clock: time) -> str:
    """What "Done" would log, in words; empty where nothing is left to log.

    Of several steps of a kind it is the one of this part of the day.
    """
    part = "morning" if clock < MORNING_ENDS else "evening"
    still_open = [item.step for item in _concerned(offers, day) if item.is_open]
    if not still_open:
        return ""
    if offers in SLOTS:
        return SLOT_OFFERS[offers]
    return min(still_open, key=lambda step: step.slot != part).name
