"""What the guidance has to say while somebody looks at their trends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from routines.accounts.models import User
from routines.guidance.gather import rules_in_force
from routines.guidance.rules import StandingRule, TrendsViewed
from routines.reminders.conditions import leaves
from routines.reminders.deciding import Intent, decide
from routines.reminders.gather import read_history
from routines.reminders.models import Outcome, Reminder
from routines.reminders.services import making, plans
from routines.reminders.services.people import Person, preferences_of, read_people, resting_of

NO_LIMIT = 1000
"""Nothing is sent of this, so that it needs no cap."""


def look_at_trends(*, user: User, at: datetime) -> list[Reminder]:
    """Say what there is to say to somebody who has the trends open.

    Returns what was said today and nobody has answered, however often they look. Decided without
    holding anybody up; only what there is to write waits for the person's other writers.
    """
    rules = [rule for rule in rules_in_force() if speaks_of_trends(rule)]
    if not rules:
        return []
    plan = plans.read_plan(user)
    plan.user, plan.next_pass_at = user, at
    (person,) = read_people([plan], at)
    intents = _intents(person, rules, at)
    if intents:
        with transaction.atomic():
            User.objects.hold(user)
            Reminder.objects.bulk_create(
                [making.from_intent(person, intent, at) for intent in intents],
                ignore_conflicts=True,
            )
    keys = [rule.rule.key for rule in rules]
    said = Reminder.objects.of(user).filter(rule_key__in=keys, day=user.today(at))
    return list(said.filter(outcome=Outcome.OPEN).newest_first())


def speaks_of_trends(standing: StandingRule) -> bool:
    return any(isinstance(leaf, TrendsViewed) for leaf in leaves(standing.rule.condition))


def _intents(person: Person, rules: Sequence[StandingRule], at: datetime) -> tuple[Intent, ...]:
    today = person.user.today(at)
    preferences = preferences_of(person, at)
    return decide(
        rules=rules,
        history=read_history(person.user, rules, today, trends_open=True),
        today=today,
        resting=resting_of(person, at),
        preferences=replace(preferences, most_a_day=NO_LIMIT, most_a_week=NO_LIMIT),
    )
