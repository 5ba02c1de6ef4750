"""Where the smooth lines run, and where they break."""

from __future__ import annotations

from datetime import date, timedelta

from routines.spots.counting import WHOLE_FACE
from routines.trends.levels import smooth_levels
from routines.trends.series import REGIONS, CountRow, course

FIRST = date(2026, 1, 4)


def weekly(weeks: list[int], whole_face: int = 8) -> list[CountRow]:
    return [
        CountRow(FIRST + timedelta(weeks=week), (None,) * len(REGIONS), whole_face)
        for week in weeks
    ]


def weeks_of(rows: list[CountRow], removals: list[int] | None = None) -> list[list[float]]:
    """Return the weeks of each line's knots."""
    segments = [FIRST + timedelta(weeks=week) for week in removals or []]
    levels = smooth_levels(course(rows, WHOLE_FACE, segments).runs)
    return [[(knot.day - FIRST.toordinal()) / 7 for knot in level] for level in levels]


def test_weekly_counts_have_one_line() -> None:
    assert weeks_of(weekly([0, 1, 2, 3])) == [[0, 1, 2, 3]]


def test_fewer_than_three_weeks_have_none() -> None:
    assert weeks_of(weekly([0, 1])) == []
    assert weeks_of([]) == []


def test_line_is_left_out_over_a_gap_but_rests_on_both_sides() -> None:
    assert weeks_of(weekly([0, 1, 2, 9, 10])) == [[0, 1, 2], [9, 10]]
    assert weeks_of(weekly([0, 1, 9])) == [[0, 1]]


def test_line_begins_anew_after_a_removal() -> None:
    assert weeks_of(weekly([0, 1, 2, 3, 4, 5]), [3]) == [[0, 1, 2], [3, 4, 5]]
    assert weeks_of(weekly([0, 1, 2, 3, 4]), [3]) == [[0, 1, 2]]


def test_band_holds_the_line_and_nothing_is_less_than_none() -> None:
    [level] = smooth_levels(course(weekly([0, 1, 2, 3], whole_face=0), WHOLE_FACE, []).runs)
    assert all(0 <= knot.low <= knot.level <= knot.high for knot in level)
