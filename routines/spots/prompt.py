"""When to ask for a count: once a week, on the person's own weekday, and never twice for one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

WEEK = 7
EARLY_DAYS = 3
"""A count made up to this many days before the counting day stands for it: it lies nearer to this
one than to the one before. A later one does not; the next counting day keeps the weekly rhythm."""


class Asking(StrEnum):
    """How a page speaks of counting today."""

    SILENT = "silent"
    OFFERED = "offered"
    DUE = "due"


@dataclass(frozen=True, kw_only=True)
class CountPrompt:
    """For templates/spots/prompt.html. Carries no number: the last count would anchor the next."""

    asking: Asking
    url: str
    weekday: int
    """The person's counting day; Monday is 0."""
    is_counting_day: bool
    last_count_day: date | None

    @property
    def is_due(self) -> bool:
        return self.asking is Asking.DUE

    @property
    def is_shown(self) -> bool:
        return self.asking is not Asking.SILENT

    @property
    def is_first(self) -> bool:
        """Whether the person has no count yet."""
        return self.last_count_day is None


def counting_day(today: date, weekday: int) -> date:
    """Return the last counting day, today included. `weekday`: Monday is 0."""
    return today - timedelta(days=(today.weekday() - weekday) % WEEK)


def next_counting_day(today: date, weekday: int) -> date:
    """Return the first counting day, today included."""
    return today + timedelta(days=(weekday - today.weekday()) % WEEK)


def next_due(*, today: date, weekday: int, joined_on: date, last_count_day: date | None) -> date:
    """Return the first day, today included, on which a count is due unless one is made before.

    A count of today may stand for the counting day to come, so that it can be the one after.
    """
    days = (today + timedelta(days=number) for number in range(2 * WEEK))
    return next(
        day
        for day in days
        if asking(
            today=day,
            weekday=weekday,
            joined_on=joined_on,
            last_count_day=last_count_day,
            is_paused=False,
            is_hidden=False,
        )
        is Asking.DUE
    )


def asking(
    *,
    today: date,
    weekday: int,
    joined_on: date,
    last_count_day: date | None,
    is_paused: bool,
    is_hidden: bool,
) -> Asking:
    """Decide whether a count is due, offered, or not spoken of.

    Who never counted is asked from their first counting day on and offered it before.
    """
    if is_paused or is_hidden:
        return Asking.SILENT
    if last_count_day is None:
        is_due = today >= next_counting_day(joined_on, weekday)
        return Asking.DUE if is_due else Asking.OFFERED
    stands_for = counting_day(today, weekday) - timedelta(days=EARLY_DAYS)
    return Asking.DUE if last_count_day < stands_for else Asking.SILENT
