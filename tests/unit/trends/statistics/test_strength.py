"""The score of Loop Habit Tracker, pinned by the figures of its own tests."""

from __future__ import annotations

import pytest

from routines.diary.cadence import Cadence, Kind
from routines.trends.strength import Mark, Move, moves, strength

DAILY = Cadence()
SIX_A_WEEK = Cadence(kind=Kind.WEEKLY, times_a_week=6)
EVERY_OTHER_DAY = Cadence(kind=Kind.EVERY, every_days=2)
DONE, NOT, SKIP = Mark.DONE, Mark.NOT_DONE, Mark.SKIPPED


def scores(cadence: Cadence, marks: list[Mark]) -> list[float]:
    return [move.after for move in moves(cadence, marks)]


def golden(*values: float) -> object:
    return pytest.approx(list(values), abs=1e-6)


def test_daily_without_a_slip() -> None:
    assert scores(DAILY, [DONE] * 20) == golden(
        0.051922, 0.101149, 0.147820, 0.192067, 0.234017, 0.273788, 0.311495, 0.347244, 0.381137,
        0.413270, 0.443734, 0.472617, 0.500000, 0.525961, 0.550574, 0.573910, 0.596033, 0.617008,
        0.636894, 0.655747,
    )  # fmt: skip


def test_daily_once_and_never_again() -> None:
    assert scores(DAILY, [DONE, SKIP, NOT, NOT, NOT, NOT]) == golden(
        0.051922, 0.051922, 0.049226, 0.046670, 0.044247, 0.041949,
    )  # fmt: skip


def test_six_times_a_week_with_skips() -> None:
    marks = [DONE] * 5 + [SKIP] * 3 + [DONE] * 10
    assert scores(SIX_A_WEEK, marks) == golden(
        0.004014, 0.011848, 0.023319, 0.038251, 0.056477, 0.056477, 0.056477, 0.056477, 0.077839,
        0.102187, 0.129375, 0.159268, 0.191734, 0.226651, 0.263899, 0.299354, 0.333100, 0.365222,
    )  # fmt: skip


def test_every_other_day_done_twice() -> None:
    assert scores(EVERY_OTHER_DAY, [DONE, DONE])[-1] == pytest.approx(0.054816, abs=1e-6)


def test_once_a_week_on_changing_weekdays_becomes_strong() -> None:
    fortnight = [DONE, *[NOT] * 12, DONE]
    once_a_week = Cadence(kind=Kind.WEEKLY, times_a_week=1)
    assert strength(once_a_week, fortnight * 100) == pytest.approx(1.0, abs=1e-3)


def test_chosen_weekdays_move_by_their_own_days() -> None:
    twice = Cadence(kind=Kind.WEEKDAYS, weekdays=frozenset({0, 3}))
    keep = 0.5 ** ((2 / 7) ** 0.5 / 13)
    after = 0.5 * keep + 1 - keep
    assert [move.share for move in moves(twice, [DONE, NOT])] == [1.0, 0.0]
    assert strength(twice, [DONE], start=0.5) == pytest.approx(after)
    assert strength(twice, [DONE, NOT], start=0.5) == pytest.approx(after * keep)


def test_a_skipped_day_moves_nothing() -> None:
    (move,) = moves(DAILY, [SKIP], start=0.4)
    assert move == Move(before=0.4, after=0.4, share=None)
    assert move.by == 0


def test_strength_without_days() -> None:
    assert strength(DAILY, []) == 0
