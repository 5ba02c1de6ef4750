"""Turning rows into one step's page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from routines.accounts.models import User
from routines.diary import gather
from routines.diary.days import PlannedStep
from routines.trends.adherence import record_of
from routines.trends.daysets import Calendar
from routines.trends.gather import read_answers
from routines.trends.histories import History
from routines.trends.over_use import read_over
from routines.trends.step_page import StepPage, step_page


def calendar_of(plans: Iterable[PlannedStep], today: date) -> Calendar:
    """Return the days of a diary, from the first step's first day on."""
    return Calendar(min((plan.starts_on for plan in plans), default=today), today)


def read_history(user: User, plans: list[PlannedStep], today: date) -> History:
    """Return the days that every step shares. Two queries, three with exfoliation."""
    calendar = calendar_of(plans, today)
    return History(
        calendar,
        read_answers(user, calendar),
        gather.read_pauses(user, calendar.first, today),
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
    """Return the page of a step. Two queries, three with exfoliation; `plans` are all terms.

    Raises KeyError for a step without a term.
    """
    terms = [plan for plan in plans if plan.step_id == step_id]
    if not terms:
        raise KeyError(step_id)
    history = read_history(user, plans, today)
    return step_page(
        calendar=history.calendar,
        record=record_of(history, terms),
        periods=history.periods(),
        year=year,
        first_weekday=first_weekday,
        cap=user.weekly_exfoliation_cap,
    )
