"""The outbox: sent at least once under one id, tried again, given up in sight."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta

import pytest

from routines.accounts.models import User
from routines.diary.models import Step
from routines.reminders.channels import Gone, Refused, Retry
from routines.reminders.channels import delivery as ways
from routines.reminders.models import Destination, Outgoing, Plan, Reminder, Rest, Wish
from routines.reminders.services import delivery
from routines.reminders.services.delivery import Drained, drain, lease_next, tidy
from tests.conftest import NOON
from tests.web.reminders.given import NINE, TODAY, Recorder, make_destination
from tests.web.reminders.rows import MESSAGE, make_reminder

pytestmark = pytest.mark.django_db

Send = Callable[..., Recorder]


@pytest.fixture
def sending_by(monkeypatch: pytest.MonkeyPatch) -> Send:
    """Sends by a channel that keeps what it is given."""

    def send(*failures: Exception) -> Recorder:
        recorder = Recorder(*failures)
        monkeypatch.setattr(ways, "channel_of", lambda _name: recorder)
        return recorder

    return send


def send_at(at: datetime) -> Drained:
    return drain(clock=lambda: at, chance=lambda: 0.5)


def put(
    destination: Destination, *reminders: Reminder, at: datetime = NOON, **fields: object
) -> Outgoing:
    usual: dict[str, object] = {"made_at": at, "due_at": at, "next_try_at": at}
    row = Outgoing.objects.create(
        user=destination.user, destination=destination, **{**usual, **fields}
    )
    row.reminders.set(reminders or [make_reminder(destination.user, rule_key=f"rule {row.pk}")])
    return row


@pytest.fixture
def mail(alice: User) -> Destination:
    return make_destination(alice)


def test_a_message_is_sent_once(mail: Destination, sending_by: Send) -> None:
    recorder, row = sending_by(), put(mail)
    assert send_at(NOON) == Drained(sent=1)
    assert send_at(NOON) == Drained()
    assert [message.key for message in recorder.taken] == [row.key]
    assert recorder.words == [[MESSAGE]]
    row.refresh_from_db()
    assert (row.sent_at, row.attempts, row.lease, row.leased_until) == (NOON, 1, None, None)


def test_nothing_is_sent_before_its_time(mail: Destination, sending_by: Send) -> None:
    sending_by()
    put(mail)
    assert send_at(NOON - timedelta(seconds=1)) == Drained()


def test_what_fails_is_tried_again_later_under_the_same_id(
    mail: Destination, sending_by: Send
) -> None:
    recorder = sending_by(Retry("The server is busy."), Retry("The server is busy."))
    row = put(mail)
    assert send_at(NOON) == Drained(again=1)
    row.refresh_from_db()
    assert (row.next_try_at, row.problem) == (NOON + timedelta(minutes=1), "The server is busy.")
    assert send_at(NOON + timedelta(seconds=59)) == Drained()
    assert send_at(NOON + timedelta(minutes=1)) == Drained(again=1)
    row.refresh_from_db()
    assert row.next_try_at == NOON + timedelta(minutes=3)
    assert send_at(NOON + timedelta(minutes=3)) == Drained(sent=1)
    assert [message.key for message in recorder.tried] == [row.key] * 3


def test_a_server_that_asks_for_a_wait_is_given_it(mail: Destination, sending_by: Send) -> None:
    sending_by(Retry("Too many.", after=timedelta(minutes=30)))
    row = put(mail)
    send_at(NOON)
    row.refresh_from_db()
    assert row.next_try_at == NOON + timedelta(minutes=30)


def test_it_is_given_up_after_a_day_in_sight(
    alice: User, mail: Destination, sending_by: Send
) -> None:
    recorder, row = sending_by(*[Retry("Nobody answers.")] * 100), put(mail)
    at, outcomes = NOON, []
    while at <= NOON + timedelta(days=2):
        outcomes += [word for word, number in vars(send_at(at)).items() if number]
        at += timedelta(minutes=1)
    row.refresh_from_db()
    mail.refresh_from_db()
    assert outcomes == ["again"] * (len(outcomes) - 1) + ["given_up"]
    assert 10 < len(recorder.tried) < 25
    assert row.given_up_at is not None
    assert row.given_up_at <= NOON + timedelta(days=1)
    assert (row.problem, mail.problem, mail.active) == ("Nobody answers.", "Nobody answers.", True)


def test_a_message_that_arrives_clears_the_problem(mail: Destination, sending_by: Send) -> None:
    sending_by()
    Destination.objects.update(problem="Nobody answers.")
    put(mail)
    send_at(NOON)
    mail.refresh_from_db()
    assert mail.problem == ""


def test_what_no_worker_sent_within_a_day_is_given_up(mail: Destination, sending_by: Send) -> None:
    recorder, row = sending_by(), put(mail)
    assert send_at(NOON + timedelta(days=1, seconds=1)) == Drained(given_up=1)
    row.refresh_from_db()
    assert (row.problem, recorder.tried) == ("It could not be sent within a day.", [])


def test_a_destination_that_is_gone_is_never_tried_again(alice: User, sending_by: Send) -> None:
    push = make_destination(alice, "push")
    recorder = sending_by(Gone())
    put(push)
    put(push, made_at=NOON)
    assert send_at(NOON) == Drained(given_up=1)
    assert send_at(NOON + timedelta(hours=1)) == Drained()
    push.refresh_from_db()
    assert (push.active, push.gone_at, push.problem) == (
        False,
        NOON,
        "The destination no longer exists.",
    )
    assert len(recorder.tried) == 1
    assert Outgoing.objects.unsettled().count() == 0


def test_what_is_refused_is_given_up_at_once(mail: Destination, sending_by: Send) -> None:
    sending_by(Refused("No address is confirmed."))
    row = put(mail)
    assert send_at(NOON) == Drained(given_up=1)
    row.refresh_from_db()
    assert (row.given_up_at, row.problem) == (NOON, "No address is confirmed.")


def test_an_error_of_ours_is_logged_without_its_text(
    mail: Destination, sending_by: Send, caplog: pytest.LogCaptureFixture
) -> None:
    sending_by(ValueError("the token of alice"))
    row = put(mail)
    assert send_at(NOON) == Drained(again=1)
    assert [record.getMessage() for record in caplog.records] == [
        f"Message {row.key} failed: ValueError"
    ]
    row.refresh_from_db()
    assert row.problem == "Something went wrong on our side."


def test_a_mail_server_that_fails_three_times_is_left_alone_until_the_next_run(
    alice: User, mail: Destination, sending_by: Send
) -> None:
    push = make_destination(alice, "push")
    recorder = sending_by(*[Retry("Nobody answers.")] * 3)
    for minutes in range(5):
        put(mail, at=NOON - timedelta(minutes=minutes))
    put(push)
    assert send_at(NOON) == Drained(sent=1, again=3)
    assert len(recorder.tried) == 4
    assert Outgoing.objects.filter(attempts=0).count() == 2


def test_a_run_ends_when_its_time_is_over(alice: User, mail: Destination, sending_by: Send) -> None:
    sending_by()
    put(mail)
    put(make_destination(alice, "push"))
    ticks = slow_clock()
    assert drain(clock=lambda: next(ticks), chance=lambda: 0.5).sent == 1


def slow_clock() -> Iterator[datetime]:
    """Each look at it takes ten seconds, as if somebody slow were sent to in between."""
    at = NOON
    while True:
        yield at
        at += timedelta(seconds=10)


# --- Leases ---------------------------------------------------------------------------------------


def test_a_lease_keeps_others_away_until_it_ends(mail: Destination) -> None:
    row = put(mail)
    assert lease_next(at=NOON) == row
    assert lease_next(at=NOON + timedelta(minutes=4)) is None
    again = lease_next(at=NOON + timedelta(minutes=5))
    assert again is not None
    assert (again.key, again.attempts) == (row.key, 2)


def test_of_two_who_see_the_same_message_one_takes_it(
    mail: Destination, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(mail)
    seen = Outgoing.objects.values("pk", "lease").get()
    assert lease_next(at=NOON) is not None
    late = Outgoing.objects.due(NOON).filter(**seen).update(lease=uuid.uuid4())
    assert late == 0


def test_what_was_sent_is_sent_whoever_holds_the_lease_by_then(
    mail: Destination, sending_by: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = put(mail)

    class Slow(Recorder):
        def send(self, *arguments: object) -> None:
            """So slow that another worker takes the message over meanwhile."""
            assert lease_next(at=NOON + timedelta(minutes=6)) is not None

    monkeypatch.setattr(ways, "channel_of", lambda _name: Slow())
    assert send_at(NOON) == Drained(sent=1)
    row.refresh_from_db()
    assert (row.sent_at, row.lease) == (NOON, None)


# --- What is still worth saying -------------------------------------------------------------------


def test_quiet_hours_hold_for_what_is_late(mail: Destination, sending_by: Send) -> None:
    recorder = sending_by()
    at = NINE.replace(hour=21, minute=59)
    row = put(mail, at=at)
    assert send_at(at + timedelta(minutes=1)) == Drained(again=1)
    row.refresh_from_db()
    assert (row.attempts, row.next_try_at) == (0, NINE.replace(hour=7) + timedelta(days=1))
    assert recorder.tried == []
    assert send_at(row.next_try_at) == Drained(sent=1)


@pytest.mark.parametrize("outcome", ["done", "dismissed", "stopped", "withdrawn"])
def test_what_was_answered_meanwhile_is_not_sent(
    outcome: str, mail: Destination, sending_by: Send
) -> None:
    sending_by()
    row = put(mail, make_reminder(mail.user, outcome=outcome, answered_at=NOON))
    assert send_at(NOON) == Drained(dropped=1)
    row.refresh_from_db()
    assert row.dropped_at == NOON


def test_only_what_is_left_to_say_is_sent(mail: Destination, sending_by: Send) -> None:
    recorder = sending_by()
    answered = make_reminder(mail.user, outcome="done", answered_at=NOON)
    waiting = make_reminder(mail.user, rule_key="other", message="Another one.")
    row = put(mail, answered, waiting)
    send_at(NOON)
    assert recorder.words == [["Another one."]]
    assert list(row.reminders.all()) == [waiting]


def pause(user: User) -> None:
    Plan.objects.create(user=user, next_pass_at=NOON, paused_until=TODAY + timedelta(days=1))


def mute(user: User) -> None:
    Rest.objects.create(user=user, rule_key="sunscreen-low", made_at=NOON)


def want_no_tips(user: User) -> None:
    Wish.objects.create(user=user, kind="tip", channel="email", wanted=False)


def switch_off(user: User) -> None:
    Destination.objects.update(active=False)


def leave(user: User) -> None:
    User.objects.update(is_active=False)


@pytest.mark.parametrize("change", [pause, mute, want_no_tips, switch_off, leave])
def test_what_is_no_longer_wanted_is_not_sent(
    change: Callable[[User], None], mail: Destination, sending_by: Send
) -> None:
    sending_by()
    put(mail, make_reminder(mail.user))
    change(mail.user)
    assert send_at(NOON) == Drained(dropped=1)


def nudge_of(user: User, day: object = TODAY) -> Reminder:
    key = f"{uuid.uuid4().hex}@21:30"
    return make_reminder(
        user, origin="nudge", kind="nudge", rule_key=key, offers="evening", message="Old.", day=day
    )


def test_a_nudge_says_what_is_open_when_it_is_sent(
    alice: User, routine: list[Step], mail: Destination, sending_by: Send
) -> None:
    from tests.web.reminders.given import answer_days

    recorder = sending_by()
    put(mail, nudge_of(alice))
    answer_days(
        [step for step in routine if step.kind == "exfoliation"], "exfoliation", "d", last=TODAY
    )
    send_at(NOON)
    assert recorder.words == [["Still open this evening: Gentle cleanser, Moisturiser."]]


def test_a_nudge_that_waited_for_the_morning_speaks_of_yesterday(
    alice: User, routine: list[Step], mail: Destination, sending_by: Send
) -> None:
    recorder = sending_by()
    put(mail, nudge_of(alice, TODAY - timedelta(days=1)))
    send_at(NOON)
    assert recorder.words == [
        ["Still open from yesterday evening: Gentle cleanser, Exfoliation, Moisturiser."]
    ]


def test_a_nudge_with_nothing_open_is_not_sent(
    alice: User, mail: Destination, sending_by: Send
) -> None:
    sending_by()
    put(mail, nudge_of(alice))
    assert send_at(NOON) == Drained(dropped=1)


def test_no_quiet_hours_send_at_night(mail: Destination, sending_by: Send) -> None:
    sending_by()
    Plan.objects.create(user=mail.user, next_pass_at=NOON, quiet_from=time(0), quiet_until=time(0))
    at = NINE.replace(hour=23)
    put(mail, at=at)
    assert send_at(at) == Drained(sent=1)


# --- Tidying --------------------------------------------------------------------------------------


def test_old_messages_are_tidied_and_reminders_stay(mail: Destination) -> None:
    old = put(mail, sent_at=NOON)
    Outgoing.objects.filter(pk=old.pk).update(made_at=NOON - timedelta(days=31))
    young = put(mail)
    tidy(at=NOON)
    assert list(Outgoing.objects.all()) == [young]
    assert Reminder.objects.count() == 2


def test_deleting_a_person_deletes_all_of_it(alice: User, mail: Destination) -> None:
    put(mail)
    pause(alice)
    mute(alice)
    alice.delete()
    for model in (Destination, Outgoing, Plan, Reminder, Rest):
        assert model.objects.count() == 0


def test_the_log_names_nobody(mail: Destination) -> None:
    row = put(mail)
    assert str(row) == f"outgoing {row.pk} of user {mail.user_id}"
    assert delivery.log.name == "routines.reminders.services.delivery"
