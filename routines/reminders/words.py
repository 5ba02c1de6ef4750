"""What "Why am I seeing this?" says: the figures in words, over the days they were taken from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from routines.diary.words import times_words
from routines.reminders.figure_sentences import HAPPENING_NAMES, Speaker, sentence_of
from routines.reminders.figures import DayFigure, Figure, Figures
from routines.reminders.history import State

STATE_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        State.DONE.value: "done",
        State.MISSED.value: "not done",
        State.PASSED_OVER.value: "not ticked",
        State.SKIPPED.value: "skipped",
        State.NOT_DUE.value: "not due",
        State.UNKNOWN.value: "not logged",
        "logged": "the last entry",
        "changed": "the routine changed",
    }
)
PART_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {"morning": "in the morning", "evening": "in the evening"}
)


@dataclass(frozen=True, slots=True)
class SaidDay:
    """A day that was looked at: "Mon 16 Nov", what it said as a key to style by, and in words."""

    day: date
    label: str
    said: str
    words: str


@dataclass(frozen=True, slots=True)
class Said:
    """One condition that held: a sentence and the days it rests on, earliest first."""

    sentence: str
    days: tuple[SaidDay, ...] = ()

    def in_one_line(self) -> str:
        """For places without lists: "…: Mon 16 Nov done, Tue 17 Nov not done"."""
        days = ", ".join(f"{one.label} {one.words}" for one in self.days)
        return f"{self.sentence.removesuffix('.')}: {days}" if days else self.sentence


def explain(
    figures: Figures, locale: str, names: Mapping[str, str] = HAPPENING_NAMES
) -> tuple[Said, ...]:
    """Return what made a rule speak. `names` are those of happenings, by key, in the catalogue."""
    speaker = Speaker(locale, names)
    return tuple(
        Said(sentence=sentence_of(part, speaker), days=_days(part, speaker)) for part in figures
    )


def _days(part: Figure, speaker: Speaker) -> tuple[SaidDay, ...]:
    return tuple(
        SaidDay(one.day, speaker.day(one.day), one.said, _day_words(one, speaker))
        for one in part.days
    )


def _day_words(one: DayFigure, speaker: Speaker) -> str:
    if one.said == "counted":
        return f"{speaker.number(one.number)} counted" if one.number else "counted"
    words = STATE_WORDS.get(one.said) or speaker.happening(one.said)
    if one.number > 1:
        words = f"{words} {times_words(one.number)}"
    return f"{words} {PART_WORDS[one.part]}" if one.part in PART_WORDS else words
