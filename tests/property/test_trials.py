"""What holds of any planned trial, whatever was counted."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from routines.diary.days import Span
from routines.trends.plan import BLOCK, Plan, plan_trial
from routines.trends.series import Point
from routines.trends.trial import chance_of_finding, evaluate

FIRST = date(2026, 1, 5)
PLANS = st.builds(
    plan_trial,
    st.just(FIRST),
    st.integers(2, 6).map(lambda half: 2 * half),
    begins_on=st.booleans(),
)
COUNTS = st.lists(
    st.tuples(st.integers(0, 800), st.one_of(st.integers(0, 40), st.just(999))), max_size=60
)


def points_of(counts: list[tuple[int, int]]) -> list[Point]:
    return [Point(FIRST + timedelta(days=day), spots, False) for day, spots in sorted(counts)]


def laid_out(plan: Plan) -> list[Span]:
    """The days with the step: its blocks, and all days before and after the trial."""
    before = Span(first=FIRST - timedelta(days=99), last=FIRST - timedelta(days=1))
    blocks = [Span(first=block.first, last=block.last) for block in plan.blocks if block.is_on]
    return [before, *blocks, Span(first=plan.end, last=None)]


@given(PLANS)
def test_blocks_follow_each_other_by_turns_without_a_gap(plan: Plan) -> None:
    turns = [block.is_on for block in plan.blocks]
    assert turns.count(True) == turns.count(False)
    assert all(first != second for first, second in pairwise(turns))
    days = [switch.day for switch in plan.switches]
    assert days == [FIRST + timedelta(days=BLOCK * number) for number in range(len(turns) + 1)]


@given(PLANS, st.integers(-99, 999), st.integers(0, 11))
def test_routine_keeps_the_plan_until_it_is_changed(plan: Plan, since: int, changed: int) -> None:
    terms, today = laid_out(plan), FIRST + timedelta(days=since)
    assert plan.is_kept_by(terms, today)
    block = plan.blocks[changed % len(plan.blocks)]
    if block.is_on:
        other = [term for term in terms if term.first != block.first]
    else:
        other = [*terms, Span(first=block.first, last=block.last)]
    assert plan.is_kept_by(other, today) is (block.last < today)


@settings(deadline=None)
@given(PLANS, COUNTS, st.floats(0.05, 0.95))
def test_chances_are_shares_whatever_was_counted(
    plan: Plan, counts: list[tuple[int, int]], left: float
) -> None:
    chance = chance_of_finding(plan, points_of(counts), left)
    assert chance is None or 0 <= chance <= 1


@settings(deadline=None)
@given(PLANS, COUNTS)
def test_trial_claims_nothing_of_a_thin_block(plan: Plan, counts: list[tuple[int, int]]) -> None:
    over = plan.end + timedelta(days=1)
    result = evaluate(plan, points_of(counts), over)
    assert result.is_over
    if result.thin_blocks:
        assert result.estimate is None
        assert not result.is_clear


@settings(deadline=None)
@given(PLANS, st.integers(0, 999))
def test_what_never_changes_is_no_difference(plan: Plan, spots: int) -> None:
    days = range(0, len(plan.blocks) * BLOCK, 7)
    result = evaluate(plan, points_of([(day, spots) for day in days]), plan.end)
    assert not result.is_clear
    assert (result.estimate is None) is (spots == 0)
