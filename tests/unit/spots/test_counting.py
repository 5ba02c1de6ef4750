"""Sums and comparisons of counts: not counted is not zero."""

from __future__ import annotations

from datetime import date

import pytest

from routines.diary.regions import FACE, Region
from routines.spots.counting import (
    WHOLE_FACE,
    Change,
    Comparison,
    Counted,
    NotACountError,
    Numbers,
    Point,
    compare,
    same_regions,
    series,
    total,
    total_over,
    usual_regions,
)

NOSE_AND_CHIN = Numbers(by_region={Region.NOSE: 3, Region.CHIN: 0})
QUICK = Numbers(whole_face=12)
FACE_OF_ONES = Numbers(by_region=dict.fromkeys(FACE, 1))
FACE_AND_CHEST = Numbers(by_region={**dict.fromkeys(FACE, 1), Region.CHEST: 5})
QUICK_AND_CHEST = Numbers(by_region={Region.CHEST: 5}, whole_face=12)


def counted(day: int, numbers: Numbers) -> Counted:
    return Counted(day=date(2026, 11, day), numbers=numbers)


@pytest.mark.parametrize(
    ("by_region", "whole_face"),
    [
        ({}, None),
        ({Region.NOSE: -1}, None),
        ({Region.NOSE: 1000}, None),
        ({}, 1000),
        ({}, -1),
        ({Region.NOSE: 0}, 0),
    ],
    ids=["nothing", "below zero", "above 999", "face above", "face below", "face and region"],
)
def test_numbers_refuse_what_is_no_count(
    by_region: dict[Region, int], whole_face: int | None
) -> None:
    with pytest.raises(NotACountError):
        Numbers(by_region=by_region, whole_face=whole_face)


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        (NOSE_AND_CHIN, 3),
        (QUICK, 12),
        (FACE_OF_ONES, 8),
        (FACE_AND_CHEST, 13),
        (QUICK_AND_CHEST, 17),
        (Numbers(by_region={Region.NOSE: 0}), 0),
    ],
)
def test_total_is_a_plain_sum_of_what_was_counted(numbers: Numbers, expected: int) -> None:
    assert total(numbers) == expected


@pytest.mark.parametrize(
    ("numbers", "regions", "expected"),
    [
        (NOSE_AND_CHIN, [Region.NOSE], 3),
        (NOSE_AND_CHIN, FACE, None),
        (NOSE_AND_CHIN, [], None),
        (FACE_OF_ONES, FACE, 8),
        (FACE_AND_CHEST, FACE, 8),
        (FACE_AND_CHEST, [*FACE, Region.CHEST], 13),
        (QUICK, FACE, 12),
        (QUICK, [Region.NOSE], None),
        (QUICK_AND_CHEST, FACE, 12),
        (QUICK_AND_CHEST, [Region.CHEST], 5),
        (QUICK_AND_CHEST, [*FACE, Region.CHEST], 17),
        (QUICK_AND_CHEST, [Region.NOSE, Region.CHEST], None),
    ],
)
def test_total_over_is_known_only_where_each_region_was_counted(
    numbers: Numbers, regions: list[Region], expected: int | None
) -> None:
    assert total_over(numbers, regions) == expected


def test_same_regions_with_the_face_at_a_glance_and_region_by_region() -> None:
    assert same_regions(QUICK, FACE_OF_ONES)
    assert not same_regions(QUICK, NOSE_AND_CHIN)
    assert not same_regions(FACE_OF_ONES, FACE_AND_CHEST)


def test_compare_with_other_regions_gives_differences_only_where_both_looked() -> None:
    before = Numbers(by_region={Region.CHIN: 2, Region.FOREHEAD: 4})
    assert compare(NOSE_AND_CHIN, before) == Comparison(
        total=Change(now=3, before=None),
        face=Change(now=None, before=None),
        by_region={
            Region.FOREHEAD: Change(now=None, before=4),
            Region.NOSE: Change(now=3, before=None),
            Region.CHIN: Change(now=0, before=2),
        },
        ways_differ=False,
    )


def test_compare_of_a_quick_count_and_one_with_a_further_region_speaks_of_the_face() -> None:
    comparison = compare(FACE_AND_CHEST, QUICK)
    assert comparison.total == Change(now=13, before=None)
    assert comparison.face == Change(now=8, before=12)
    assert comparison.face.difference == -4
    assert comparison.ways_differ


def test_difference_without_a_number_is_none_and_not_zero() -> None:
    assert Change(now=0, before=None).difference is None
    assert Change(now=None, before=0).difference is None
    assert Change(now=0, before=0).difference == 0


def test_series_leaves_a_gap_where_other_regions_were_counted() -> None:
    counts = [counted(1, FACE_OF_ONES), counted(8, NOSE_AND_CHIN), counted(15, QUICK)]
    assert series(counts, FACE) == (
        Point(day=date(2026, 11, 1), total=8, is_quick=False),
        Point(day=date(2026, 11, 8), total=None, is_quick=False),
        Point(day=date(2026, 11, 15), total=12, is_quick=True),
    )


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([], WHOLE_FACE),
        ([counted(1, QUICK), counted(8, FACE_AND_CHEST)], WHOLE_FACE),
        ([counted(1, NOSE_AND_CHIN), counted(8, FACE_OF_ONES)], WHOLE_FACE),
        (
            [counted(1, NOSE_AND_CHIN), counted(8, NOSE_AND_CHIN), counted(15, QUICK)],
            frozenset({Region.NOSE, Region.CHIN}),
        ),
        ([counted(1, Numbers(by_region={Region.NOSE: 1}))], frozenset({Region.NOSE})),
    ],
    ids=["none", "face in both", "a tie", "mostly two regions", "only one"],
)
def test_usual_regions_are_those_counted_most_often(
    counts: list[Counted], expected: frozenset[Region]
) -> None:
    assert usual_regions(counts) == expected
