"""Whether a step was in the routine on a day, making it reach back to one, and how often."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from routines.diary.cadence import LONGEST_INTERVAL, WEEK, Cadence
from routines.diary.cadence import Kind as Often
from routines.portability.values import Term


def covers(terms: Iterable[Term], day: date) -> bool:
    return any(
        term.starts_on <= day and (term.ends_on is None or day < term.ends_on) for term in terms
    )


def may_reach(terms: Sequence[Term], day: date) -> bool:
    """Whether the day lies before all of them: then the first can begin on it."""
    return bool(terms) and day < terms[0].starts_on


def reaching(terms: Sequence[Term], day: date) -> tuple[Term, ...]:
    """Return the same terms, the first of which begins on `day`."""
    return (replace(terms[0], starts_on=day), *terms[1:])


def are_in_order(terms: Sequence[Term]) -> bool:
    """Whether each ends after it begins, and before or when the next begins."""
    return all(term.ends_on is None or term.starts_on < term.ends_on for term in terms) and all(
        term.ends_on is not None and term.ends_on <= following.starts_on
        for term, following in pairwise(terms)
    )


def is_open(terms: Sequence[Term]) -> bool:
    """Whether it goes on without an end."""
    return bool(terms) and terms[-1].ends_on is None


def is_whole(cadence: Cadence) -> bool:
    """Whether it has the figures of its kind, and no others."""
    figures = (cadence.times_a_week, cadence.every_days, len(cadence.weekdays))
    match cadence.kind:
        case Often.DAILY:
            return figures == (0, 0, 0)
        case Often.WEEKLY:
            return 1 <= cadence.times_a_week < WEEK and figures[1:] == (0, 0)
        case Often.EVERY:
            return 2 <= cadence.every_days <= LONGEST_INTERVAL and figures[::2] == (0, 0)
        case Often.WEEKDAYS:
            are_known = bool(cadence.weekdays) and cadence.weekdays <= frozenset(range(WEEK))
            return are_known and figures[:2] == (0, 0)
