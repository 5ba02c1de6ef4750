"""What is still open on one day of each of many people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from routines.diary.days import Day, DayState, Given, PlannedStep, Span, StepOnDay, build_days
from routines.diary.gather import planned
from routines.diary.models import Entry, Pause, StepTerm

LOOKS_BACK = timedelta(days=90)
"""The longest cadence; whether a step is due may hang on what was done so long ago."""


def read_days_of(wanted: Mapping[int, date], today_of: Mapping[int, date]) -> dict[int, Day]:
    """Return the day that is asked for of each person. Three queries for any number of people."""
    if not wanted:
        return {}
    first, last = min(wanted.values()), max(wanted.values())
    plans = _read_plans(wanted, first, last)
    answers = _read_answers(wanted, first - LOOKS_BACK, last)
    pauses = _read_pauses(wanted, first, last)
    return {
        user_id: build_days(
            first=day,
            last=day,
            today=today_of[user_id],
            plans=plans[user_id],
            answers=answers[user_id],
            pauses=pauses[user_id],
        )[0]
        for user_id, day in wanted.items()
    }


def still_open(day: Day, slot: str) -> list[StepOnDay]:
    """The steps of a part of the day that wait for an answer; none on a paused day."""
    if day.state is DayState.PAUSED:
        return []
    return [step for step in day.in_slot(slot) if step.is_open]


def _read_plans(ids: Iterable[int], first: date, last: date) -> dict[int, list[PlannedStep]]:
    terms = StepTerm.objects.filter(user__in=list(ids)).touching(first, last)
    found: dict[int, list[PlannedStep]] = defaultdict(list)
    for term in terms.in_order().select_related("step", "product"):
        found[term.user_id].append(planned(term))
    return found


def _read_answers(ids: Iterable[int], first: date, last: date) -> dict[int, list[Given]]:
    rows = Entry.objects.filter(user__in=list(ids)).between(first, last).answered()
    found: dict[int, list[Given]] = defaultdict(list)
    for user_id, step_id, day, answer in rows.values_list("user_id", "step_id", "day", "answer"):
        found[user_id].append(Given(step_id=step_id, day=day, answer=answer))
    return found


def _read_pauses(ids: Iterable[int], first: date, last: date) -> dict[int, list[Span]]:
    rows = Pause.objects.filter(user__in=list(ids)).touching(first, last)
    found: dict[int, list[Span]] = defaultdict(list)
    for user_id, starts_on, ends_on in rows.values_list("user_id", "starts_on", "ends_on"):
        found[user_id].append(Span(first=starts_on, last=ends_on))
    return found
