"""The engine against the reference sets, to 1e-6."""

from __future__ import annotations

import csv
import json
from math import expm1
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from routines.trends.engine import PAD, bin_by_week, fit, poisson_start, trend_design, with_ones
from routines.trends.flare import look_for_flare
from routines.trends.smoothing import smooth

FOLDER = Path(__file__).parent.parent / "reference"
EXPECTED: dict[str, dict[str, Any]] = json.loads((FOLDER / "expected.json").read_text())
SETS = sorted(EXPECTED)
CLOSE = 1e-6


def counts_of(name: str) -> tuple[list[int], list[int]]:
    """Days and numbers of a set."""
    with (FOLDER / f"{name}.csv").open(newline="") as file:
        rows = [(int(row["day"]), int(row["count"])) for row in csv.DictReader(file)]
    return [day for day, _ in rows], [number for _, number in rows]


@pytest.mark.parametrize("name", SETS)
def test_bins_are_the_reference(name: str) -> None:
    expected, bins = EXPECTED[name], bin_by_week(*counts_of(name))
    first = np.array([bins.days[:3], bins.means[:3], bins.counts[:3]])
    given = np.array(expected["first_bins"])
    assert len(bins) == expected["n_bins"]
    # A row a bin in one reading, a row a column in the other.
    assert np.allclose(first, given, atol=CLOSE) or np.allclose(first.T, given, atol=CLOSE)


@pytest.mark.parametrize("name", SETS)
def test_poisson_start_is_the_reference(name: str) -> None:
    bins = bin_by_week(*counts_of(name))
    start = poisson_start(trend_design(bins.days), bins.means + PAD, bins.counts)
    assert start == pytest.approx(EXPECTED[name]["poisson_glm"], abs=CLOSE)


@pytest.mark.parametrize("name", SETS)
def test_trend_is_the_reference(name: str) -> None:
    bins = bin_by_week(*counts_of(name))
    slope = fit(bins, trend_design(bins.days)).estimate(1)
    low, high = slope.interval()
    assert {
        "slope": slope.value,
        "se": slope.error,
        "df": slope.degrees,
        "p": slope.p,
        "pct": 100 * expm1(slope.value),
        "lo": 100 * expm1(low),
        "hi": 100 * expm1(high),
    } == pytest.approx(EXPECTED[name]["trend"], abs=CLOSE, rel=CLOSE)


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize(("end", "place"), [("smooth_first", 0), ("smooth_last", -1)])
def test_smooth_line_is_the_reference(name: str, end: str, place: int) -> None:
    band = smooth(bin_by_week(*counts_of(name)))
    assert band is not None
    assert {
        "level": band.level[place],
        "lo": band.low[place],
        "hi": band.high[place],
    } == pytest.approx(EXPECTED[name][end], abs=CLOSE)


@pytest.mark.parametrize("day", sorted(EXPECTED["E_flare30w"]["flare_t_at_day"], key=int))
def test_flare_is_the_reference(day: str) -> None:
    days, numbers = counts_of("E_flare30w")
    known = [(when, number) for when, number in zip(days, numbers, strict=True) if when <= int(day)]
    flare = look_for_flare([when for when, _ in known], [number for _, number in known])
    assert flare is not None
    statistic, degrees = EXPECTED["E_flare30w"]["flare_t_at_day"][day][:2]
    # The reference is printed to four places.
    assert flare.estimate.statistic == pytest.approx(statistic, abs=6e-5)
    assert flare.estimate.degrees == degrees


def test_constant_counts_have_no_slope() -> None:
    bins = bin_by_week(list(range(0, 182, 7)), [5] * 26)
    slope = fit(bins, trend_design(bins.days)).estimate(1)
    assert abs(slope.value) < CLOSE
    assert slope.p > 0.99


@pytest.mark.parametrize("numbers", [[0] * 26, [999] * 26, [0, 999] * 13])
def test_extreme_counts_give_finite_figures(numbers: list[int]) -> None:
    bins = bin_by_week(list(range(0, 182, 7)), numbers)
    estimate = fit(bins, with_ones(bins.days / 30)).estimate(1)
    assert np.isfinite([estimate.value, estimate.error, estimate.p]).all()


def test_too_few_bins_have_no_smooth_line() -> None:
    assert smooth(bin_by_week([], [])) is None
    assert smooth(bin_by_week([1, 9], [3, 4])) is None
    assert look_for_flare([], []) is None
