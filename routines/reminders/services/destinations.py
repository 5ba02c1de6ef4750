"""The only place that writes where messages go, and which kinds are wanted there."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from routines.accounts.models import User
from routines.reminders.models import Channel, Destination, Wish

MOST = 10
"""Places of one kind that a person may have."""


class TooManyDestinations(Exception):  # noqa: N818 - it is an answer, not an error
    """The person has as many places of this kind as anybody may have."""


def identity_of(text: str) -> str:
    """Return what tells one address from another: a browser's endpoint, a URL."""
    return hashlib.sha256(text.encode()).hexdigest()


def switch_email(*, user: User, active: bool, at: datetime) -> Destination:
    """Begin or stop sending mail to the person's own address."""
    destination, _ = Destination.objects.update_or_create(
        user=user,
        channel=Channel.EMAIL,
        identity="own",
        defaults={"active": active, "problem": "", "gone_at": None},
        create_defaults={"active": active, "made_at": at, "label": "Your e-mail address"},
    )
    return destination


def add_push(
    *, user: User, subscription: Mapping[str, Any], label: str, at: datetime
) -> Destination:
    """Add a browser; one that is known already keeps its name and is switched on again.

    A browser belongs to whoever switched it on last: two people who share it would otherwise read
    each other's reminders. Raises TooManyDestinations.
    """
    identity = identity_of(subscription["endpoint"])
    with transaction.atomic():
        others = Destination.objects.filter(channel=Channel.PUSH, identity=identity)
        others.exclude(user=user).delete()
        return _add(user, Channel.PUSH, identity, dict(subscription), label, at)


def renew_push(*, old_endpoint: str, subscription: Mapping[str, Any]) -> bool:
    """Follow a browser to its new subscription; knowing the old endpoint is its proof.

    Returns whether there was such a browser.
    """
    found = Destination.objects.filter(channel=Channel.PUSH, identity=identity_of(old_endpoint))
    with transaction.atomic():
        destination = found.select_for_update().first()
        if destination is None:
            return False
        taken = Destination.objects.filter(
            channel=Channel.PUSH, identity=identity_of(subscription["endpoint"])
        )
        taken.exclude(pk=destination.pk).delete()
        words = destination.address.get("words", True)
        destination.address = {**subscription, "words": words}
        destination.identity = identity_of(subscription["endpoint"])
        destination.active, destination.gone_at, destination.problem = True, None, ""
        destination.save()
    return True


def add_apprise(*, user: User, address: Mapping[str, Any], label: str, at: datetime) -> Destination:
    """Add another service's address. Raises TooManyDestinations."""
    identity = identity_of(address["url"])
    with transaction.atomic():
        return _add(user, Channel.APPRISE, identity, dict(address), label, at)


def _add(
    user: User, channel: str, identity: str, address: dict[str, Any], label: str, at: datetime
) -> Destination:
    User.objects.hold(user)
    own = Destination.objects.of(user).filter(channel=channel)
    known = own.filter(identity=identity).first()
    if known is None and own.count() >= MOST:
        raise TooManyDestinations
    if known is None:
        return Destination.objects.create(
            user=user, channel=channel, identity=identity, address=address, label=label, made_at=at
        )
    known.address = {**known.address, **address}
    known.active, known.gone_at, known.problem = True, None, ""
    known.save()
    return known


def change(*, user: User, key: uuid.UUID, label: str, words: bool, active: bool) -> Destination:
    """Keep a destination's name and how it is used. Raises Destination.DoesNotExist.

    One that the other side has ended stays off: only the browser itself can begin it again.
    """
    with transaction.atomic():
        destination = Destination.objects.of(user).select_for_update().get(key=key)
        destination.label = label
        destination.address = {**destination.address, "words": words}
        destination.active = active and destination.gone_at is None
        destination.save(update_fields=["label", "address", "active"])
    return destination


def remove(*, user: User, key: uuid.UUID) -> str:
    """Forget a destination and what is on its way there; return its name.

    Raises Destination.DoesNotExist.
    """
    destination = Destination.objects.of(user).get(key=key)
    destination.delete()
    return destination.label


def unsubscribe(*, key: uuid.UUID) -> Destination | None:
    """Stop sending to a destination, whoever asks with its signed link; None where it is gone."""
    destination = Destination.objects.select_related("user").filter(key=key).first()
    if destination is not None and destination.active:
        destination.active = False
        destination.save(update_fields=["active"])
    return destination


def note_result(*, destination: Destination, problem: str) -> None:
    """Keep what became of a test: what went wrong, or nothing."""
    destination.problem = problem[:200]
    destination.save(update_fields=["problem"])


def end(*, destination: Destination, at: datetime) -> None:
    """Note that the other side knows the destination no more."""
    destination.active, destination.gone_at = False, at
    destination.save(update_fields=["active", "gone_at"])


def save_wishes(*, user: User, wishes: Mapping[tuple[str, str], bool]) -> None:
    """Keep which kinds are wanted on which channels, by (kind, channel)."""
    rows = [
        Wish(user=user, kind=kind, channel=channel, wanted=wanted)
        for (kind, channel), wanted in wishes.items()
    ]
    Wish.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["user", "kind", "channel"],
        update_fields=["wanted"],
    )
