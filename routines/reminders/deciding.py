"""What to say to one person today, and what to keep to ourselves.

A pure function of the rules in force, the person's recent past, what was said before, and how they
want to be spoken to. Why it holds back as it does stands in docs/decisions/0012-deciding.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from routines.guidance.rules import RuleKind, StandingRule
from routines.reminders.figures import Figures
from routines.reminders.history import History

URGENT = frozenset({RuleKind.WARNING_SIGN, RuleKind.SAFETY})
"""Never held back by how many messages there were already."""

OFFERS_COUNT = "count"
"""What a reminder offers that leads to counting instead of logging a step."""


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
    return ()
