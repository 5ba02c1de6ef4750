"""What a person does about reminders, as services: idempotent, later wins, taken back."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import partial

import pytest
import time_machine

from routines.accounts.models import User
from routines.accounts.services import Preferences, save_preferences
from routines.changes.services import undo
from routines.diary.models import Entry, Step
from routines.reminders.models import Nudge, Origin, Outcome, Plan, Reminder, Rest, Wish
from routines.reminders.schedule import PutOff
from routines.reminders.services import answers, destinations, nudges, plans
from routines.reminders.services.nudges import NudgeSaid
from routines.reminders.services.plans import PlanSettings
from tests.conftest import NOON
from tests.web.reminders.given import NINE, TODAY
from tests.web.reminders.rows import make_reminder

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(minutes=1)


def logged() -> list[tuple[str, date, str]]:
    rows = Entry.objects.exclude(answer="").order_by("step__pk")
    return list(rows.values_list("step__kind", "day", "answer"))


def standing(reminder: Reminder) -> tuple[str, datetime | None, datetime | None]:
    reminder.refresh_from_db()
    return reminder.outcome, reminder.answered_at, reminder.until


def test_done_logs_the_step_today(alice: User, routine: list[Step]) -> None:
    reminder = make_reminder(alice, day=TODAY - timedelta(days=1))
    answered = answers.answer_done(user=alice, key=reminder.key, at=NOON)
    assert (answered.day, answered.logged) == (TODAY, 1)
    assert logged() == [("sunscreen", TODAY, "done")]
    assert standing(reminder) == (Outcome.DONE, NOON, None)


def test_done_twice_is_done_once(alice: User, routine: list[Step]) -> None:
    reminder = make_reminder(alice)
    answers.answer_done(user=alice, key=reminder.key, at=NOON)
    again = answers.answer_done(user=alice, key=reminder.key, at=LATER)
    assert (again.batch, again.logged) == (None, 0)
    assert standing(reminder) == (Outcome.DONE, NOON, None)


def test_done_is_taken_back_as_one(alice: User, routine: list[Step]) -> None:
    reminder = make_reminder(alice)
    batch = answers.answer_done(user=alice, key=reminder.key, at=NOON).batch
    assert batch is not None
    assert undo(user=alice, batch=batch, at=LATER).restored == 2
    assert logged() == []
    assert standing(reminder) == (Outcome.OPEN, None, None)


@pytest.mark.parametrize(
    ("hour", "kept"),
    [(10, ("Moisturiser", "morning")), (20, ("Moisturiser", "evening"))],
)
def test_done_logs_the_step_of_this_part_of_the_day(
    alice: User, routine: list[Step], hour: int, kept: tuple[str, str]
) -> None:
    reminder = make_reminder(alice, offers="moisturiser")
    answers.answer_done(user=alice, key=reminder.key, at=NINE.replace(hour=hour))
    term = Entry.objects.get().step.terms.get()
    assert (term.name, term.slot) == kept


def test_done_leaves_an_answer_that_is_there(alice: User, routine: list[Step]) -> None:
    sunscreen = next(step for step in routine if step.kind == "sunscreen")
    Entry.objects.create(user=alice, step=sunscreen, day=TODAY, answer="not_done", given_at=NOON)
    answered = answers.answer_done(user=alice, key=make_reminder(alice).key, at=LATER)
    assert answered.logged == 0
    assert logged() == [("sunscreen", TODAY, "not_done")]


def test_done_of_a_nudge_logs_what_is_open_on_its_own_day(alice: User, routine: list[Step]) -> None:
    yesterday = TODAY - timedelta(days=1)
    nudge = make_reminder(
        alice, origin="nudge", kind="nudge", rule_key="n", offers="evening", day=yesterday
    )
    answered = answers.answer_done(user=alice, key=nudge.key, at=NOON)
    assert (answered.day, answered.logged) == (yesterday, 3)
    assert {day for _, day, _ in logged()} == {yesterday}


def test_done_of_what_offers_nothing_logs_nothing(alice: User, routine: list[Step]) -> None:
    answered = answers.answer_done(user=alice, key=make_reminder(alice, offers="").key, at=NOON)
    assert (answered.logged, logged()) == (0, [])


def test_somebody_elses_reminder_is_nobodys(alice: User, bob: User) -> None:
    key = make_reminder(alice).key
    for answer in (answers.answer_done, answers.dismiss, answers.stop):
        with pytest.raises(Reminder.DoesNotExist):
            answer(user=bob, key=key, at=NOON)
    with pytest.raises(Reminder.DoesNotExist):
        answers.not_now(user=bob, key=key, choice=PutOff.WEEK, at=NOON)


def test_an_older_answer_that_arrives_late_changes_nothing(alice: User) -> None:
    reminder = make_reminder(alice)
    answers.dismiss(user=alice, key=reminder.key, at=LATER)
    assert answers.stop(user=alice, key=reminder.key, at=NOON).batch is None
    assert standing(reminder) == (Outcome.DISMISSED, LATER, None)


def test_not_now_lets_the_rule_rest_until_then(alice: User) -> None:
    reminder = make_reminder(alice)
    until = NINE + timedelta(days=7)
    answers.not_now(user=alice, key=reminder.key, choice=PutOff.WEEK, at=NOON)
    assert standing(reminder) == (Outcome.NOT_NOW, NOON, until)
    rest = Rest.objects.get()
    assert (rest.rule_key, rest.until) == ("sunscreen-low", until)


def test_not_now_twice_is_once(alice: User) -> None:
    reminder = make_reminder(alice)
    first = answers.not_now(user=alice, key=reminder.key, choice=PutOff.TOMORROW, at=NOON)
    again = answers.not_now(user=alice, key=reminder.key, choice=PutOff.TOMORROW, at=LATER)
    assert first.batch is not None
    assert again.batch is None


def test_not_now_is_taken_back(alice: User) -> None:
    reminder = make_reminder(alice)
    batch = answers.not_now(user=alice, key=reminder.key, choice=PutOff.WEEK, at=NOON).batch
    assert batch is not None
    undo(user=alice, batch=batch, at=LATER)
    assert standing(reminder) == (Outcome.OPEN, None, None)
    assert not Rest.objects.exists()


def test_stop_puts_away_all_that_the_rule_said(alice: User) -> None:
    old = make_reminder(alice, day=TODAY - timedelta(days=3))
    other = make_reminder(alice, rule_key="other")
    new = make_reminder(alice)
    batch = answers.stop(user=alice, key=new.key, at=NOON).batch
    assert [standing(one)[0] for one in (old, new, other)] == ["stopped", "stopped", ""]
    assert Rest.objects.get().until is None
    assert batch is not None
    undo(user=alice, batch=batch, at=LATER)
    assert [standing(one)[0] for one in (old, new, other)] == ["", "", ""]
    assert not Rest.objects.exists()


ANSWERS: dict[str, Callable[..., answers.Answered]] = {
    "done": answers.answer_done,
    "dismissed": answers.dismiss,
    "not_now": partial(answers.not_now, choice=PutOff.TOMORROW),
}


@pytest.mark.parametrize("outcome", ANSWERS)
def test_an_answer_puts_away_what_the_rule_said_before_and_undo_brings_all_back(
    alice: User, routine: list[Step], outcome: str
) -> None:
    old = make_reminder(alice, made_at=NOON - timedelta(days=1))
    other = make_reminder(alice, rule_key="other")
    new = make_reminder(alice)
    batch = ANSWERS[outcome](user=alice, key=new.key, at=NOON).batch
    assert [standing(one)[0] for one in (old, new, other)] == ["dismissed", outcome, ""]
    assert batch is not None
    undo(user=alice, batch=batch, at=LATER)
    assert [standing(one)[0] for one in (old, new, other)] == ["", "", ""]


def test_what_was_put_off_is_put_away_with_a_later_answer(alice: User) -> None:
    old = make_reminder(alice, made_at=NOON - timedelta(days=1))
    answers.not_now(user=alice, key=old.key, choice=PutOff.WEEK, at=NOON)
    answers.dismiss(user=alice, key=make_reminder(alice).key, at=LATER)
    assert standing(old) == (Outcome.DISMISSED, LATER, None)


def test_a_nudge_of_another_day_keeps_waiting_for_its_own_answer(alice: User) -> None:
    nudge = {"origin": "nudge", "kind": "nudge", "rule_key": "n", "offers": "evening"}
    old = make_reminder(alice, made_at=NOON - timedelta(days=1), **nudge)
    answers.dismiss(user=alice, key=make_reminder(alice, **nudge).key, at=NOON)
    assert standing(old) == (Outcome.OPEN, None, None)


@pytest.mark.parametrize("later", ANSWERS)
@pytest.mark.parametrize("first", sorted(ANSWERS.keys() - {"not_now"}))
def test_what_is_settled_stays_as_it_is(
    alice: User, routine: list[Step], first: str, later: str
) -> None:
    reminder = make_reminder(alice)
    ANSWERS[first](user=alice, key=reminder.key, at=NOON)
    assert ANSWERS[later](user=alice, key=reminder.key, at=LATER).batch is None
    assert standing(reminder) == (first, NOON, None)
    assert not Rest.objects.exists()


def test_what_was_put_off_can_still_be_done(alice: User, routine: list[Step]) -> None:
    reminder = make_reminder(alice)
    answers.not_now(user=alice, key=reminder.key, choice=PutOff.TOMORROW, at=NOON)
    answers.answer_done(user=alice, key=reminder.key, at=LATER)
    assert standing(reminder) == (Outcome.DONE, LATER, None)


def test_stop_from_a_reminder_that_is_done_leaves_it_done(alice: User, routine: list[Step]) -> None:
    reminder = make_reminder(alice)
    answers.answer_done(user=alice, key=reminder.key, at=NOON)
    assert answers.stop(user=alice, key=reminder.key, at=LATER).batch is not None
    assert standing(reminder) == (Outcome.DONE, NOON, None)
    assert Rest.objects.get().until is None
    assert answers.stop(user=alice, key=reminder.key, at=LATER).batch is None


def test_stop_of_a_nudge_switches_it_off(alice: User) -> None:
    nudge = Nudge.objects.create(user=alice, slot="evening", at=time(21, 30))
    key = plans.nudge_time(nudge).key
    reminder = make_reminder(alice, origin="nudge", kind="nudge", rule_key=key, offers="evening")
    batch = answers.stop(user=alice, key=reminder.key, at=NOON).batch
    nudge.refresh_from_db()
    assert (nudge.active, Rest.objects.count()) == (False, 0)
    assert batch is not None
    undo(user=alice, batch=batch, at=LATER)
    nudge.refresh_from_db()
    assert nudge.active


def test_unmute_lets_a_rule_speak_again(alice: User) -> None:
    answers.stop(user=alice, key=make_reminder(alice).key, at=NOON)
    batch = answers.unmute(user=alice, rule_key="sunscreen-low", at=LATER)
    assert not Rest.objects.exists()
    assert answers.unmute(user=alice, rule_key="sunscreen-low", at=LATER) is None
    assert batch is not None
    undo(user=alice, batch=batch, at=LATER)
    assert Rest.objects.get().until is None


# --- Plans and nudges -----------------------------------------------------------------------------

USUAL = PlanSettings(
    messages_at=time(9),
    quiet_from=time(22),
    quiet_until=time(7),
    most_a_day=1,
    most_a_week=3,
    paused_until=None,
    language="en",
)


def next_pass() -> datetime:
    return Plan.objects.get().next_pass_at


def test_settings_move_the_next_pass(alice: User) -> None:
    from dataclasses import replace

    assert plans.save_settings(user=alice, settings=replace(USUAL, messages_at=time(18)), at=NOON)
    assert next_pass() == NINE.replace(hour=18)
    assert not plans.save_settings(
        user=alice, settings=replace(USUAL, messages_at=time(18)), at=NOON
    )


def test_settings_do_not_lose_a_pass_that_is_due(alice: User) -> None:
    Plan.objects.create(user=alice, next_pass_at=NINE)
    plans.save_settings(user=alice, settings=USUAL, at=NINE + timedelta(seconds=20))
    assert next_pass() == NINE


def test_the_clock_of_another_place_moves_the_next_pass(
    alice: User, noon: time_machine.Traveller
) -> None:
    Plan.objects.create(user=alice, next_pass_at=NINE + timedelta(days=1))
    fields = {**vars(Preferences.of(alice)), "time_zone": "America/New_York"}
    save_preferences(user=alice, preferences=Preferences(**fields), at=NOON)
    # It is seven in the morning there.
    assert next_pass() == NOON + timedelta(hours=2)


def test_somebody_who_only_logs_in_keeps_their_next_pass(alice: User) -> None:
    Plan.objects.create(user=alice, next_pass_at=NINE + timedelta(days=5))
    alice.last_login = NOON
    alice.save(update_fields=["last_login"])
    assert next_pass() == NINE + timedelta(days=5)


def test_a_nudge_moves_the_next_pass(alice: User) -> None:
    key, said = uuid.uuid4(), NudgeSaid(slot="evening", at=time(21, 30))
    nudges.save_nudge(user=alice, key=key, said=said, at=NOON)
    assert next_pass() == NINE.replace(hour=21, minute=30)
    nudges.remove_nudge(user=alice, key=key, at=NOON)
    assert next_pass() == NINE + timedelta(days=1)


def test_the_next_sendings_write_nothing(alice: User) -> None:
    sendings = plans.next_sendings(user=alice, at=NOON, n=2)
    assert [one.at for one in sendings] == [NINE + timedelta(days=1), NINE + timedelta(days=2)]
    assert not Plan.objects.exists()


def test_wishes_are_kept(alice: User) -> None:
    destinations.save_wishes(user=alice, wishes={("tip", "email"): False, ("tip", "push"): True})
    destinations.save_wishes(user=alice, wishes={("tip", "push"): False})
    kept = Wish.objects.of(alice).values_list("kind", "channel", "wanted")
    assert set(kept) == {("tip", "email", False), ("tip", "push", False)}


def test_an_origin_is_never_anything_else() -> None:
    assert Origin.values == ["rule", "nudge", "trial"]
