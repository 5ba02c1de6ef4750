"""Planned trials, and links that let somebody read a report: all that this room keeps.

What a trial or a report says is computed anew each time.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from routines.diary.models import OwnedQuerySet, Step
from routines.trends.plan import FEWEST_BLOCKS, MOST_BLOCKS, Plan, plan_trial
from routines.trends.report.scope import Scope
from routines.trends.trial_runs import TrialRun


class TrialQuerySet(OwnedQuerySet["Trial"]):
    """Speaks of one person's trials."""

    def open(self) -> Self:
        """What is to come, runs, or is over with no other after it."""
        return self.filter(closed_on__isnull=True)

    def newest_first(self) -> Self:
        return self.order_by("-starts_on", "-pk")


class Trial(models.Model):
    """One step, with it and without it by turns, as `plan` lays out."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="trials"
    )
    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="trials")
    starts_on = models.DateField()
    blocks = models.PositiveSmallIntegerField(help_text="an even number, of eight weeks each")
    begins_with_step = models.BooleanField(default=True)
    closed_on = models.DateField(
        null=True,
        blank=True,
        help_text="the first day that is no part of it, once it was called off or made way",
    )

    objects = TrialQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            # Its index is what trials.switches_between reads by.
            models.UniqueConstraint(
                fields=["user"], condition=Q(closed_on__isnull=True), name="trial_one_open"
            ),
            models.CheckConstraint(
                condition=Q(blocks__in=[*range(FEWEST_BLOCKS, MOST_BLOCKS + 1, 2)]),
                name="trial_blocks_even",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gt=F("starts_on")),
                name="trial_closed_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"trial {self.pk} of user {self.user_id}"

    @property
    def plan(self) -> Plan:
        return plan_trial(self.starts_on, self.blocks, begins_on=self.begins_with_step)

    @property
    def run(self) -> TrialRun:
        return TrialRun(step_id=self.step_id, plan=self.plan, closed_on=self.closed_on)

    def ran_its_course(self, today: date) -> bool:
        """Whether it is over, and was not called off before."""
        plan = self.plan
        return plan.is_over(today) and (self.closed_on is None or self.closed_on >= plan.end)


class ReportLink(models.Model):
    """Lets whoever has its address read one report until it expires or is revoked.

    The address is made from `key` (see report.sharing) and kept nowhere.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="report_links"
    )
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    reader = models.CharField("for whom", max_length=80, blank=True, default="")
    name_shown = models.CharField("name on the report", max_length=80, blank=True, default="")
    scope_kept = models.JSONField()
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            # Its index finds the link of an address; the form sends the key, so that a second tap
            # finds the first one's row.
            models.UniqueConstraint(fields=["key"], name="report_link_key_unique"),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")), name="report_link_expires_later"
            ),
        ]

    def __str__(self) -> str:
        return f"report link {self.pk} of user {self.user_id}"

    @property
    def scope(self) -> Scope:
        return Scope.from_json(self.scope_kept)

    def is_open(self, now: datetime) -> bool:
        return self.revoked_at is None and now < self.expires_at


class ReportView(models.Model):
    """Somebody opened a shared report: when, and on what kind of device."""

    link = models.ForeignKey(ReportLink, on_delete=models.CASCADE, related_name="views")
    viewed_at = models.DateTimeField()
    device = models.CharField(max_length=60)

    class Meta:
        ordering: ClassVar = ["-viewed_at", "-pk"]

    def __str__(self) -> str:
        return f"view {self.pk} of report link {self.link_id}"
