"""What a person may ask "before and after" of: their happenings of note and changes of the routine.

All that fell on one day is one occasion: nobody can tell its parts from each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from routines.diary.days import PlannedStep
from routines.trends.events import Event, Happened, Weight, routine_changes


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
