"""What holds for any cadence, any answers in any order, and any course of a routine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from routines.accounts.models import User
from routines.diary.cadence import (
    Cadence,
    Kind,
    add_months,
    bits_from_weekdays,
    is_due,
    weekdays_from_bits,
)
from routines.diary.days import Day
from routines.diary.gather import read_days
from routines.diary.models import Answer, DayNote, Entry, Happening, HappeningKind, SkipReason
from routines.diary.refusals import Refused
from routines.diary.services import routine
from routines.diary.services.entries import Said
from routines.diary.services.happenings import save_note, set_happening
from routines.diary.services.routine import StepPlan
from tests.conftest import NOON
from tests.unit.diary.given import DONE, TODAY, before, later, log, new_step

# Each example writes into one database, in a transaction of its own that is rolled back.
WITH_DATABASE = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@contextmanager
def rolled_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


cadences = st.one_of(
    st.just(Cadence()),
    st.integers(1, 6).map(lambda times: Cadence(kind=Kind.WEEKLY, times_a_week=times)),
    st.integers(2, 90).map(lambda days: Cadence(kind=Kind.EVERY, every_days=days)),
    st.frozensets(st.integers(0, 6), min_size=1).map(
        lambda days: Cadence(kind=Kind.WEEKDAYS, weekdays=days)
    ),
)
days_ago = st.frozensets(st.integers(-5, 120)).map(lambda numbers: {before(n) for n in numbers})


@given(cadences, days_ago)
def test_only_the_days_it_looks_back_at_decide(cadence: Cadence, done: set[date]) -> None:
    seen = {day for day in done if 0 < (TODAY - day).days <= cadence.looks_back}
    assert is_due(cadence, TODAY, done) == is_due(cadence, TODAY, seen)


@given(cadences, days_ago)
def test_doing_more_never_makes_a_step_due(cadence: Cadence, done: set[date]) -> None:
    if not is_due(cadence, TODAY, done):
        assert not is_due(cadence, TODAY, done | {before(1)})


@given(cadences)
def test_kept_as_asked_it_is_done_as_often_as_meant(cadence: Cadence) -> None:
    span = 7 * 90
    done: set[date] = set()
    for number in range(span):
        day = TODAY + timedelta(days=number)
        if is_due(cadence, day, done):
            done.add(day)
    per_day = len(done) / span
    assert per_day == pytest.approx(cadence.per_day, abs=8 / span)


@given(st.frozensets(st.integers(0, 6)))
def test_weekdays_survive_as_bits(weekdays: frozenset[int]) -> None:
    assert weekdays_from_bits(bits_from_weekdays(weekdays)) == weekdays


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 120))
def test_add_months_lands_in_the_right_month(day: date, months: int) -> None:
    later_day = add_months(day, months)
    passed = (later_day.year - day.year) * 12 + later_day.month - day.month
    assert passed == months
    assert later_day.day <= day.day


answers = st.builds(
    Said,
    answer=st.sampled_from(Answer.values),
    skip_reason=st.sampled_from(["", *SkipReason.values]),
    times=st.integers(1, 3),
    note=st.sampled_from(["", "a", "b"]),
)
given_answers = st.lists(st.tuples(answers, st.integers(0, 3)), min_size=1, max_size=5)


@WITH_DATABASE
@given(data=st.data(), said=given_answers)
def test_answers_end_the_same_in_any_order(
    alice: User, data: st.DataObject, said: list[tuple[Said, int]]
) -> None:
    ends = []
    for order in (said, data.draw(st.permutations(said)), [*said, *said]):
        with rolled_back():
            step = new_step(alice)
            for answer, seconds in order:
                log(alice, step, answer, at=later(seconds))
            columns = ("answer", "skip_reason", "times", "note", "given_at")
            ends.append(Entry.objects.values_list(*columns).get())
    assert len(set(ends)) == 1
    assert ends[0][-1] == later(max(seconds for _, seconds in said))


@WITH_DATABASE
@given(
    data=st.data(),
    said=st.lists(
        st.tuples(st.booleans(), st.sampled_from(["", "a", "b"]), st.integers(0, 3)),
        min_size=1,
        max_size=5,
    ),
)
def test_happenings_and_notes_end_the_same_in_any_order(
    alice: User, data: st.DataObject, said: list[tuple[bool, str, int]]
) -> None:
    kind = HappeningKind.objects.get_or_create(key="k", name="K", group="sun")[0]
    ends = []
    for order in (said, data.draw(st.permutations(said))):
        with rolled_back():
            known: dict[str, Any] = {"user": alice, "day": TODAY, "today": TODAY}
            for active, text, seconds in order:
                at = later(seconds)
                set_happening(**known, kind=kind, active=active, note=text, at=at)
                save_note(**known, text=text, at=at)
            happening = Happening.objects.values_list("active", "note", "given_at").get()
            ends.append((happening, DayNote.objects.values_list("text", "given_at").get()))
    assert ends[0] == ends[1]


plans = st.builds(
    StepPlan,
    name=st.sampled_from(["Cleanser", "Oil", "Gel"]),
    slot=st.sampled_from(["morning", "evening", "any"]),
    cadence=cadences,
)
edits = st.lists(
    st.tuples(
        st.sampled_from(["edit", "retire", "bring_back", "log", "wait"]),
        st.integers(0, 1),
        plans,
    ),
    max_size=8,
)


def as_read(days: list[Day]) -> list[Any]:
    """How the days read; on which dates a term began and ended is not a part of that."""
    return [
        (
            day.day,
            day.state,
            [
                (replace(item.step, starts_on=TODAY, ends_on=None), item.due, item.given)
                for item in day.steps
            ],
        )
        for day in days
    ]


def change_routine(user: User, what: str, step_id: int, plan: StepPlan, today: date) -> None:
    known: dict[str, Any] = {"user": user, "step_id": step_id, "at": NOON, "today": today}
    match what:
        case "edit":
            routine.edit_step(**known, plan=plan)
        case "retire":
            routine.retire_step(**known)
        case "bring_back":
            routine.bring_back_step(**known)


@WITH_DATABASE
@given(course=edits)
def test_no_change_of_the_routine_changes_a_day_that_is_over(
    alice: User, course: list[tuple[str, int, StepPlan]]
) -> None:
    with rolled_back():
        today = before(30)
        steps = [new_step(alice, f"Step {number}", since=before(40)) for number in range(2)]
        for what, index, plan in course:
            past = (before(45), today - timedelta(days=1))
            read = as_read(read_days(alice, *past, today))
            try:
                if what == "log":
                    log(alice, steps[index], DONE, day=today)
                else:
                    change_routine(alice, what, steps[index].pk, plan, today)
            except Refused:
                pass  # a retired step can be neither edited nor answered for
            assert as_read(read_days(alice, *past, today)) == read
            if what == "wait":
                today += timedelta(days=2)


@WITH_DATABASE
@given(course=edits)
def test_every_answer_keeps_a_term_to_stand_on(
    alice: User, course: list[tuple[str, int, StepPlan]]
) -> None:
    with rolled_back():
        today = before(30)
        steps = [new_step(alice, f"Step {number}", since=before(40)) for number in range(2)]
        for what, index, plan in course:
            try:
                if what == "log":
                    log(alice, steps[index], DONE, day=today)
                else:
                    change_routine(alice, what, steps[index].pk, plan, today)
            except Refused:
                pass  # as above
            if what == "wait":
                today += timedelta(days=2)
        shown = [
            item.given for day in read_days(alice, before(45), TODAY, TODAY) for item in day.steps
        ]
        assert len([given for given in shown if given]) == Entry.objects.count()
