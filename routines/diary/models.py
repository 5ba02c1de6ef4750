"""The routine and the logged days."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import ClassVar, Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from routines.diary import cadence, regions

Row = TypeVar("Row", bound=models.Model)


class Kind(models.TextChoices):
    """What a step is for; rules and trends speak of kinds, never of names."""

    CLEANSER = "cleanser", "Gentle cleanser"
    MOISTURISER = "moisturiser", "Moisturiser"
    SUNSCREEN = "sunscreen", "Sunscreen"
    EXFOLIATION = "exfoliation", "Exfoliation"
    RETINOID = "retinoid", "Retinoid"
    OTHER = "other", "Something else"


class Slot(models.TextChoices):
    MORNING = "morning", "Morning"
    EVENING = "evening", "Evening"
    ANY = "any", "Any time"


class Answer(models.TextChoices):
    """What a person said of a step on a day. Nothing logged is not "no"."""

    NOTHING = "", "Nothing logged"
    DONE = "done", "Done"
    NOT_DONE = "not_done", "Not done"
    SKIPPED = "skipped", "Skipped"


class SkipReason(models.TextChoices):
    IRRITATED = "irritated", "Skin is irritated"
    REST_DAY = "rest_day", "Rest day"
    TRAVELLING = "travelling", "Travelling"
    OTHER = "other", "Another reason"


class OwnedQuerySet(models.QuerySet[Row]):
    """Rows of one person."""

    def of(self, user: models.Model) -> Self:
        return self.filter(user=user)


class DatedQuerySet(OwnedQuerySet[Row]):
    """Rows of one person that each belong to a day."""

    def on(self, day: date) -> Self:
        return self.filter(day=day)

    def between(self, first: date, last: date) -> Self:
        """Both days included."""
        return self.filter(day__range=(first, last))


class Product(models.Model):
    """A bottle or tube: what it is and how long it keeps once opened.

    `key` names it outside of this database, as a step's does.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="products"
    )
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    brand = models.CharField(max_length=80, blank=True, default="")
    name = models.CharField(max_length=120)
    opened_on = models.DateField(null=True, blank=True)
    months_it_keeps = models.PositiveSmallIntegerField(null=True, blank=True)
    finished_on = models.DateField(null=True, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "key"], name="product_key_unique"),
            models.CheckConstraint(
                condition=Q(months_it_keeps__isnull=True) | Q(months_it_keeps__range=(1, 120)),
                name="product_keeps_1_to_120_months",
            ),
        ]

    def __str__(self) -> str:
        return " ".join(part for part in (self.brand, self.name) if part)

    def keeps_until(self) -> date | None:
        """The last day it is good for, where both figures are known."""
        if self.opened_on is None or self.months_it_keeps is None:
            return None
        return cadence.add_months(self.opened_on, self.months_it_keeps)


class Step(models.Model):
    """A step of somebody's routine: what stays the same while its terms change.

    `key` names it outside of this database: in files that leave it and for other programs. Two
    people may have the same one, where one diary was brought into two accounts.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="steps"
    )
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=12, choices=Kind.choices)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "key"], name="step_key_unique"),
        ]

    def __str__(self) -> str:
        return f"step {self.pk} of user {self.user_id}"


class StepTermQuerySet(OwnedQuerySet["StepTerm"]):
    """Speaks of the terms of one person's steps."""

    def on(self, day: date) -> Self:
        """What belonged to the routine on `day`."""
        return self.filter(Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gt=day)))

    def touching(self, first: date, last: date) -> Self:
        """What belonged to it on any day from `first` to `last`, both included."""
        return self.filter(
            Q(starts_on__lte=last) & (Q(ends_on__isnull=True) | Q(ends_on__gt=first))
        )

    def in_order(self) -> Self:
        return self.order_by("position", "step_id", "starts_on")


class StepTerm(models.Model):
    """How a step was called, placed and scheduled from one day until another (excluded).

    Editing a step ends its term and begins the next, so that no past day changes; retiring it ends
    the term; bringing it back begins one.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="step_terms"
    )
    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="terms")
    name = models.CharField(max_length=60)
    product = models.ForeignKey(Product, on_delete=models.SET_NULL, null=True, blank=True)
    slot = models.CharField(max_length=8, choices=Slot.choices)
    cadence_kind = models.CharField(
        "how often", max_length=10, choices=[(kind.value, kind.value) for kind in cadence.Kind]
    )
    times_a_week = models.PositiveSmallIntegerField(null=True, blank=True)
    every_days = models.PositiveSmallIntegerField(null=True, blank=True)
    weekdays = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="one bit a day, Monday is 1"
    )
    position = models.PositiveIntegerField(default=0)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = StepTermQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="step_term_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["step"], condition=Q(ends_on__isnull=True), name="step_term_one_open"
            ),
            models.UniqueConstraint(fields=["step", "starts_on"], name="step_term_one_a_day"),
            models.CheckConstraint(
                condition=(
                    Q(cadence_kind="daily")
                    & Q(times_a_week__isnull=True, every_days__isnull=True, weekdays__isnull=True)
                )
                | (
                    Q(cadence_kind="weekly", times_a_week__range=(1, 6))
                    & Q(every_days__isnull=True, weekdays__isnull=True)
                )
                | (
                    Q(cadence_kind="every", every_days__range=(2, 90))
                    & Q(times_a_week__isnull=True, weekdays__isnull=True)
                )
                | (
                    Q(cadence_kind="weekdays", weekdays__range=(1, 127))
                    & Q(times_a_week__isnull=True, every_days__isnull=True)
                ),
                name="step_term_cadence_is_whole",
            ),
        ]
        indexes: ClassVar = [
            # Read by diary.gather for every page that shows a day.
            models.Index(fields=["user", "ends_on", "starts_on"], name="step_term_user_dates"),
        ]

    def __str__(self) -> str:
        return f"term {self.pk} of step {self.step_id}"

    @property
    def cadence(self) -> cadence.Cadence:
        return cadence.Cadence(
            kind=cadence.Kind(self.cadence_kind),
            times_a_week=self.times_a_week or 0,
            every_days=self.every_days or 0,
            weekdays=cadence.weekdays_from_bits(self.weekdays or 0),
        )


class EntryQuerySet(DatedQuerySet["Entry"]):
    """Speaks of one person's answers."""

    def answered(self) -> Self:
        """Without the ones that were taken back."""
        return self.exclude(answer=Answer.NOTHING)


class Entry(models.Model):
    """The answer for a step on a day.

    An answer that was taken back stays as "nothing logged" with its time, so that an older answer
    that arrives late can't bring itself back.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="entries"
    )
    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="entries")
    day = models.DateField()
    answer = models.CharField(max_length=8, choices=Answer.choices, blank=True)
    skip_reason = models.CharField(
        max_length=12, choices=SkipReason.choices, blank=True, default=""
    )
    times = models.PositiveSmallIntegerField(default=1)
    product = models.ForeignKey(Product, on_delete=models.SET_NULL, null=True, blank=True)
    note = models.CharField(max_length=500, blank=True, default="")
    given_at = models.DateTimeField()

    objects = EntryQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["step", "day"], name="entry_one_a_step_and_day"),
            models.CheckConstraint(
                condition=Q(answer__in=["", "done", "not_done", "skipped"]),
                name="entry_answer_known",
            ),
            models.CheckConstraint(
                condition=(Q(answer="skipped") & ~Q(skip_reason=""))
                | (~Q(answer="skipped") & Q(skip_reason="")),
                name="entry_reason_with_skip",
            ),
            models.CheckConstraint(condition=Q(times__range=(1, 20)), name="entry_times_1_to_20"),
        ]
        indexes: ClassVar = [
            # Read by diary.gather (a day, a week, a month) and by trends (years).
            models.Index(fields=["user", "day"], name="entry_user_day"),
        ]

    def __str__(self) -> str:
        return f"entry {self.pk} of user {self.user_id}"


class HappeningGroup(models.TextChoices):
    SUN = "sun", "Sun"
    HANDS = "hands", "Hands off"
    SKIN = "skin", "Skin and products"
    HEALTH = "health", "Health"
    TREATMENT = "treatment", "Done by a professional"
    HOME = "home", "Home remedies"
    WARNING = "warning", "Have it looked at"


class HappeningKind(models.Model):
    """The catalogue that admins edit. Rules know a kind by its key, people by its name."""

    key = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=60)
    group = models.CharField(max_length=12, choices=HappeningGroup.choices)
    icon = models.CharField(max_length=40, default="dot")
    opens_segment = models.BooleanField(
        "begins a new segment of the count",
        default=False,
        help_text="Counts before and after it are not compared as one course.",
    )
    is_quick = models.BooleanField("shown on Today at once", default=False)
    is_active = models.BooleanField("offered", default=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "key"]
        verbose_name = "happening"
        verbose_name_plural = "catalogue of happenings"

    def __str__(self) -> str:
        return self.name


class HappeningQuerySet(DatedQuerySet["Happening"]):
    """Speaks of what happened to one person."""

    def kept(self) -> Self:
        """Without the ones that were taken back."""
        return self.filter(active=True)


class Happening(models.Model):
    """Something that happened on a day, once per kind and region."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="happenings"
    )
    day = models.DateField()
    kind = models.ForeignKey(HappeningKind, on_delete=models.PROTECT, related_name="+")
    region = models.CharField(max_length=12, choices=regions.CHOICES, blank=True, default="")
    note = models.CharField(max_length=500, blank=True, default="")
    active = models.BooleanField(default=True)
    given_at = models.DateTimeField()

    objects = HappeningQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "day", "kind", "region"], name="happening_once_a_day_and_region"
            ),
        ]

    def __str__(self) -> str:
        return f"happening {self.pk} of user {self.user_id}"


class DayNote(models.Model):
    """The free note of a day."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="day_notes"
    )
    day = models.DateField()
    text = models.TextField(max_length=2000, blank=True)
    given_at = models.DateTimeField()

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "day"], name="day_note_one_a_day"),
        ]

    def __str__(self) -> str:
        return f"note {self.pk} of user {self.user_id}"


class PauseQuerySet(OwnedQuerySet["Pause"]):
    """Speaks of one person's pauses."""

    def touching(self, first: date, last: date) -> Self:
        """Pauses with a day from `first` to `last`, both included."""
        return self.filter(
            Q(starts_on__lte=last) & (Q(ends_on__isnull=True) | Q(ends_on__gte=first))
        )


class Pause(models.Model):
    """Days taken out altogether, first and last included; without a last day it goes on."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="pauses"
    )
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=120, blank=True, default="")

    objects = PauseQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="pause_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["user"], condition=Q(ends_on__isnull=True), name="pause_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"pause {self.pk} of user {self.user_id}"

    def covers(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    def days(self, until: date) -> list[date]:
        """Every day of it up to `until`."""
        last = until if self.ends_on is None else min(self.ends_on, until)
        return [self.starts_on + timedelta(days=n) for n in range((last - self.starts_on).days + 1)]
