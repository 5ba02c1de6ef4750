"""What the passes of the last weeks would have said to a made-up diary. Nothing of it is sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from django.db import transaction

from routines.accounts.models import User
from routines.diary.models import Kind, Slot
from routines.guidance.gather import rules_in_force
from routines.reminders.deciding import Intent
from routines.reminders.gather import read_histories
from routines.reminders.models import Nudge, Outcome, Plan, Reminder
from routines.reminders.schedule import last_time, next_pass
from routines.reminders.services import making, plans
from routines.reminders.services.people import Person
from routines.reminders.telling import tell

DAYS = 60
OPEN_DAYS = timedelta(days=2)
"""What was said on the last two days nobody has answered yet."""
ANSWERED_AFTER = timedelta(minutes=40)
EVENING = time(21, 30)


def tell_made_up_past(*, user: User, at: datetime) -> int:
    """Give somebody made up a nudge, a plan and the reminders of the last weeks; return how many.

    Those of the last days wait for an answer.
    """
    with transaction.atomic():
        plan = plans.held_plan(user=user, at=at)
        plan.user = user
        nudge = Nudge.objects.create(user=user, slot=Slot.EVENING, at=EVENING)
        person = Person(user=user, plan=plan, since=at, nudges=[nudge])
        Plan.objects.filter(user=user).update(
            next_pass_at=next_pass(person.table, person.nudge_times(), at)
        )
        return len(Reminder.objects.bulk_create(_answered(_reminders(person, at), at)))


def _reminders(person: Person, at: datetime) -> list[Reminder]:
    rules, today = rules_in_force(), person.user.today(at)
    histories = read_histories([person.user], rules, {person.user.pk: today}, earlier=DAYS)
    intents = tell(rules, histories[person.user.pk], DAYS)
    return [_said(person, intent, at) for intent in intents]


def _said(person: Person, intent: Intent, at: datetime) -> Reminder:
    """As a pass of its day would have made it; of today, as late as there is."""
    end_of_day = datetime.combine(intent.day, time(23), tzinfo=person.user.zone)
    made_at = last_time(person.plan.messages_at, person.user.zone, min(end_of_day, at))
    if person.user.today(made_at) < intent.day:
        made_at = at
    reminder = making.from_intent(person, intent, made_at)
    reminder.due_at = made_at
    return reminder


def _answered(reminders: Sequence[Reminder], at: datetime) -> Sequence[Reminder]:
    """What offered a step was done, the rest was put away; but for what is new."""
    for reminder in reminders:
        if reminder.made_at <= at - OPEN_DAYS:
            can_be_done = reminder.offers in Kind.values
            reminder.outcome = Outcome.DONE if can_be_done else Outcome.DISMISSED
            reminder.answered_at = reminder.made_at + ANSWERED_AFTER
    return reminders
