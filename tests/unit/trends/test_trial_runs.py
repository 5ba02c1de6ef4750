"""What a trial leaves in the course of a routine."""

from __future__ import annotations

from datetime import date, timedelta

from routines.diary.cadence import Cadence
from routines.diary.days import PlannedStep
from routines.trends.events import routine_changes
from routines.trends.plan import BLOCK, plan_trial
from routines.trends.trial_runs import TrialRun, running_step, trial_events, without_switches

START = date(2026, 1, 5)
PLAN = plan_trial(START, 4)
RUN = TrialRun(step_id=1, plan=PLAN)


def day(blocks: int) -> date:
    """The first day after so many blocks."""
    return START + timedelta(days=BLOCK * blocks)


def term(starts: date, ends: date | None = None, step_id: int = 1) -> PlannedStep:
    return PlannedStep(
        step_id=step_id,
        kind="other",
        name=f"Step {step_id}",
        slot="any",
        cadence=Cadence(),
        position=0,
        starts_on=starts,
        ends_on=ends,
    )


BEGAN = date(2025, 11, 3)
OTHER = term(BEGAN, step_id=2)
LAID_OUT = [OTHER, term(BEGAN, START), term(START, day(1)), term(day(2), day(3)), term(day(4))]


def changes(plans: list[PlannedStep], today: date, *runs: TrialRun) -> list[tuple[date, str]]:
    until = [plan for plan in plans if plan.starts_on <= today]
    given = routine_changes(without_switches(until, runs, today))
    return [(event.day, event.label) for event in given]


def test_switches_are_no_changes_of_the_routine() -> None:
    over = day(4) + timedelta(days=20)
    assert changes(LAID_OUT, over, RUN) == []
    assert len(changes(LAID_OUT, over)) == 4


def test_step_that_rests_for_a_block_is_not_retired() -> None:
    resting = day(1) + timedelta(days=3)
    assert changes(LAID_OUT, resting, RUN) == []
    assert changes(LAID_OUT, resting) == [(day(1), "Step 1 retired")]


def test_trial_called_off_while_the_step_rests_is_no_change() -> None:
    off = day(1) + timedelta(days=3)
    run = TrialRun(step_id=1, plan=PLAN, closed_on=off)
    plans = [OTHER, term(BEGAN, START), term(START, day(1)), term(off)]
    assert changes(plans, off + timedelta(days=30), run) == []


def test_what_is_done_to_the_step_outside_of_its_trial_stays_a_change() -> None:
    gone = day(4) + timedelta(days=20)
    plans = [*LAID_OUT[:-1], term(day(4), gone)]
    assert changes(plans, gone, RUN) == [(gone, "Step 1 retired")]


def test_trial_that_is_over_has_a_mark_for_each_switch() -> None:
    assert [(event.day, event.label) for event in trial_events([RUN], LAID_OUT, day(4))] == [
        (day(0), "Trial: with Step 1"),
        (day(1), "Trial: without Step 1"),
        (day(2), "Trial: with Step 1"),
        (day(3), "Trial: without Step 1"),
        (day(4), "Trial of Step 1 over"),
    ]


def test_trial_that_goes_on_shows_no_blocks() -> None:
    found = trial_events([RUN], LAID_OUT, day(2))
    assert [(event.day, event.label) for event in found] == [(START, "Trial of Step 1 begun")]
    assert trial_events([RUN], LAID_OUT, START - timedelta(days=1)) == []


def test_trial_that_was_called_off_says_so() -> None:
    run = TrialRun(step_id=1, plan=PLAN, closed_on=day(1))
    found = trial_events([run], LAID_OUT, day(2))
    assert [(event.day, event.label) for event in found] == [
        (START, "Trial of Step 1 begun"),
        (day(1), "Trial of Step 1 called off"),
    ]


def test_running_step_is_that_of_the_trial_that_goes_on() -> None:
    assert running_step([RUN], START - timedelta(days=1)) is None
    assert running_step([RUN], day(1)) == 1
    assert running_step([RUN], day(4)) is None
    assert running_step([TrialRun(step_id=1, plan=PLAN, closed_on=day(1))], day(2)) is None
