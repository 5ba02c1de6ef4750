"""Turning rows into values, in as many queries for ten years as for a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from routines.accounts.models import User
from routines.diary.cadence import is_due
from routines.diary.days import (
    Day,
    Given,
    PlannedStep,
    Span,
    StepOnDay,
    build_days,
    longest_look_back,
)
from routines.diary.models import Answer, Entry, Pause, StepTerm


def read_plans(user: User, first: date, last: date) -> list[PlannedStep]:
    """Return what belonged to the routine on any of the days, in the person's order. One query."""
    terms = (
        StepTerm.objects.of(user).touching(first, last).in_order().select_related("step", "product")
    )
    return [planned(term) for term in terms]


def planned(term: StepTerm) -> PlannedStep:
    return PlannedStep(
        step_id=term.step_id,
        kind=term.step.kind,
        name=term.name,
        slot=term.slot,
        cadence=term.cadence,
        position=term.position,
        starts_on=term.starts_on,
        ends_on=term.ends_on,
        product=str(term.product) if term.product else "",
    )


def read_answers(user: User, first: date, last: date) -> list[Given]:
    """Return the answers given for the days, both included. One query."""
    rows = (
        Entry.objects.of(user)
        .between(first, last)
        .answered()
        .values_list(
            "step_id",
            "day",
            "answer",
            "skip_reason",
            "times",
            "note",
            "product_id",
            "product__brand",
            "product__name",
        )
    )
    return [
        Given(
            step_id=step_id,
            day=day,
            answer=answer,
            skip_reason=reason,
            times=times,
            note=note,
            product_id=product_id,
            product=" ".join(part for part in (brand, name) if part),
        )
        for step_id, day, answer, reason, times, note, product_id, brand, name in rows
    ]


def given(entry: Entry) -> Given | None:
    """An answer as a value; None for one that was taken back."""
    if entry.answer == Answer.NOTHING:
        return None
    return Given(
        step_id=entry.step_id,
        day=entry.day,
        answer=entry.answer,
        skip_reason=entry.skip_reason,
        times=entry.times,
        note=entry.note,
        product_id=entry.product_id,
        product=str(entry.product) if entry.product else "",
    )


def step_on_day(term: StepTerm, entry: Entry) -> StepOnDay:
    """One step on the day of its entry. No query where the calendar alone says when it is due."""
    plan = planned(term)
    since = entry.day - timedelta(days=plan.cadence.looks_back)
    done: Iterable[date] = ()
    if not plan.cadence.is_fixed:
        done = (
            Entry.objects.filter(step=term.step_id, answer=Answer.DONE)
            .between(since, entry.day)
            .values_list("day", flat=True)
        )
    return StepOnDay(
        step=plan,
        day=entry.day,
        due=is_due(plan.cadence, entry.day, list(done)),
        given=given(entry),
    )


def read_pauses(user: User, first: date, last: date) -> list[Span]:
    """Return the pauses with a day in the span. One query."""
    rows = Pause.objects.of(user).touching(first, last).values_list("starts_on", "ends_on")
    return [Span(first=starts_on, last=ends_on) for starts_on, ends_on in rows]


def read_days(user: User, first: date, last: date, today: date) -> list[Day]:
    """Return every day from `first` to `last`, both included. Three queries."""
    plans = read_plans(user, first, last)
    since = first - timedelta(days=longest_look_back(plans))
    return build_days(
        first=first,
        last=last,
        today=today,
        plans=plans,
        answers=read_answers(user, since, last),
        pauses=read_pauses(user, first, last),
    )


def read_day(user: User, day: date, today: date) -> Day:
    """Return one day. Three queries."""
    return read_days(user, day, day, today)[0]


def by_day(days: Iterable[Day]) -> dict[date, Day]:
    return {day.day: day for day in days}
