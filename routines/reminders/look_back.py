"""How far back the rules in force look, so that a pass reads no more than that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeAlias

from routines.diary.cadence import WEEK
from routines.guidance.rules import (
    CountedOften,
    CountRises,
    DoneAfter,
    DoneMoreThanCap,
    DoneOnAtLeast,
    DoneOnFewer,
    DoneOnSameDay,
    DoneTimesADay,
    DoneTwiceWithin,
    HappenedOn,
    Leaf,
    MissedInARow,
    MoreSpots,
    NoCount,
    NothingLogged,
    RoutineChanged,
    SpotsAtEveryCount,
    StandingRule,
)
from routines.reminders.conditions import leaves
from routines.reminders.pace import WATCHED_DAYS, needs_spells
from routines.trends.alarms import LOOK_BACK

FARTHEST = 400
"""Nothing is read further back than these days, whatever a rule says."""

DAY_HOURS = 24
TWO_DAYS = 2
Compared: TypeAlias = CountRises | MoreSpots | SpotsAtEveryCount
OWN_MEMORY = (NothingLogged, NoCount)
"""Conditions that know how long they have held by themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LookBack:
    """In days, today included; 0 where nothing is asked. Days of answers are without pauses."""

    answers: int = 0
    happenings: int = 0
    changes: int = 0
    counts_a_day: int = 0
    compared_counts: int = 0
    watches_silence: bool = False
    watches_counts: bool = False
    """Whether the days of the last answer and the last count are asked for."""

    def earlier(self, days: int) -> LookBack:
        """The same for somebody who looks from so many days ago as well."""
        return replace(
            self,
            answers=_further(self.answers, days),
            happenings=_further(self.happenings, days),
            changes=_further(self.changes, days),
            counts_a_day=_further(self.counts_a_day, days),
            compared_counts=_further(self.compared_counts, days),
        )


def _further(days: int, more: int) -> int:
    return min(days + more, FARTHEST) if days else 0


def look_back(rules: Iterable[StandingRule]) -> LookBack:
    """Return how far back any of the rules may look."""
    answers = happenings = changes = counts = 0
    asked: list[Leaf] = []
    for standing in rules:
        own = list(leaves(standing.rule.condition))
        spell = WATCHED_DAYS if needs_spells(standing.rule.pace) else 0
        if all(isinstance(leaf, OWN_MEMORY) for leaf in own):
            spell = 0
        answers = max(answers, *(_answers(leaf) + spell for leaf in own))
        happenings = max(happenings, *(_happenings(leaf) + spell for leaf in own))
        changes = max(changes, *(_changes(leaf) + spell for leaf in own))
        counts = max(counts, *(_counts_a_day(leaf) + spell for leaf in own))
        asked += own
    return LookBack(
        answers=min(answers, FARTHEST),
        happenings=min(happenings, FARTHEST),
        changes=min(changes, FARTHEST),
        counts_a_day=min(counts, FARTHEST),
        compared_counts=LOOK_BACK if any(isinstance(leaf, Compared) for leaf in asked) else 0,
        watches_silence=any(isinstance(leaf, NothingLogged) for leaf in asked),
        watches_counts=any(isinstance(leaf, NoCount | NothingLogged) for leaf in asked),
    )


def _answers(leaf: Leaf) -> int:
    """A window may end yesterday, and its guard looks at a week at least."""
    match leaf:
        case DoneOnFewer(window=days) | DoneOnAtLeast(window=days) | MissedInARow(days=days):
            return max(days, WEEK) + 1
        case DoneMoreThanCap(window=days) | DoneTimesADay(window=days):
            return days + 1
        case DoneTwiceWithin(hours=hours):
            return hours // DAY_HOURS + 1 + TWO_DAYS
        case DoneOnSameDay() | DoneAfter():
            return TWO_DAYS + 1
        case _:
            return 0


def _happenings(leaf: Leaf) -> int:
    match leaf:
        case HappenedOn(window=days):
            return days
        case DoneAfter(within=days):
            return days + TWO_DAYS
        case NothingLogged(days=days):
            return days + 1
        case _:
            return 0


def _changes(leaf: Leaf) -> int:
    return leaf.within if isinstance(leaf, RoutineChanged) else 0


def _counts_a_day(leaf: Leaf) -> int:
    return leaf.window if isinstance(leaf, CountedOften) else 0
