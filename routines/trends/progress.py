"""What the days of a step come to by today: its calendar, its run, its strength."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from routines.diary.cadence import Cadence, Kind
from routines.trends.daysets import Calendar, DaySet
from routines.trends.states import FLEXIBLE, States, due_days, join
from routines.trends.streaks import Streak, streak
from routines.trends.strength import Mark, Move, moves, remembered, strength


@dataclass(frozen=True, kw_only=True)
class Grounds:
    """What is known of a step's days. `done` is without `over`, the days beyond the cap."""

    calendar: Calendar
    schedule: Mapping[Cadence, DaySet]
    """The days in the routine, by how often it was meant to be done then."""

    counted: DaySet
    """Logged, not paused, and today only once answered."""

    done: DaySet
    over: DaySet
    skipped: DaySet
    unknown: DaySet
    paused: DaySet

    @property
    def in_routine(self) -> DaySet:
        return join(self.schedule.values())


@dataclass(frozen=True, kw_only=True)
class Strength:
    """The score from 0 to 1, and what moved it last.

    `if_done` and `if_not` are what today would make of it, while today is unanswered and due.
    """

    score: float = 0.0
    last: Move | None = None
    day: date | None = None
    mark: Mark | None = None
    is_today: bool = False
    is_over: bool = False
    if_done: float | None = None
    if_not: float | None = None


@dataclass(frozen=True, kw_only=True)
class Progress:
    """A step by today."""

    states: States
    in_routine: DaySet
    streak: Streak
    strength: Strength


def progress(grounds: Grounds, cadence: Cadence) -> Progress:
    """Return how a step stands that is now meant to be done at `cadence`."""
    states = states_of(grounds)
    days = grounds.schedule[cadence]
    return Progress(
        states=states,
        in_routine=grounds.in_routine,
        streak=streak(
            grounds.calendar,
            cadence,
            days,
            states,
            grounds.counted & ~grounds.skipped & ~grounds.over,
        ),
        strength=_strength(grounds, cadence),
    )


def states_of(grounds: Grounds) -> States:
    """Return what each day in the routine was for the step. Today is open until it is answered."""
    done = grounds.done | grounds.over
    due = {
        cadence: days & due_days(grounds.calendar, cadence, done)
        for cadence, days in grounds.schedule.items()
    }
    flexible = join(days for cadence, days in due.items() if cadence.kind in FLEXIBLE)
    awake = grounds.in_routine & ~grounds.paused
    left_out = awake & join(due.values()) & grounds.counted & ~done & ~grounds.skipped
    return States(
        done=awake & grounds.done,
        over=awake & grounds.over,
        skipped=awake & grounds.skipped,
        missed=left_out & ~flexible,
        waited=left_out & flexible,
        unknown=grounds.in_routine & grounds.unknown,
        paused=grounds.in_routine & grounds.paused,
    )


def _strength(grounds: Grounds, cadence: Cadence) -> Strength:
    """Return the strength over all cadences, one after another, as far as they matter."""
    score = 0.0
    for earlier, days in grounds.schedule.items():
        if earlier != cadence:
            score = strength(earlier, _marks(grounds, _counted(grounds, earlier, days)), score)
    counted = _counted(grounds, cadence, grounds.schedule[cadence])
    marks = _marks(grounds, counted[-remembered(cadence) :])
    course = moves(cadence, marks, score)
    now = course[-1].after if course else score
    today = grounds.calendar.length - 1
    due = due_days(grounds.calendar, cadence, grounds.done | grounds.over)
    is_open = grounds.schedule[cadence] & due & ~grounds.paused & ~grounds.counted & 1 << today
    return Strength(
        score=now,
        last=course[-1] if course else None,
        day=grounds.calendar.first + timedelta(days=counted[-1]) if counted else None,
        mark=marks[-1] if marks else None,
        is_today=bool(counted) and counted[-1] == today,
        is_over=bool(counted) and bool(grounds.over >> counted[-1] & 1),
        if_done=strength(cadence, [*marks, Mark.DONE], score) if is_open else None,
        if_not=strength(cadence, [*marks, Mark.NOT_DONE], score) if is_open else None,
    )


def _counted(grounds: Grounds, cadence: Cadence, days: DaySet) -> list[int]:
    """Return the places of the days that have a mark."""
    if cadence.kind is Kind.WEEKDAYS:
        days &= grounds.calendar.weekdays(cadence.weekdays)
    digits = f"{days & grounds.counted:b}"
    return [place for place, digit in enumerate(reversed(digits)) if digit == "1"]


def _marks(grounds: Grounds, places: Sequence[int]) -> list[Mark]:
    """Return the marks of these days; a day beyond the cap moves nothing, as a skip does."""
    skipped = grounds.skipped | grounds.over
    return [
        Mark.SKIPPED
        if skipped >> place & 1
        else Mark.DONE
        if grounds.done >> place & 1
        else Mark.NOT_DONE
        for place in places
    ]
