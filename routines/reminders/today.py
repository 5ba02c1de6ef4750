"""What the page of today says of reminders."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from routines.accounts.clock import wall_time
from routines.accounts.models import User
from routines.diary.days import Day
from routines.guidance.rules import RuleKind
from routines.reminders.cards import Thought, Waiting, thoughts
from routines.reminders.models import Channel, Plan, Reminder, Wish

LOOKS_BACK = timedelta(days=15)
"""A grave reminder that was put off for a week is still of use a week after that."""
MOST_READ = 60


def thoughts_for(
    user: User, *, day: Day, now: datetime, has_counted: bool = False
) -> tuple[Thought, ...]:
    """Choose what to show of the reminders on the page of `day`, which is today. One query.

    `has_counted` says whether spots were counted today. While reminders are paused or off, a
    warning sign is still answered here: nothing is sent, and whoever logs one has asked.
    """
    rows = (
        Reminder.objects.of(user)
        .waiting(now)
        .filter(made_at__range=(now - LOOKS_BACK, now))
        .exclude(Exists(_unwanted(user)))
        .filter(Q(kind=RuleKind.WARNING_SIGN) | ~Exists(_paused(user, day.day)))
        .newest_first()
        .values_list(
            "key", "rule_key", "kind", "message", "offers", "day", "made_at", "until"
        )[:MOST_READ]
    )  # fmt: skip
    waiting = (
        Waiting(
            key=key,
            rule_key=rule_key,
            kind=kind,
            message=message,
            offers=offers,
            day=said_on if until is None else user.today(until),
            made_at=made_at,
        )
        for key, rule_key, kind, message, offers, said_on, made_at, until in rows
    )
    return thoughts(waiting, day=day, clock=clock_of(user, now), has_counted=has_counted)


def _unwanted(user: User) -> QuerySet[Wish]:
    """Says of a kind that the person does not want it in the app."""
    wishes = Wish.objects.of(user).filter(channel=Channel.APP, wanted=False)
    return wishes.filter(kind=OuterRef("kind"))


def _paused(user: User, today: date) -> QuerySet[Plan]:
    """Says whether all reminders rest today."""
    return Plan.objects.filter(user=user, paused_until__gt=today)


def waiting_of(row: Reminder) -> Waiting:
    """A reminder as a value, on the day it was said."""
    return Waiting(
        key=row.key,
        rule_key=row.rule_key,
        kind=row.kind,
        message=row.message,
        offers=row.offers,
        day=row.day,
        made_at=row.made_at,
    )


def clock_of(user: User, now: datetime) -> time:
    """The time on the person's wall; as late as can be while their day goes on past midnight."""
    clock = wall_time(now, user.zone)
    return time.max if clock < user.day_starts_at else clock
