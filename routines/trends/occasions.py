"""What a person may ask "before and after" of: their happenings of note and changes of the routine.

All that fell on one day is one occasion: nobody can tell its parts from each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from routines.diary.days import PlannedStep
from routines.trends.events import Event, Happened, Weight, routine_changes


def without_blocks(plans: Sequence[PlannedStep], step_id: int, since: date) -> list[PlannedStep]:
    """Return the terms as if a trial of this step had not begun on `since`.

    Its blocks are no occasions: asking before and after one of them would be a look in between.
    """
    own = [plan for plan in plans if plan.step_id == step_id and plan.starts_on < since]
    before = [
        replace(plan, ends_on=None) if plan.ends_on is not None and plan.ends_on >= since else plan
        for plan in own
    ]
    return [plan for plan in plans if plan.step_id != step_id] + before


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """A day on which something began, ended or was removed."""

    day: date
    labels: tuple[str, ...]
    is_removal: bool

    @property
    def label(self) -> str:
        return "; ".join(self.labels)


def occasions(
    happened: Iterable[Happened], plans: Iterable[PlannedStep], today: date
) -> tuple[Occasion, ...]:
    """Return them by day, the newest first."""
    by_day: dict[date, list[Event]] = defaultdict(list)
    changes = [change for change in routine_changes(plans) if change.day <= today]
    for event in [item.event() for item in happened if item.is_of_note] + changes:
        by_day[event.day].append(event)
    return tuple(
        Occasion(
            day=day,
            labels=tuple(dict.fromkeys(event.label for event in events)),
            is_removal=any(event.weight is Weight.SEGMENT for event in events),
        )
        for day, events in sorted(by_day.items(), reverse=True)
    )
