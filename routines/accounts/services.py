"""The only place that writes what a person set, agreed to and is logged in with."""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass, fields
from datetime import datetime, time
from typing import Self

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction

from routines.accounts import models
from routines.accounts.models import Consent, User
from routines.accounts.signals import consent_given, consent_withdrawn


@dataclass(frozen=True, kw_only=True)
class Preferences:
    """What a person may set about themselves; the fields are those of `User`."""

    time_zone: str
    day_starts_at: time
    locale: str
    appearance: str
    skin_type: str
    exfoliation_cap: int | None
    count_weekday: int
    counts_hidden: bool

    @classmethod
    def of(cls, user: User) -> Self:
        return cls(**{field.name: getattr(user, field.name) for field in fields(cls)})


def save_preferences(*, user: User, preferences: Preferences, at: datetime) -> bool:
    """Store what the person chose; saving the form also confirms the zone shown in it.

    Returns whether anything differs from before. Days already logged are dates, so that neither
    another zone nor another start of the day moves them.
    """
    changed = Preferences.of(user) != preferences
    if changed or user.time_zone_confirmed_at is None:
        for name, value in asdict(preferences).items():
            setattr(user, name, value)
        user.time_zone_confirmed_at = at
        user.save(update_fields=[*asdict(preferences), "time_zone_confirmed_at"])
    return changed


def confirm_zone(*, user: User, time_zone: str, at: datetime) -> None:
    """Store the zone the person says they live in."""
    user.time_zone = time_zone
    user.time_zone_confirmed_at = at
    user.save(update_fields=["time_zone", "time_zone_confirmed_at"])


@transaction.atomic
def give_consent(*, user: User, at: datetime) -> Consent:
    """Note that the person agreed to the text as it stands; a second time changes nothing."""
    User.objects.hold(user)
    consent, is_new = Consent.objects.in_force().get_or_create(
        user=user, version=models.CONSENT_VERSION, defaults={"given_at": at}
    )
    user.consent_version = consent.version
    if is_new:
        consent_given.send(sender=User, user=user, at=at)
    return consent


@transaction.atomic
def withdraw_consent(*, user: User, at: datetime) -> bool:
    """Note that the person agrees to nothing any more; say whether they did until now."""
    User.objects.hold(user)
    withdrawn = Consent.objects.of(user).in_force().update(withdrawn_at=at)
    user.consent_version = None
    if withdrawn:
        consent_withdrawn.send(sender=User, user=user, at=at)
    return bool(withdrawn)


def end_other_sessions(*, user: User, kept_key: str | None) -> int:
    """Log the person out everywhere but in the session of `kept_key`; return how many ended."""
    others = UserSession.objects.filter(user=user).exclude(session_key=kept_key or "")
    keys = list(others.values_list("session_key", flat=True))
    with transaction.atomic():
        ended, _ = Session.objects.filter(session_key__in=keys).delete()
        others.filter(session_key__in=keys).delete()
    return ended


@transaction.atomic
def make_admin(*, email: str) -> tuple[User, str | None]:
    """Let the person with this address into the admin, as a superuser.

    Returns the user and, where the account is new, the password made for it; an existing account
    keeps its own.
    """
    address = email.strip().lower()
    user = User.objects.filter(email__iexact=address).first()
    if user is not None:
        user.is_staff = user.is_superuser = user.is_active = True
        user.save(update_fields=["is_staff", "is_superuser", "is_active"])
        return user, None
    password = secrets.token_urlsafe(15)
    user = User.objects.create_superuser(address, password)
    EmailAddress.objects.create(user=user, email=address, verified=True, primary=True)
    return user, password
