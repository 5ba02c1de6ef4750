"""The only place that writes tokens."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q

from routines.accounts.models import User
from routines.api import scopes
from routines.api.models import ApiToken
from routines.api.scopes import Scope
from routines.api.secret import SHOWN, digest_of, make_secret
from routines.diary.refusals import Refused

SHORTEST_DAYS: Final = 1
LONGEST_DAYS: Final = 365
USUAL_DAYS: Final = 90
MOST_LIVE: Final = 20
"""More programs than anybody connects; a number beyond it is a sign of something else."""

MOST_ENDED: Final = 20
"""So many tokens that have ended are kept, to be told from others in the list."""

USE_NOTED_EVERY: Final = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a person asks for."""

    name: str
    scopes: Collection[Scope]
    days: int = USUAL_DAYS


@dataclass(frozen=True, kw_only=True)
class Made:
    """The token's row. `secret` is there once and never again; empty where it was made before."""

    token: ApiToken
    secret: str


def make_token(*, user: User, key: uuid.UUID, wanted: Wanted, at: datetime) -> Made:
    """Make a token. The same key twice makes one.

    Raises Refused for who only looks around, for days out of range, without a scope, and when there
    are too many.
    """
    _refuse_unlikely(user, wanted)
    with transaction.atomic():
        User.objects.hold(user)
        present = ApiToken.objects.of(user).filter(key=key).first()
        if present is not None:
            return Made(token=present, secret="")
        if ApiToken.objects.of(user).live(at).count() >= MOST_LIVE:
            raise Refused(f"You have {MOST_LIVE} tokens already. Please revoke one first.")
        _forget_old(user, at)
        secret = make_secret()
        token = ApiToken.objects.create(
            user=user,
            key=key,
            name=wanted.name,
            digest=digest_of(secret),
            prefix=secret[:SHOWN],
            scopes_kept=scopes.to_text(wanted.scopes),
            made_at=at,
            expires_at=at + timedelta(days=wanted.days),
        )
    return Made(token=token, secret=secret)


def revoke_token(*, user: User, key: uuid.UUID, at: datetime) -> ApiToken:
    """End a token at once. Doing it twice changes nothing.

    Raises ApiToken.DoesNotExist for one that is not the user's.
    """
    token = ApiToken.objects.of(user).get(key=key)
    ApiToken.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=at)
    token.refresh_from_db()
    return token


def note_use(*, token: ApiToken, at: datetime) -> None:
    """Keep when a token was used, at most once an hour: most requests write nothing of it."""
    since = at - USE_NOTED_EVERY
    if token.last_used_at is not None and token.last_used_at > since:
        return
    rows = ApiToken.objects.filter(Q(last_used_at__isnull=True) | Q(last_used_at__lte=since))
    rows.filter(pk=token.pk).update(last_used_at=at)


def _refuse_unlikely(user: User, wanted: Wanted) -> None:
    if user.is_demo:
        raise Refused("You are only looking around, so there is nothing to connect.")
    if not SHORTEST_DAYS <= wanted.days <= LONGEST_DAYS:
        raise Refused(f"A token lasts {SHORTEST_DAYS} to {LONGEST_DAYS} days.", field="days")
    if not wanted.scopes:
        raise Refused("Choose at least one thing it may do.", field="scopes")


def _forget_old(user: User, at: datetime) -> None:
    ended = ApiToken.objects.of(user).exclude(pk__in=ApiToken.objects.of(user).live(at))
    old = ended.newest_first().values_list("pk", flat=True)[MOST_ENDED:]
    ApiToken.objects.filter(pk__in=list(old)).delete()
