"""Nothing crashes, and nothing is claimed from nothing, whatever was counted."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routines.trends.alarms import rising
from routines.trends.before_after import What, compare_sides
from routines.trends.engine import bin_by_week, fit, trend_design
from routines.trends.exposure import StepDays, what_goes_along
from routines.trends.lately import compare_lately
from routines.trends.multiplicity import discoveries
from routines.trends.power import weeks_until_shown
from routines.trends.series import Point
from routines.trends.smoothing import smooth
from routines.trends.verdict import Kind, judge
from routines.trends.verdict_words import Words

START = date(2020, 1, 1)
NEVER_SAID = ("improv", "it worked", "caus", "detect", "better", "worse", "nan", "inf")
BOUNDS = settings(max_examples=60, deadline=None)

rows = st.lists(st.tuples(st.integers(0, 3650), st.integers(0, 999)), max_size=80).map(sorted)
near_rows = st.lists(st.tuples(st.integers(0, 181), st.integers(0, 999)), max_size=80).map(sorted)


def points_of(pairs: Sequence[tuple[int, int]]) -> list[Point]:
    return [Point(START + timedelta(days=when), spots, False) for when, spots in pairs]


def say_everything(points: Sequence[Point], today: date, middle: date) -> list[str]:
    """Ask every question and return the sentences."""
    words = Words("en_GB")
    days, spots = [point.day.toordinal() for point in points], [point.spots for point in points]
    verdict = judge(points, today)
    weeks = weeks_until_shown(verdict.fitted) if verdict.fitted is not None else None
    said = [words.verdict(verdict), words.patience(verdict, weeks), words.since(verdict)]
    lately = compare_lately(points, today)
    said += [words.lately(lately)] if lately is not None else []
    said += [words.comparison(compare_sides(points, middle, what)) for what in What]
    rise = rising(points, today)
    said += [words.rise(rise)] if rise is not None else []
    done = [START + timedelta(days=number) for number in range(0, 3650, 3)]
    answer = what_goes_along(points, [StepDays(step_id=1, done=done, not_done=[])])
    said += [words.along_missing(answer), *(words.along(along, "It") for along in answer.steps)]
    smooth(bin_by_week(days, spots))
    return said


@BOUNDS
@given(near_rows | rows, st.integers(0, 3650))
def test_every_question_has_an_answer_in_modest_words(
    pairs: list[tuple[int, int]], middle: int
) -> None:
    points = points_of(pairs)
    today = points[-1].day if points else START
    for sentence in say_everything(points, today, START + timedelta(days=middle)):
        lowered = sentence.lower()
        assert [word for word in NEVER_SAID if word in lowered] == []


@BOUNDS
@given(st.integers(0, 999), st.integers(0, 60), st.integers(1, 9))
def test_what_never_changes_is_never_said_to(spots: int, length: int, gap: int) -> None:
    points = points_of([(gap * place, spots) for place in range(length)])
    today = points[-1].day if points else START
    verdict = judge(points, today)
    assert not verdict.is_claim
    if verdict.slope is not None:
        assert verdict.slope.value == pytest.approx(0, abs=1e-6)
    if verdict.kind is not Kind.NOT_YET:
        assert (verdict.kind is Kind.NO_SPOTS) == (spots == 0)
    lately = compare_lately(points, today)
    assert lately is None or not lately.is_clear


@BOUNDS
@given(near_rows.filter(lambda pairs: len({when // 7 for when, _ in pairs}) >= 3))
def test_line_lies_within_its_band_and_never_below_nothing(pairs: list[tuple[int, int]]) -> None:
    band = smooth(bin_by_week([when for when, _ in pairs], [spots for _, spots in pairs]))
    if band is None:
        return
    assert np.isfinite(band.high).all()
    assert (band.low >= 0).all()
    assert (band.low <= band.level + 1e-9).all()
    assert (band.level <= band.high + 1e-9).all()


@BOUNDS
@given(st.lists(st.integers(0, 999), min_size=9, max_size=27), st.integers(-100_000, 800_000))
def test_slope_does_not_know_when_the_calendar_began(spots: list[int], shift: int) -> None:
    days = [7 * place for place in range(len(spots))]
    slopes = []
    for moved in (0, shift):
        bins = bin_by_week([when + moved for when in days], spots)
        slopes.append(fit(bins, trend_design(bins.days)).estimate(1))
    assert slopes[0].value == pytest.approx(slopes[1].value, rel=1e-6, abs=1e-8)
    assert slopes[0].error == pytest.approx(slopes[1].error, rel=1e-6)
    assert all(math.isfinite(slope.p) for slope in slopes)


@given(st.lists(st.floats(0, 1), max_size=12))
def test_discoveries_are_the_smallest(p_values: list[float]) -> None:
    kept = discoveries(p_values, 0.05)
    believed = [value for value, is_kept in zip(p_values, kept, strict=True) if is_kept]
    left = [value for value, is_kept in zip(p_values, kept, strict=True) if not is_kept]
    assert max(believed, default=0) <= min(left, default=1)
    assert all(value <= 0.05 for value in believed)


def test_ten_years_of_daily_counts() -> None:
    random = np.random.default_rng(11)
    points = points_of(list(enumerate(random.poisson(9, 3650).tolist())))
    today = points[-1].day
    said = say_everything(points, today, START + timedelta(days=3500))
    assert said[0].startswith(("No clear change: between ", "Steady: between "))
