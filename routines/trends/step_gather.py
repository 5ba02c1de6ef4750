"""Turning rows into one step's page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from routines.accounts.models import User
from routines.diary import gather
from routines.diary.days import PlannedStep, Span
from routines.trends.adherence import record_of
from routines.trends.daysets import Calendar
from routines.trends.gather import read_answers, read_runs
from routines.trends.histories import History
from routines.trends.over_use import read_over
from routines.trends.step_page import StepPage, step_page
from routines.trends.trial_runs import running_step


def calendar_of(plans: Iterable[PlannedStep], today: date) -> Calendar:
    """Return the days of a diary, from the first step's first day on."""
    return Calendar(min((plan.starts_on for plan in plans), default=today), today)


def read_history(
    user: User, plans: list[PlannedStep], today: date, pauses: Iterable[Span] | None = None
) -> History:
    """Return the days that every step shares. Two queries, three with exfoliation.

    One less where the `pauses` are known already.
    """
    calendar = calendar_of(plans, today)
    return History(
        calendar,
        read_answers(user, calendar),
        gather.read_pauses(user, calendar.first, today) if pauses is None else pauses,
        read_over(user, plans, calendar),
    )


def read_step(
    user: User,
    plans: list[PlannedStep],
    step_id: int,
    *,
    year: int | None,
    today: date,
    first_weekday: int,
) -> StepPage:
    """Return the page of a step. `plans` are all terms.

    Two queries, one more with exfoliation, and one where a term of the step has ended.
    Raises KeyError for a step without a term.
    """
    terms = [plan for plan in plans if plan.step_id == step_id]
    if not terms:
        raise KeyError(step_id)
    history = read_history(user, plans, today)
    return step_page(
        calendar=history.calendar,
        record=record_of(history, terms, running_step(read_runs(user, terms), today)),
        periods=history.periods(),
        year=year,
        first_weekday=first_weekday,
        cap=user.weekly_exfoliation_cap,
    )
