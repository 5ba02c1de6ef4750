"""The only place that writes calendar feeds."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from django.db import transaction

from routines.accounts.models import User
from routines.reminders.models import Feed


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def make_feed(*, user: User, at: datetime) -> str:
    """Begin a new address and end the one before; return its token, which is kept nowhere."""
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        User.objects.hold(user)
        before = Feed.objects.of(user).filter(revoked_at__isnull=True).first()
        names_shown = before.names_shown if before else True
        revoke_feed(user=user, at=at)
        Feed.objects.create(
            user=user, token_digest=digest_of(token), names_shown=names_shown, made_at=at
        )
    return token


def revoke_feed(*, user: User, at: datetime) -> bool:
    """End the address in force; say whether there was one."""
    ended = Feed.objects.of(user).filter(revoked_at__isnull=True).update(revoked_at=at)
    return bool(ended)


def show_names(*, user: User, names_shown: bool) -> None:
    """Say whether events carry the names of the steps."""
    open_feed = Feed.objects.of(user).filter(revoked_at__isnull=True)
    open_feed.update(names_shown=names_shown)
