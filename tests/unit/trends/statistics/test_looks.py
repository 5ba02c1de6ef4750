"""The looks beside the verdict: lately, power, alarm, smooth line, several looks at once."""

from __future__ import annotations

import math

import numpy as np
import pytest

from routines.trends.engine import bin_by_week
from routines.trends.flare import Flare, last_alarm, look_for_flare
from routines.trends.lately import compare_lately
from routines.trends.multiplicity import discoveries
from routines.trends.ornstein import MEMORY, NOISE, POINTS, Filter
from routines.trends.power import power_after, weeks_until_shown
from routines.trends.smoothing import smooth
from routines.trends.verdict import judge
from tests.unit.trends.statistics.reference import read
from tests.unit.trends.statistics.values import counted, day, weekly


def test_filter_gives_what_the_whole_covariance_would() -> None:
    random = np.random.default_rng(1)
    days, counts = np.array([0.0, 6.0, 15.5, 40.0]), np.array([1.0, 3.0, 2.0, 1.0])
    columns = random.standard_normal((4, 3))
    whitened = Filter(days, counts).whiten(columns)
    for point in range(POINTS):
        apart = np.abs(days[:, None] - days[None, :])
        covariance = np.exp(-apart / MEMORY[point]) + np.diag(NOISE[point] / counts)
        expected = columns.T @ np.linalg.solve(covariance, columns)
        assert whitened.products[point] == pytest.approx(expected, rel=1e-9, abs=1e-9)
        assert whitened.log_determinant[point] == pytest.approx(np.linalg.slogdet(covariance)[1])


def test_lately_by_hand() -> None:
    """Four counts of 16 then, four of 9 now, a week apart: only gaps of a week are repeats."""
    points = weekly([16] * 4 + [12] * 4 + [9] * 4)
    lately = compare_lately(points, day(83))
    assert lately is not None
    difference = 2 * math.sqrt(9.375) - 2 * math.sqrt(16.375)
    jumps = [
        2 * math.sqrt(12.375) - 2 * math.sqrt(16.375),
        2 * math.sqrt(9.375) - 2 * math.sqrt(12.375),
    ]
    noise = math.sqrt((6 * 0.36 + sum(jump**2 / 2 for jump in jumps)) / 17)
    reach = 2.1098155778331806 * noise * math.sqrt(1 / 4 + 1 / 4)
    assert (lately.then, lately.now) == (16, 9)
    assert (lately.low, lately.high) == pytest.approx((difference - reach, difference + reach))
    assert (lately.is_clear, lately.is_lower) == (True, True)


def test_lately_needs_two_counts_in_either_part() -> None:
    assert compare_lately(counted([(0, 5), (70, 5), (77, 5)]), day(83)) is None


def test_lately_is_silent_after_a_removal() -> None:
    points = weekly([16] * 4 + [12] * 4 + [9] * 4)
    assert compare_lately(points, day(83), since=day(40)) is None
    assert compare_lately(points, day(83), since=day(0)) is not None


def test_many_quiet_spots_need_fewer_weeks_than_few() -> None:
    random = np.random.default_rng(3)
    many = judge(weekly(random.poisson(60, 20).tolist()), day(133))
    few = judge(weekly(random.poisson(4, 20).tolist()), day(133))
    assert many.fitted is not None
    assert few.fitted is not None
    weeks = weeks_until_shown(many.fitted)
    assert weeks is not None
    assert 4 <= weeks <= 26
    assert weeks_until_shown(few.fitted) is None
    assert power_after(many.fitted, weeks) >= 0.8 > power_after(many.fitted, weeks - 1)


@pytest.mark.parametrize("seed", range(6))
def test_weeks_until_shown_are_the_first_that_are_sure_enough(seed: int) -> None:
    random = np.random.default_rng(seed)
    verdict = judge(weekly(random.poisson(55, 12 + 2 * seed).tolist()), day(7 * (12 + 2 * seed)))
    assert verdict.fitted is not None
    sure = [week for week in range(1, 27) if power_after(verdict.fitted, week) >= 0.8]
    assert weeks_until_shown(verdict.fitted) == (sure[0] if sure else None)


@pytest.mark.parametrize(
    ("lately", "before", "is_much"),
    [(13.0, 10.0, True), (12.9, 10.0, False), (5.0, 2.0, True), (4.9, 2.0, False)],
)
def test_flare_has_to_be_much(lately: float, before: float, *, is_much: bool) -> None:
    flare = look_for_flare(*read("E_flare30w"))
    assert flare is not None
    changed = Flare(estimate=flare.estimate, lately=lately, before=before)
    assert changed.is_much is is_much


def test_flare_needs_eight_weeks_and_counts_in_both_parts() -> None:
    assert look_for_flare([], []) is None
    assert look_for_flare(range(0, 56, 7), [5] * 8) is None
    assert look_for_flare(range(0, 84, 7), [5] * 12) is not None
    assert look_for_flare([0, 7, 14, 21, 28, 100], [5] * 6) is None


def test_alarm_is_found_once_and_silences_those_after_it() -> None:
    days, spots = read("E_flare30w")
    found = last_alarm(days, spots, since=180)
    assert found is not None
    alarm, flare = found
    assert flare.is_alarm()
    assert last_alarm(days, spots, since=alarm) == found or alarm + 28 <= days[-1]


def test_quiet_setting_wants_more() -> None:
    days, spots = read("E_flare30w")
    known = [(when, number) for when, number in zip(days, spots, strict=True) if when <= 202]
    flare = look_for_flare([when for when, _ in known], [number for _, number in known])
    assert flare is not None
    assert flare.is_alarm(quiet=True)


def test_smooth_line_needs_three_bins() -> None:
    assert smooth(bin_by_week([0, 7], [3, 4])) is None
    band = smooth(bin_by_week([0, 7, 14], [3, 4, 5]))
    assert band is not None
    assert (band.low <= band.level).all()
    assert (band.level <= band.high).all()


@pytest.mark.parametrize(
    ("p_values", "expected"),
    [
        ([], []),
        ([0.05], [True]),
        ([0.051], [False]),
        ([0.03, 0.04, 0.5], [False, False, False]),
        ([0.04, 0.01, 0.03], [True, True, True]),
        ([0.2, 0.01, 0.04], [False, True, False]),
    ],
)
def test_discoveries(p_values: list[float], expected: list[bool]) -> None:
    assert discoveries(p_values, 0.05) == expected
