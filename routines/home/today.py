"""The page of a day as values, ready to be shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from routines.diary.days import SLOTS, Day, DayState, StepOnDay
from routines.reminders.cards import Thought
from routines.spots.prompt import CountPrompt

STRIP_DAYS = 7

SLOT_NAMES: Mapping[str, str] = {"morning": "Morning", "evening": "Evening", "any": "Any time"}
REST_NAMES: Mapping[str, str] = {
    "morning": "The rest of this morning",
    "evening": "The rest of this evening",
    "any": "The rest of these",
}


@dataclass(frozen=True, kw_only=True)
class SlotCard:
    """A part of the day: what is due in it, and what is not due yet."""

    slot: str
    name: str
    rest_name: str
    due: tuple[StepOnDay, ...]
    later: tuple[StepOnDay, ...]

    @property
    def answered(self) -> int:
        return sum(1 for item in self.due if item.given)

    @property
    def has_rest(self) -> bool:
        return any(item.is_open for item in self.due)


@dataclass(frozen=True, kw_only=True)
class StripDay:
    """One of the last days, to go back to."""

    day: date
    mark: str
    words: str
    is_shown: bool
    is_today: bool


@dataclass(frozen=True, kw_only=True)
class Chip:
    """A happening that one tap keeps or removes."""

    key: str
    name: str
    icon: str
    active: bool
    where: str = ""
    region: str = ""
    note: str = ""
    is_warning: bool = False


@dataclass(frozen=True, kw_only=True)
class TodayPage:
    """Everything on the page of one day."""

    day: date
    today: date
    is_after_midnight: bool
    is_paused: bool
    is_empty: bool
    slots: tuple[SlotCard, ...]
    chips: tuple[Chip, ...]
    note: str
    strip: tuple[StripDay, ...]
    can_copy: bool
    count: CountPrompt | None
    thoughts: tuple[Thought, ...] = ()

    @property
    def is_today(self) -> bool:
        return self.day == self.today

    @property
    def is_yesterday(self) -> bool:
        return self.day == self.today - timedelta(days=1)

    @property
    def has_warning(self) -> bool:
        """Whether a warning sign was logged that no reminder above speaks of already."""
        is_said = any(thought.look.tone == "warning" for thought in self.thoughts)
        return not is_said and any(chip.is_warning and chip.active for chip in self.chips)


def slot_cards(day: Day) -> tuple[SlotCard, ...]:
    """The day's steps by slot, empty slots left out; a step answered though not due stands with
    the due ones.
    """
    cards = []
    for slot in SLOTS:
        items = day.in_slot(slot)
        if items:
            cards.append(
                SlotCard(
                    slot=slot,
                    name=SLOT_NAMES[slot],
                    rest_name=REST_NAMES[slot],
                    due=tuple(item for item in items if item.due or item.given),
                    later=tuple(item for item in items if not (item.due or item.given)),
                )
            )
    return tuple(cards)


def strip_span(day: date, today: date) -> tuple[date, date]:
    """The first and last of the seven days shown: the latest, or those around an earlier day."""
    last = today if day > today - timedelta(days=STRIP_DAYS) else day + timedelta(days=3)
    return last - timedelta(days=STRIP_DAYS - 1), last


def strip(days: Sequence[Day], shown: date, today: date) -> tuple[StripDay, ...]:
    """The days to go back to, oldest first."""
    return tuple(
        StripDay(
            day=day.day,
            mark=day_mark(day),
            words=day_words(day),
            is_shown=day.day == shown,
            is_today=day.day == today,
        )
        for day in days
    )


def day_mark(day: Day) -> str:
    """The shape that stands for a day: done, part, missed, unknown, paused or future."""
    if day.state is not DayState.LOGGED:
        return day.state.value
    share = day.kept_share
    if share is None:
        return "skipped"
    if share >= 1:
        return "done"
    return "part" if share > 0 else "missed"


def day_words(day: Day) -> str:
    """The same in words."""
    match day.state:
        case DayState.PAUSED:
            return "paused"
        case DayState.FUTURE:
            return "not yet"
        case DayState.UNKNOWN:
            return "nothing logged"
        case DayState.LOGGED:
            words = f"{day.done} of {day.due} done"
            return f"{words}, {day.skipped} skipped" if day.skipped else words
