"""What may be asked before and after of."""

from __future__ import annotations

from datetime import date

from routines.diary.cadence import Cadence
from routines.diary.days import PlannedStep
from routines.trends.events import Happened
from routines.trends.occasions import Occasion, occasions, without_blocks

TODAY = date(2026, 11, 22)


def happened(day: int, key: str, group: str, *, opens_segment: bool = False) -> Happened:
    return Happened(
        day=date(2026, 11, day),
        key=key,
        name=key.title(),
        group=group,
        opens_segment=opens_segment,
    )


def step(step_id: int, starts: date, ends: date | None = None) -> PlannedStep:
    return PlannedStep(
        step_id=step_id,
        kind="other",
        name=f"Step {step_id}",
        slot="any",
        cadence=Cadence(),
        position=0,
        starts_on=starts,
        ends_on=ends,
    )


def test_occasions_are_days_with_what_fell_on_them_newest_first() -> None:
    given = [
        happened(3, "picked", "hands"),
        happened(5, "new-product", "skin"),
        happened(5, "laser", "treatment", opens_segment=True),
    ]
    plans = [step(1, date(2026, 1, 1)), step(2, date(2026, 11, 9), date(2026, 12, 24))]
    assert occasions(given, plans, TODAY) == (
        Occasion(day=date(2026, 11, 9), labels=("Step 2 added",), is_removal=False),
        Occasion(day=date(2026, 11, 5), labels=("New-Product", "Laser"), is_removal=True),
    )


def test_no_occasions() -> None:
    assert occasions([], [step(1, date(2026, 1, 1))], TODAY) == ()


def test_blocks_of_a_trial_are_no_occasions() -> None:
    blocks = [
        step(1, date(2026, 1, 1)),
        step(2, date(2026, 2, 1), date(2026, 9, 26)),
        step(2, date(2026, 11, 21), date(2027, 1, 16)),
    ]
    found = occasions([], without_blocks(blocks, 2, date(2026, 8, 1)), TODAY)
    assert found == (Occasion(day=date(2026, 2, 1), labels=("Step 2 added",), is_removal=False),)
    assert len(occasions([], blocks, TODAY)) == 3
