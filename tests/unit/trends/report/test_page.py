"""Rows of the report's tables."""

from __future__ import annotations

from datetime import date

from routines.diary.cadence import Cadence, Kind
from routines.diary.days import PlannedStep
from routines.trends.events import Happened
from routines.trends.report.page import (
    HappeningLine,
    RegionRow,
    RoutineLine,
    how_often,
    region_rows,
    routine_lines,
)
from routines.trends.report.scope import Scope
from routines.trends.series import REGIONS, CountRow

SCOPE = Scope(first=date(2026, 3, 1), last=date(2026, 5, 31))


def count(day: date, *, whole_face: int | None = None, **numbers: int) -> CountRow:
    return CountRow(day, tuple(numbers.get(region.value) for region in REGIONS), whole_face)


def planned(**changes: object) -> PlannedStep:
    fields: dict[str, object] = {
        "step_id": 1,
        "kind": "sunscreen",
        "name": "Sunscreen",
        "slot": "morning",
        "cadence": Cadence(),
        "position": 1,
        "starts_on": date(2026, 1, 1),
    }
    return PlannedStep(**(fields | changes))  # type: ignore[arg-type]


def test_region_that_nobody_looked_at_is_not_zero() -> None:
    rows = region_rows(
        [
            count(date(2026, 3, 1), nose=3, chin=0),
            count(date(2026, 3, 8), nose=5),
            count(date(2026, 3, 15), whole_face=9),
        ]
    )
    assert rows == (
        RegionRow(name="Nose", counts=2, first=3, latest=5, lowest=3, highest=5),
        RegionRow(name="Chin", counts=1, first=0, latest=0, lowest=0, highest=0),
        RegionRow(
            name="The whole face, at a glance", counts=1, first=9, latest=9, lowest=9, highest=9
        ),
    )


def test_routine_names_only_days_within_the_period() -> None:
    plans = [
        planned(ends_on=date(2026, 4, 1), product="Old"),
        planned(starts_on=date(2026, 4, 1), product="New"),
        planned(step_id=2, name="Serum", position=0, slot="any", starts_on=date(2026, 7, 1)),
        planned(step_id=3, name="Scrub", position=0, ends_on=date(2026, 3, 1)),
    ]
    assert routine_lines(plans, SCOPE) == (
        RoutineLine(
            name="Sunscreen",
            product="Old",
            how_often="every day",
            slot="morning",
            since=None,
            until=date(2026, 4, 1),
        ),
        RoutineLine(
            name="Sunscreen",
            product="New",
            how_often="every day",
            slot="morning",
            since=date(2026, 4, 1),
            until=None,
        ),
    )


def test_terms_that_differ_in_nothing_shown_are_one_line() -> None:
    plans = [
        planned(ends_on=date(2026, 4, 1), position=3),
        planned(starts_on=date(2026, 4, 1), position=1),
    ]
    (line,) = routine_lines(plans, SCOPE)
    assert (line.since, line.until) == (None, None)


def test_all_seven_weekdays_are_every_day() -> None:
    every = Cadence(kind=Kind.WEEKDAYS, weekdays=frozenset(range(7)))
    assert how_often(every) == "every day"
    assert how_often(Cadence(kind=Kind.WEEKDAYS, weekdays=frozenset({0, 3}))) == "Mon, Thu"


def test_treatments_come_first_and_days_are_gathered() -> None:
    from routines.trends.report.gather import happening_lines

    def happened(day: int, name: str, group: str) -> Happened:
        return Happened(
            day=date(2026, 3, day), key=name.lower(), name=name, group=group, opens_segment=False
        )

    lines = happening_lines(
        [
            happened(9, "Sunburn", "sun"),
            happened(2, "Laser", "treatment"),
            happened(1, "Sunburn", "sun"),
        ]
    )
    assert lines == (
        HappeningLine(name="Laser", where="", is_treatment=True, days=(date(2026, 3, 2),)),
        HappeningLine(
            name="Sunburn",
            where="",
            is_treatment=False,
            days=(date(2026, 3, 1), date(2026, 3, 9)),
        ),
    )
    assert (lines[1].number, lines[1].latest) == (2, date(2026, 3, 9))
