"""The recent past of people, read a batch at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from routines.accounts.models import User
from routines.diary.days import DayState
from routines.diary.gather import read_days
from routines.diary.models import Entry, Happening, HappeningKind, Pause, Step, StepTerm
from routines.diary.regions import FACE
from routines.guidance.rules import StandingRule
from routines.reminders.dayset import days_in
from routines.reminders.deciding import Preferences, Resting, decide
from routines.reminders.gather import read_histories, read_history
from routines.reminders.history import History, State, StepDays
from routines.spots.models import Count
from routines.trends.series import Point
from tests.conftest import NOON
from tests.unit.reminders.by_hand import RULES
from tests.unit.reminders.given import TODAY, before, topics

pytestmark = pytest.mark.django_db

ALL = tuple(RULES.values())
LONG_AGO = date(2026, 1, 1)


def add_step(user: User, kind: str = "sunscreen", **term: Any) -> Step:
    step = Step.objects.create(user=user, kind=kind)
    known = {"name": kind, "slot": "morning", "cadence_kind": "daily", "starts_on": LONG_AGO}
    StepTerm.objects.create(user=user, step=step, **(known | term))
    return step


def answer(step: Step, marks: str, until: date = TODAY) -> None:
    """A letter a day as in tests.unit.reminders.given; "-" was answered and taken back."""
    answers = {"x": "done", "2": "done", "o": "not_done", "s": "skipped", "-": ""}
    Entry.objects.bulk_create(
        Entry(
            user_id=step.user_id,
            step=step,
            day=until - timedelta(days=ago),
            answer=answers[mark],
            skip_reason="other" if mark == "s" else "",
            times=2 if mark == "2" else 1,
            given_at=NOON,
        )
        for ago, mark in enumerate(reversed(marks))
        if mark in answers
    )


def happen(user: User, key: str, *agos: int) -> None:
    kind = HappeningKind.objects.get(key=key)
    for ago in agos:
        Happening.objects.create(user=user, kind=kind, day=before(ago), given_at=NOON)


def count(user: User, ago: int, spots: int, **fields: Any) -> None:
    Count.objects.create(
        user=user,
        day=before(ago),
        counted_at=NOON - timedelta(days=ago),
        given_at=NOON,
        **dict.fromkeys(FACE, 0) | {"chin": spots} | fields,
    )


def read(user: User, *names: str, today: date = TODAY) -> History:
    rules = [RULES[name] for name in names] or ALL
    return read_history(user, rules, today)


def test_a_diary_becomes_a_history(alice: User) -> None:
    sunscreen = add_step(alice)
    morning = add_step(alice, "cleanser")
    evening = add_step(alice, "cleanser", slot="evening")
    answer(sunscreen, "xso-.")
    answer(morning, "xoos")
    answer(evening, ".x.o")
    happen(alice, "sunburn", 3, 1)
    happen(alice, "laser", 200)
    count(alice, 10, 4)
    count(alice, 0, 5)
    count(alice, 0, 6)
    alice.skin_type = "sensitive"
    history = read(alice)
    always = history.steps["sunscreen"].planned
    assert history == History(
        today=TODAY,
        reach=400,
        logged=0b11111,
        steps={
            "sunscreen": StepDays(
                planned=always, due=always, done=16, skipped=8, not_done=4, hours={4: (8,)}
            ),
            "cleanser": StepDays(
                planned=always,
                due=always,
                done=0b1100,
                skipped=0b1,
                not_done=0b10,
                hours={3: (8,), 2: (21,)},
            ),
        },
        happenings={"sunburn": 0b1010, "laser": 1 << 200},
        last_logged=0,
        last_count=0,
        counts_a_day={10: 1, 0: 2},
        points=(
            Point(before(10), 4, False),
            Point(before(0), 5, False),
            Point(before(0), 6, True),
        ),
        skin_type="sensitive",
        exfoliation_cap=1,
    )
    assert always.bit_length() == (TODAY - LONG_AGO).days + 1


CADENCES: list[dict[str, Any]] = [
    {"cadence_kind": "daily"},
    {"cadence_kind": "weekly", "times_a_week": 2},
    {"cadence_kind": "weekly", "times_a_week": 5},
    {"cadence_kind": "every", "every_days": 3},
    {"cadence_kind": "every", "every_days": 45},
    {"cadence_kind": "weekdays", "weekdays": 0b0101011},
]


@pytest.mark.parametrize("cadence", CADENCES)
def test_days_say_what_the_diary_says(alice: User, cadence: dict[str, Any]) -> None:
    step = add_step(alice, **cadence)
    other = add_step(alice, "moisturiser")
    answer(step, "x....x.............x.s..o...x...x...x.....xx....o..s.")
    answer(other, "xxxxxxxxxxxxxxxxxxxx.x.xx..xxxxxx..xxxxx.xxxxxxxxxxx.x")
    history = read(alice, "sunscreen-low")
    for day in read_days(alice, before(8), before(1), TODAY):
        planned = next(item for item in day.steps if item.step.step_id == step.pk)
        if day.state is DayState.UNKNOWN:
            expected = State.UNKNOWN
        elif planned.given:
            expected = {
                "done": State.DONE,
                "skipped": State.SKIPPED,
                "not_done": State.MISSED,
            }[planned.given.answer]
        else:
            expected = State.PASSED_OVER if planned.due else State.NOT_DUE
        assert (day.day, history.state("sunscreen", (TODAY - day.day).days)) == (day.day, expected)


@pytest.mark.parametrize(
    ("first", "second", "state"),
    [
        ("o", ".", State.UNKNOWN),
        ("o", "o", State.MISSED),
        ("s", ".", State.UNKNOWN),
        ("s", "o", State.SKIPPED),
        ("x", ".", State.DONE),
    ],
)
def test_today_says_something_once_nothing_of_the_kind_is_open(
    alice: User, first: str, second: str, state: State
) -> None:
    answer(add_step(alice), first)
    answer(add_step(alice, slot="evening"), second)
    assert read(alice, "sunscreen-low").state("sunscreen", 0) is state


def test_windows_reach_back_over_a_pause_however_long(alice: User) -> None:
    answer(add_step(alice), "xxooo" + "." * 60 + "xx.")
    Pause.objects.create(user=alice, starts_on=before(62), ends_on=before(3))
    history = read(alice, "sunscreen-low")
    assert sorted(days_in(history.window("sunscreen", 7))) == [1, 2, 63, 64, 65, 66, 67]
    assert heard(alice, history) == ["sunscreen-low"]


def heard(user: User, history: History, rules: Sequence[StandingRule] = ALL) -> list[str]:
    return topics(
        decide(
            rules=rules,
            history=history,
            today=history.today,
            resting=Resting(),
            preferences=Preferences(most_a_day=9, most_a_week=9),
        )
    )


def test_only_as_many_days_are_read_as_rules_look_back(alice: User) -> None:
    answer(add_step(alice), "x" * 100)
    assert read(alice, "sunscreen-low").logged.bit_length() == 14
    assert read(alice, "tanning-bed").logged == 0


def test_the_last_sign_is_found_however_long_ago(alice: User, bob: User) -> None:
    answer(add_step(alice), "x", until=before(300))
    count(alice, 350, 4)
    count(alice, 299, 4, removed_at=NOON)
    history = read(alice, "come-back", "count-due")
    assert (history.last_logged, history.last_count) == (300, 350)
    assert heard(alice, history) == ["come-back", "count-due"]
    never = read(bob, "come-back", "count-due")
    assert (never.last_logged, never.last_count) == (None, None)


def test_hidden_counts_are_not_even_read(alice: User) -> None:
    for ago in (90, 60, 7):
        count(alice, ago, 9)
    alice.counts_hidden = True
    history = read(alice)
    assert (history.points, history.counts_a_day, history.last_count) == ((), {}, None)
    assert history.counts_hidden


def test_counts_are_compared_since_the_last_removal(alice: User) -> None:
    happen(alice, "extraction", 20)
    for ago, spots in ((30, 9), (20, 4), (7, 3)):
        count(alice, ago, spots)
    assert read(alice).points == (Point(before(20), 4, False), Point(before(7), 3, False))


def test_changes_of_the_routine_are_days(alice: User) -> None:
    add_step(alice)
    step = add_step(alice, "retinoid", starts_on=before(50), ends_on=before(10))
    StepTerm.objects.create(
        user=alice,
        step=step,
        name="Retinol",
        slot="evening",
        cadence_kind="weekly",
        times_a_week=2,
        starts_on=before(10),
    )
    add_step(alice, "moisturiser", starts_on=before(-3))
    assert list(days_in(read(alice, "too-soon").changed)) == [10]


def test_each_person_has_their_own_day(alice: User, bob: User) -> None:
    for user in (alice, bob):
        answer(add_step(user), "xo")
    tomorrow = TODAY + timedelta(days=1)
    found = read_histories([alice, bob], ALL, {alice.pk: TODAY, bob.pk: tomorrow})
    assert {
        pk: (one.today, one.logged, one.steps["sunscreen"].not_done) for pk, one in found.items()
    } == {
        alice.pk: (TODAY, 0b11, 0b01),
        bob.pk: (tomorrow, 0b110, 0b10),
    }


def test_what_is_dated_tomorrow_is_not_known_yet(alice: User) -> None:
    answer(add_step(alice), "xx", until=TODAY + timedelta(days=1))
    happen(alice, "sunburn", -1)
    count(alice, -1, 4)
    history = read(alice)
    assert (history.logged, history.happenings, history.points) == (0b1, {}, ())
    assert history.last_count == 0


def test_whoever_looks_at_the_trends_is_known_to(alice: User) -> None:
    assert read_history(alice, ALL, TODAY, trends_open=True).trends_open
    assert not read_history(alice, ALL, TODAY).trends_open


@pytest.mark.parametrize("people", [1, 3, 50])
def test_queries_are_as_many_for_fifty_people_as_for_one(
    make_user: Callable[..., User], people: int, django_assert_num_queries: Any
) -> None:
    users = [make_user(f"person{number}@example.org") for number in range(people)]
    for user in users:
        sunscreen = add_step(user)
        seldom = add_step(user, "exfoliation", cadence_kind="every", every_days=60)
        answer(sunscreen, "xxxxooo.", until=before(0))
        answer(seldom, "x" + "." * 30)
        Pause.objects.create(user=user, starts_on=before(40), ends_on=before(20))
        happen(user, "picked", 1)
    silent = users[-1]
    Entry.objects.filter(user=silent).delete()
    with django_assert_num_queries(7):
        found = read_histories(users, ALL, {user.pk: TODAY for user in users})
    assert len(found) == people


def test_nobody_costs_no_query(django_assert_num_queries: Any, db: None) -> None:
    with django_assert_num_queries(0):
        assert read_histories([], ALL, {}) == {}


def test_an_answer_taken_back_is_no_answer(alice: User) -> None:
    answer(add_step(alice), "--.")
    assert read(alice).logged == 0
