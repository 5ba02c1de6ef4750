"""The answer to a tap says when there are other words on Today now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from routines.accounts.models import User
from routines.diary.models import Happening, HappeningKind, Step
from routines.guidance import rules
from routines.guidance.rules import RuleKind
from routines.reminders.models import Plan, Reminder
from routines.reminders.services import passing
from tests.conftest import NOON
from tests.web.home.conftest import TODAY
from tests.web.reminders.given import standing
from tests.web.reminders.rows import MESSAGE, make_reminder

# The pass follows the commit, within the request: the tests need commits of their own.
pytestmark = pytest.mark.django_db(transaction=True)

AFTER_IRRITATION = standing(
    rules.DoneAfter("exfoliation", ("irritation",), 7),
    kind=RuleKind.SAFETY,
    message="Leave it be until your skin is calm.",
)
SAID = '{"reminders-spoke": {}}'


@pytest.fixture(autouse=True)
def irritated(alice: User, routine: list[Step], monkeypatch: pytest.MonkeyPatch) -> None:
    """Irritated skin today, of which nothing was said yet."""
    monkeypatch.setattr(passing, "rules_in_force", lambda: (AFTER_IRRITATION,))
    Plan.objects.create(user=alice, next_pass_at=NOON + timedelta(days=1))
    kind = HappeningKind.objects.get(key="irritation")
    Happening.objects.create(user=alice, day=TODAY, kind=kind, given_at=NOON)


@pytest.fixture
def tap(alice: User, alice_client: Client, routine: list[Step]) -> Callable[..., str]:
    """Answers for a kind of step as Today does; returns what the answer asks the page to do."""

    def answer_for(kind: str, answer: str = "done", **headers: str) -> str:
        step = next(step for step in routine if step.kind == kind)
        address = f"/day/{TODAY}/step/{step.pk}/"
        answered = alice_client.post(
            address, {"answer": answer}, headers={"HX-Request": "true", **headers}
        )
        return str(answered.headers.get("HX-Trigger-After-Swap", ""))

    return answer_for


def test_tap_that_makes_a_rule_speak_says_so(tap: Callable[..., str]) -> None:
    assert tap("exfoliation") == SAID
    assert Reminder.objects.get().message == AFTER_IRRITATION.rule.message


def test_tap_that_takes_its_words_back_says_so(
    tap: Callable[..., str], noon: time_machine.Traveller
) -> None:
    tap("exfoliation")
    noon.shift(5)
    assert tap("exfoliation", "") == SAID
    assert Reminder.objects.get().outcome == "withdrawn"


def test_tap_that_changes_no_words_says_nothing(tap: Callable[..., str]) -> None:
    assert tap("sunscreen") == ""
    tap("exfoliation")
    assert tap("exfoliation") == ""


def test_answer_without_script_says_nothing(tap: Callable[..., str]) -> None:
    assert tap("exfoliation", **{"HX-Request": ""}) == ""


def test_thoughts_of_today_are_read_by_themselves(alice: User, alice_client: Client) -> None:
    make_reminder(alice)
    html = alice_client.get("/thoughts/").content.decode()
    assert (html.count(MESSAGE), html.count('name="next" value="/"')) == (1, 4)
    Reminder.objects.all().delete()
    assert alice_client.get("/thoughts/").content.decode().strip() == ""
