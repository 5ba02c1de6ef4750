"""What the worker does each minute, and the command that does the same."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from routines.accounts.models import User
from routines.reminders import tasks
from routines.reminders.channels import delivery as ways
from routines.reminders.models import Outgoing, Plan
from routines.reminders.services import passing
from tests.conftest import NOON
from tests.web.reminders.given import BLEEDING, NINE, Recorder, happen, make_destination

pytestmark = pytest.mark.django_db


@pytest.fixture
def recorder(alice: User, monkeypatch: pytest.MonkeyPatch) -> Recorder:
    """Alice is due, has something to hear, and a destination that keeps what it is given."""
    recorder = Recorder()
    monkeypatch.setattr(ways, "channel_of", lambda _name: recorder)
    monkeypatch.setattr(passing, "rules_in_force", lambda: (BLEEDING,))
    Plan.objects.create(user=alice, next_pass_at=NINE)
    make_destination(alice)
    happen(alice, "bleeding")
    return recorder


def test_the_worker_looks_and_sends(recorder: Recorder) -> None:
    tasks.look_at_people.call_local()
    assert recorder.taken == []
    tasks.send_messages.call_local()
    assert recorder.words == [[BLEEDING.rule.message]]


def test_the_worker_tidies(recorder: Recorder) -> None:
    tasks.look_at_people.call_local()
    Outgoing.objects.update(made_at=NOON - timedelta(days=31))
    tasks.tidy_messages.call_local()
    assert not Outgoing.objects.exists()


def remind(*arguments: str) -> str:
    out = io.StringIO()
    call_command("remind", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_does_both(recorder: Recorder) -> None:
    assert remind() == (
        "Looked at 1: 1 reminders, 1 messages to send.\n"
        "Sent 1; to be tried again 0, given up 0, nothing left to say in 0.\n"
    )


def test_the_command_does_one_of_them(recorder: Recorder) -> None:
    assert remind("--no-sending") == "Looked at 1: 1 reminders, 1 messages to send.\n"
    assert recorder.taken == []
    assert remind("--only-sending").startswith("Sent 1;")


def test_the_command_takes_another_time(recorder: Recorder) -> None:
    assert remind("--now", "2026-11-22T07:59:59", "--no-sending").startswith("Looked at 0:")
    assert remind("--now", "2026-11-22T09:00:00+01:00", "--no-sending").startswith("Looked at 1:")


def test_the_command_refuses_an_empty_batch() -> None:
    with pytest.raises(CommandError, match="--batch is 1 or more"):
        remind("--batch", "0")
