"""What a person may ask "before and after" of: what began, what was removed, and their routine.

What comes and passes, such as a sunburn or a flare, is no occasion: there is no lasting "after" to
it, and people log it when their skin is at its worst. Nor are the switches of a trial, which is
looked at once, by its plan.

All that fell on one day is one occasion: nobody can tell its parts from each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from routines.diary.days import PlannedStep
from routines.trends.events import Event, Happened, routine_changes


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """A day on which something began, ended or was removed.

    `is_removal` also stands for other treatments: one act, not a habit that needs its time.
    """

    day: date
    labels: tuple[str, ...]
    is_removal: bool

    @property
    def label(self) -> str:
        return "; ".join(self.labels)


def occasions(
    happened: Iterable[Happened], plans: Iterable[PlannedStep], today: date
) -> tuple[Occasion, ...]:
    """Return them by day, the newest first. `plans` are without the switches of trials."""
    compared = [item for item in happened if item.can_be_compared]
    acts = {item.day for item in compared if item.is_act}
    by_day: dict[date, list[Event]] = defaultdict(list)
    changes = [change for change in routine_changes(plans) if change.day <= today]
    for event in [item.event() for item in compared] + changes:
        by_day[event.day].append(event)
    return tuple(
        Occasion(
            day=day,
            labels=tuple(dict.fromkeys(event.label for event in events)),
            is_removal=day in acts,
        )
        for day, events in sorted(by_day.items(), reverse=True)
    )
