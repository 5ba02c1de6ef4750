"""Reads what the calendar feed is made from: a constant number of queries."""

from __future__ import annotations

from datetime import date, time, timedelta

from django.db.models import Max

from routines.accounts.models import User
from routines.diary.cadence import Kind
from routines.diary.models import Answer, Entry, Pause, StepTerm
from routines.reminders.feed import monday_of
from routines.reminders.feed_values import FeedStep, Routine, Switch
from routines.reminders.models import Nudge
from routines.trends.trials import StepSwitch, switches_between

AHEAD = timedelta(days=366)
"""How far ahead planned terms, pauses and trials are looked for."""


def read_routine(user: User, *, today: date, names_shown: bool) -> Routine:
    """Return everything that the person's events follow from."""
    first, last = monday_of(today), today + AHEAD
    pauses = Pause.objects.of(user).touching(first, last).order_by("starts_on")
    return Routine(
        today=today,
        day_starts_at=user.day_starts_at,
        steps=_steps(user, first, last),
        times=_times(user),
        pauses=tuple(pauses.values_list("starts_on", "ends_on")),
        count_weekday=None if user.counts_hidden else user.count_weekday,
        switches=[_switch(one) for one in switches_between([user], first, last).get(user.pk, [])],
        names_shown=names_shown,
    )


def _steps(user: User, first: date, last: date) -> list[FeedStep]:
    terms = list(StepTerm.objects.of(user).touching(first, last).in_order())
    done = _last_done(user, [term.step_id for term in terms if term.cadence_kind == Kind.EVERY])
    return [
        FeedStep(
            key=str(term.step_id),
            name=term.name,
            slot=term.slot,
            cadence=term.cadence,
            starts_on=term.starts_on,
            ends_on=term.ends_on,
            last_done=done.get(term.step_id),
        )
        for term in terms
    ]


def _last_done(user: User, steps: list[int]) -> dict[int, date]:
    """The last day on which each of these steps was done."""
    entries = Entry.objects.of(user).filter(step__in=steps, answer=Answer.DONE)
    return dict(entries.values_list("step").annotate(last=Max("day")))


def _times(user: User) -> dict[str, time]:
    """The earliest time of the person's own for each part of the day."""
    nudges = Nudge.objects.of(user).filter(active=True).order_by("-at")
    return dict(nudges.values_list("slot", "at"))


def _switch(switch: StepSwitch) -> Switch:
    if switch.is_end:
        words = f"Your trial of {switch.step_name} is over"
    elif switch.is_on:
        words = f"Trial: {switch.step_name} from today"
    else:
        words = f"Trial: {switch.step_name} rests from today"
    return Switch(key=str(switch.trial_id), day=switch.day, words=words)
