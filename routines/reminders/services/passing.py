"""The pass: who is due is looked at, and what there is to say is written down.

One transaction a batch holds the people, reads, decides, writes reminders and outgoing messages and
sets the next time. Killed in the middle, all of it is as if it had never begun.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import OperationalError, transaction

from routines.accounts.models import User
from routines.guidance.gather import rules_in_force
from routines.guidance.rules import RuleKind, StandingRule
from routines.reminders import schedule
from routines.reminders.deciding import decide
from routines.reminders.gather import read_histories
from routines.reminders.models import Plan, Reminder
from routines.reminders.services import claims, making, outbox, plans, withdrawing
from routines.reminders.services.people import (
    Person,
    next_return,
    preferences_of,
    read_people,
    resting_of,
    returning,
)

log = logging.getLogger(__name__)

BATCH = 100
"""People in one transaction. On SQLite nobody else writes meanwhile, so it has to be short."""
AT_ONCE = frozenset(
    {RuleKind.WARNING_SIGN, RuleKind.SAFETY, RuleKind.SEE_A_PROFESSIONAL, RuleKind.CAUTION}
)
"""Kinds that do not wait for the time of day for messages."""
LATER = timedelta(hours=1)
"""How long somebody is left alone whose pass failed."""


@dataclass(frozen=True, kw_only=True)
class Passed:
    """What a pass did."""

    people: int = 0
    reminders: int = 0
    outgoing: int = 0
    withdrawn: int = 0

    def __add__(self, other: Passed) -> Passed:
        return Passed(
            people=self.people + other.people,
            reminders=self.reminders + other.reminders,
            outgoing=self.outgoing + other.outgoing,
            withdrawn=self.withdrawn + other.withdrawn,
        )


def make_pass(
    *, at: datetime, batch: int = BATCH, go_on: Callable[[], bool] = lambda: True
) -> Passed:
    """Look at everybody who is due at `at`, batch by batch; several may do so at a time.

    Between two batches it is asked whether to go on; who is left is due still.
    """
    claims.add_missing_plans(at=at)
    total = Passed()
    while go_on() and (passed := pass_batch(at=at, most=batch)).people:
        total += passed
    return total


def pass_batch(*, at: datetime, most: int = BATCH) -> Passed:
    """Look at up to `most` people. One whose pass fails holds up nobody else."""
    try:
        with transaction.atomic():
            return _pass(claims.due_plans(at=at, most=most), at)
    except OperationalError:
        raise
    except Exception:
        if most == 1:
            log.exception("The pass of one person failed; they are looked at again in an hour.")
            return _leave_alone(at)
        log.warning("The pass of a batch failed; its people are looked at one by one.")
        return sum((pass_batch(at=at, most=1) for _ in range(most)), start=Passed())


def pass_for(*, user: User, at: datetime) -> Passed:
    """Look at one person now, due or not: they have just written something that matters."""
    with transaction.atomic():
        plan = plans.held_plan(user=user, at=at)
        plan.user = user
        return _pass([plan], at)


def _leave_alone(at: datetime) -> Passed:
    with transaction.atomic():
        claimed = claims.due_plans(at=at, most=1)
        claims.move_on(claimed, {plan.pk: at + LATER for plan in claimed})
    return Passed(people=len(claimed))


def _pass(claimed: Sequence[Plan], at: datetime) -> Passed:
    people = read_people(claimed, at) if claimed else []
    awake = _awake(people)
    new, withdrawn = _new_reminders(awake, at)
    reminders = Reminder.objects.bulk_create(new)
    outgoing = outbox.put(awake, [*reminders, *_returned(awake, at)], at)
    claims.move_on(claimed, {person.plan.pk: _next_pass(person, at) for person in people})
    return Passed(
        people=len(people), reminders=len(reminders), outgoing=outgoing, withdrawn=withdrawn
    )


def _awake(people: Sequence[Person]) -> list[Person]:
    """Without whoever may not log in, or agrees no more that their diary is looked at."""
    return [person for person in people if person.user.is_active and person.user.has_agreed]


def _new_reminders(people: Sequence[Person], at: datetime) -> tuple[list[Reminder], int]:
    """What there is to say, and how much of what was said today is taken back."""
    on_time = [person for person in people if person.messages_due(at)]
    others = [person for person in people if not person.messages_due(at)]
    rules = rules_in_force() if people else ()
    urgent = [rule for rule in rules if rule.rule.kind in AT_ONCE]
    made, withdrawn = _from_rules(on_time, rules, at)
    more, more_withdrawn = _from_rules(others, urgent, at)
    made += more
    for found in (making.from_trials(on_time, at), making.from_nudges(people, at)):
        made += [reminder for reminders in found.values() for reminder in reminders]
    return made, withdrawn + more_withdrawn


def _from_rules(
    people: Sequence[Person], rules: Sequence[StandingRule], at: datetime
) -> tuple[list[Reminder], int]:
    if not people or not rules:
        return [], 0
    today_of = {person.user.pk: person.user.today(at) for person in people}
    histories = read_histories([person.user for person in people], rules, today_of)
    withdrawn = withdrawing.withdraw(people, rules, histories, at)
    made = [
        making.from_intent(person, intent, at)
        for person in people
        for intent in decide(
            rules=rules,
            history=histories[person.user.pk],
            today=today_of[person.user.pk],
            resting=resting_of(person, at),
            preferences=preferences_of(person, at),
        )
    ]
    return made, withdrawn


def _returned(people: Sequence[Person], at: datetime) -> list[Reminder]:
    """What was put off for some hours, which are over."""
    keys = [key for person in people for key in returning(person, at)]
    return list(Reminder.objects.filter(pk__in=keys)) if keys else []


def _next_pass(person: Person, at: datetime) -> datetime:
    usual = schedule.next_pass(person.table, person.nudge_times(), at)
    return min(usual, next_return(person, at) or usual)
