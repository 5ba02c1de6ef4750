"""People: how they log in, where and when they live, what they agreed to."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar, Self
from zoneinfo import ZoneInfo

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property

from routines.accounts import clock

LONGEST_ADDRESS = 254
CONSENT_VERSION = 1
"""Raised when the text a person agrees to changes; a consent names the text it was given for.

Each has a template of its own, `accounts/consent/text_1.html`, which then never changes again.
"""
KEPT_AFTER_WITHDRAWAL = timedelta(days=30)
"""How long a diary waits, closed, for somebody who withdrew their consent to come back."""


class Appearance(models.TextChoices):
    SYSTEM = "system", "Like my device"
    LIGHT = "light", "Light"
    DARK = "dark", "Dark"


class SkinType(models.TextChoices):
    UNSAID = "", "Rather not say"
    BALANCED = "balanced", "Neither dry nor oily"
    DRY = "dry", "Dry"
    OILY = "oily", "Oily"
    COMBINATION = "combination", "Dry here, oily there"
    SENSITIVE = "sensitive", "Sensitive"


class Weekday(models.IntegerChoices):
    """Numbered as Python does."""

    MONDAY = 0, "Monday"
    TUESDAY = 1, "Tuesday"
    WEDNESDAY = 2, "Wednesday"
    THURSDAY = 3, "Thursday"
    FRIDAY = 4, "Friday"
    SATURDAY = 5, "Saturday"
    SUNDAY = 6, "Sunday"


DEFAULT_EXFOLIATION_CAP = 2
SENSITIVE_EXFOLIATION_CAP = 1


class UserManager(BaseUserManager["User"]):
    """Makes users from an e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def hold(self, user: User) -> None:
        """Let this person's other writers wait until the transaction ends.

        Rows that point to the person can be written meanwhile: a pass over many people would wait
        for this one, and this one for the pass.
        """
        self.select_for_update(no_key=True).values_list("pk").get(pk=user.pk)

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


def agreed_version(person: str = "pk") -> models.Subquery:
    """The newest text that somebody agrees to, or null, to be read along with a row.

    `person` names the column of that row which holds their key. One look at an index.
    """
    given = Consent.objects.in_force().filter(user=models.OuterRef(person))
    return models.Subquery(given.order_by("-version").values("version")[:1])


class User(AbstractBaseUser, PermissionsMixin):
    """A person with a diary."""

    email = models.EmailField("e-mail address", max_length=LONGEST_ADDRESS, unique=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField("may enter the admin", default=False)
    date_joined = models.DateTimeField(default=timezone.now)

    time_zone = models.CharField(max_length=64, default="UTC")
    time_zone_confirmed_at = models.DateTimeField(null=True, blank=True)
    day_starts_at = models.TimeField("the day starts at", default=time(3, 0))
    locale = models.CharField("dates and numbers", max_length=20, blank=True, default="")
    appearance = models.CharField(
        max_length=8, choices=Appearance.choices, default=Appearance.SYSTEM
    )

    skin_type = models.CharField(
        max_length=12, choices=SkinType.choices, blank=True, default=SkinType.UNSAID
    )
    exfoliation_cap = models.PositiveSmallIntegerField("exfoliation at most", null=True, blank=True)
    count_weekday = models.PositiveSmallIntegerField(
        "counting day", choices=Weekday.choices, default=Weekday.SUNDAY
    )
    counts_hidden = models.BooleanField("hide spot counts", default=False)

    is_demo = models.BooleanField(default=False)
    demo_expires_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[UserManager] = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints: ClassVar = [
            # With this, unique also means: whatever the case it was typed in.
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="user_email_in_small_letters"
            ),
            models.CheckConstraint(
                condition=models.Q(exfoliation_cap__isnull=True)
                | models.Q(exfoliation_cap__range=(1, 3)),
                name="user_exfoliation_cap_1_to_3",
            ),
            models.CheckConstraint(
                condition=models.Q(count_weekday__range=(0, 6)), name="user_count_weekday_0_to_6"
            ),
            models.CheckConstraint(
                condition=models.Q(is_demo=False) | models.Q(demo_expires_at__isnull=False),
                name="user_demo_expires",
            ),
        ]
        indexes: ClassVar = [
            # Read by home.services.clear_demos.
            models.Index(
                fields=["demo_expires_at"], name="user_demo", condition=models.Q(is_demo=True)
            ),
        ]

    def __str__(self) -> str:
        # Never the address: this text ends up in logs and in the admin's own log.
        return f"user {self.pk}"

    @property
    def zone(self) -> ZoneInfo:
        """The person's time zone; UTC where the name is no longer known to the tz database."""
        try:
            return ZoneInfo(self.time_zone)
        except (KeyError, ValueError, OSError):
            return ZoneInfo("UTC")

    def today(self, now: datetime) -> date:
        """The person's day at `now`."""
        return clock.local_day(now, self.zone, self.day_starts_at)

    @cached_property
    def consent_version(self) -> int | None:
        """The newest text that the person agrees to; None where they never did, or withdrew.

        One query, unless it was read along by `agreed_version`, as it is with each request.
        """
        newest = Consent.objects.in_force().filter(user=self).order_by("-version")
        return newest.values_list("version", flat=True).first()

    @property
    def has_agreed(self) -> bool:
        """Whether what they agreed to before may go on: reminders, links, the calendar."""
        return self.is_demo or self.consent_version is not None

    @property
    def may_keep_diary(self) -> bool:
        """Whether they agreed to the text as it stands, so that anything new may be kept."""
        return self.is_demo or self.consent_version == CONSENT_VERSION

    @property
    def weekly_exfoliation_cap(self) -> int:
        """Times in seven days: the person's own figure, else by skin type."""
        if self.exfoliation_cap is not None:
            return self.exfoliation_cap
        if self.skin_type == SkinType.SENSITIVE:
            return SENSITIVE_EXFOLIATION_CAP
        return DEFAULT_EXFOLIATION_CAP


class ConsentQuerySet(models.QuerySet["Consent"]):
    """Speaks of what people agreed to."""

    def of(self, user: User) -> Self:
        return self.filter(user=user)

    def in_force(self) -> Self:
        return self.filter(withdrawn_at__isnull=True)

    def newest_first(self) -> Self:
        return self.order_by("-given_at", "-pk")


class Consent(models.Model):
    """What a person agreed to, when, and until when."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="consents")
    version = models.PositiveSmallIntegerField()
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            # Its index is what agreed_version reads by.
            models.UniqueConstraint(
                fields=["user", "version"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="consent_once_a_version",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True)
                | models.Q(withdrawn_at__gte=models.F("given_at")),
                name="consent_withdrawn_after_given",
            ),
        ]

    def __str__(self) -> str:
        return f"consent {self.version} of user {self.user_id}"
