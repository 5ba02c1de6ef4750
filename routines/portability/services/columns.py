"""Values of a diary as columns of its tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from routines.diary.cadence import bits_from_weekdays
from routines.portability import values
from routines.portability.services.names import Names
from routines.spots.models import NUMBER_FIELDS

FAST = timedelta(minutes=5)
"""By so much a clock may be ahead of ours, and still be believed."""


def said_by(record: Any, at: datetime) -> Any:
    """A time to come counts as now: whatever is said from now on is later, and holds."""
    given_at = getattr(record, "given_at", None)
    is_to_come = given_at is not None and given_at > at + FAST
    return replace(record, given_at=at) if is_to_come else record


def of_product(record: values.Product, names: Names) -> dict[str, Any]:
    return {
        "key": record.key,
        "name": record.name,
        "brand": record.brand,
        "opened_on": record.opened_on,
        "months_it_keeps": record.months_it_keeps,
        "finished_on": record.finished_on,
    }


def of_pause(record: values.Pause, names: Names) -> dict[str, Any]:
    return {
        "starts_on": record.starts_on,
        "ends_on": record.ends_on,
        "reason": record.reason,
    }


def of_answer(record: values.Answer, names: Names) -> dict[str, Any]:
    return {
        "step_id": names.steps[record.step],
        "day": record.day,
        "answer": record.answer,
        "skip_reason": record.skip_reason,
        "times": record.times,
        "product_id": names.product(record.product),
        "note": record.note,
        "given_at": record.given_at,
    }


def of_happening(record: values.Happening, names: Names) -> dict[str, Any]:
    return {
        "day": record.day,
        "kind_id": names.happenings[record.kind],
        "region": record.region,
        "note": record.note,
        "active": record.active,
        "given_at": record.given_at,
    }


def of_note(record: values.Note, names: Names) -> dict[str, Any]:
    return {"day": record.day, "text": record.text, "given_at": record.given_at}


def of_count(record: values.Count, names: Names) -> dict[str, Any]:
    return {
        "key": record.key,
        "day": record.day,
        "counted_at": record.counted_at,
        "given_at": record.given_at,
        "removed_at": record.removed_at,
        "note": record.note,
        **{name: record.numbers.get(name) for name in NUMBER_FIELDS},
    }


def of_trial(record: values.Trial, names: Names) -> dict[str, Any]:
    return {
        "step_id": names.steps[record.step],
        "starts_on": record.starts_on,
        "blocks": record.blocks,
        "begins_with_step": record.begins_with_step,
        "closed_on": record.closed_on,
    }


def of_nudge(record: values.Nudge, names: Names) -> dict[str, Any]:
    return {
        "key": record.key,
        "slot": record.slot,
        "at": record.at,
        "weekdays": bits_from_weekdays(record.weekdays),
        "active": record.active,
    }


def of_rest(record: values.Rest, names: Names) -> dict[str, Any]:
    return {
        "rule_key": names.rule_key(record.rule_key),
        "made_at": record.made_at,
        "until": record.until,
    }


def of_wish(record: values.Wish, names: Names) -> dict[str, Any]:
    return {"kind": record.kind, "channel": record.channel, "wanted": record.wanted}


_REMINDER = (
    *("origin", "kind", "message", "day", "due_at", "made_at", "topic", "title", "revision"),
    *("line", "sentence", "saying", "offers", "outcome", "answered_at", "until"),
)


def of_reminder(record: values.Reminder, names: Names) -> dict[str, Any]:
    return {
        "rule_key": names.rule_key(record.rule_key),
        "facts": list(record.facts),
        "figures": dict(record.figures),
        **{name: getattr(record, name) for name in _REMINDER},
    }
