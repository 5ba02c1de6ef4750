"""Taking back what was said today where it is no longer so: its reason was logged by mistake."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from routines.guidance.rules import StandingRule, TrendsViewed
from routines.reminders.conditions import find, leaves
from routines.reminders.history import History
from routines.reminders.models import Origin, Outcome, Reminder
from routines.reminders.services.people import Person


def withdraw(
    people: Iterable[Person],
    rules: Sequence[StandingRule],
    histories: Mapping[int, History],
    at: datetime,
) -> int:
    """Settle the unanswered reminders of today whose rule is in force and no longer holds.

    What is on its way and holds nothing else is dropped when it is to be sent. Returns how many.
    """
    keys = [
        key
        for person in people
        for key in _no_longer_so(person, rules, histories[person.user.pk], at)
    ]
    if not keys:
        return 0
    return Reminder.objects.filter(pk__in=keys, outcome=Outcome.OPEN).update(
        outcome=Outcome.WITHDRAWN, answered_at=at
    )


def _no_longer_so(
    person: Person, rules: Sequence[StandingRule], history: History, at: datetime
) -> list[int]:
    today = person.user.today(at)
    said = {
        one.rule_key: one.pk
        for one in person.spoken
        if one.origin == Origin.RULE and one.outcome == Outcome.OPEN and one.day == today
    }
    return [
        said[standing.rule.key]
        for standing in rules
        if standing.rule.key in said and not _is_so(standing, history)
    ]


def _is_so(standing: StandingRule, history: History) -> bool:
    """Whether it still holds; of who had the trends open nobody knows by now."""
    condition = standing.rule.condition
    if any(isinstance(leaf, TrendsViewed) for leaf in leaves(condition)):
        return True
    return find(condition, history) is not None
