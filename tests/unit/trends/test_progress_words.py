"""What is said beside a step's days."""

from __future__ import annotations

from datetime import date

import pytest

from routines.trends.progress import Strength
from routines.trends.progress_words import Words
from routines.trends.streaks import Streak, Unit
from routines.trends.strength import Mark, Move

WORDS = Words("en_GB")
DAY = date(2026, 11, 3)
UP = Move(before=0.809, after=0.8212, share=1.0)
DOWN = Move(before=0.8212, after=0.7788, share=0.0)


@pytest.mark.parametrize(
    ("streak", "said"),
    [
        (Streak(), ""),
        (Streak(length=1, since=DAY), ""),
        (Streak(length=14, since=DAY), "14 days in a row since 3 Nov 2026."),
        (
            Streak(length=5, unit=Unit.WEEKS, since=DAY, unknown=1),
            "5 weeks in a row since 3 Nov 2026; 1 day in between wasn’t logged.",
        ),
        (
            Streak(length=5, unit=Unit.TIMES, since=DAY, unknown=2),
            "5 times in a row since 3 Nov 2026; 2 days in between weren’t logged.",
        ),
    ],
)
def test_streak_is_said_gently(streak: Streak, said: str) -> None:
    assert WORDS.streak(streak) == said


@pytest.mark.parametrize(
    ("strength", "said"),
    [
        (Strength(), "Nothing has moved it yet."),
        (
            Strength(last=UP, day=DAY, mark=Mark.DONE, is_today=True),
            "Today: done, +1.2 points, from 80.9 to 82.1\xa0%.",
        ),
        (
            Strength(last=DOWN, day=DAY, mark=Mark.NOT_DONE),
            "Last, on 3 Nov 2026: not done, −4.2 points, from 82.1 to 77.9\xa0%.",
        ),
        (
            Strength(last=UP, day=DAY, mark=Mark.NOT_DONE, is_today=True),
            "Today: not done, and nothing was missing. It holds what it has.",
        ),
        (
            Strength(last=UP, day=DAY, mark=Mark.SKIPPED, is_today=True),
            "Today: skipped, which moves nothing.",
        ),
        (
            Strength(last=UP, day=DAY, mark=Mark.SKIPPED, is_today=True, is_over=True),
            "Today: more than your cap, which moves nothing.",
        ),
    ],
)
def test_what_moved_it_is_said(strength: Strength, said: str) -> None:
    assert WORDS.moved(strength) == said


def test_what_today_would_do_is_said_while_it_is_open() -> None:
    assert WORDS.open(Strength()) == ""
    assert (
        WORDS.open(Strength(if_done=0.8212, if_not=0.7788))
        == "Still open today: done would make it 82.1\xa0%, not done 77.9\xa0%."
    )
