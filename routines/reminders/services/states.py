"""What the log of changes keeps of answers to reminders."""

from __future__ import annotations

from datetime import UTC

from routines.changes.registry import State
from routines.reminders.models import Nudge, Reminder, Rest

REMINDER_KIND = "reminder"
REST_KIND = "rest"
NUDGE_KIND = "nudge"


def reminder_state(reminder: Reminder) -> State:
    """An unanswered reminder is none."""
    if reminder.answered_at is None:
        return None
    until = reminder.until.astimezone(UTC).isoformat() if reminder.until else None
    return {
        "outcome": reminder.outcome,
        "answered_at": reminder.answered_at.astimezone(UTC).isoformat(),
        "until": until,
    }


def rest_state(rest: Rest | None) -> State:
    """Until when a rule rests, null for good; one that does not rest is none."""
    if rest is None:
        return None
    return {"until": rest.until.astimezone(UTC).isoformat() if rest.until else None}


def nudge_state(nudge: Nudge | None) -> State:
    """A nudge as its form says it; one that was removed is none."""
    if nudge is None:
        return None
    return {
        "slot": nudge.slot,
        "at": nudge.at.isoformat("minutes"),
        "weekdays": nudge.weekdays,
        "active": nudge.active,
    }
