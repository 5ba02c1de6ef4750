"""How far it is through a diary: what an archive has to read, before it is read."""

from __future__ import annotations

from django.db.models import Count, IntegerField, Model, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from routines.accounts.models import User
from routines.changes.models import Change
from routines.diary.models import DayNote, Entry, Happening
from routines.reminders.models import Reminder
from routines.spots.models import Count as SpotCount

READ: dict[type[Model], int] = {
    Entry: 4,
    Change: 1,
    Happening: 2,
    DayNote: 2,
    SpotCount: 2,
    Reminder: 2,
}
"""How often an archive reads the rows of a table. The others are few."""

SMALL = 30_000
"""Rows that are read while the person waits: two years of eight steps, half a second."""


def way_through(user: User) -> int:
    """Return how many rows an archive will read. One query."""
    numbers = User.objects.filter(pk=user.pk).values_list(*(_number(model) for model in READ))
    found = numbers.first() or ()
    return sum(number * times for number, times in zip(found, READ.values(), strict=False))


def _number(model: type[Model]) -> Coalesce:
    rows = model._default_manager.filter(user=OuterRef("pk")).order_by()  # noqa: SLF001 - Django's own public name
    number = rows.values("user").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(number), Value(0), output_field=IntegerField())
