"""A planned trial says on the days of its switches what begins or rests."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest

from routines.accounts.models import User
from routines.diary.models import Step
from routines.reminders.models import Plan, Reminder, Rest
from routines.reminders.services import passing
from routines.reminders.services.passing import make_pass
from routines.trends.plan import BLOCK
from routines.trends.services import start_trial
from tests.conftest import NOON
from tests.web.reminders.given import NINE, TODAY, make_destination

pytestmark = pytest.mark.django_db

BEGINS = TODAY + timedelta(days=1)


@pytest.fixture
def trial(alice: User, routine: list[Step], monkeypatch: pytest.MonkeyPatch) -> str:
    """Alice tries the exfoliation in four blocks from tomorrow on; returns what speaks of it."""
    monkeypatch.setattr(passing, "rules_in_force", tuple)
    step = next(step for step in routine if step.kind == "exfoliation")
    start_trial(
        user=alice,
        step_id=step.pk,
        starts_on=BEGINS,
        blocks=4,
        begins_with_step=False,
        at=NOON,
        today=TODAY,
        key=uuid.uuid4(),
    )
    Plan.objects.create(user=alice, next_pass_at=NINE)
    return f"trial:{alice.trials.get().pk}"


def pass_on(*days: int) -> None:
    """Make the passes of some days, counted from the first day of the trial."""
    for day in days:
        at = NINE + timedelta(days=1 + day)
        Plan.objects.update(next_pass_at=at)
        make_pass(at=at)


def said() -> list[tuple[date, str]]:
    return list(Reminder.objects.order_by("day").values_list("day", "message"))


def test_each_switch_is_said_on_its_day(trial: str) -> None:
    pass_on(-1, 0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 4 * BLOCK)
    assert said() == [
        (BEGINS, "Your trial: from today, Exfoliation rests (part 1 of 4)."),
        (
            BEGINS + timedelta(days=BLOCK),
            "Your trial: from today, Exfoliation is in your routine (part 2 of 4).",
        ),
        (
            BEGINS + timedelta(days=4 * BLOCK),
            "Your trial of Exfoliation is over: you can look at it in your trends.",
        ),
    ]


def test_a_switch_is_said_once(alice: User, trial: str) -> None:
    make_destination(alice)
    pass_on(0, 0, 0)
    reminder = Reminder.objects.get()
    assert (reminder.origin, reminder.kind, reminder.rule_key) == ("trial", "trial", trial)
    assert reminder.outgoing.count() == 1


def test_a_trial_that_was_stopped_is_silent(alice: User, trial: str) -> None:
    Rest.objects.create(user=alice, rule_key=trial, made_at=NOON)
    pass_on(0)
    assert said() == []
