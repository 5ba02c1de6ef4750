"""Which counts make a line, and where it breaks."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from routines.diary.regions import FACE, Region
from routines.spots.counting import WHOLE_FACE, Counted, Numbers, total_over
from routines.spots.counting import usual_regions as usual_by_the_counts
from routines.trends.series import (
    REGIONS,
    Break,
    CountRow,
    Point,
    Run,
    Way,
    course,
    looks_of,
    name_regions,
    usual_regions,
)
from routines.trends.tables import PeriodRow, Summary, by_month, by_year, summarise

START = date(2026, 6, 1)
NOSE = frozenset({Region.NOSE})


def day(number: int) -> date:
    return START + timedelta(days=number)


def counted(number: int, *, whole_face: int | None = None, **spots: int) -> CountRow:
    return CountRow(day(number), tuple(spots.get(region) for region in REGIONS), whole_face)


def face(number: int, spots: int) -> CountRow:
    """All spots on the nose, none elsewhere on the face."""
    return counted(number, **dict.fromkeys(FACE, 0) | {Region.NOSE: spots})


def test_weekly_counts_are_one_run() -> None:
    rows = [face(0, 5), face(7, 6), face(14, 4)]
    assert course(rows, WHOLE_FACE, []).runs == (
        Run(
            way=Way.BY_REGION,
            points=(Point(day(0), 5, False), Point(day(7), 6, False), Point(day(14), 4, False)),
        ),
    )


def test_line_breaks_over_more_than_three_weeks() -> None:
    rows = [face(0, 5), face(21, 6), face(43, 4)]
    assert [(run.broken_by, len(run.points)) for run in course(rows, WHOLE_FACE, []).runs] == [
        (None, 2),
        (Break.GAP, 1),
    ]


def test_count_on_the_day_of_a_removal_begins_the_new_segment() -> None:
    rows = [face(0, 5), face(7, 6), face(14, 1), face(21, 1)]
    runs = course(rows, WHOLE_FACE, [day(14)]).runs
    assert [(run.broken_by, [point.spots for point in run.points]) for run in runs] == [
        (None, [5, 6]),
        (Break.SEGMENT, [1, 1]),
    ]


@pytest.mark.parametrize("number", [-3, 0, 22])
def test_removals_outside_the_counts_break_nothing(number: int) -> None:
    rows = [face(0, 5), face(7, 6), face(14, 1), face(21, 1)]
    assert len(course(rows, WHOLE_FACE, [day(number)]).runs) == 1


def test_two_removals_between_two_counts_are_one_break() -> None:
    rows = [face(0, 5), face(7, 6), face(14, 1)]
    assert len(course(rows, WHOLE_FACE, [day(3), day(2)]).runs) == 2


def test_recount_stays_beside_the_first() -> None:
    rows = [face(0, 5), face(0, 7), face(7, 6)]
    assert course(rows, WHOLE_FACE, []).points == [
        Point(day(0), 5, False),
        Point(day(0), 7, True),
        Point(day(7), 6, False),
    ]


def test_quick_counts_of_the_face_have_a_line_of_their_own() -> None:
    rows = [face(0, 5), counted(7, whole_face=8), face(14, 4), counted(21, whole_face=9)]
    runs = course(rows, WHOLE_FACE, []).runs
    assert [(run.way, [point.spots for point in run.points]) for run in runs] == [
        (Way.BY_REGION, [5, 4]),
        (Way.QUICK, [8, 9]),
    ]


def test_quick_count_the_same_day_is_no_recount() -> None:
    rows = [face(0, 5), counted(0, whole_face=8)]
    assert [point.is_recount for point in course(rows, WHOLE_FACE, []).points] == [False, False]


def test_not_counted_is_no_point_and_zero_is_one() -> None:
    rows = [counted(0, nose=0), counted(7, chin=3)]
    drawn = course(rows, NOSE, [])
    assert drawn.points == [Point(day(0), 0, False)]
    assert drawn.elsewhere == 1


def test_total_is_not_drawn_where_a_region_was_left_out() -> None:
    partly = counted(7, forehead=4, nose=2)
    drawn = course([face(0, 5), partly, face(14, 6)], WHOLE_FACE, [])
    assert [point.spots for point in drawn.points] == [5, 6]
    assert drawn.elsewhere == 1


def test_region_off_the_face_beside_a_quick_count_is_counted_by_region() -> None:
    row = counted(0, whole_face=8, chest=3)
    assert course([row], frozenset({Region.CHEST}), []).runs[0].way is Way.BY_REGION
    assert course([row], NOSE, []).points == []
    assert course([row], WHOLE_FACE | {Region.CHEST}, []).points == [Point(day(0), 11, False)]


def test_usual_regions_are_those_of_most_counts() -> None:
    assert usual_regions(looks_of([counted(0, nose=1), counted(7, nose=1), face(14, 2)])) == NOSE
    assert usual_regions(looks_of([counted(0, nose=1), face(14, 2)])) == WHOLE_FACE
    assert usual_regions(looks_of([])) == WHOLE_FACE


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [counted(0, nose=1), counted(7, whole_face=2), face(14, 3)],
        [counted(0, whole_face=1, chest=2), face(7, 1), counted(14, chest=3)],
    ],
)
def test_rows_and_counts_agree_about_regions_and_totals(rows: list[CountRow]) -> None:
    counts = [Counted(day=row.day, numbers=as_numbers(row)) for row in rows]
    assert usual_regions(looks_of(rows)) == usual_by_the_counts(counts)
    for regions in (WHOLE_FACE, NOSE, WHOLE_FACE | {Region.CHEST}, frozenset({Region.CHEST})):
        totals = [total_over(count.numbers, regions) for count in counts]
        drawn = sorted(point.spots for point in course(rows, regions, []).points)
        assert drawn == sorted(total for total in totals if total is not None)


def as_numbers(row: CountRow) -> Numbers:
    pairs = zip(REGIONS, row.numbers, strict=True)
    return Numbers(
        by_region={region: number for region, number in pairs if number is not None},
        whole_face=row.whole_face,
    )


@pytest.mark.parametrize(
    ("regions", "name"),
    [
        (WHOLE_FACE, "The whole face"),
        (NOSE, "Nose"),
        (frozenset({Region.CHIN, Region.NOSE}), "Nose and chin"),
        (frozenset({Region.CHIN, Region.NOSE, Region.BACK}), "Nose, chin and back"),
        (WHOLE_FACE | {Region.CHEST}, "The whole face and chest"),
    ],
)
def test_name_of_regions(regions: frozenset[Region], name: str) -> None:
    assert name_regions(regions) == name


def test_summary_of_points() -> None:
    points = course([face(0, 5), face(7, 0), face(14, 11)], WHOLE_FACE, []).points
    assert summarise(points) == Summary(3, day(0), day(14), 0, 11)
    assert summarise([]) is None


def test_months_are_told_newest_first_with_the_lower_median() -> None:
    june = [face(0, 9), face(7, 2), face(14, 4), face(21, 5)]
    rows = [*june, face(30, 7), counted(35, whole_face=6)]
    assert by_month(course(rows, WHOLE_FACE, []).runs) == [
        PeriodRow(date(2026, 7, 1), Way.QUICK, 1, 6, 6, 6),
        PeriodRow(date(2026, 7, 1), Way.BY_REGION, 1, 7, 7, 7),
        PeriodRow(date(2026, 6, 1), Way.BY_REGION, 4, 2, 4, 9),
    ]


def test_years_are_told_in_the_same_way() -> None:
    rows = [face(0, 9), face(7, 2), face(230, 4)]
    assert by_year(course(rows, WHOLE_FACE, []).runs) == [
        PeriodRow(date(2027, 1, 1), Way.BY_REGION, 1, 4, 4, 4),
        PeriodRow(date(2026, 1, 1), Way.BY_REGION, 2, 2, 2, 9),
    ]
