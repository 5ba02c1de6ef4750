"""How answers lead on: which member of one is which parameter of another operation."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

FIRST_STEP: Final = {"step": "$response.body#/items/0/step"}
FIRST_COUNT: Final = {"count": "$response.body#/items/0/count"}
FIRST_PAUSE: Final = {"first": "$response.body#/items/0/first"}
FIRST_REMINDER: Final = {"reminder": "$response.body#/items/0/reminder"}
STEP_OF_TODAY: Final = {
    "day": "$response.body#/day/day",
    "step": "$response.body#/day/steps/0/step",
}
DAY: Final = {"day": "$response.body#/day"}
STEP_OF_DAY: Final = {**DAY, "step": "$response.body#/steps/0/step"}
BATCH: Final = {"undo_changes": {"batch": "$response.body#/batch"}}
ANSWERS: Final = ("done_reminder", "put_off_reminder", "dismiss_reminder")
OF_LISTED: Final = {"get_step": FIRST_STEP, "delete_step": FIRST_STEP}

LEADS_TO: Final[Mapping[str, Mapping[str, Mapping[str, str]]]] = MappingProxyType(
    {
        "get_today": {
            "put_entry": STEP_OF_TODAY,
            "delete_entry": STEP_OF_TODAY,
            "put_note": {"day": "$response.body#/day/day"},
            "done_part": {"day": "$response.body#/day/day"},
            "put_happening": {"day": "$response.body#/day/day"},
        },
        "list_days": {"get_day": {"day": "$response.body#/items/0/day"}},
        "get_day": {"put_entry": STEP_OF_DAY, "delete_entry": STEP_OF_DAY, "put_note": DAY},
        "put_note": BATCH,
        "done_part": BATCH,
        "put_entry": BATCH,
        "delete_entry": BATCH,
        "put_happening": BATCH,
        "delete_happening": BATCH,
        "list_happenings": {
            name: {"kind": "$response.body#/items/0/kind"}
            for name in ("put_happening", "delete_happening")
        },
        "list_steps": {"bring_step_back": FIRST_STEP, **OF_LISTED},
        "put_step": {
            name: {"step": "$response.body#/step/step"}
            for name in ("get_step", "delete_step", "bring_step_back")
        }
        | BATCH,
        "delete_step": {"bring_step_back": {"step": "$response.body#/step/step"}} | BATCH,
        "bring_step_back": BATCH,
        "list_counts": dict.fromkeys(("get_count", "put_count", "delete_count"), FIRST_COUNT),
        "put_count": {
            name: {"count": "$response.body#/count/count"} for name in ("get_count", "delete_count")
        }
        | BATCH,
        "delete_count": BATCH,
        "list_pauses": dict.fromkeys(("put_pause", "end_pause", "delete_pause"), FIRST_PAUSE),
        "put_pause": {
            name: {"first": "$response.body#/pause/first"} for name in ("end_pause", "delete_pause")
        }
        | BATCH,
        "end_pause": BATCH,
        "delete_pause": BATCH,
        "list_reminders": dict.fromkeys(
            ("done_reminder", "put_off_reminder", "dismiss_reminder"), FIRST_REMINDER
        ),
        "done_reminder": BATCH,
        "put_off_reminder": BATCH,
        "dismiss_reminder": BATCH,
        "undo_changes": BATCH,
        "list_topics": {"get_topic": {"topic": "$response.body#/items/0/topic"}},
    }
)
"""By the operation that answers, the operations that can follow; the first of a list is meant as an
example for any of it."""


def links_of(name: str) -> dict[str, Any]:
    """Return the links of an operation's answer, as OpenAPI has them."""
    return {
        follower: {"operationId": follower, "parameters": dict(parameters)}
        for follower, parameters in LEADS_TO.get(name, {}).items()
    }
