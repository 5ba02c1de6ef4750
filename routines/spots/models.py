"""Counts of spots by region."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models

from routines.diary.regions import Region

MOST_SPOTS = 999
REGION_FIELDS: tuple[str, ...] = tuple(region.value for region in Region)
NUMBER_FIELDS: tuple[str, ...] = (*REGION_FIELDS, "whole_face", "unsure")


def spots_field() -> models.PositiveSmallIntegerField[int | None, int | None]:
    """A number of spots; null is "not counted", which is not zero."""
    return models.PositiveSmallIntegerField(null=True, blank=True)


class CountQuerySet(models.QuerySet["Count"]):
    """Speaks of one person's counts."""

    def of(self, user: models.Model) -> Self:
        return self.filter(user=user)

    def kept(self) -> Self:
        return self.filter(removed_at__isnull=True)

    def between(self, first: date, last: date) -> Self:
        """Both days included."""
        return self.filter(day__range=(first, last))

    def in_order(self) -> Self:
        """By day, recounts of a day in the order they were made."""
        return self.order_by("day", "counted_at", "pk")


def within_bounds(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=models.Q(**{f"{name}__isnull": True})
        | models.Q(**{f"{name}__range": (0, MOST_SPOTS)}),
        name=f"count_{name}_0_to_{MOST_SPOTS}",
    )


def something_counted() -> models.Q:
    """At least one region, or the whole face, has a number."""
    condition = models.Q(whole_face__isnull=False)
    for name in REGION_FIELDS:
        condition |= models.Q(**{f"{name}__isnull": False})
    return condition


class Count(models.Model):
    """One look in the mirror. A recount on the same day is a row of its own."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="counts"
    )
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    day = models.DateField()
    counted_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    forehead = spots_field()
    right_eye = spots_field()
    left_eye = spots_field()
    nose = spots_field()
    right_cheek = spots_field()
    left_cheek = spots_field()
    upper_lip = spots_field()
    chin = spots_field()
    temples = spots_field()
    ears = spots_field()
    chest = spots_field()
    back = spots_field()
    arms = spots_field()
    whole_face = spots_field()
    unsure = spots_field()

    note = models.CharField(max_length=500, blank=True, default="")

    objects = CountQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            # The form sends the key: a second tap on "save" finds the first one's row.
            models.UniqueConstraint(fields=["user", "key"], name="count_key_unique"),
            models.CheckConstraint(condition=something_counted(), name="count_has_a_number"),
            *[within_bounds(name) for name in NUMBER_FIELDS],
        ]
        indexes: ClassVar = [
            # Read by every list of counts: .of(user).kept().between(…), newest or oldest first.
            models.Index(
                fields=["user", "day", "counted_at"],
                name="count_user_day",
                condition=models.Q(removed_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"count {self.pk} of user {self.user_id}"

    def numbers(self) -> dict[str, int | None]:
        """Region (and whole_face, unsure) → number, null where it was not counted."""
        return {name: getattr(self, name) for name in NUMBER_FIELDS}

    def state(self) -> dict[str, Any]:
        """The whole state, as the log of changes keeps it."""
        return {
            "key": str(self.key),
            "day": self.day.isoformat(),
            "counted_at": self.counted_at.isoformat(),
            "note": self.note,
            **self.numbers(),
        }
