"""What the diary takes whatever else stands in it. The forms hold people to the same rules.

The words and bounds are those of the models; a test compares the two.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date, timedelta
from typing import Any

from routines.accounts.clock import EARLIEST_DAY, known_zone
from routines.accounts.formats import known_locale
from routines.diary.cadence import WEEK
from routines.diary.regions import Region
from routines.portability.planning import reminder_rules
from routines.portability.planning.terms import are_in_order, is_whole
from routines.portability.values import (
    Answer,
    Count,
    Happening,
    Note,
    Nudge,
    Pause,
    Preferences,
    Product,
    Record,
    Reminder,
    Rest,
    Step,
    Term,
    Trial,
    Wish,
)
from routines.spots.counting import NotACountError, Numbers
from routines.trends.plan import FEWEST_BLOCKS, MOST_BLOCKS

STEP_KINDS = frozenset({"cleanser", "moisturiser", "sunscreen", "exfoliation", "retinoid", "other"})
SLOTS = frozenset({"morning", "evening", "any"})
ANSWERS = frozenset({"", "done", "not_done", "skipped"})
SKIP_REASONS = frozenset({"irritated", "rest_day", "travelling", "other"})
REGIONS = frozenset(region.value for region in Region)
MOST_TIMES = 20
LONGEST = {
    ("Term", "name"): 60,
    ("Product", "name"): 120,
    ("Product", "brand"): 80,
    ("Answer", "note"): 500,
    ("Happening", "note"): 500,
    ("Count", "note"): 500,
    ("Note", "text"): 2000,
    ("Pause", "reason"): 120,
    ("Rest", "rule_key"): 64,
    ("Reminder", "rule_key"): 64,
    ("Reminder", "topic"): 80,
    ("Reminder", "title"): 200,
}
"""Characters, by type and field."""

ONE_DAY = timedelta(days=1)
LONGEST_OTHER = 100_000
"""Characters of a text that the database does not bound."""

AHEAD = timedelta(days=366)
"""How far ahead a pause may be planned."""
FARTHEST = timedelta(days=366 * 10)
"""How far ahead terms may lie: trials plan them."""

UNSTORABLE = re.compile("[\0\ud800-\udfff]")
"""Characters that no database keeps."""

NOT_YET = "That day has not come yet."
TOO_EARLY = f"This diary goes back to {EARLIEST_DAY.year} and no further."
MAKES_NO_SENSE = "It says something that this diary has no word for."


def refusal(record: Record, *, today: date, happenings: Mapping[str, str]) -> str:
    """Return why no diary takes it, or "" for what makes sense."""
    if isinstance(record, Happening) and record.kind not in happenings:
        return "This diary has no such happening in its list."
    if reason := _text_refusal(record):
        return reason
    check: Callable[[Any, date], str] = _CHECKS[type(record)]
    return check(record, today)


def _text_refusal(record: Record | Term) -> str:
    kind = type(record).__name__
    for one in fields(record):
        value = getattr(record, one.name)
        if not isinstance(value, str):
            continue
        longest = LONGEST.get((kind, one.name), LONGEST_OTHER)
        if len(value) > longest:
            return f"Its text is longer than {longest:,} letters."
        if UNSTORABLE.search(value):
            return "It holds characters that can’t be kept."
    return ""


def _day(day: date, today: date) -> str:
    # Where it was written it may be tomorrow already: in another zone, by another start of the day.
    if day > today + ONE_DAY:
        return NOT_YET
    return TOO_EARLY if day < EARLIEST_DAY else ""


def _answer(record: Answer, today: date) -> str:
    is_skip = record.answer == "skipped"
    known = (
        record.answer in ANSWERS
        and is_skip == bool(record.skip_reason)
        and (not is_skip or record.skip_reason in SKIP_REASONS)
    )
    if not known:
        return MAKES_NO_SENSE
    if not 1 <= record.times <= MOST_TIMES:
        return f"A step is done up to {MOST_TIMES} times a day."
    return _day(record.day, today)


def _happening(record: Happening, today: date) -> str:
    if record.region and record.region not in REGIONS:
        return MAKES_NO_SENSE
    return _day(record.day, today)


def _note(record: Note, today: date) -> str:
    return _day(record.day, today)


def _count(record: Count, today: date) -> str:
    try:
        numbers = dict(record.numbers)
        unsure = numbers.pop("unsure", 0)
        whole = numbers.pop("whole_face", None)
        Numbers(
            by_region={Region(name): number for name, number in numbers.items()}, whole_face=whole
        )
        Numbers(whole_face=unsure)
    except NotACountError as problem:
        return f"It is no count: {problem}."
    except ValueError:
        return MAKES_NO_SENSE
    return _day(record.day, today)


def _product(record: Product, today: date) -> str:
    days = [day for day in (record.opened_on, record.finished_on) if day is not None]
    if not record.name.strip():
        return "It has no name."
    if record.months_it_keeps is not None and not 1 <= record.months_it_keeps <= 120:
        return "A product keeps for 1 to 120 months."
    if record.opened_on and record.finished_on and record.finished_on < record.opened_on:
        return "It can’t be finished before it was opened."
    return next(filter(None, (_day(day, today) for day in days)), "")


def _step(record: Step, today: date) -> str:
    if record.kind not in STEP_KINDS or not are_in_order(record.terms):
        return MAKES_NO_SENSE
    return next(filter(None, (_term(term, today) for term in record.terms)), "")


def _term(term: Term, today: date) -> str:
    if not term.name.strip():
        return "It has no name."
    if term.slot not in SLOTS or not is_whole(term.cadence) or not 0 <= term.position < 2**31:
        return MAKES_NO_SENSE
    if term.starts_on < EARLIEST_DAY:
        return TOO_EARLY
    if max(term.starts_on, term.ends_on or term.starts_on) > today + FARTHEST:
        return NOT_YET
    return _text_refusal(term)


def _pause(record: Pause, today: date) -> str:
    if record.ends_on is not None and record.ends_on < record.starts_on:
        return "A pause can’t end before it begins."
    if record.starts_on < EARLIEST_DAY:
        return TOO_EARLY
    if max(record.starts_on, record.ends_on or record.starts_on) > today + AHEAD:
        return "A pause is planned no more than a year ahead."
    return ""


def _trial(record: Trial, today: date) -> str:
    is_closed_early = record.closed_on is not None and record.closed_on <= record.starts_on
    if is_closed_early or record.blocks not in range(FEWEST_BLOCKS, MOST_BLOCKS + 1, 2):
        return MAKES_NO_SENSE
    if record.starts_on > today + AHEAD:
        return NOT_YET
    return "" if record.starts_on >= EARLIEST_DAY else TOO_EARLY


def _nudge(record: Nudge, today: date) -> str:
    sensible = record.slot in SLOTS and record.weekdays <= frozenset(range(WEEK))
    return "" if sensible and record.weekdays else MAKES_NO_SENSE


def _preferences(record: Preferences, today: date) -> str:
    sensible = (
        record.count_weekday in range(WEEK)
        and record.exfoliation_cap in (None, 1, 2, 3)
        and 0 <= record.most_a_day <= 10
        and 0 <= record.most_a_week <= 50
        and (not record.locale or known_locale(record.locale) is not None)
        and known_zone(record.time_zone) is not None
    )
    return "" if sensible else MAKES_NO_SENSE


def _reminder(record: Reminder, today: date) -> str:
    if not reminder_rules.makes_sense(record, step_kinds=STEP_KINDS):
        return MAKES_NO_SENSE
    return "" if reminder_rules.is_over(record, today) else NOT_YET


def _anything(record: Rest | Wish, today: date) -> str:
    return ""


_CHECKS: dict[type[Any], Callable[[Any, date], str]] = {
    Answer: _answer,
    Happening: _happening,
    Note: _note,
    Count: _count,
    Product: _product,
    Step: _step,
    Pause: _pause,
    Trial: _trial,
    Nudge: _nudge,
    Preferences: _preferences,
    Reminder: _reminder,
    Rest: _anything,
    Wish: _anything,
}
