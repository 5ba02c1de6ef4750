"""Tokens of other programs."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from routines.api import scopes
from routines.api.scopes import Scope
from routines.diary.models import OwnedQuerySet


class TokenQuerySet(OwnedQuerySet["ApiToken"]):
    """Speaks of the tokens of one person."""

    def live(self, now: datetime) -> Self:
        """What still lets a program in."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=now)

    def newest_first(self) -> Self:
        return self.order_by("-made_at", "-pk")


class ApiToken(models.Model):
    """Lets a program act for a person until it expires or is revoked.

    The token itself is kept nowhere: `digest` finds it, `prefix` is what people recognise it by.
    The form sends the key, so that a second tap on "make" finds the first one's row.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_tokens"
    )
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    prefix = models.CharField(max_length=12)
    scopes_kept = models.CharField("scopes", max_length=60)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = TokenQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "key"], name="api_token_key_unique"),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="api_token_expires_later"
            ),
        ]

    def __str__(self) -> str:
        return f"API token {self.pk} of user {self.user_id}"

    @property
    def scopes(self) -> frozenset[Scope]:
        return scopes.from_text(self.scopes_kept)

    @property
    def scope_words(self) -> str:
        return ", ".join(scopes.WORDS[scope][0].lower() for scope in Scope if scope in self.scopes)

    def is_live(self, now: datetime) -> bool:
        return self.revoked_at is None and now < self.expires_at
