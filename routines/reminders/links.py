"""Signed links: what a message may let somebody do without logging in, and until when.

A link holds keys of rows and the second at which it ends, nothing about the person. Whoever has the
link may do what it is for and no more; every page behind one acts only after a POST.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from django.core.signing import BadSignature, Signer

LONGEST = 1200
"""Characters that are looked at; ours are far shorter."""


class Purpose(StrEnum):
    """What a link is for. One made for the one purpose is worth nothing for another."""

    ANSWER = "answer"
    UNSUBSCRIBE = "unsubscribe"


LASTS = {Purpose.ANSWER: timedelta(days=7), Purpose.UNSUBSCRIBE: timedelta(days=365)}
"""A message that is found again after months must still be able to stop the ones to come."""


class BrokenLink(Exception):  # noqa: N818 - it is an answer, not an error
    """It was never made here, or lost a part on its way."""


class OldLink(Exception):  # noqa: N818 - it is an answer, not an error
    """It was good once."""


def sign(purpose: Purpose, keys: Sequence[str], *, at: datetime) -> str:
    """Return the text that stands in an address; it is good from `at` for as long as LASTS says."""
    ends = int((at + LASTS[purpose]).timestamp())
    return _signer(purpose).sign_object([ends, *keys])


def read(purpose: Purpose, token: str, *, now: datetime) -> tuple[str, ...]:
    """Return the keys of a link. Raises BrokenLink or OldLink."""
    if len(token) > LONGEST:
        raise BrokenLink
    try:
        ends, *keys = _signer(purpose).unsign_object(token)
    except (BadSignature, ValueError, TypeError, UnicodeError) as problem:
        raise BrokenLink from problem
    if datetime.fromtimestamp(ends, tz=UTC) <= now:
        raise OldLink
    return tuple(keys)


def _signer(purpose: Purpose) -> Signer:
    # A full stop: some programs end an address at a colon.
    return Signer(salt=f"routines.reminders.links.{purpose}", sep=".")
