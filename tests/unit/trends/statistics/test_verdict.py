"""Classes and thresholds: what may be said, and from when on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from routines.diary.regions import Region
from routines.spots.counting import WHOLE_FACE
from routines.trends.engine import Estimate
from routines.trends.series import Course, Run, Way, main_points
from routines.trends.verdict import (
    CLAIM_LEVEL,
    Kind,
    classify,
    judge,
    judge_regions,
    percent,
    percent_interval,
)
from tests.unit.trends.statistics.reference import read
from tests.unit.trends.statistics.values import counted, day, weekly

UPS_AND_DOWNS = (8, 11, 7, 9, 12, 8, 6, 10, 9, 11)
BORDERLINE = (29, 29, 29, 26, 27, 27, 24, 24, 25, 22, 22, 23, 20, 20, 21, 18, 19, 19, 16, 17)


def test_verdict_without_counts() -> None:
    verdict = judge([], day(0))
    assert (verdict.kind, verdict.counts, verdict.weeks) == (Kind.NOT_YET, 0, 0)
    assert verdict.weeks_missing == 8


@pytest.mark.parametrize(
    ("rows", "missing"),
    [
        pytest.param([(7 * week, 5) for week in range(3)], 6, id="span-56-days"),
        pytest.param([(number, 5) for number in range(8)], 7, id="eight-counts-in-a-week"),
        pytest.param([(9 * number, 5) for number in range(7)], 1, id="seven-counts"),
        pytest.param([(0, 5), *((50 + n, 5) for n in range(8))], 3, id="few-weeks"),
        pytest.param([(7 * week, 5) for week in range(8)], 1, id="span-49-days"),
        pytest.param([(7 * week, 5) for week in range(9)], 0, id="enough"),
    ],
)
def test_weeks_missing(rows: list[tuple[int, int]], missing: int) -> None:
    verdict = judge(counted(rows), day(rows[-1][0]))
    assert verdict.weeks_missing == missing
    assert (verdict.kind is Kind.NOT_YET) == (missing > 0)


def test_only_the_last_26_weeks_count() -> None:
    old = weekly([30] * 20)
    recent = weekly(UPS_AND_DOWNS, first=400)
    today = recent[-1].day
    assert judge([*old, *recent], today).counts == len(recent)
    assert judge(recent, today).counts == len(recent)


def test_counts_of_long_ago_are_not_enough() -> None:
    assert judge(weekly([8] * 20), day(1000)).kind is Kind.NOT_YET


def test_counts_after_today_are_left_out() -> None:
    assert judge(weekly(UPS_AND_DOWNS), day(14)).counts == 3


def test_all_zeros_is_no_spots_logged() -> None:
    verdict = judge(weekly([0] * 12), day(77))
    assert (verdict.kind, verdict.slope) == (Kind.NO_SPOTS, None)


def test_few_zeros_are_not_enough_yet() -> None:
    assert judge(weekly([0] * 3), day(14)).kind is Kind.NOT_YET


def test_a_decline_goes_down_and_its_mirror_up() -> None:
    days, spots = read("A_decline26w")
    last = days[-1]
    down = judge(counted(zip(days, spots, strict=True)), day(last))
    turned = sorted((last - number, count) for number, count in zip(days, spots, strict=True))
    up = judge(counted(turned), day(last))
    assert (down.kind, up.kind) == (Kind.DOWN, Kind.UP)
    assert down.slope is not None
    assert percent_interval(down.slope) == pytest.approx((-37.026837, -13.741081), abs=1e-5)


def test_ups_and_downs_are_no_clear_change() -> None:
    assert judge(weekly(UPS_AND_DOWNS), day(63)).kind is Kind.UNCLEAR


@pytest.mark.parametrize(
    ("value", "error", "kind"),
    [
        pytest.param(-0.30, 0.10, Kind.DOWN, id="p-under-.01"),
        pytest.param(0.30, 0.10, Kind.UP, id="p-under-.01-up"),
        pytest.param(-0.25, 0.10, Kind.UNCLEAR, id="p-under-.05-is-no-claim"),
        pytest.param(0.00, 0.04, Kind.STEADY, id="within-ten-per-cent"),
        pytest.param(0.00, 0.06, Kind.UNCLEAR, id="just-beyond"),
    ],
)
def test_class_of_a_slope(value: float, error: float, kind: Kind) -> None:
    assert classify(Estimate(value=value, error=error, degrees=28)) is kind


def test_segment_leaves_earlier_counts_out() -> None:
    points = weekly([30] * 10 + [8] * 10)
    verdict = judge(points, day(140), segments=[day(70), day(20)])
    assert (verdict.counts, verdict.since) == (10, day(70))


def test_count_on_the_day_of_a_removal_belongs_to_the_new_segment() -> None:
    verdict = judge(weekly([9] * 12), day(77), segments=[day(7)])
    assert (verdict.counts, verdict.since) == (11, day(7))


def test_segment_before_all_counts_leaves_nothing_out() -> None:
    verdict = judge(weekly([9] * 12), day(77), segments=[day(-3), day(200)])
    assert (verdict.counts, verdict.since) == (12, None)


@pytest.mark.parametrize(("spots", "in_counts"), [(2, True), (3, False)])
def test_small_means_speak_in_counts(spots: int, *, in_counts: bool) -> None:
    assert judge(weekly([spots] * 12), day(77)).speaks_in_counts is in_counts


def test_percent_of_a_logarithm_is_bounded() -> None:
    assert percent(0) == 0
    assert percent(0.6931471805599453) == pytest.approx(100)
    assert percent(-1e9) == pytest.approx(-100)
    assert percent(1e9) < 1e11


def test_a_single_region_needs_more_than_one_of_many_looks() -> None:
    days, spots = read("A_decline26w")
    falling = counted(zip(days, spots, strict=True))
    still = weekly(UPS_AND_DOWNS * 2, first=40)
    today = day(days[-1])
    verdicts = judge_regions({Region.NOSE: falling, Region.CHIN: still}, today)
    assert {region: verdict.kind for region, verdict in verdicts.items()} == {
        Region.NOSE: Kind.DOWN,
        Region.CHIN: Kind.UNCLEAR,
    }


def test_a_claim_that_is_one_of_many_looks_is_taken_back() -> None:
    """A p between .01/5 and .01 is a claim alone, and none among five regions."""
    falling = weekly(BORDERLINE)
    today = falling[-1].day
    still = weekly(UPS_AND_DOWNS * 2)
    others = (Region.CHIN, Region.FOREHEAD, Region.LEFT_CHEEK, Region.RIGHT_CHEEK)
    alone = judge(falling, today)
    together = judge_regions({Region.NOSE: falling} | dict.fromkeys(others, still), today)
    assert alone.slope is not None
    assert CLAIM_LEVEL / 5 < alone.slope.p < CLAIM_LEVEL
    assert (alone.kind, together[Region.NOSE].kind) == (Kind.DOWN, Kind.UNCLEAR)


def test_points_of_the_way_counted_most_often() -> None:
    by_region, quick = tuple(weekly([5, 6, 7])), tuple(weekly([4, 4]))
    course = Course(
        regions=WHOLE_FACE,
        runs=(Run(way=Way.QUICK, points=quick), Run(way=Way.BY_REGION, points=by_region)),
        elsewhere=0,
    )
    assert main_points(course) == list(by_region)
    assert main_points(replace(course, runs=())) == []
