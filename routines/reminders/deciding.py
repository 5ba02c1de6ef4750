"""What to say to one person today, and what to keep to ourselves.

A pure function of the rules in force, the person's recent past, what was said before, and how they
want to be spoken to. Why it holds back as it does stands in docs/decisions/0012-deciding.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from routines.diary.cadence import WEEK
from routines.guidance.rules import Rule, RuleKind, StandingRule
from routines.reminders.conditions import (
    MORE_THAN_ONE,
    ONE_MISSED_DAY,
    Found,
    find,
    speaks_of_counts,
)
from routines.reminders.dayset import TODAY
from routines.reminders.figures import Figures, What
from routines.reminders.history import History
from routines.reminders.pace import has_said_enough, is_too_soon

URGENT = frozenset({RuleKind.WARNING_SIGN, RuleKind.SAFETY})
"""Never held back by how many messages there were already."""

OFFERS_COUNT = "count"
"""What a reminder offers that leads to counting instead of logging a step."""

OFFERED_KINDS = frozenset({"cleanser", "moisturiser", "sunscreen"})
"""What may be logged from a reminder. Never what can be too much."""

MISSING_A_STEP = frozenset({What.DONE_ON_FEWER, What.MISSED_IN_A_ROW, What.DONE_WITHOUT})
DO_MORE = MISSING_A_STEP | {What.NO_COUNT, What.NOTHING_LOGGED}

_RANKS = {kind: rank for rank, kind in enumerate(RuleKind)}


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRest:
    """What one rule (by its key) has said to one person, and whether they want it quiet."""

    spoken: tuple[date, ...] = ()
    """The person's days on which it spoke, ascending; at least the last year of them."""

    silent_until: date | None = None
    """A snooze: the first day on which it may speak again. Past ones do no harm."""

    is_muted: bool = False


SAID_NOTHING = RuleRest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Resting:
    """What was said before: per rule key, and what was made on the last 7 days, today included."""

    rules: Mapping[str, RuleRest] = field(default_factory=dict)
    sent: tuple[tuple[date, RuleKind], ...] = ()
    """A day and kind for each reminder that a rule made, in any order; older ones do no harm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """How a person wants to be spoken to. Caps leave safety and warning signs out."""

    most_a_day: int = 1
    most_a_week: int = 3
    is_paused: bool = False
    """Reminders are paused today; a paused diary is in the history."""

    wanted: frozenset[RuleKind] = frozenset(RuleKind)
    """Kinds they take on any channel, the app included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """A rule that speaks on `day`, and why.

    `offers` is the kind of step that "Done" logs, OFFERS_COUNT, or None.
    """

    standing: StandingRule
    figures: Figures
    day: date
    offers: str | None = None


def decide(
    *,
    rules: Sequence[StandingRule],
    history: History,
    today: date,
    resting: Resting,
    preferences: Preferences,
) -> tuple[Intent, ...]:
    """Return what is said today, gravest first; nothing that was said today already.

    Never raises, and does not depend on the order of `rules`.
    """
    person = _Person(history.as_of(today), resting, preferences)
    speaking = [intent for standing in rules if (intent := person.hears(standing)) is not None]
    speaking.sort(key=person.precedence)
    by_key: dict[str, Intent] = {}
    for intent in speaking:
        by_key.setdefault(intent.standing.rule.key, intent)
    urgent = [intent for intent in by_key.values() if _is_urgent(intent)]
    others = [intent for intent in by_key.values() if not _is_urgent(intent)]
    if urgent or person.heard_urgent_today:
        others = [intent for intent in others if not _asks_for_more(intent)]
    return (*urgent, *others[: person.room_for_more])


@dataclass(frozen=True, slots=True)
class _Person:
    """Who is spoken to."""

    history: History
    """As of the day that is decided on."""

    resting: Resting
    preferences: Preferences

    @property
    def today(self) -> date:
        return self.history.today

    @property
    def is_paused(self) -> bool:
        return self.preferences.is_paused or self.history.is_paused

    @property
    def heard_urgent_today(self) -> bool:
        return any(day >= self.today and kind in URGENT for day, kind in self.resting.sent)

    @property
    def room_for_more(self) -> int:
        """How many messages may still be made today besides the urgent ones.

        Who travels west lives a day again; what was said then "tomorrow" counts as today.
        """
        ages = [(self.today - day).days for day, kind in self.resting.sent if kind not in URGENT]
        today = sum(age <= 0 for age in ages)
        week = sum(age < WEEK for age in ages)
        most = self.preferences
        return max(0, min(most.most_a_day - today, most.most_a_week - week))

    def hears(self, standing: StandingRule) -> Intent | None:
        """Return what the rule says, unless its condition or the person keeps it silent."""
        rule = standing.rule
        if self._is_quiet(rule):
            return None
        found = find(rule.condition, self.history, _least_missed(rule))
        if found is None or self._has_said_enough(rule):
            return None
        return Intent(
            standing=standing,
            figures=Figures(found),
            day=self.today,
            offers=_offered(found, self.history),
        )

    def precedence(self, intent: Intent) -> tuple[object, ...]:
        """The gravest first; of equals the one that was silent longest, or may speak more often."""
        rule = intent.standing.rule
        spoken = self._rest(rule).spoken
        last = spoken[-1] if spoken else date.min
        return (_RANKS[rule.kind], last, rule.pace.gaps[:1], *_place(intent.standing))

    def _rest(self, rule: Rule) -> RuleRest:
        return self.resting.rules.get(rule.key, SAID_NOTHING)

    def _is_quiet(self, rule: Rule) -> bool:
        """Whether it says nothing whatever its condition: the cheap half of the answer."""
        rest = self._rest(rule)
        return (
            rest.is_muted
            or rule.kind not in self.preferences.wanted
            or (self.is_paused and rule.kind is not RuleKind.WARNING_SIGN)
            or (rest.silent_until is not None and self.today < rest.silent_until)
            or is_too_soon(rule.pace, rest.spoken, self.today)
            or (self.history.counts_hidden and speaks_of_counts(rule.condition))
        )

    def _has_said_enough(self, rule: Rule) -> bool:
        def held_on(day: date) -> bool:
            return find(rule.condition, self.history.as_of(day), _least_missed(rule)) is not None

        return has_said_enough(rule.pace, self._rest(rule).spoken, self.today, held_on)


def _place(standing: StandingRule) -> tuple[str | int, ...]:
    """Where a rule stands: an order that says nothing, but is always the same."""
    rule = standing.rule
    return (standing.topic, standing.line, rule.key, standing.revision, rule.message)


def _is_urgent(intent: Intent) -> bool:
    return intent.standing.rule.kind in URGENT


def _least_missed(rule: Rule) -> int:
    """One missed day never says anything, but where safety hangs on it."""
    return ONE_MISSED_DAY if rule.kind in URGENT else MORE_THAN_ONE


def _asks_for_more(intent: Intent) -> bool:
    """Whether it would have the person do more, or praises: out of place beside a warning."""
    is_praise = intent.standing.rule.kind is RuleKind.PRAISE
    return is_praise or any(figure.what in DO_MORE for figure in intent.figures)


def _offered(found: Found, history: History) -> str | None:
    """Return what "Done" can log: the step that was missed, if the day still has it open."""
    for figure in found:
        if figure.what is What.NO_COUNT:
            return OFFERS_COUNT
        kind = figure.subjects[-1] if figure.what in MISSING_A_STEP else ""
        step = history.step(kind)
        if kind in OFFERED_KINDS and step.planned & ~step.answered & TODAY:
            return kind
    return None
