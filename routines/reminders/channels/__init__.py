"""Ways to reach a person: what is sent, how it may fail, and what every channel can do.

The outbox calls `channel_of(destination.channel).send(message, target)`, which may take seconds:
never inside a transaction.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

TITLE = "Skin-care diary"
"""The title or subject of everything sent; whoever looks over a shoulder learns no more from it."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One reminder in a message."""

    key: UUID
    """The reminder's own; what its links act on."""
    kind: str
    """The rule's kind ("tip", "safety" …), or "nudge"."""
    words: str
    """What it tells the person."""
    offers: str = ""
    """The step that "Done" logs, as the person would name it; empty where there is none."""


@dataclass(frozen=True, kw_only=True)
class Message:
    """Everything that goes out in one piece to one destination.

    `key` is the same each time it is tried, so that a repeat can be told from a second message.
    """

    key: UUID
    at: datetime
    """When it is sent: its links end some days later."""
    base_url: str
    """`https://diary.example`, without a slash at its end."""
    lines: tuple[Line, ...] = ()
    is_test: bool = False

    @property
    def keys(self) -> tuple[UUID, ...]:
        return tuple(line.key for line in self.lines)


class Retry(Exception):  # noqa: N818 - it is an answer, not an error
    """It did not work now and may work later; the text says why, without secrets.

    `after` is how long the other side asked us to wait, where it did.
    """

    def __init__(self, reason: str, *, after: timedelta | None = None) -> None:
        super().__init__(reason)
        self.after = after


class Gone(Exception):  # noqa: N818 - it is an answer, not an error
    """The destination exists no more: nothing should ever be sent there again."""


class Refused(Exception):  # noqa: N818 - it is an answer, not an error
    """This message will never be taken there; the text says why, without secrets."""


@dataclass(frozen=True, kw_only=True)
class Target:
    """Where a message goes. `address` holds secrets; it is left out of anything printed."""

    key: UUID
    """The destination's own; what "unsubscribe" acts on."""
    user_id: int
    address: Mapping[str, Any] = field(repr=False)


class Channel(Protocol):
    """One way to reach a person."""

    def send(self, message: Message, target: Target) -> None:
        """Hand the message over. Raises Retry, Gone or Refused; returning means it was taken."""


def channel_of(name: str) -> Channel:
    """Return the channel that a destination names. Raises KeyError for an unknown one."""
    from routines.reminders.channels import registry

    return registry.channel_of(name)
