"""The plan of a trial beside the routine."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from routines.diary.days import Span
from routines.trends.plan import plan_trial

START = date(2026, 1, 5)


def day(number: int) -> date:
    return START + timedelta(days=number)


ON = [Span(first=day(-90), last=day(55)), Span(first=day(112), last=day(167))]
BACK = Span(first=day(224), last=None)


@pytest.mark.parametrize("since", [-5, 0, 30, 56, 200, 223, 400])
def test_plan_is_kept_by_the_terms_it_laid_out(since: int) -> None:
    assert plan_trial(START, 4).is_kept_by([*ON, BACK], day(since))


@pytest.mark.parametrize(
    ("since", "expected"), [(-5, False), (55, False), (56, True), (111, True), (112, False)]
)
def test_plan_with_a_retired_step_is_kept_as_long_as_it_rests(
    since: int, *, expected: bool
) -> None:
    plan = plan_trial(START, 2 + 2)
    without_later = [ON[0], Span(first=day(168), last=day(170))]
    answer = plan.is_kept_by(without_later, day(since))
    assert answer is (expected and since >= 168)


def test_plan_is_not_kept_by_a_step_that_never_rests() -> None:
    assert not plan_trial(START, 4).is_kept_by([Span(first=day(-9), last=None)], START)
