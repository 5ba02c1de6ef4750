"""What the page "Where" shows: the places messages go, and what is wanted there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from allauth.account.models import EmailAddress
from django.conf import settings

from routines.accounts.models import User
from routines.reminders.channels import vapid
from routines.reminders.destination_forms import GROUPS, OUTSIDE
from routines.reminders.models import Channel, Destination, Feed, Wish

CHANNEL_WORDS = {Channel.EMAIL: "E-mail", Channel.PUSH: "Devices", Channel.APPRISE: "Services"}


@dataclass(frozen=True, kw_only=True)
class Box:
    """A box to tick; `name` is its field's."""

    name: str
    label: str
    is_ticked: bool


@dataclass(frozen=True, kw_only=True)
class WishRow:
    """A group of kinds, and a box for each channel that is in use."""

    label: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True, kw_only=True)
class ChannelsPage:
    """Everything on the page. `mail` says "none" (no server), "unconfirmed" or "ready"."""

    address: str
    mail: str
    email: Destination | None
    devices: Sequence[Destination]
    services: Sequence[Destination]
    feed: Feed | None
    push_key: str
    channels: tuple[str, ...]
    """The names of those in use, in the order of each row's boxes."""
    wishes: tuple[WishRow, ...]

    @classmethod
    def of(cls, user: User) -> Self:
        rows = list(Destination.objects.of(user).order_by("channel", "pk"))
        email = next((row for row in rows if row.channel == Channel.EMAIL), None)
        devices = [row for row in rows if row.channel == Channel.PUSH]
        services = [row for row in rows if row.channel == Channel.APPRISE]
        address, mail = mail_state(user)
        used = used_channels(rows)
        return cls(
            address=address,
            mail=mail,
            email=email,
            devices=devices,
            services=services,
            feed=Feed.objects.of(user).filter(revoked_at__isnull=True).first(),
            push_key=vapid.public_key(),
            channels=tuple(CHANNEL_WORDS[channel] for channel in OUTSIDE if channel in used),
            wishes=wish_rows(user, used),
        )


def mail_state(user: User) -> tuple[str, str]:
    """Return the address that mail goes to, and whether it would arrive."""
    if not settings.MAIL_IS_CONFIGURED:
        return user.email, "none"
    confirmed = EmailAddress.objects.filter(user=user, verified=True).order_by("-primary", "pk")
    address = confirmed.values_list("email", flat=True).first()
    return address or user.email, "ready" if address else "unconfirmed"


def used_channels(destinations: Sequence[Destination]) -> frozenset[str]:
    """The channels on which something is sent at present."""
    return frozenset(row.channel for row in destinations if row.active)


def wish_rows(user: User, used: frozenset[str]) -> tuple[WishRow, ...]:
    """Return a row for each group of kinds; a box is ticked unless one of its kinds is unwanted."""
    unwanted = set(Wish.objects.of(user).filter(wanted=False).values_list("kind", "channel"))
    shown = [channel for channel in OUTSIDE if channel in used]
    if not shown:
        return ()
    return tuple(
        WishRow(
            label=label,
            boxes=tuple(
                Box(
                    name=f"{group}-{channel.value}",
                    label=CHANNEL_WORDS[channel],
                    is_ticked=all((str(kind), channel.value) not in unwanted for kind in kinds),
                )
                for channel in shown
            ),
        )
        for group, (label, kinds) in GROUPS.items()
    )
