"""What is still worth saying at the moment of sending."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q

from routines.reminders.models import Origin, Outcome, Outgoing, Reminder, Rest, Wish
from routines.reminders.open_steps import read_days_of, still_open
from routines.reminders.services import plans
from routines.reminders.services.making import nudge_words


def trim(outgoing: Outgoing, *, at: datetime) -> list[Reminder]:
    """Take out of a message what is answered, unwanted, or no longer open; return what is left.

    The words of a nudge are made anew from what is open now; the stored ones stay.
    """
    reminders = list(outgoing.reminders.all())
    kept = _kept(outgoing, reminders, at)
    if gone := [one.pk for one in reminders if one not in kept]:
        through = Outgoing.reminders.through.objects
        through.filter(outgoing=outgoing, reminder__in=gone).delete()
    return kept


def _kept(outgoing: Outgoing, reminders: list[Reminder], at: datetime) -> list[Reminder]:
    user, destination = outgoing.user, outgoing.destination
    paused = plans.read_plan(user).paused_until
    if not (user.is_active and user.has_agreed and destination.active):
        return []
    if paused and user.today(at) < paused:
        return []
    unwanted = Wish.objects.of(user).filter(channel=destination.channel, wanted=False)
    kinds = set(unwanted.values_list("kind", flat=True))
    resting = Q(until__isnull=True) | Q(until__gt=at)
    keys = set(Rest.objects.of(user).filter(resting).values_list("rule_key", flat=True))
    return [
        one
        for one in reminders
        if one.kind not in kinds
        and one.rule_key not in keys
        and _is_unanswered(one, at)
        and _is_open(one, user.today(at))
    ]


def _is_unanswered(reminder: Reminder, at: datetime) -> bool:
    came_back = reminder.until is not None and reminder.until <= at
    return reminder.outcome == Outcome.OPEN or came_back


def _is_open(reminder: Reminder, today: date) -> bool:
    """Whether what a nudge asks after still waits; its words are brought up to date."""
    if reminder.origin != Origin.NUDGE:
        return True
    key = reminder.user_id
    day = read_days_of({key: reminder.day}, {key: today})[key]
    names = [step.step.name for step in still_open(day, reminder.offers)]
    if names:
        reminder.message = nudge_words(reminder.offers, names, is_past=day.day < today)
    return bool(names)
