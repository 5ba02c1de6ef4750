"""What is marked beside the counts: happenings of note and changes of the routine."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from itertools import pairwise

from routines.accounts import formats
from routines.diary.cadence import Cadence, Kind
from routines.diary.days import PlannedStep
from routines.trends.fortnight import Rise

MOST_MARKS = 9
"""More would be a fence, not marks; they carry the numbers 1 to 9."""

GROUPS_OF_NOTE = frozenset({"treatment", "health", "warning"})
KINDS_OF_NOTE = frozenset({"sunburn", "tanning-bed", "new-product"})
"""Rare enough to be marked; strong sun or a picked spot may be there every other day."""

KINDS_BEGUN = frozenset({"new-product", "new-medicine", "steroid-cream"})
"""With these something begins that goes on. What comes and passes has no "after" of its own."""

WEEKDAY_LETTERS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class Weight(IntEnum):
    """Which marks stay when there are too many."""

    TRIAL = 0
    ROUTINE = 1
    HAPPENING = 2
    TREATMENT = 3
    SEGMENT = 4


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something on a day that may be marked."""

    day: date
    label: str
    weight: Weight


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A numbered mark: all events of a day that are marked."""

    number: int
    day: date
    labels: tuple[str, ...]
    opens_segment: bool


@dataclass(frozen=True, kw_only=True)
class Happened:
    """A happening as the catalogue describes it."""

    day: date
    key: str
    name: str
    group: str
    opens_segment: bool
    region: str = ""
    region_label: str = ""

    @property
    def is_of_note(self) -> bool:
        return self.opens_segment or self.group in GROUPS_OF_NOTE or self.key in KINDS_OF_NOTE

    @property
    def is_act(self) -> bool:
        """Whether something was done to the spots that day: a removal, another treatment."""
        return self.opens_segment or self.group == "treatment"

    @property
    def can_be_compared(self) -> bool:
        """Whether "before and after" may be asked of it."""
        return self.is_act or self.key in KINDS_BEGUN

    def event(self) -> Event:
        weight = Weight.TREATMENT if self.group == "treatment" else Weight.HAPPENING
        if self.opens_segment:
            weight = Weight.SEGMENT
        place = f" ({self.region_label.lower()})" if self.region_label else ""
        return Event(day=self.day, label=self.name + place, weight=weight)


def rise_event(rise: Rise, locale: str) -> Event:
    """Return the alarm that sounded as an event."""
    lately, before = (
        formats.number(mean, locale, 1 if mean < 10 else 0) for mean in (rise.lately, rise.before)
    )
    label = f"Higher than before: about {lately}, earlier about {before}"
    return Event(day=rise.day, label=label, weight=Weight.HAPPENING)


def segment_starts(happened: Iterable[Happened], region: str) -> list[date]:
    """Return the days on which a new segment begins for one region, or for all with "".

    A removal on the chin says nothing of the nose; one without a place speaks of every place.
    """
    return [
        item.day
        for item in happened
        if item.opens_segment and (not region or item.region in ("", region))
    ]


def routine_changes(plans: Iterable[PlannedStep]) -> list[Event]:
    """Return what changed in the routine: steps added, retired, brought back, another product or
    cadence. What was there when the diary began is no change; nor is a new name or place.
    """
    terms: dict[int, list[PlannedStep]] = defaultdict(list)
    for plan in plans:
        terms[plan.step_id].append(plan)
    began = min((plan.starts_on for plan in plans_of(terms)), default=date.max)
    changes: list[Event] = []
    for own_terms in terms.values():
        own_terms.sort(key=lambda term: term.starts_on)
        changes += _changes_of_step(own_terms, began)
    return changes


def plans_of(terms: dict[int, list[PlannedStep]]) -> list[PlannedStep]:
    return [plan for own_terms in terms.values() for plan in own_terms]


def _changes_of_step(terms: Sequence[PlannedStep], began: date) -> Iterable[Event]:
    first, last = terms[0], terms[-1]
    if first.starts_on > began:
        yield _change(first.starts_on, f"{first.name} added")
    for before, after in pairwise(terms):
        if before.ends_on is not None and before.ends_on < after.starts_on:
            yield _change(before.ends_on, f"{before.name} retired")
            yield _change(after.starts_on, f"{after.name} brought back")
            continue
        if after.product and after.product != before.product:
            yield _change(after.starts_on, f"{after.name}: now {after.product}")
        if after.cadence != before.cadence:
            yield _change(after.starts_on, f"{after.name}: {say_cadence(after.cadence)}")
    if last.ends_on is not None:
        yield _change(last.ends_on, f"{last.name} retired")


def _change(day: date, label: str) -> Event:
    return Event(day=day, label=label, weight=Weight.ROUTINE)


def say_cadence(cadence: Cadence) -> str:
    """Say it as in "every day", "twice a week", "every 3 days", "Mon, Thu"."""
    match cadence.kind:
        case Kind.WEEKLY:
            times = {1: "once", 2: "twice"}
            return f"{times.get(cadence.times_a_week, f'{cadence.times_a_week} times')} a week"
        case Kind.EVERY:
            return f"every {cadence.every_days} days"
        case Kind.WEEKDAYS:
            return ", ".join(WEEKDAY_LETTERS[day] for day in sorted(cadence.weekdays))
        case _:
            return "every day"


def mark(events: Iterable[Event], always: date | None = None) -> tuple[list[Mark], int]:
    """Return the marks by day, at most MOST_MARKS, and how many events are left out.

    The weightiest stay, of equals the newest, and what fell on the day `always`. One mark stands
    for all events of its day.
    """
    by_day: dict[date, list[Event]] = defaultdict(list)
    for event in events:
        by_day[event.day].append(event)
    days = sorted(
        by_day, key=lambda day: (day == always, _heaviest(by_day[day]), day), reverse=True
    )
    shown = sorted(days[:MOST_MARKS])
    marks = [
        Mark(
            number=number,
            day=day,
            labels=tuple(dict.fromkeys(event.label for event in by_day[day])),
            opens_segment=_heaviest(by_day[day]) is Weight.SEGMENT,
        )
        for number, day in enumerate(shown, start=1)
    ]
    return marks, sum(len(by_day[day]) for day in days[MOST_MARKS:])


def _heaviest(events: Iterable[Event]) -> Weight:
    return max(event.weight for event in events)
