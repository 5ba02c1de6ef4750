"""What somebody would have been told, day after day, under given rules.

Every evening is decided on with what the day had brought, and what was said stays in mind for the
days after, as in a real pass. Nobody answers: no snoozes, no mutes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from routines.guidance.rules import RuleKind, StandingRule
from routines.reminders.deciding import Intent, Preferences, Resting, RuleRest, decide
from routines.reminders.history import History


def tell(
    rules: Sequence[StandingRule],
    history: History,
    days: int,
    preferences: Preferences | None = None,
) -> Iterator[Intent]:
    """Go through the last `days` of a history, its today included, earliest first."""
    said = _Said()
    for ago in reversed(range(days)):
        day = history.today - timedelta(days=ago)
        for intent in decide(
            rules=rules,
            history=history.as_of(day),
            today=day,
            resting=said.resting(),
            preferences=preferences or Preferences(),
        ):
            said.add(intent)
            yield intent


class _Said:
    """What has been said so far."""

    def __init__(self) -> None:
        self.days: dict[str, list[date]] = defaultdict(list)
        self.sent: list[tuple[date, RuleKind]] = []

    def add(self, intent: Intent) -> None:
        self.days[intent.standing.rule.key].append(intent.day)
        self.sent.append((intent.day, intent.standing.rule.kind))

    def resting(self) -> Resting:
        return Resting(
            rules={key: RuleRest(spoken=tuple(days)) for key, days in self.days.items()},
            sent=tuple(self.sent),
        )
