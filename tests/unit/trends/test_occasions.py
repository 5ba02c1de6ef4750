"""What may be asked before and after of."""

from __future__ import annotations

from datetime import date

from routines.diary.cadence import Cadence
from routines.diary.days import PlannedStep
from routines.trends.events import Happened
from routines.trends.occasions import Occasion, occasions

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


def test_what_comes_and_passes_is_no_occasion() -> None:
    passing = [
        happened(1, "sunburn", "sun"),
        happened(2, "flare", "health"),
        happened(3, "bleeding", "warning"),
        happened(4, "irritation", "skin"),
    ]
    assert occasions(passing, [], TODAY) == ()


def test_what_begins_or_is_done_to_the_spots_is_an_occasion() -> None:
    given = [
        happened(1, "new-medicine", "health"),
        happened(2, "microdermabrasion", "treatment"),
        happened(3, "removed-myself", "hands", opens_segment=True),
    ]
    assert [(item.day.day, item.is_removal) for item in occasions(given, [], TODAY)] == [
        (3, True),
        (2, True),
        (1, False),
    ]
