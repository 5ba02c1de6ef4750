"""What would go with somebody's diary, in numbers that they know it by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from routines.accounts.models import User
from routines.diary.models import DayNote, Entry, Happening, Product, StepTerm
from routines.reminders.models import Reminder
from routines.spots.models import Count
from routines.trends.report import sharing


@dataclass(frozen=True, kw_only=True)
class WhatGoes:
    """How much there is of each kind. Eight queries, whatever the span."""

    days: int
    counts: int
    happenings: int
    notes: int
    steps: int
    products: int
    reminders: int
    open_links: int

    @classmethod
    def of(cls, user: User, *, now: datetime) -> Self:
        entries = Entry.objects.of(user)
        return cls(
            days=entries.answered().order_by().values("day").distinct().count(),
            counts=Count.objects.of(user).kept().count(),
            happenings=Happening.objects.of(user).kept().count(),
            notes=DayNote.objects.of(user).exclude(text="").count(),
            steps=StepTerm.objects.of(user).order_by().values("step").distinct().count(),
            products=Product.objects.of(user).count(),
            reminders=Reminder.objects.of(user).count(),
            open_links=sharing.open_links(user=user, now=now).count(),
        )


def is_last_superuser(user: User) -> bool:
    """Whether nobody else could make admins once they are gone."""
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk)
    return user.is_superuser and not others.exists()
