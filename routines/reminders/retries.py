"""When a message that did not arrive is tried again, and when no more."""

from __future__ import annotations

from datetime import datetime, timedelta

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=2)
GIVES_UP_AFTER = timedelta(days=1)
"""Counted from when it was to be sent: a reminder of yesterday helps nobody."""
JITTER = 0.25


def wait_after(attempts: int, chance: float) -> timedelta:
    """How long to wait after so many attempts: 1, 2, 4 … minutes, at most two hours.

    `chance`, from 0 to 1, moves it by up to a quarter either way, so that a server that comes back
    is not met by everything at once.
    """
    doublings = min(attempts - 1, 20)
    usual = min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)
    return usual * (1 + JITTER * (2 * chance - 1))


def next_try(
    *, due_at: datetime, now: datetime, attempts: int, chance: float, asked: timedelta | None = None
) -> datetime | None:
    """When to try again; None where that would be more than a day after it was due.

    `asked` is what the other side asked us to wait, where it did.
    """
    wait = wait_after(attempts, chance)
    moment = now + max(wait, asked or wait)
    return moment if moment <= due_at + GIVES_UP_AFTER else None
