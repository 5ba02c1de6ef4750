"""What is planned, what was said, and what is on its way to whom."""

from __future__ import annotations

import uuid
from datetime import datetime, time
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from routines.diary.models import OwnedQuerySet, Slot
from routines.guidance.rules import RuleKind

EVERY_WEEKDAY = 127
NUDGE = "nudge"
TRIAL = "trial"
KINDS: tuple[tuple[str, str], ...] = (
    *((kind.value, kind.value.capitalize()) for kind in RuleKind),
    (NUDGE, "Nudge of your own"),
    (TRIAL, "Switch in a trial"),
)
"""What a reminder can be, in the order of precedence: the kinds of rules, then a person's own."""


class Channel(models.TextChoices):
    """Ways to a person. What goes to "app" is only shown, and never an outgoing message."""

    APP = "app", "In the app"
    EMAIL = "email", "E-mail"
    PUSH = "push", "Push"
    APPRISE = "apprise", "Another service"


class Origin(models.TextChoices):
    RULE = "rule", "A rule of the guidance"
    NUDGE = NUDGE, "A nudge of the person's own"
    TRIAL = TRIAL, "A trial that switches"


class Outcome(models.TextChoices):
    """What became of a reminder."""

    OPEN = "", "Open"
    DONE = "done", "Done"
    NOT_NOW = "not_now", "Not now"
    STOPPED = "stopped", "Stopped"
    DISMISSED = "dismissed", "Dismissed"
    WITHDRAWN = "withdrawn", "No longer so"


class Plan(models.Model):
    """When somebody is looked at next, and how they want to be spoken to.

    Times are wall-clock times where the person lives. `quiet_from` equal to `quiet_until` means no
    quiet hours. `paused_until` is the first day on which reminders speak again.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="plan"
    )
    next_pass_at = models.DateTimeField()
    messages_at = models.TimeField("messages at", default=time(9, 0))
    quiet_from = models.TimeField("quiet from", default=time(22, 0))
    quiet_until = models.TimeField("quiet until", default=time(7, 0))
    most_a_day = models.PositiveSmallIntegerField("at most a day", default=1)
    most_a_week = models.PositiveSmallIntegerField("at most a week", default=3)
    paused_until = models.DateField("paused until", null=True, blank=True)
    language = models.CharField("language of messages", max_length=10, default="en")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(most_a_day__range=(0, 10)), name="plan_most_a_day_0_to_10"
            ),
            models.CheckConstraint(
                condition=Q(most_a_week__range=(0, 50)), name="plan_most_a_week_0_to_50"
            ),
        ]
        indexes: ClassVar = [
            # Read by services.claims: who is due, in an order that needs no sorting.
            models.Index(fields=["next_pass_at", "user"], name="plan_next_pass"),
        ]

    def __str__(self) -> str:
        return f"plan of user {self.user_id}"


class Nudge(models.Model):
    """A time of the person's own for a part of the day, on some weekdays (one bit a day, Monday 1).

    The form sends the key, so that a second tap on "save" finds the first one's row.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="nudges"
    )
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    slot = models.CharField(max_length=8, choices=Slot.choices)
    at = models.TimeField()
    weekdays = models.PositiveSmallIntegerField(default=EVERY_WEEKDAY)
    active = models.BooleanField(default=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "key"], name="nudge_key_unique"),
            models.CheckConstraint(
                condition=Q(weekdays__range=(1, EVERY_WEEKDAY)), name="nudge_has_a_weekday"
            ),
        ]

    def __str__(self) -> str:
        return f"nudge {self.pk} of user {self.user_id}"


class ReminderQuerySet(OwnedQuerySet["Reminder"]):
    """Speaks of one person's reminders."""

    def waiting(self, at: datetime) -> Self:
        """What nobody has answered, and what was put off until a time that has come."""
        return self.filter(
            Q(outcome=Outcome.OPEN) | Q(outcome=Outcome.NOT_NOW, until__lte=at, until__isnull=False)
        )

    def standing(self) -> Self:
        """Without what was withdrawn because what it rested on was taken back."""
        return self.exclude(outcome=Outcome.WITHDRAWN)

    def newest_first(self) -> Self:
        return self.order_by("-made_at", "-pk")


class Reminder(models.Model):
    """Something said once, with everything that made it so. Never deleted but with its person.

    `rule_key` is the identity of what spoke: a rule's key, a nudge's key with its time, a trial's
    step. `figures`, `sentence`, `line` and `revision` stay as they were that day.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reminders"
    )
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    origin = models.CharField(max_length=5, choices=Origin.choices)
    rule_key = models.CharField(max_length=64)
    kind = models.CharField(max_length=20, choices=KINDS)
    topic = models.CharField(max_length=80, blank=True, default="")
    title = models.CharField(max_length=200, blank=True, default="")
    revision = models.PositiveIntegerField(null=True, blank=True)
    line = models.PositiveIntegerField(null=True, blank=True)
    sentence = models.TextField(blank=True, default="")
    saying = models.TextField(blank=True, default="")
    message = models.TextField()
    facts = models.JSONField(default=list, blank=True)
    figures = models.JSONField(default=dict, blank=True)
    offers = models.CharField(max_length=12, blank=True, default="")
    """The kind of step that "Done" logs; for a nudge the part of the day that is still open."""
    day = models.DateField()
    due_at = models.DateTimeField()
    """The moment it was meant for: the pass's, or the nudge's own time."""
    made_at = models.DateTimeField()
    outcome = models.CharField(
        max_length=9, choices=Outcome.choices, blank=True, default=Outcome.OPEN
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    until = models.DateTimeField(null=True, blank=True)
    """Until when "not now" puts it off."""

    objects = ReminderQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            # However often and by how many a pass is made: one rule speaks once of one day, unless
            # what made it speak was taken back in between.
            models.UniqueConstraint(
                fields=["user", "rule_key", "day"],
                condition=~Q(origin=NUDGE) & ~Q(outcome="withdrawn"),
                name="reminder_once_a_rule_and_day",
            ),
            models.UniqueConstraint(
                fields=["user", "rule_key", "due_at"],
                condition=Q(origin=NUDGE),
                name="reminder_once_a_nudge_and_time",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", answered_at__isnull=True)
                | (~Q(outcome="") & Q(answered_at__isnull=False)),
                name="reminder_answered_at_with_outcome",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(outcome="not_now"),
                name="reminder_until_with_not_now",
            ),
        ]
        indexes: ClassVar = [
            # Read by the inbox, by Today, and by services.resting for what was said before.
            models.Index(fields=["user", "made_at"], name="reminder_user_made"),
        ]

    def __str__(self) -> str:
        return f"reminder {self.pk} of user {self.user_id}"


class Rest(models.Model):
    """A rule that one person does not want to hear: until a time, or for good (null)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="rests"
    )
    rule_key = models.CharField(max_length=64)
    until = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "rule_key"], name="rest_once_a_rule"),
        ]

    def __str__(self) -> str:
        return f"rest {self.pk} of user {self.user_id}"


class Destination(models.Model):
    """Where messages can reach a person. The address may hold secrets and is never logged.

    `identity` is a digest of what makes the address itself (a push endpoint, a URL), so that adding
    it again finds this row. `gone_at` is when the other side said that it no longer exists.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="destinations"
    )
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    channel = models.CharField(
        max_length=7, choices=[choice for choice in Channel.choices if choice[0] != "app"]
    )
    identity = models.CharField(max_length=64)
    address = models.JSONField(default=dict)
    label = models.CharField(max_length=80, blank=True, default="")
    active = models.BooleanField(default=True)
    made_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=200, blank=True, default="")
    """What went wrong last, in words for the person; empty once a message arrived again."""

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "channel", "identity"], name="destination_once_a_person"
            ),
            models.CheckConstraint(
                condition=Q(gone_at__isnull=True) | Q(active=False),
                name="destination_gone_is_inactive",
            ),
        ]

    def __str__(self) -> str:
        return f"destination {self.pk} of user {self.user_id}"


class Wish(models.Model):
    """Whether a kind of reminder is wanted on a channel. Without a row it is."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="wishes"
    )
    kind = models.CharField(max_length=20, choices=KINDS)
    channel = models.CharField(max_length=7, choices=Channel.choices)
    wanted = models.BooleanField()

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "kind", "channel"], name="wish_once_a_kind_and_channel"
            ),
        ]

    def __str__(self) -> str:
        return f"wish {self.pk} of user {self.user_id}"


class OutgoingQuerySet(OwnedQuerySet["Outgoing"]):
    """Speaks of messages on their way."""

    def unsettled(self) -> Self:
        return self.filter(sent_at__isnull=True, given_up_at__isnull=True, dropped_at__isnull=True)

    def due(self, at: datetime) -> Self:
        """What may be tried now: its time has come, and nobody else is at it."""
        return self.unsettled().filter(
            Q(leased_until__isnull=True) | Q(leased_until__lte=at), next_try_at__lte=at
        )


class Outgoing(models.Model):
    """A message on its way to one destination: the outbox.

    `key` is what every attempt carries (Message-ID, topic, tag), so that a second delivery is
    seen to be the same message. It is settled once: sent, given up, or dropped because nothing in
    it was left to say.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="outgoing"
    )
    destination = models.ForeignKey(Destination, on_delete=models.CASCADE, related_name="outgoing")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reminders = models.ManyToManyField(Reminder, related_name="outgoing")
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    lease = models.UUIDField(null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=200, blank=True, default="")

    objects = OutgoingQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True)
                | Q(given_up_at__isnull=True, dropped_at__isnull=True),
                name="outgoing_sent_is_settled",
            ),
            models.CheckConstraint(
                condition=Q(given_up_at__isnull=True) | Q(dropped_at__isnull=True),
                name="outgoing_settled_once",
            ),
            models.CheckConstraint(
                condition=Q(next_try_at__gte=F("due_at")), name="outgoing_not_before_due"
            ),
        ]
        indexes: ClassVar = [
            # Read by services.delivery: what may be tried now, in an order that needs no sorting.
            models.Index(
                fields=["next_try_at", "id"],
                name="outgoing_due",
                condition=Q(
                    sent_at__isnull=True, given_up_at__isnull=True, dropped_at__isnull=True
                ),
            ),
            # Read by services.delivery.tidy: what is old.
            models.Index(fields=["made_at"], name="outgoing_made"),
        ]

    def __str__(self) -> str:
        return f"outgoing {self.pk} of user {self.user_id}"


class Feed(models.Model):
    """A secret address under which the routine can be read as a calendar.

    Only a digest of its token is kept; a revoked one stays, so that its address is never anybody's
    again.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="feeds"
    )
    token_digest = models.CharField(max_length=64, unique=True)
    names_shown = models.BooleanField("with the names of the steps", default=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(revoked_at__isnull=True), name="feed_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"feed {self.pk} of user {self.user_id}"
