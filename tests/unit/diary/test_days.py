"""A day as values: missing is not "no", pauses come first, terms leave the past alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from routines.diary.cadence import Cadence, Kind
from routines.diary.days import (
    Day,
    DayState,
    Given,
    PlannedStep,
    Span,
    StepOnDay,
    build_days,
    longest_look_back,
)
from tests.unit.diary.given import TODAY, answered, before, planned

TOMORROW = TODAY + timedelta(days=1)


def build(
    first: date,
    last: date,
    *,
    plans: list[PlannedStep],
    answers: list[Given] | None = None,
    pauses: list[Span] | None = None,
) -> list[Day]:
    return build_days(
        first=first,
        last=last,
        today=TODAY,
        plans=plans,
        answers=answers or [],
        pauses=pauses or [],
    )


def test_build_days_returns_every_day_in_order() -> None:
    plan, given = planned(), answered(1, before(1))
    assert build(before(2), TOMORROW, plans=[plan], answers=[given]) == [
        Day(
            day=before(2),
            state=DayState.UNKNOWN,
            steps=(StepOnDay(step=plan, day=before(2), due=True, given=None),),
        ),
        Day(
            day=before(1),
            state=DayState.LOGGED,
            steps=(StepOnDay(step=plan, day=before(1), due=True, given=given),),
        ),
        Day(
            day=TODAY,
            state=DayState.UNKNOWN,
            steps=(StepOnDay(step=plan, day=TODAY, due=True, given=None),),
        ),
        Day(
            day=TOMORROW,
            state=DayState.FUTURE,
            steps=(StepOnDay(step=plan, day=TOMORROW, due=True, given=None),),
        ),
    ]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([], None),
        (["done"], 0.5),
        (["not_done"], 0.0),
        (["skipped"], 0.0),
        (["done", "done"], 1.0),
        (["skipped", "done"], 1.0),
        (["skipped", "skipped"], None),
    ],
)
def test_kept_share_tells_missing_from_not_done(answers: list[str], expected: float | None) -> None:
    given = [answered(number, TODAY, answer) for number, answer in enumerate(answers, 1)]
    (day,) = build(TODAY, TODAY, plans=[planned(1), planned(2)], answers=given)
    assert day.kept_share == expected


def test_kept_share_counts_an_answer_that_was_not_due() -> None:
    rare = planned(2, cadence=Cadence(kind=Kind.WEEKLY, times_a_week=1))
    answers = [answered(1, TODAY), answered(2, before(1)), answered(2, TODAY)]
    (day,) = build(TODAY, TODAY, plans=[planned(1), rare], answers=answers)
    assert (day.due, day.done, day.kept_share) == (2, 2, 1.0)
    assert [item.due for item in day.steps] == [True, False]


def test_pause_takes_a_day_out_even_where_it_is_logged() -> None:
    days = build(
        before(3),
        TODAY,
        plans=[planned()],
        answers=[answered(1, before(2)), answered(1, before(1))],
        pauses=[Span(first=before(2), last=before(2)), Span(first=TODAY, last=None)],
    )
    assert [(day.state, day.kept_share) for day in days] == [
        (DayState.UNKNOWN, None),
        (DayState.PAUSED, None),
        (DayState.LOGGED, 1.0),
        (DayState.PAUSED, None),
    ]


def test_terms_decide_how_each_day_reads() -> None:
    terms = [
        planned(1, name="Old name", slot="evening", ends_on=before(1)),
        planned(1, name="New name", starts_on=before(1), ends_on=TODAY),
    ]
    days = build(before(2), TODAY, plans=terms)
    assert [[(item.step.name, item.step.slot) for item in day.steps] for day in days] == [
        [("Old name", "evening")],
        [("New name", "morning")],
        [],
    ]


def test_answers_before_the_span_decide_what_is_due_in_it() -> None:
    plan = planned(cadence=Cadence(kind=Kind.EVERY, every_days=3))
    days = build(
        before(1), TODAY + timedelta(days=1), plans=[plan], answers=[answered(1, before(2))]
    )
    assert [day.steps[0].due for day in days] == [False, False, True]
    assert days[0].state is DayState.UNKNOWN


def test_in_slot_and_open_steps() -> None:
    plans = [planned(1), planned(2, slot="evening"), planned(3)]
    (day,) = build(TODAY, TODAY, plans=plans, answers=[answered(1, TODAY, "not_done")])
    assert [item.step.step_id for item in day.in_slot("morning")] == [1, 3]
    assert [item.step.step_id for item in day.steps if item.is_open] == [2, 3]


def test_longest_look_back() -> None:
    assert longest_look_back([]) == 0
    assert longest_look_back([planned()]) == 0
    rare = planned(cadence=Cadence(kind=Kind.EVERY, every_days=90))
    assert longest_look_back([planned(), rare]) == 89
