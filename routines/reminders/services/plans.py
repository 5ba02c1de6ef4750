"""How somebody wants to be reminded, and when they are looked at next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime, time
from typing import Self

from django.db import transaction
from django.db.models import Min

from routines.accounts.clock import wall_time
from routines.accounts.models import User
from routines.diary.cadence import weekdays_from_bits
from routines.diary.gather import read_pauses
from routines.reminders import schedule
from routines.reminders.models import Nudge, Plan, Reminder


@dataclass(frozen=True, kw_only=True)
class PlanSettings:
    """What a person may set about reminders; the fields are those of `Plan`."""

    messages_at: time
    quiet_from: time
    quiet_until: time
    most_a_day: int
    most_a_week: int
    paused_until: date | None
    language: str

    @classmethod
    def of(cls, plan: Plan) -> Self:
        return cls(**{field.name: getattr(plan, field.name) for field in fields(cls)})


def read_plan(user: User) -> Plan:
    """The person's plan; the usual one, not stored, where there is none yet. One query."""
    return Plan.objects.filter(user=user).first() or Plan(user=user)


def timetable_of(user: User, plan: Plan) -> schedule.Timetable:
    """The person's wall-clock times, with where they live. No query."""
    return schedule.Timetable(
        zone=user.zone,
        day_starts_at=user.day_starts_at,
        messages_at=plan.messages_at,
        quiet_from=plan.quiet_from,
        quiet_until=plan.quiet_until,
        paused_until=plan.paused_until,
    )


def nudge_time(nudge: Nudge) -> schedule.NudgeTime:
    """A nudge as a value. Its key carries the time: set to another one it is another nudge."""
    return schedule.NudgeTime(
        key=f"{nudge.key.hex}@{nudge.at:%H:%M}",
        slot=nudge.slot,
        at=nudge.at,
        weekdays=weekdays_from_bits(nudge.weekdays),
    )


def nudge_times(nudges: Iterable[Nudge]) -> list[schedule.NudgeTime]:
    """Those that are on."""
    return [nudge_time(nudge) for nudge in nudges if nudge.active]


def next_sendings(*, user: User, at: datetime, n: int = 7) -> tuple[schedule.Sending, ...]:
    """The next `n` moments at which something could be sent. Three queries, nothing is written."""
    table = timetable_of(user, read_plan(user))
    today = user.today(at)
    return schedule.next_times(
        table,
        nudge_times(Nudge.objects.of(user)),
        at,
        pauses=read_pauses(user, today, date.max),
        n=n,
    )


def part_of_day(user: User, at: datetime) -> str:
    """The slot that the person's clock suggests at `at`."""
    return "morning" if time(3) <= wall_time(at, user.zone) < schedule.MORNING_ENDS else "evening"


def save_settings(*, user: User, settings: PlanSettings, at: datetime) -> bool:
    """Store what the person chose, and when they are looked at next under it.

    Returns whether anything differs from before.
    """
    with transaction.atomic():
        plan = held_plan(user=user, at=at)
        changed = PlanSettings.of(plan) != settings
        for name, value in asdict(settings).items():
            setattr(plan, name, value)
        plan.next_pass_at = _next_pass(user, plan, at)
        plan.save()
    return changed


def reschedule(*, user: User, at: datetime) -> None:
    """Look at the person when their times as they are now say so: after a move, for example."""
    with transaction.atomic():
        plan = held_plan(user=user, at=at)
        plan.next_pass_at = _next_pass(user, plan, at)
        plan.save(update_fields=["next_pass_at"])


def look_again(*, user: User, until: datetime, at: datetime) -> None:
    """Look at the person at `until` at the latest: something was put off until then."""
    plan = held_plan(user=user, at=at)
    if until < plan.next_pass_at:
        plan.next_pass_at = until
        plan.save(update_fields=["next_pass_at"])


def held_plan(*, user: User, at: datetime) -> Plan:
    """The person's plan, made where it is missing; every pass waits until the transaction ends."""
    User.objects.hold(user)
    plan = Plan.objects.select_for_update().filter(user=user).first()
    if plan is None:
        plan = Plan(user=user)
        plan.next_pass_at = _next_pass(user, plan, at)
        plan.save(force_insert=True)
    return plan


def _next_pass(user: User, plan: Plan, at: datetime) -> datetime:
    """The next time under the plan; a pass that is due already and not made yet stays due."""
    if not plan._state.adding and plan.next_pass_at <= at:  # noqa: SLF001 - Django's own public name
        return plan.next_pass_at
    put_off = Reminder.objects.of(user).filter(until__gt=at).aggregate(first=Min("until"))["first"]
    nudges = nudge_times(Nudge.objects.of(user))
    usual = schedule.next_pass(timetable_of(user, plan), nudges, at)
    return min(usual, put_off) if put_off else usual
