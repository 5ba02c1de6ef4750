"""What holds for any file, whatever it says of any diary."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from routines.accounts.models import User
from routines.changes import services as changes
from routines.diary.services.catalogue import load_catalogue
from routines.diary.services.routine import start_routine
from routines.portability import values
from routines.portability.incoming import Located
from routines.portability.planning.deciding import decide
from routines.portability.planning.identity import identity_of
from routines.portability.planning.plan import Plan, Terms
from routines.portability.planning.verdicts import Choice, Verdict
from routines.portability.services.journal import Line
from routines.portability.services.taking_back import take_back
from routines.portability.services.writing import Writer
from routines.portability.standing_diary import read_present
from tests.conftest import NOON
from tests.unit.portability.records import cadences, numbers, texts
from tests.web.test_doors import rows as all_rows

TODAY = date(2026, 11, 22)
KEYS = [UUID(int=number) for number in range(1, 4)]
"""Few, so that two files speak of the same."""

keys = st.sampled_from(KEYS)
days = st.sampled_from([TODAY - timedelta(days=number) for number in (0, 1, 2, 30, 31, 400)])
odd_days = st.one_of(days, st.dates(date(1990, 1, 1), date(2030, 1, 1)))
moments = st.integers(0, 5).map(lambda hours: NOON - timedelta(hours=hours, microseconds=7))
notes = st.one_of(st.just(""), texts(500))


@st.composite
def steps(draw: st.DrawFn) -> values.Step:
    """Terms that follow each other, or that do not."""
    bounds = sorted(draw(st.lists(odd_days, unique=True, min_size=1, max_size=4)))
    terms = tuple(
        values.Term(
            name=draw(texts(60, 1)),
            slot=draw(st.sampled_from(["morning", "evening", "any"])),
            cadence=draw(cadences),
            position=draw(st.integers(0, 9)),
            starts_on=starts_on,
            ends_on=ends_on,
            product=draw(st.none() | keys),
        )
        for starts_on, ends_on in zip(bounds, [*bounds[1:], None], strict=True)
    )
    kind = draw(st.sampled_from(["sunscreen", "retinoid", "other"]))
    return values.Step(key=draw(keys), kind=kind, terms=terms)


@st.composite
def answers(draw: st.DrawFn) -> values.Answer:
    answer = draw(st.sampled_from(["", "done", "not_done", "skipped"]))
    return values.Answer(
        step=draw(keys),
        day=draw(odd_days),
        answer=answer,
        given_at=draw(moments),
        skip_reason="rest_day" if answer == "skipped" else "",
        times=draw(st.sampled_from([1, 2, 20, 21])),
        product=draw(st.none() | keys),
        note=draw(notes),
    )


@st.composite
def reminders(draw: st.DrawFn) -> values.Reminder:
    outcome = draw(st.sampled_from(["", "done", "withdrawn"]))
    return values.Reminder(
        origin=draw(st.sampled_from(["rule", "nudge"])),
        rule_key=draw(st.sampled_from(["sun", f"trial:{KEYS[0].hex}@2026-11-21"])),
        kind="tip",
        message=draw(texts(50)),
        day=draw(days),
        due_at=draw(moments),
        made_at=draw(moments),
        facts=("a fact",),
        figures={"share": 0.5, "days": ["2026-11-20"]},
        outcome=outcome,
        answered_at=draw(moments) if outcome else None,
    )


diaries = st.tuples(
    st.lists(st.builds(values.Product, key=keys, name=texts(120, 1), opened_on=st.none() | days)),
    st.lists(steps()),
    st.lists(
        st.builds(values.Pause, starts_on=days, ends_on=st.none() | days, reason=texts(120)),
        max_size=4,
    ),
    st.lists(answers()),
    st.lists(
        st.builds(
            values.Happening,
            day=odd_days,
            kind=st.sampled_from(["irritation", "no-such-thing"]),
            given_at=moments,
            region=st.sampled_from(["", "nose"]),
            note=notes,
            active=st.booleans(),
        )
    ),
    st.lists(st.builds(values.Note, day=odd_days, text=notes, given_at=moments)),
    st.lists(
        st.builds(
            values.Count,
            key=keys,
            day=odd_days,
            counted_at=moments,
            given_at=moments,
            numbers=numbers(),
            note=notes,
            removed_at=st.none() | moments,
        )
    ),
    st.lists(
        st.builds(
            values.Trial,
            step=keys,
            starts_on=days,
            blocks=st.sampled_from([4, 6]),
            begins_with_step=st.booleans(),
            closed_on=st.none() | st.just(TODAY + timedelta(days=9)),
        ),
        max_size=3,
    ),
    st.lists(
        st.builds(
            values.Nudge,
            key=keys,
            slot=st.just("evening"),
            at=st.times(),
            weekdays=st.frozensets(st.integers(0, 6)),
            active=st.booleans(),
        ),
        max_size=3,
    ),
    st.lists(
        st.builds(
            values.Rest,
            rule_key=st.sampled_from(["sun", f"trial:{KEYS[0].hex}@2026-11-21"]),
            made_at=moments,
            until=st.none() | moments,
        ),
        max_size=3,
    ),
    st.lists(
        st.builds(
            values.Wish,
            kind=st.sampled_from(["tip", "caution"]),
            channel=st.just("email"),
            wanted=st.booleans(),
        ),
        max_size=3,
    ),
    st.lists(reminders(), max_size=4),
).map(lambda sections: [record for section in sections for record in section])
terms = st.builds(Terms, choice=st.sampled_from(Choice), is_own=st.booleans())


def plan_of(user: User, file: list[Any], terms: Terms) -> Plan:
    items = [Located(place="", what="", record=one, is_timed=True) for one in file]
    return decide(items, read_present(user, TODAY), terms)


def bring_in(user: User, plan: Plan) -> tuple[uuid.UUID, list[Line]]:
    writer = Writer(user=user, plan=plan, at=NOON, today=TODAY)
    writer.write()
    batch = uuid.uuid4()
    changes.record(user=user, batch=batch, writes=writer.writes, at=NOON)
    return batch, writer.lines


def rows() -> dict[str, Any]:
    own = ("changes.", "portability.", "reminders.Plan")
    return {name: found for name, found in all_rows().items() if not name.startswith(own)}


@pytest.fixture
def begun(alice: User) -> User:
    load_catalogue()
    start_routine(user=alice, today=TODAY)
    return alice


@given(first=diaries, second=diaries, terms=terms, then=terms)
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_whatever_comes_in_is_there_and_goes_again_without_a_trace(
    begun: User, first: list[Any], second: list[Any], terms: Terms, then: Terms
) -> None:
    with transaction.atomic():
        for file, under in ((first, terms), (second, then)):
            before = rows()
            plan = plan_of(begun, file, under)
            batch, lines = bring_in(begun, plan)
            _is_there(begun, plan)
            again = plan_of(begun, file, under)
            assert again.changes_nothing, [row for row in again.rows() if row.verdict == "taken"]
            _, work = take_back(user=begun, batch=batch, journal=lines, at=NOON)
            assert work.rows_left == 0
            assert rows() == before
            bring_in(begun, plan_of(begun, file, under))
        transaction.set_rollback(True)


def _is_there(user: User, plan: Plan) -> None:
    """All that was to be put stands there, and all else as it did."""
    expected = {
        identity: record
        for identity, record in plan.present.records.items()
        if getattr(record, "key", None) not in plan.gone
    }
    expected |= {identity_of(record): record for record in plan.puts}
    assert read_present(user, TODAY).records == expected
    verdicts = {verdict for verdict, _ in plan.outcomes}
    assert bool(plan.puts) == bool(verdicts & {Verdict.NEW, Verdict.TAKEN})
