"""The log of what a person wrote: one row a write, grouped into what one tap did."""

from __future__ import annotations

import uuid
from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models


class ChangeQuerySet(models.QuerySet["Change"]):
    """Speaks of one person's changes."""

    def of(self, user: models.Model) -> Self:
        return self.filter(user=user)

    def on(self, day: date) -> Self:
        return self.filter(day=day)

    def in_batch(self, batch: uuid.UUID) -> Self:
        return self.filter(batch=batch)

    def newest_first(self) -> Self:
        return self.order_by("-pk")


class Change(models.Model):
    """What one write replaced, and by what.

    `before` and `after` are whole states of the target, as the target's kind writes them; null is
    "there was none". Taking a change back is a write too, and has its own row.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="changes"
    )
    day = models.DateField()
    batch = models.UUIDField(default=uuid.uuid4)
    kind = models.CharField(max_length=20)
    target = models.CharField(max_length=100)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    made_at = models.DateTimeField()
    undoes = models.UUIDField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            # Read by changes.services.log_of_day.
            models.Index(fields=["user", "day", "id"], name="change_user_day"),
            # Read by changes.services.undo.
            models.Index(fields=["user", "batch"], name="change_user_batch"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} change {self.pk} of user {self.user_id}"
