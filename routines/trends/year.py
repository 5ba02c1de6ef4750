"""A year of a step, day by day: as a small picture, and as twelve months to tap.

The picture has a column for each week and a row for each weekday, Monday first. Every state has a
shape as well as a colour: a day done is a square, beyond the cap a diamond, skipped a dash, not
done a ring, a smaller one where no day is fixed, unknown a dot, paused hatched. Where nothing was
due there is nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from routines.diary.cadence import WEEK, add_months
from routines.trends.daysets import Calendar, DaySet
from routines.trends.progress import Progress

WEEKS = 53
CELL = 8
"""The size of a day in the picture."""

NOTHING_DUE, NOT_IN_ROUTINE, OPEN, FUTURE = "rest", "away", "open", "future"

WORDS = {
    "done": "done",
    "over": "done, more than your cap",
    "skipped": "skipped",
    "missed": "not done",
    "waited": "not that day",
    "unknown": "nothing logged",
    "paused": "paused",
    NOTHING_DUE: "nothing due",
    NOT_IN_ROUTINE: "not in the routine",
    OPEN: "not answered yet",
    FUTURE: "to come",
}

SHAPES: dict[str, Callable[[int, int], str]] = {
    "done": lambda x, y: f"M{x}.5 {y}.5h7v7h-7z",
    "over": lambda x, y: f"M{x + 4} {y}l4 4-4 4-4-4z",
    "skipped": lambda x, y: f"M{x + 1} {y + 4}h6",
    "missed": lambda x, y: f"M{x + 2} {y + 4}a2 2 0 1 0 4 0a2 2 0 1 0-4 0",
    "waited": lambda x, y: f"M{x + 3} {y + 4}a1 1 0 1 0 2 0a1 1 0 1 0-2 0",
    "unknown": lambda x, y: f"M{x + 4} {y + 4}h0",
    "paused": lambda x, y: f"M{x} {y + 8}l8-8M{x} {y + 4}l4-4M{x + 4} {y + 8}l4-4",
}
"""The path of a day whose corner is at x and y."""


@dataclass(frozen=True, kw_only=True)
class Strip:
    """The last 53 weeks as paths, one for each state that occurs, and how many days of each."""

    first: date
    last: date
    paths: tuple[tuple[str, str], ...]
    tally: dict[str, int]

    @property
    def words(self) -> str:
        """280 done, 12 skipped, 3 not done"""
        return ", ".join(f"{number} {WORDS[name]}" for name, number in self.tally.items())


@dataclass(frozen=True, kw_only=True)
class YearDay:
    """A day of a month; `state` is one of WORDS."""

    day: date
    state: str

    @property
    def words(self) -> str:
        return WORDS[self.state]

    @property
    def can_be_opened(self) -> bool:
        return self.state != FUTURE


@dataclass(frozen=True, kw_only=True)
class YearMonth:
    """A month in whole weeks; None stands for a day of another month."""

    month: date
    weeks: tuple[tuple[YearDay | None, ...], ...]


def strip(calendar: Calendar, progress: Progress) -> Strip:
    """Draw the weeks up to that of the calendar's last day."""
    begin = calendar.last - timedelta(days=calendar.last.weekday() + (WEEKS - 1) * WEEK)
    first = max(begin, calendar.first)
    states = progress.states.within(calendar.between(first, None))
    offset = (calendar.first - begin).days
    paths = ((name, _path(SHAPES[name], days, offset)) for name, days in states.named() if days)
    return Strip(first=first, last=calendar.last, paths=tuple(paths), tally=states.tally())


def _path(shape: Callable[[int, int], str], days: DaySet, offset: int) -> str:
    places = (place + offset for place in places_of(days))
    return "".join(shape(place // WEEK * CELL, place % WEEK * CELL) for place in places)


def places_of(days: DaySet) -> Iterator[int]:
    """Return which bits are set, the lowest first."""
    return (place for place, digit in enumerate(reversed(f"{days:b}")) if digit == "1")


def months(
    calendar: Calendar, progress: Progress, *, first: date, number: int, first_weekday: int
) -> tuple[YearMonth, ...]:
    """Return so many months from that of `first` on; a week begins on `first_weekday`."""
    states = _state_of(calendar, progress)
    starts = [add_months(first.replace(day=1), ahead) for ahead in range(number)]
    return tuple(_month(start, states, first_weekday) for start in starts)


def _month(start: date, states: Callable[[date], str], first_weekday: int) -> YearMonth:
    days: list[YearDay | None] = [None] * ((start.weekday() - first_weekday) % WEEK)
    length = (add_months(start, 1) - start).days
    for ahead in range(length):
        day = start + timedelta(days=ahead)
        days.append(YearDay(day=day, state=states(day)))
    days += [None] * (-len(days) % WEEK)
    return YearMonth(month=start, weeks=tuple(_in_weeks(days)))


def _in_weeks(days: Sequence[YearDay | None]) -> Iterator[tuple[YearDay | None, ...]]:
    return (tuple(days[place : place + WEEK]) for place in range(0, len(days), WEEK))


def _state_of(calendar: Calendar, progress: Progress) -> Callable[[date], str]:
    named = {place: name for name, days in progress.states.named() for place in places_of(days)}

    is_open = progress.strength.if_done is not None

    def state_of(day: date) -> str:
        place = (day - calendar.first).days
        if day > calendar.last:
            return FUTURE
        if place < 0 or not progress.in_routine >> place & 1:
            return NOT_IN_ROUTINE
        return named.get(place) or (OPEN if is_open and day == calendar.last else NOTHING_DUE)

    return state_of
