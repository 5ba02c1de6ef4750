"""Which reminders make sense: pages tell what a rule rested on, and break over other things."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from routines.portability.values import Reminder
from routines.reminders.cards import LOOKS, SLOT_OFFERS
from routines.reminders.deciding import OFFERS_COUNT
from routines.reminders.figures import Figures
from routines.reminders.words import explain

TOPIC = re.compile(r"[-a-zA-Z0-9_]*")
"""The slug of an address."""
A_DAY = timedelta(days=1)
"""Somewhere it may be tomorrow already."""
LONGEST_PUT_OFF = timedelta(days=366)


def makes_sense(record: Reminder, *, step_kinds: frozenset[str]) -> bool:
    """Say whether every page that tells of it knows what to say."""
    is_answered = (record.answered_at is not None) == bool(record.outcome)
    offers = SLOT_OFFERS.keys() if record.kind == "nudge" else step_kinds | {OFFERS_COUNT}
    return (
        is_answered
        and (record.until is None or record.outcome == "not_now")
        and record.kind in LOOKS
        and (record.origin != "nudge" or _names_nudge(record.rule_key))
        and (not record.offers or record.offers in offers)
        and TOPIC.fullmatch(record.topic) is not None
        and all(isinstance(fact, str) for fact in record.facts)
        and _can_be_told(record.figures)
    )


def is_over(record: Reminder, today: date) -> bool:
    """Say whether it was said and answered by now: what is not would stay on Today for good."""
    moments = (record.due_at, record.made_at, record.answered_at)
    days = [record.day, *(moment.date() for moment in moments if moment is not None)]
    until = record.until.date() if record.until is not None else today
    return max(days) <= today + A_DAY and until <= today + LONGEST_PUT_OFF


def _names_nudge(text: str) -> bool:
    """Say whether it names a nudge: by its key, and the time that it was set for after an @."""
    try:
        UUID(text.split("@", maxsplit=1)[0])
    except ValueError:
        return False
    return True


def _can_be_told(figures: Mapping[str, Any]) -> bool:
    try:
        explain(Figures.from_json(figures), "en")
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return False
    return True
