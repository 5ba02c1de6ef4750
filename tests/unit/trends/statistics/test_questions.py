"""Before and after, what goes along, and planned trials: minimum data, branches, arithmetic."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import pytest

from routines.trends.before_after import Side, Way, What, compare_sides, way_for
from routines.trends.exposure import StepDays, exposure, exposure_at, what_goes_along
from routines.trends.plan import Switch, plan_trial
from routines.trends.trial import chance_of_finding, evaluate, planned_exposure
from tests.unit.trends.statistics.values import START, counted, day, weekly

EVEN = [9, 10, 8, 11]


def test_comparison_needs_eight_weeks_on_either_side() -> None:
    found = compare_sides(weekly(EVEN * 4), day(70), What.BEGUN)
    assert (found.before, found.after) == (
        Side(days=70, weeks_counted=10),
        Side(days=36, weeks_counted=6),
    )
    assert (found.way, found.estimate) == (None, None)


def test_comparison_needs_six_weeks_with_counts() -> None:
    thin = counted([(0, 9), (20, 9), (40, 9), *((70 + 7 * week, 9) for week in range(12))])
    assert compare_sides(thin, day(70), What.BEGUN).estimate is None


def test_comparison_without_counts() -> None:
    found = compare_sides([], day(0), What.REMOVED)
    assert (found.before.days, found.after.days, found.estimate) == (0, 0, None)


@pytest.mark.parametrize(("what", "way"), [(What.BEGUN, Way.RAMP), (What.REMOVED, Way.STEP)])
def test_way_by_what_happened(what: What, way: Way) -> None:
    assert compare_sides(weekly(EVEN * 6), day(84), what).way is way


def test_high_fortnight_before_compares_levels() -> None:
    spots = EVEN * 2 + [10, 10] + [14, 14] + EVEN * 3
    found = compare_sides(weekly(spots), day(84), What.BEGUN)
    assert (found.way, found.started_high) == (Way.LEVELS, True)


def test_fortnight_just_under_is_not_high() -> None:
    when = [-60, -20, -10]
    assert way_for(What.BEGUN, when, [10, 10, 13]) is Way.LEVELS
    assert way_for(What.BEGUN, [*when, -5], [10, 10, 13, 12]) is Way.RAMP
    assert way_for(What.BEGUN, [-10, -5], [13, 13]) is Way.RAMP
    assert way_for(What.BEGUN, when, [0, 0, 0]) is Way.RAMP


def test_another_removal_ends_a_side() -> None:
    found = compare_sides(weekly(EVEN * 6), day(84), What.BEGUN, others=[day(42), day(126)])
    assert (found.before.days, found.after.days) == (42, 36)


def test_removal_that_took_most_is_clear() -> None:
    spots = [30, 28, 31, 29] * 3 + [6, 5, 7, 6] * 3
    found = compare_sides(weekly(spots), day(84), What.REMOVED)
    assert found.is_clear
    assert found.estimate is not None
    assert found.estimate.value == pytest.approx(math.log(6.5 / 30), abs=0.15)


def test_sides_without_a_spot() -> None:
    assert compare_sides(weekly([0] * 24), day(84), What.BEGUN).estimate is None


def test_exposure_follows_its_formula() -> None:
    keep = math.exp(-1 / 45)
    first = 2 / 3
    second = keep * first + (1 - keep) * 1
    third = second
    fourth = keep * third
    assert exposure([1.0, None, 0.0, 1.0]) == pytest.approx([first, second, third, fourth])
    assert exposure([]) == []
    assert exposure([None, None]) == [0.0, 0.0]


def test_exposure_of_a_step_that_was_always_done_stays_full() -> None:
    step = StepDays(step_id=1, done=[day(number) for number in range(200)], not_done=[])
    assert exposure_at(np.array([float(day(150).toordinal())]), step).tolist() == [1.0]


def test_exposure_without_an_answer_is_none_at_all() -> None:
    step = StepDays(step_id=1, done=[], not_done=[])
    assert exposure_at(np.array([5.0, 9.0]), step).tolist() == [0.0, 0.0]


def test_what_goes_along_needs_26_weeks() -> None:
    assert what_goes_along(weekly(EVEN * 6), []).weeks_missing == 2
    assert what_goes_along(weekly(EVEN * 7), []).weeks_missing == 0
    assert what_goes_along(weekly(EVEN * 7), [], since=day(100)).weeks_missing == 13
    assert what_goes_along([], []).weeks_missing == 26


def on_and_off(step_id: int, blocks: range, length: int = 56) -> StepDays:
    days = {True: list[date](), False: list[date]()}
    for block in blocks:
        days[block % 2 == 0] += [day(block * length + number) for number in range(length)]
    return StepDays(step_id=step_id, done=days[True], not_done=days[False])


def test_step_that_hardly_varied_is_not_compared() -> None:
    always = StepDays(step_id=7, done=[day(number) for number in range(210)], not_done=[])
    (along,) = what_goes_along(weekly(EVEN * 8), [always]).steps
    assert (along.step_id, along.estimate, along.is_clear) == (7, None, False)


def test_steps_are_looked_at_together() -> None:
    step = on_and_off(1, range(6))
    exposures = exposure_at(
        np.array([float(day(7 * week).toordinal()) for week in range(48)]), step
    )
    spots = [round(60 * math.exp(-1.2 * level)) for level in exposures]
    other = on_and_off(2, range(12), length=28)
    answer = what_goes_along(weekly(spots), [step, other])
    first, second = answer.steps
    assert first.estimate is not None
    assert first.estimate.value == pytest.approx(-1.2, abs=0.15)
    assert (first.is_clear, second.is_clear) == (True, False)


def test_plan_of_a_trial() -> None:
    plan = plan_trial(START, 4)
    assert [(block.is_on, block.first, block.last) for block in plan.blocks] == [
        (True, day(0), day(55)),
        (False, day(56), day(111)),
        (True, day(112), day(167)),
        (False, day(168), day(223)),
    ]
    assert plan.switches == (
        Switch(day=day(0), block=1, is_on=True),
        Switch(day=day(56), block=2, is_on=False),
        Switch(day=day(112), block=3, is_on=True),
        Switch(day=day(168), block=4, is_on=False),
        Switch(day=day(224), block=5, is_on=True, is_end=True),
    )
    assert plan.block_on(day(60)) == plan.blocks[1]
    assert plan.block_on(day(224)) is None
    assert [plan.is_over(day(223)), plan.is_over(day(224))] == [False, True]


def test_plan_may_begin_without_the_step() -> None:
    assert [block.is_on for block in plan_trial(START, 4, begins_on=False).blocks] == [
        False, True, False, True,
    ]  # fmt: skip


@pytest.mark.parametrize("blocks", [0, 2, 5, 13, 14])
def test_plan_of_a_wrong_length(blocks: int) -> None:
    with pytest.raises(ValueError, match="even number of 4 to 12 blocks"):
        plan_trial(START, blocks)


def test_trial_is_not_looked_at_before_it_is_over() -> None:
    plan = plan_trial(START, 4)
    assert not evaluate(plan, weekly(EVEN * 8), day(223)).is_over


def test_trial_with_thin_blocks() -> None:
    plan = plan_trial(START, 4)
    result = evaluate(plan, weekly(EVEN * 2 + [9, 9, 9]), day(300))
    assert (result.thin_blocks, result.estimate) == ((2, 3, 4), None)


def test_trial_of_a_step_that_goes_along() -> None:
    plan = plan_trial(START, 6)
    course = planned_exposure(plan)
    spots = [round(60 * math.exp(-1.2 * course[7 * week])) for week in range(48)]
    result = evaluate(plan, weekly(spots), day(336))
    assert result.is_clear
    assert result.estimate is not None
    assert result.estimate.value == pytest.approx(-1.2, abs=0.15)


def test_trial_without_a_spot() -> None:
    result = evaluate(plan_trial(START, 4), weekly([0] * 32), day(300))
    assert (result.estimate, result.thin_blocks) == (None, ())


@pytest.mark.parametrize("left", [0.5, 0.8])
def test_chance_of_finding_grows_with_blocks_spots_and_difference(left: float) -> None:
    def chance(blocks: int, spots: int, left: float) -> float:
        usual = [spots, spots + 2, spots - 2, spots + 1]
        found = chance_of_finding(plan_trial(START, blocks), weekly(usual * 6), left)
        assert found is not None
        return found

    assert 0 < chance(4, 8, left) < chance(6, 8, left) < chance(12, 8, left) < 1
    assert chance(6, 8, left) < chance(6, 25, left)
    assert chance(6, 8, left) < chance(6, 8, left / 2)


def test_chance_of_finding_is_not_known_from_few_counts_or_none() -> None:
    plan = plan_trial(START, 6)
    assert chance_of_finding(plan, weekly([9] * 7), 0.5) is None
    assert chance_of_finding(plan, weekly([0] * 26), 0.5) is None
    assert chance_of_finding(plan, [], 0.5) is None


def test_chance_of_finding_is_that_of_simulated_trials() -> None:
    """Counts whose level follows the plan, with Poisson noise alone, looked at as people would."""
    random = np.random.default_rng(5)
    plan = plan_trial(START, 6)
    effect = math.log(0.6)
    exposures = planned_exposure(plan)
    found = 0
    for _ in range(60):
        levels = [20 * math.exp(effect * exposures[number]) for number in range(3, 336, 7)]
        points = counted(
            [(3 + 7 * week, int(random.poisson(level))) for week, level in enumerate(levels)]
        )
        result = evaluate(plan, points, day(400))
        found += result.is_clear and result.estimate is not None and result.estimate.value < 0
    before = counted([(7 * week, int(random.poisson(20))) for week in range(26)])
    assert chance_of_finding(plan, before, 0.6) == pytest.approx(found / 60, abs=0.2)
