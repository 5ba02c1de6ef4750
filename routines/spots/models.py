"""Counts of spots by region."""

from __future__ import annotations

import uuid
from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models

from routines.diary.regions import FACE, Region
from routines.spots.counting import MOST_SPOTS, Numbers

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

    def newest_first(self) -> Self:
        return self.order_by("-day", "-counted_at", "-pk")

    def before(self, count: Count) -> Self:
        """What stands before `count` in that order, an earlier count of its day included."""
        same_day = models.Q(day=count.day)
        same_moment = same_day & models.Q(counted_at=count.counted_at)
        return self.filter(
            models.Q(day__lt=count.day)
            | same_day & models.Q(counted_at__lt=count.counted_at)
            | same_moment & models.Q(pk__lt=count.pk)
        )


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


def face_counted_one_way() -> models.Q:
    """A quick number for the whole face stands instead of its regions, never beside them."""
    return models.Q(whole_face__isnull=True) | models.Q(
        **{f"{region.value}__isnull": True for region in FACE}
    )


class Count(models.Model):
    """One look in the mirror. A recount on the same day is a row of its own.

    `counted_at` is when it was first saved and orders the counts of a day; `given_at` is when what
    stands here was said last, so that an older correction that arrives late changes nothing. A
    removed count stays as a row for the same reason.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="counts"
    )
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    day = models.DateField()
    counted_at = models.DateTimeField()
    given_at = models.DateTimeField()
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
            models.CheckConstraint(
                condition=face_counted_one_way(), name="count_face_counted_one_way"
            ),
            *[within_bounds(name) for name in NUMBER_FIELDS],
        ]
        indexes: ClassVar = [
            # Read by every list of counts, newest or oldest first, and by the limit of a day.
            models.Index(fields=["user", "day", "counted_at"], name="count_user_day"),
        ]

    def __str__(self) -> str:
        return f"count {self.pk} of user {self.user_id}"

    def numbers(self) -> dict[str, int | None]:
        """Region (and whole_face, unsure) → number, null where it was not counted."""
        return {name: getattr(self, name) for name in NUMBER_FIELDS}

    def value(self) -> Numbers:
        """What was counted, as a value; `unsure` is noted beside it and in no sum."""
        return Numbers(
            by_region={
                region: number
                for region in Region
                if (number := getattr(self, region.value)) is not None
            },
            whole_face=self.whole_face,
        )
