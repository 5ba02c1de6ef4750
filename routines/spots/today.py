"""What the page of today says of counting."""

from __future__ import annotations

from datetime import date

from django.db.models import Max
from django.urls import reverse

from routines.accounts.models import User
from routines.spots import prompt
from routines.spots.models import Count
from routines.spots.prompt import CountPrompt


def prompt_for(user: User, *, today: date, is_paused: bool = False) -> CountPrompt:
    """Say how to speak of counting on the person's `today`. One query; none while it is silent."""
    is_silent = is_paused or user.counts_hidden
    last = None if is_silent else _last_count_day(user)
    return CountPrompt(
        asking=prompt.asking(
            today=today,
            weekday=user.count_weekday,
            joined_on=user.today(user.date_joined),
            last_count_day=last,
            is_paused=is_paused,
            is_hidden=user.counts_hidden,
        ),
        url=reverse("spots:count"),
        weekday=user.count_weekday,
        is_counting_day=today.weekday() == user.count_weekday,
        last_count_day=last,
    )


def _last_count_day(user: User) -> date | None:
    last: date | None = Count.objects.of(user).kept().aggregate(last=Max("day"))["last"]
    return last
