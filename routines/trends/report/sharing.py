"""Links that let somebody read a report: made, opened, revoked. The only place that writes them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.core import signing
from django.db import transaction

from routines.accounts.models import User
from routines.diary.models import OwnedQuerySet
from routines.trends.models import ReportLink, ReportView
from routines.trends.report.scope import Scope

SHORTEST_DAYS: Final = 1
LONGEST_DAYS: Final = 30
USUAL_DAYS: Final = 7
MOST_OPEN_LINKS: Final = 20
"""So many people can read at once; more would be a sign of something else."""

VIEW_LASTS: Final = timedelta(hours=1)
"""So long the same browser may read on before opening counts as another view."""

_SIGNER: Final = signing.Signer(salt="routines.trends.report")


class TooManyLinksError(ValueError):
    """A person has MOST_OPEN_LINKS open links already."""


@dataclass(frozen=True, kw_only=True)
class Sharing:
    """What a person asks for: who reads, under which name, for how many days."""

    scope: Scope
    days: int = USUAL_DAYS
    reader: str = ""
    name_shown: str = ""


def token_of(key: uuid.UUID) -> str:
    """Return the secret part of a link's address. Nothing in it tells whose it is."""
    return _SIGNER.sign(key.hex).replace(":", ".")


def key_of(token: str) -> uuid.UUID | None:
    """Return the key that a token was made for, or None for one that we did not make."""
    try:
        return uuid.UUID(hex=_SIGNER.unsign(token.replace(".", ":")))
    except (signing.BadSignature, ValueError):
        return None


@transaction.atomic
def share(*, user: User, key: uuid.UUID, sharing: Sharing, at: datetime) -> ReportLink:
    """Make a link; a second call with the same key returns the first one's.

    Raises TooManyLinksError, and ValueError for days out of range or a key of somebody else's link.
    """
    if not SHORTEST_DAYS <= sharing.days <= LONGEST_DAYS:
        raise ValueError(f"a link lasts {SHORTEST_DAYS} to {LONGEST_DAYS} days")
    User.objects.hold(user)
    made_before = ReportLink.objects.filter(key=key).first()
    if made_before is not None:
        if made_before.user_id != user.pk:
            raise ValueError("the key is taken")
        return made_before
    if open_links(user=user, now=at).count() >= MOST_OPEN_LINKS:
        raise TooManyLinksError
    return ReportLink.objects.create(
        user=user,
        key=key,
        reader=sharing.reader,
        name_shown=sharing.name_shown,
        scope_kept=sharing.scope.to_json(),
        created_at=at,
        expires_at=at + timedelta(days=sharing.days),
    )


def open_links(*, user: User, now: datetime) -> OwnedQuerySet[ReportLink]:
    """Return the links that can be read at `now`."""
    return ReportLink.objects.of(user).filter(revoked_at__isnull=True, expires_at__gt=now)


def revoke(*, user: User, link_id: int, at: datetime) -> ReportLink:
    """End a link at once. Doing it twice changes nothing.

    Raises ReportLink.DoesNotExist for one that is not the user's.
    """
    link = ReportLink.objects.of(user).get(pk=link_id)
    ReportLink.objects.filter(pk=link.pk, revoked_at__isnull=True).update(revoked_at=at)
    link.refresh_from_db()
    return link


def find(token: str) -> ReportLink | None:
    """Return the link of an address with its person, open or not; None for one we never made."""
    key = key_of(token)
    if key is None:
        return None
    return ReportLink.objects.select_related("user").filter(key=key).first()


def log_view(*, link: ReportLink, device: str, at: datetime) -> None:
    """Keep for the owner that the report was opened."""
    ReportView.objects.create(link=link, device=device[:60], viewed_at=at)
