"""Whose turn it is. A claim and the work done under it stand or fall in one transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import Q

from routines.accounts.models import User, agreed_version
from routines.reminders import schedule
from routines.reminders.models import Plan
from routines.reminders.services import plans

NEWCOMERS = 500
"""Plans that are made at a time for people who have none."""


class LostClaimError(Exception):
    """Somebody else moved a plan that was held; nothing of the batch is kept."""


def add_missing_plans(*, at: datetime) -> int:
    """Give everybody with a diary and without a plan the usual one; return how many."""
    without = User.objects.filter(plan__isnull=True, is_active=True)
    diarists = without.annotate(agreed=agreed_version()).filter(
        Q(agreed__isnull=False) | Q(is_demo=True)
    )
    added = 0
    while newcomers := list(diarists.order_by("pk")[:NEWCOMERS]):
        Plan.objects.bulk_create(
            [_usual_plan(user, at) for user in newcomers], ignore_conflicts=True
        )
        added += len(newcomers)
    return added


def _usual_plan(user: User, at: datetime) -> Plan:
    plan = Plan(user=user)
    plan.next_pass_at = schedule.next_pass(plans.timetable_of(user, plan), (), at)
    return plan


def due_plans(*, at: datetime, most: int) -> list[Plan]:
    """Hold the plans that are due, the longest overdue first, skipping those that others hold.

    To be called inside a transaction. SQLite has one writer at a time, so that the transaction
    itself holds them.
    """
    due = Plan.objects.filter(next_pass_at__lte=at).order_by("next_pass_at", "pk")
    held = due.select_for_update(skip_locked=True, of=("self",)).select_related("user")
    claimed = list(held.annotate(agreed=agreed_version("user"))[:most])
    for plan in claimed:
        plan.user.consent_version = plan.agreed
    return list(claimed)


def move_on(claimed: Sequence[Plan], next_of: Mapping[int, datetime]) -> None:
    """Set when each of them is next looked at, naming the time they were claimed under.

    Raises LostClaimError where one of them is not as it was.
    """
    groups: dict[tuple[datetime, datetime], list[int]] = defaultdict(list)
    for plan in claimed:
        groups[plan.next_pass_at, next_of[plan.pk]].append(plan.pk)
    for (old, new), keys in groups.items():
        moved = Plan.objects.filter(pk__in=keys, next_pass_at=old).update(next_pass_at=new)
        if moved != len(keys):
            raise LostClaimError
