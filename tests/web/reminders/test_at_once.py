"""What is grave is said right after the write that calls for it, and taken back with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoCaptureOnCommitCallbacks

from routines.accounts.models import User
from routines.changes import registry
from routines.changes.services import undo
from routines.diary.models import HappeningKind, Step
from routines.diary.services.entries import LoggedStep, Said, log_step
from routines.diary.services.happenings import set_happening
from routines.guidance import rules
from routines.guidance.rules import RuleKind, StandingRule
from routines.reminders.models import Outcome, Plan, Reminder
from routines.reminders.services import at_once, passing
from tests.conftest import NOON
from tests.web.reminders.given import (
    BLEEDING,
    NINE,
    SUNSCREEN_LOW,
    TODAY,
    answer_days,
    make_destination,
    standing,
)

pytestmark = pytest.mark.django_db

Committing = DjangoCaptureOnCommitCallbacks
LATER = NOON + timedelta(minutes=1)
AFTER_IRRITATION = standing(
    rules.DoneAfter("exfoliation", ("irritation",), 7),
    kind=RuleKind.SAFETY,
    message="Leave it be until your skin is calm.",
)


@pytest.fixture(autouse=True)
def in_force(monkeypatch: pytest.MonkeyPatch) -> None:
    in_force: tuple[StandingRule, ...] = (BLEEDING, SUNSCREEN_LOW, AFTER_IRRITATION)
    monkeypatch.setattr(passing, "rules_in_force", lambda: in_force)


def log_happening(user: User, key: str, *, at: datetime = NOON, active: bool = True) -> object:
    kind = HappeningKind.objects.get(key=key)
    return set_happening(user=user, day=TODAY, kind=kind, active=active, at=at, today=TODAY).batch


def tick(user: User, steps: list[Step], kind: str) -> LoggedStep:
    step = next(step for step in steps if step.kind == kind)
    said = Said(answer="done")
    return log_step(user=user, day=TODAY, step_id=step.pk, said=said, at=NOON, today=TODAY)


def said() -> list[tuple[str, str]]:
    return list(Reminder.objects.order_by("pk").values_list("message", "outcome"))


def test_a_warning_sign_is_answered_at_once(
    alice: User, django_capture_on_commit_callbacks: Committing
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        log_happening(alice, "bleeding")
    assert said() == [(BLEEDING.rule.message, "")]


def test_the_next_pass_is_set_after_it(
    alice: User, django_capture_on_commit_callbacks: Committing
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        log_happening(alice, "bleeding")
    assert Plan.objects.get().next_pass_at == NINE + timedelta(days=1)


def test_a_process_that_dies_before_leaves_it_to_the_worker(alice: User) -> None:
    Plan.objects.create(user=alice, next_pass_at=NINE + timedelta(days=1))
    log_happening(alice, "bleeding")
    assert Plan.objects.get().next_pass_at == NOON
    passing.make_pass(at=LATER)
    assert said() == [(BLEEDING.rule.message, "")]


def test_what_can_wait_waits_for_the_time_of_messages(
    alice: User, routine: list[Step], django_capture_on_commit_callbacks: Committing
) -> None:
    answer_days(routine, "sunscreen", "mmmmmmm")
    with django_capture_on_commit_callbacks(execute=True):
        log_happening(alice, "bleeding")
    assert [message for message, _ in said()] == [BLEEDING.rule.message]


def test_a_step_that_may_do_harm_is_looked_at(
    alice: User, routine: list[Step], django_capture_on_commit_callbacks: Committing
) -> None:
    log_happening(alice, "irritation")
    with django_capture_on_commit_callbacks(execute=True):
        tick(alice, routine, "exfoliation")
    assert said() == [(AFTER_IRRITATION.rule.message, "")]


def test_a_plain_tick_costs_nothing_more(
    alice: User, routine: list[Step], monkeypatch: pytest.MonkeyPatch
) -> None:
    with CaptureQueriesContext(connection) as with_reminders:
        tick(alice, routine, "sunscreen")
    monkeypatch.setattr(registry, "_listeners", {})
    with CaptureQueriesContext(connection) as without:
        tick(alice, routine, "moisturiser")
    assert len(with_reminders) == len(without)


def test_what_was_logged_by_mistake_takes_its_warning_back(
    alice: User, django_capture_on_commit_callbacks: Committing
) -> None:
    make_destination(alice)
    with django_capture_on_commit_callbacks(execute=True):
        batch = log_happening(alice, "bleeding")
    with django_capture_on_commit_callbacks(execute=True):
        undo(user=alice, batch=batch, at=LATER)
    assert said() == [(BLEEDING.rule.message, Outcome.WITHDRAWN)]


def test_what_was_meant_after_all_is_said_again(
    alice: User, django_capture_on_commit_callbacks: Committing
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        batch = log_happening(alice, "bleeding")
    with django_capture_on_commit_callbacks(execute=True):
        taken_back = undo(user=alice, batch=batch, at=LATER).batch
    with django_capture_on_commit_callbacks(execute=True):
        undo(user=alice, batch=taken_back, at=LATER + timedelta(minutes=1))
    assert said() == [(BLEEDING.rule.message, "withdrawn"), (BLEEDING.rule.message, "")]


def test_an_answered_reminder_is_not_withdrawn(
    alice: User, django_capture_on_commit_callbacks: Committing
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        batch = log_happening(alice, "bleeding")
    Reminder.objects.update(outcome=Outcome.DISMISSED, answered_at=NOON)
    with django_capture_on_commit_callbacks(execute=True):
        undo(user=alice, batch=batch, at=LATER)
    assert said() == [(BLEEDING.rule.message, Outcome.DISMISSED)]


def test_an_exfoliation_that_is_taken_back_takes_its_word_back(
    alice: User, routine: list[Step], django_capture_on_commit_callbacks: Committing
) -> None:
    log_happening(alice, "irritation")
    with django_capture_on_commit_callbacks(execute=True):
        batch = tick(alice, routine, "exfoliation").batch
    with django_capture_on_commit_callbacks(execute=True):
        undo(user=alice, batch=batch, at=LATER)
    assert said() == [(AFTER_IRRITATION.rule.message, Outcome.WITHDRAWN)]


def test_a_pass_that_fails_fails_no_write(
    alice: User,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Callable[..., object],
) -> None:
    def fail() -> tuple[StandingRule, ...]:
        raise ValueError("broken")

    monkeypatch.setattr(passing, "rules_in_force", fail)
    with django_capture_on_commit_callbacks() as callbacks:  # type: ignore[attr-defined]
        log_happening(alice, "bleeding")
    assert len(callbacks) == 1
    assert alice.happenings.count() == 1


def test_nobody_listens_twice_under_one_name() -> None:
    with pytest.raises(ValueError, match="'reminders' listens already"):
        registry.listen("reminders", at_once.on_written)
