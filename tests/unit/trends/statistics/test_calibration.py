"""A small calibration with the verdicts of the product; `make calibrate` is the large one."""

from __future__ import annotations

import pytest

from tests.calibrate.people import BornAndGone, Rhythm, Skin, Wandering
from tests.calibrate.trials import Shares, try_trend

SETTINGS: tuple[tuple[Skin, Rhythm], ...] = (
    (Wandering(memory=30), Rhythm.DAILY),
    (Wandering(memory=7, clumped=True), Rhythm.WEEKLY),
    (BornAndGone(life=45, error=0.15), Rhythm.DAILY),
    (BornAndGone(life=90, error=0.12), Rhythm.WEEKLY),
)
PEOPLE = 150
LOOKS = (9, 12, 26)


@pytest.mark.slow
def test_nothing_is_claimed_where_nothing_changes() -> None:
    """1.5 % of 1800 looks are 27; looks at one person are alike, so 36 allows for two errors."""
    runs = [try_trend(skin, rhythm, 0.0, LOOKS, PEOPLE, seed=7) for skin, rhythm in SETTINGS]
    total = sum((shares for run in runs for shares in run.values()), start=Shares())
    assert total.looks > 0.99 * PEOPLE * len(LOOKS) * len(SETTINGS)
    assert total.claims <= 36
    assert total.coverage >= 0.92


@pytest.mark.slow
def test_a_steep_fall_is_found_and_never_called_a_rise() -> None:
    skin = Wandering(memory=7, mean=40, spread=0.1)
    found = try_trend(skin, Rhythm.DAILY, 25.0, (12, 26), PEOPLE, seed=8)
    assert found[26].claimed >= 0.9
    assert found[12].claimed < found[26].claimed
    assert sum(shares.wrong_way for shares in found.values()) == 0
