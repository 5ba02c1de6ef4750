"""The pass: who is due is looked at, what there is to say is written down once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import OperationalError
from pytest_django import DjangoAssertNumQueries

from routines.accounts.models import User
from routines.accounts.services import confirm_zone
from routines.diary.models import Pause, Step
from routines.guidance.rules import RuleKind, StandingRule
from routines.reminders.models import Nudge, Outcome, Outgoing, Plan, Reminder, Rest, Wish
from routines.reminders.schedule import PutOff
from routines.reminders.services import answers, passing
from routines.reminders.services.passing import Passed, make_pass, pass_batch, pass_for
from tests.conftest import NOON
from tests.web.reminders.given import (
    BLEEDING,
    IRRITATED,
    NINE,
    SUNSCREEN_LOW,
    TODAY,
    answer_days,
    happen,
    make_destination,
    standing,
)

pytestmark = pytest.mark.django_db

Give = Callable[..., None]


@pytest.fixture
def in_force(monkeypatch: pytest.MonkeyPatch) -> Give:
    """Puts rules into force."""

    def give(*rules: StandingRule) -> None:
        monkeypatch.setattr(passing, "rules_in_force", lambda: rules)

    give()
    return give


@pytest.fixture
def plan(alice: User) -> Plan:
    """Alice is due on Sunday at nine."""
    return Plan.objects.create(user=alice, next_pass_at=NINE)


def words() -> list[str]:
    return list(Reminder.objects.order_by("pk").values_list("message", flat=True))


def test_a_pass_keeps_the_rule_as_it_stood(
    alice: User, routine: list[Step], plan: Plan, in_force: Give
) -> None:
    in_force(SUNSCREEN_LOW)
    answer_days(routine, "sunscreen", "ddmmmdd")
    assert make_pass(at=NINE) == Passed(people=1, reminders=1)
    reminder = Reminder.objects.get()
    assert {
        "user": reminder.user,
        "origin": reminder.origin,
        "rule_key": reminder.rule_key,
        "kind": reminder.kind,
        "topic": (reminder.topic, reminder.title, reminder.revision, reminder.line),
        "sentence": reminder.sentence,
        "saying": reminder.saying,
        "message": reminder.message,
        "facts": reminder.facts,
        "offers": reminder.offers,
        "day": reminder.day,
        "times": (reminder.due_at, reminder.made_at),
        "outcome": (reminder.outcome, reminder.answered_at),
    } == {
        "user": alice,
        "origin": "rule",
        "rule_key": SUNSCREEN_LOW.rule.key,
        "kind": "tip",
        "topic": ("a-topic", "A topic", 1, 3),
        "sentence": SUNSCREEN_LOW.sentence,
        "saying": "sunscreen is done on fewer than 5 of the last 7 days",
        "message": "Keep it by the toothbrush.",
        "facts": ["prev-sunscreen-daily"],
        "offers": "sunscreen",
        "day": TODAY,
        "times": (NINE, NINE),
        "outcome": ("", None),
    }
    assert reminder.figures["parts"][0]["what"] == "done on fewer"


def test_a_pass_sets_the_next_one(plan: Plan, in_force: Give) -> None:
    make_pass(at=NINE + timedelta(minutes=20))
    plan.refresh_from_db()
    assert plan.next_pass_at == NINE + timedelta(days=1)


def test_nobody_is_looked_at_before_their_time(plan: Plan, in_force: Give) -> None:
    assert make_pass(at=NINE - timedelta(seconds=1)) == Passed()


def test_a_second_pass_says_nothing_more(routine: list[Step], plan: Plan, in_force: Give) -> None:
    in_force(SUNSCREEN_LOW)
    answer_days(routine, "sunscreen", "mmmmmmm")
    make_pass(at=NINE)
    assert make_pass(at=NINE) == Passed()
    assert make_pass(at=NINE + timedelta(hours=1)) == Passed()
    assert len(words()) == 1


def test_a_pass_ends_between_two_batches(alice: User, bob: User, in_force: Give) -> None:
    Plan.objects.bulk_create(Plan(user=user, next_pass_at=NINE) for user in (alice, bob))
    answers = iter([True, False])
    assert make_pass(at=NINE, batch=1, go_on=lambda: next(answers)) == Passed(people=1)
    assert make_pass(at=NINE) == Passed(people=1)


def test_the_clock_set_back_an_hour_says_nothing_twice(
    alice: User, routine: list[Step], plan: Plan, in_force: Give
) -> None:
    in_force(IRRITATED)
    happen(alice, "irritation")
    make_pass(at=NINE)
    Plan.objects.update(next_pass_at=NINE - timedelta(hours=1))
    make_pass(at=NINE - timedelta(hours=1))
    make_pass(at=NINE)
    assert len(words()) == 1


def test_the_clock_set_forward_and_back_loses_no_day(
    alice: User, routine: list[Step], plan: Plan, in_force: Give
) -> None:
    in_force(IRRITATED)
    happen(alice, "irritation")
    for at in (
        NINE - timedelta(minutes=30) + timedelta(hours=1),
        NINE - timedelta(minutes=20),
        NINE,
        NINE + timedelta(days=1),
    ):
        make_pass(at=at)
    days = Reminder.objects.order_by("day").values_list("day", flat=True)
    assert list(days) == [TODAY, TODAY + timedelta(days=1)]


def test_who_has_no_plan_is_given_the_usual_one(alice: User, bob: User, in_force: Give) -> None:
    assert make_pass(at=NINE) == Passed()
    rows = Plan.objects.order_by("pk").values_list("user", "next_pass_at")
    assert list(rows) == [(alice.pk, NINE + timedelta(days=1)), (bob.pk, NINE + timedelta(days=1))]


def test_an_account_that_is_switched_off_hears_nothing(
    alice: User, routine: list[Step], plan: Plan, in_force: Give
) -> None:
    in_force(SUNSCREEN_LOW)
    answer_days(routine, "sunscreen", "mmmmmmm")
    User.objects.update(is_active=False)
    assert make_pass(at=NINE) == Passed(people=1)


def test_a_worker_that_was_down_for_days_says_a_thing_once(
    alice: User, routine: list[Step], plan: Plan, in_force: Give
) -> None:
    in_force(IRRITATED)
    happen(alice, "irritation", TODAY + timedelta(days=2))
    late = NINE + timedelta(days=3, hours=5)
    make_pass(at=late)
    plan.refresh_from_db()
    assert list(Reminder.objects.values_list("day", flat=True)) == [TODAY + timedelta(days=3)]
    assert plan.next_pass_at == NINE + timedelta(days=4)


def test_outside_of_the_time_for_messages_only_what_is_grave_is_said(
    alice: User, routine: list[Step], plan: Plan, in_force: Give
) -> None:
    in_force(SUNSCREEN_LOW, BLEEDING)
    answer_days(routine, "sunscreen", "mmmmmmm")
    happen(alice, "bleeding")
    Plan.objects.update(next_pass_at=NOON)
    make_pass(at=NOON)
    assert words() == [BLEEDING.rule.message]


def test_one_person_whose_pass_fails_holds_up_nobody(
    alice: User,
    bob: User,
    plan: Plan,
    in_force: Give,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    in_force(IRRITATED)
    Plan.objects.create(user=bob, next_pass_at=NINE)
    happen(alice, "irritation")
    happen(bob, "irritation")
    usual = passing.resting_of

    def fail_for_alice(person: passing.Person, at: datetime) -> object:
        if person.user == alice:
            raise ValueError("of alice@example.org")
        return usual(person, at)

    monkeypatch.setattr(passing, "resting_of", fail_for_alice)
    assert make_pass(at=NINE).people == 2
    assert list(Reminder.objects.values_list("user", flat=True)) == [bob.pk]
    times = dict(Plan.objects.values_list("user", "next_pass_at"))
    assert times == {alice.pk: NINE + timedelta(hours=1), bob.pk: NINE + timedelta(days=1)}
    assert [record.levelname for record in caplog.records] == ["WARNING", "ERROR"]


def test_a_database_that_is_away_is_nobodys_fault(
    plan: Plan, in_force: Give, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OperationalError

    monkeypatch.setattr(passing, "read_people", fail)
    with pytest.raises(OperationalError):
        make_pass(at=NINE)
    plan.refresh_from_db()
    assert plan.next_pass_at == NINE


def test_an_editor_who_publishes_in_the_middle_of_a_pass(
    alice: User, bob: User, plan: Plan, in_force: Give
) -> None:
    Plan.objects.create(user=bob, next_pass_at=NINE)
    happen(alice, "irritation")
    happen(bob, "irritation")
    in_force(IRRITATED)
    pass_batch(at=NINE, most=1)
    new = standing(IRRITATED.rule.condition, kind=RuleKind.SAFETY, message="Later.", revision=2)
    in_force(new)
    pass_batch(at=NINE, most=1)
    rows = Reminder.objects.order_by("pk").values_list("user", "message", "revision", "rule_key")
    key = IRRITATED.rule.key
    assert list(rows) == [(alice.pk, IRRITATED.rule.message, 1, key), (bob.pk, "Later.", 2, key)]


@pytest.mark.parametrize("number", [1, 3])
def test_a_batch_takes_as_many_queries_for_one_as_for_three(
    number: int,
    make_user: Callable[..., User],
    in_force: Give,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    in_force(SUNSCREEN_LOW, IRRITATED, BLEEDING)
    for one in range(number):
        user = make_user(f"person{one}@example.org")
        Plan.objects.create(user=user, next_pass_at=NINE)
        make_destination(user)
        happen(user, "irritation")
    with django_assert_num_queries(18):
        assert pass_batch(at=NINE, most=10) == Passed(
            people=number, reminders=number, outgoing=number
        )


# --- Nudges ---------------------------------------------------------------------------------------


@pytest.fixture
def nudge(alice: User, routine: list[Step]) -> Nudge:
    """Evening at 21:30; Alice is due then."""
    nudge = Nudge.objects.create(user=alice, slot="evening", at=time(21, 30))
    Plan.objects.create(user=alice, next_pass_at=evening())
    return nudge


def evening(days: int = 0) -> datetime:
    return NINE.replace(hour=21, minute=30) + timedelta(days=days)


def test_a_nudge_names_what_is_open(alice: User, nudge: Nudge, in_force: Give) -> None:
    assert make_pass(at=evening()) == Passed(people=1, reminders=1)
    reminder = Reminder.objects.get()
    assert (reminder.origin, reminder.kind, reminder.rule_key) == (
        "nudge",
        "nudge",
        f"{nudge.key.hex}@21:30",
    )
    assert reminder.message == "Still open this evening: Gentle cleanser, Exfoliation, Moisturiser."
    assert (reminder.day, reminder.due_at, reminder.offers) == (TODAY, evening(), "evening")


def test_a_nudge_says_nothing_of_what_is_answered(
    alice: User, routine: list[Step], nudge: Nudge, in_force: Give
) -> None:
    open_steps, _ = open_in_the_evening(alice)
    for step in open_steps:
        answer_all(alice, step)
    assert make_pass(at=evening()) == Passed(people=1)


def open_in_the_evening(user: User) -> tuple[list[int], date]:
    from routines.diary.gather import read_day

    day = read_day(user, TODAY, TODAY)
    return [step.step.step_id for step in day.in_slot("evening") if step.is_open], TODAY


def answer_all(user: User, step_id: int, word: str = "skipped") -> None:
    from routines.diary.services.entries import Said, log_step

    said = Said(answer=word)
    log_step(user=user, day=TODAY, step_id=step_id, said=said, at=NOON, today=TODAY)


def test_a_nudge_says_nothing_on_a_paused_day(alice: User, nudge: Nudge, in_force: Give) -> None:
    Pause.objects.create(user=alice, starts_on=TODAY)
    assert make_pass(at=evening()) == Passed(people=1)


def test_a_nudge_says_nothing_while_reminders_are_paused(nudge: Nudge, in_force: Give) -> None:
    Plan.objects.update(paused_until=TODAY + timedelta(days=1))
    assert make_pass(at=evening()) == Passed(people=1)


def test_several_nudges_for_one_part_of_the_day_at_once_are_one(
    alice: User, nudge: Nudge, in_force: Give
) -> None:
    Nudge.objects.create(user=alice, slot="evening", at=time(21, 29))
    Plan.objects.update(next_pass_at=evening() - timedelta(minutes=1))
    assert make_pass(at=evening()) == Passed(people=1, reminders=1)


def test_a_nudge_comes_every_evening(nudge: Nudge, in_force: Give) -> None:
    for days in range(3):
        make_pass(at=evening(days))
    days = Reminder.objects.order_by("day").values_list("day", flat=True)
    assert list(days) == [TODAY + timedelta(days=number) for number in range(3)]


def test_a_nudge_does_not_come_twice_after_a_flight_of_an_hour(
    alice: User, nudge: Nudge, in_force: Give, noon: time_machine.Traveller
) -> None:
    make_pass(at=evening())
    noon.move_to(evening() + timedelta(minutes=5))
    confirm_zone(user=alice, time_zone="Europe/London", at=evening())
    assert Plan.objects.get().next_pass_at == evening() + timedelta(hours=1)
    assert make_pass(at=evening() + timedelta(hours=1)) == Passed(people=1)


AUCKLAND, HONOLULU = ZoneInfo("Pacific/Auckland"), ZoneInfo("Pacific/Honolulu")


def test_from_auckland_to_honolulu_neither_two_nor_a_day_without(
    alice: User, routine: list[Step], in_force: Give, noon: time_machine.Traveller
) -> None:
    """Who lives the 23rd twice is looked at on each of its mornings, never within twelve hours.

    One rule speaks once of one date of the diary; what the second 23rd brings is heard that day.
    """
    in_force(IRRITATED)
    User.objects.update(time_zone="Pacific/Auckland")
    for day in (21, 22, 23, 24, 25):
        happen(alice, "irritation", date(2026, 11, day))
    Plan.objects.create(user=alice, next_pass_at=datetime(2026, 11, 22, 9, tzinfo=AUCKLAND))
    moved = datetime(2026, 11, 23, 12, tzinfo=AUCKLAND)
    passes = run_each_hour(datetime(2026, 11, 22, 8, tzinfo=AUCKLAND), moved)
    noon.move_to(moved)
    alice.refresh_from_db()
    confirm_zone(user=alice, time_zone="Pacific/Honolulu", at=moved)
    passes += run_each_hour(moved, datetime(2026, 11, 25, 12, tzinfo=HONOLULU))
    assert passes == [
        datetime(2026, 11, 22, 9, tzinfo=AUCKLAND),
        datetime(2026, 11, 23, 9, tzinfo=AUCKLAND),
        datetime(2026, 11, 23, 9, tzinfo=HONOLULU),
        datetime(2026, 11, 24, 9, tzinfo=HONOLULU),
        datetime(2026, 11, 25, 9, tzinfo=HONOLULU),
    ]
    days = Reminder.objects.order_by("made_at").values_list("day", flat=True)
    assert list(days) == [date(2026, 11, day) for day in (22, 23, 24, 25)]


def test_a_nudge_comes_once_an_evening_from_auckland_to_honolulu(
    alice: User, routine: list[Step], in_force: Give, noon: time_machine.Traveller
) -> None:
    """What is open is asked after each evening that is lived, 23 hours after the last one."""
    User.objects.update(time_zone="Pacific/Auckland")
    Nudge.objects.create(user=alice, slot="evening", at=time(21, 30))
    first = datetime(2026, 11, 22, 21, 30, tzinfo=AUCKLAND)
    Plan.objects.create(user=alice, next_pass_at=first, messages_at=time(21, 30))
    moved = datetime(2026, 11, 23, 22, 30, tzinfo=AUCKLAND)
    run_each_hour(first, moved)
    noon.move_to(moved)
    alice.refresh_from_db()
    confirm_zone(user=alice, time_zone="Pacific/Honolulu", at=moved)
    run_each_hour(moved - timedelta(hours=1), datetime(2026, 11, 24, 22, tzinfo=HONOLULU))
    times = Reminder.objects.order_by("made_at").values_list("due_at", flat=True)
    assert list(times) == [
        first,
        datetime(2026, 11, 23, 21, 30, tzinfo=AUCKLAND),
        datetime(2026, 11, 23, 21, 30, tzinfo=HONOLULU),
        datetime(2026, 11, 24, 21, 30, tzinfo=HONOLULU),
    ]


def run_each_hour(first: datetime, last: datetime) -> list[datetime]:
    """Make a pass each hour; return those that looked at somebody."""
    made, at = [], first.astimezone(UTC)
    while at <= last:
        if make_pass(at=at).people:
            made.append(at)
        at += timedelta(hours=1)
    return made


# --- What goes out --------------------------------------------------------------------------------


def test_what_is_said_is_put_on_its_way(
    alice: User, routine: list[Step], plan: Plan, in_force: Give
) -> None:
    in_force(SUNSCREEN_LOW)
    answer_days(routine, "sunscreen", "mmmmmmm")
    destinations = [make_destination(alice), make_destination(alice, "push")]
    assert make_pass(at=NINE) == Passed(people=1, reminders=1, outgoing=2)
    rows = Outgoing.objects.order_by("pk")
    assert [row.destination for row in rows] == destinations
    assert {(row.due_at, row.next_try_at, row.attempts) for row in rows} == {(NINE, NINE, 0)}
    assert [list(row.reminders.all()) for row in rows] == [[Reminder.objects.get()]] * 2


def test_a_kind_that_is_not_wanted_on_a_channel_stays_in_the_app(
    alice: User, routine: list[Step], plan: Plan, in_force: Give
) -> None:
    in_force(SUNSCREEN_LOW)
    answer_days(routine, "sunscreen", "mmmmmmm")
    make_destination(alice)
    Wish.objects.create(user=alice, kind="tip", channel="email", wanted=False)
    assert make_pass(at=NINE) == Passed(people=1, reminders=1)


def test_a_diary_to_look_around_in_sends_nothing(
    alice: User, routine: list[Step], plan: Plan, in_force: Give
) -> None:
    in_force(SUNSCREEN_LOW)
    answer_days(routine, "sunscreen", "mmmmmmm")
    make_destination(alice)
    User.objects.update(is_demo=True, demo_expires_at=NOON)
    assert make_pass(at=NINE) == Passed(people=1, reminders=1)


def test_what_quiet_hours_hold_back_is_one_message(
    alice: User, routine: list[Step], nudge: Nudge, in_force: Give
) -> None:
    in_force(BLEEDING)
    make_destination(alice)
    Plan.objects.update(quiet_from=time(21))
    make_pass(at=evening())
    happen(alice, "bleeding")
    pass_for(user=alice, at=evening() + timedelta(hours=1))
    outgoing = Outgoing.objects.get()
    assert outgoing.due_at == NINE.replace(hour=7) + timedelta(days=1)
    assert [one.kind for one in outgoing.reminders.order_by("pk")] == ["nudge", "warning sign"]


def test_what_was_put_off_until_tonight_is_sent_again(
    alice: User, routine: list[Step], plan: Plan, in_force: Give
) -> None:
    in_force(SUNSCREEN_LOW)
    answer_days(routine, "sunscreen", "mmmmmmm")
    make_destination(alice)
    make_pass(at=NINE)
    key = Reminder.objects.get().key
    answers.not_now(user=alice, key=key, choice=PutOff.TONIGHT, at=NOON)
    six = NINE.replace(hour=18)
    plan.refresh_from_db()
    assert plan.next_pass_at == six
    assert make_pass(at=six - timedelta(minutes=1)) == Passed()
    # The first message was not sent: there is none but this, with the reminder in it.
    Outgoing.objects.update(sent_at=NINE)
    assert make_pass(at=six) == Passed(people=1, outgoing=1)
    assert Outgoing.objects.latest("pk").reminders.get().key == key


def test_what_was_put_off_until_tomorrow_is_decided_anew(
    alice: User, routine: list[Step], plan: Plan, in_force: Give
) -> None:
    in_force(SUNSCREEN_LOW)
    answer_days(routine, "sunscreen", "mmmmmmm")
    make_pass(at=NINE)
    answers.not_now(user=alice, key=Reminder.objects.get().key, choice=PutOff.TOMORROW, at=NOON)
    make_pass(at=NINE + timedelta(days=1))
    days = Reminder.objects.order_by("pk").values_list("day", "outcome")
    assert list(days) == [(TODAY, Outcome.NOT_NOW), (TODAY + timedelta(days=1), "")]


def test_a_rule_that_was_stopped_is_silent_for_good(
    alice: User, routine: list[Step], plan: Plan, in_force: Give
) -> None:
    in_force(SUNSCREEN_LOW)
    answer_days(routine, "sunscreen", "mmmmmmm")
    make_pass(at=NINE)
    answers.stop(user=alice, key=Reminder.objects.get().key, at=NOON)
    assert Rest.objects.get().until is None
    for days in range(1, 10):
        make_pass(at=NINE + timedelta(days=days))
    assert len(words()) == 1
