"""The sections of diary.json, in their order, with the fields of each."""

from __future__ import annotations

from collections.abc import Mapping

from routines.diary.regions import Region
from routines.portability import values
from routines.portability.diary_json.cadences import CADENCE
from routines.portability.diary_json.checks import (
    check_answer,
    check_count,
    check_pause,
    check_reminder,
    check_step,
    check_term,
    check_trial,
)
from routines.portability.diary_json.codecs import (
    ANY_LIST,
    ANY_OBJECT,
    DAY,
    FLAG,
    KEY,
    MOMENT,
    WALL_TIME,
    WEEKDAYS,
    many,
    numbers,
    one_of,
    optional,
    text,
    whole,
)
from routines.portability.diary_json.shape import Shape
from routines.spots.counting import MOST_SPOTS
from routines.trends.plan import FEWEST_BLOCKS, MOST_BLOCKS

VERSION = 1
"""Raised when a file of the new kind would be misread by a program that knows the old one."""

FORMAT = "skin-care-diary"
MOST_TERMS = 2000
NUMBER_NAMES = (*(region.value for region in Region), "whole_face", "unsure")
SLOTS = ("morning", "evening", "any")
KINDS = ("cleanser", "moisturiser", "sunscreen", "exfoliation", "retinoid", "other")
ANSWERS = ("", "done", "not_done", "skipped")
SKIP_REASONS = ("", "irritated", "rest_day", "travelling", "other")
REGIONS = ("", *(region.value for region in Region))
CHANNELS = ("app", "email", "push", "apprise")
OUTCOMES = ("", "done", "not_now", "stopped", "dismissed", "withdrawn")
LONGEST_SAYING = 20_000


# --- The sections ---------------------------------------------------------------------------------

NOTE = text(500)
PREFERENCES = Shape(
    of=values.Preferences,
    codecs={
        "time_zone": text(64),
        "day_starts_at": WALL_TIME,
        "locale": text(20),
        "appearance": one_of("system", "light", "dark"),
        "skin_type": one_of("", "balanced", "dry", "oily", "combination", "sensitive"),
        "exfoliation_cap": optional(whole(1, 3)),
        "count_weekday": whole(0, 6),
        "counts_hidden": FLAG,
        "messages_at": WALL_TIME,
        "quiet_from": WALL_TIME,
        "quiet_until": WALL_TIME,
        "most_a_day": whole(0, 10),
        "most_a_week": whole(0, 50),
        "reminders_paused_until": optional(DAY),
        "language": text(10),
    },
)
TERM = Shape(
    of=values.Term,
    codecs={
        "name": text(60, least=1),
        "slot": one_of(*SLOTS),
        "cadence": CADENCE,
        "position": whole(0, 2**31 - 1),
        "starts_on": DAY,
        "ends_on": optional(DAY),
        "product": optional(KEY),
    },
    check=check_term,
)
SECTIONS: Mapping[str, Shape] = {
    "products": Shape(
        of=values.Product,
        codecs={
            "key": KEY,
            "name": text(120, least=1),
            "brand": text(80),
            "opened_on": optional(DAY),
            "months_it_keeps": optional(whole(1, 120)),
            "finished_on": optional(DAY),
        },
    ),
    "steps": Shape(
        of=values.Step,
        codecs={
            "key": KEY,
            "kind": one_of(*KINDS),
            "terms": many(TERM.codec(), most=MOST_TERMS),
        },
        check=check_step,
    ),
    "pauses": Shape(
        of=values.Pause,
        codecs={"starts_on": DAY, "ends_on": optional(DAY), "reason": text(120)},
        check=check_pause,
    ),
    "answers": Shape(
        of=values.Answer,
        codecs={
            "step": KEY,
            "day": DAY,
            "answer": one_of(*ANSWERS),
            "given_at": MOMENT,
            "skip_reason": one_of(*SKIP_REASONS),
            "times": whole(1, 20),
            "product": optional(KEY),
            "note": NOTE,
        },
        check=check_answer,
    ),
    "happenings": Shape(
        of=values.Happening,
        codecs={
            "day": DAY,
            "kind": text(40, least=1),
            "given_at": MOMENT,
            "region": one_of(*REGIONS),
            "note": NOTE,
            "active": FLAG,
        },
        helps=("name",),
    ),
    "notes": Shape(of=values.Note, codecs={"day": DAY, "text": text(2000), "given_at": MOMENT}),
    "counts": Shape(
        of=values.Count,
        codecs={
            "key": KEY,
            "day": DAY,
            "counted_at": MOMENT,
            "given_at": MOMENT,
            "numbers": numbers(NUMBER_NAMES, most=MOST_SPOTS),
            "note": NOTE,
            "removed_at": optional(MOMENT),
        },
        check=check_count,
    ),
    "trials": Shape(
        of=values.Trial,
        codecs={
            "step": KEY,
            "starts_on": DAY,
            "blocks": whole(FEWEST_BLOCKS, MOST_BLOCKS),
            "begins_with_step": FLAG,
            "closed_on": optional(DAY),
        },
        check=check_trial,
    ),
    "nudges": Shape(
        of=values.Nudge,
        codecs={
            "key": KEY,
            "slot": one_of(*SLOTS),
            "at": WALL_TIME,
            "weekdays": WEEKDAYS,
            "active": FLAG,
        },
    ),
    "rests": Shape(
        of=values.Rest,
        codecs={"rule_key": text(64, least=1), "made_at": MOMENT, "until": optional(MOMENT)},
    ),
    "wishes": Shape(
        of=values.Wish,
        codecs={"kind": text(20, least=1), "channel": one_of(*CHANNELS), "wanted": FLAG},
    ),
    "reminders": Shape(
        of=values.Reminder,
        codecs={
            "origin": one_of("rule", "nudge", "trial"),
            "rule_key": text(64, least=1),
            "kind": text(20, least=1),
            "message": text(LONGEST_SAYING),
            "day": DAY,
            "due_at": MOMENT,
            "made_at": MOMENT,
            "topic": text(80),
            "title": text(200),
            "revision": optional(whole(0, 2**31 - 1)),
            "line": optional(whole(0, 2**31 - 1)),
            "sentence": text(LONGEST_SAYING),
            "saying": text(LONGEST_SAYING),
            "facts": ANY_LIST,
            "figures": ANY_OBJECT,
            "offers": text(12),
            "outcome": one_of(*OUTCOMES),
            "answered_at": optional(MOMENT),
            "until": optional(MOMENT),
        },
        check=check_reminder,
    ),
}
"""Section → the shape of its records, in the order of `values.Record`, after the preferences."""
