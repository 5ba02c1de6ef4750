"""Finding the days that went beyond the person's cap: of exfoliation, more is not better."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import CharField, Sum
from django.db.models.functions import Cast

from routines.accounts.models import User
from routines.diary.days import PlannedStep
from routines.diary.models import Answer, Entry, Kind
from routines.trends.daysets import Calendar, DaySet
from routines.trends.states import days_over


def read_over(user: User, plans: Iterable[PlannedStep], calendar: Calendar) -> DaySet:
    """Return the days on which exfoliation went beyond the person's cap.

    One query, none where no step is for exfoliation.
    """
    if not any(plan.kind == Kind.EXFOLIATION for plan in plans):
        return 0
    rows = (
        Entry.objects.of(user)
        .between(calendar.first, calendar.last)
        .filter(step__kind=Kind.EXFOLIATION, answer=Answer.DONE)
        .order_by()
        .values_list(Cast("day", CharField()))  # Python reads texts far faster than Django
        .annotate(times_that_day=Sum("times"))
    )
    times = {date.fromisoformat(day): number for day, number in rows}
    return days_over(calendar, times, user.weekly_exfoliation_cap)
