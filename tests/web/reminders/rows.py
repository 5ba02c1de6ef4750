"""Reminders as if the pass had made them."""

from __future__ import annotations

from datetime import datetime, timedelta

from routines.accounts.models import User
from routines.reminders.models import Origin, Reminder
from tests.conftest import NOON

MESSAGE = "Sunscreen has slipped a little. Keep it by the toothbrush."


def make_reminder(
    user: User, *, made_at: datetime = NOON - timedelta(hours=1), **fields: object
) -> Reminder:
    """A tip about sunscreen, an hour old, unless `fields` say otherwise."""
    usual: dict[str, object] = {
        "origin": Origin.RULE,
        "rule_key": "sunscreen-low",
        "kind": "tip",
        "topic": "sunscreen-every-day",
        "title": "Sunscreen, every day",
        "revision": 1,
        "line": 3,
        "sentence": f"Remind when sunscreen is done on fewer than 5 of the last 7 days: {MESSAGE}",
        "saying": "sunscreen is done on fewer than 5 of the last 7 days",
        "message": MESSAGE,
        "offers": "sunscreen",
        "day": user.today(made_at),
        "due_at": made_at,
    }
    return Reminder.objects.create(user=user, made_at=made_at, **{**usual, **fields})
