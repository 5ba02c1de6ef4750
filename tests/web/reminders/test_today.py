"""What Today says of reminders, and what a tap on one does."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from routines.accounts.models import User
from routines.changes.models import Change
from routines.diary.models import Entry, Pause, Step
from routines.reminders.models import Origin, Plan, Reminder, Rest, Wish
from routines.reminders.settings_form import NEVER
from routines.spots.models import Count
from tests.conftest import NOON
from tests.web.home.conftest import TODAY
from tests.web.reminders.rows import MESSAGE, make_reminder

OFFERED = re.compile(r'<button class="btn btn-quiet btn-small"[^>]*>(Done|Got it)')


def messages(html: str) -> list[str]:
    """What the cards say, in order."""
    return re.findall(r'<p class="thought-message" dir="auto">([^<]*)</p>', html)


def today(client: Client) -> str:
    return client.get("/").content.decode()


def test_today_without_reminders_says_nothing_of_them(
    alice_client: Client, routine: list[Step]
) -> None:
    assert "from your guidance" not in today(alice_client)


def test_today_shows_a_reminder_with_all_that_can_be_done_about_it(
    alice: User, alice_client: Client, routine: list[Step]
) -> None:
    key = make_reminder(alice).key
    html = today(alice_client)
    assert "A thought from your guidance" in html
    assert messages(html) == [MESSAGE]
    assert OFFERED.findall(html) == ["Done"]
    assert re.findall(rf'action="/reminders/{key}/([^"]*)/"', html) == [
        "dismiss", "done", "not-now", "stop",
    ]  # fmt: skip
    assert f'href="/reminders/{key}/"' in html


def test_today_shows_two_at_most_and_the_gravest_first(
    alice: User, alice_client: Client, routine: list[Step]
) -> None:
    for number, kind in enumerate(["praise", "tip", "safety", "warning sign", "caution"]):
        make_reminder(alice, kind=kind, message=kind, rule_key=kind, offers="", line=number)
    assert messages(today(alice_client)) == ["warning sign", "safety"]


@pytest.mark.parametrize(
    ("kind", "days", "is_shown"),
    [("tip", 1, True), ("tip", 2, False), ("warning sign", 6, True), ("warning sign", 7, False)],
)
def test_reminder_nobody_answered_leaves_today_in_time(
    alice: User, alice_client: Client, routine: list[Step], kind: str, days: int, *, is_shown: bool
) -> None:
    make_reminder(alice, kind=kind, made_at=NOON - timedelta(days=days), offers="")
    assert bool(messages(today(alice_client))) is is_shown


def test_done_logs_the_step_and_can_be_taken_back(
    alice: User, alice_client: Client, routine: list[Step]
) -> None:
    key = make_reminder(alice).key
    answer = alice_client.post(f"/reminders/{key}/done/", {"next": "/"}, follow=True)
    html = answer.content.decode()
    assert (answer.redirect_chain, messages(html)) == ([("/", 302)], [])
    assert "Done, and logged" in html
    assert list(Entry.objects.values_list("step_id", "day", "answer")) == [
        (routine[2].pk, TODAY, "done")
    ]
    batch = Change.objects.values_list("batch", flat=True).distinct().get()
    alice_client.post(f"/undo/{batch}/", {"next": "/"})
    assert messages(today(alice_client)) == [MESSAGE]
    assert Entry.objects.get().answer == ""


def test_done_twice_logs_once(alice: User, alice_client: Client, routine: list[Step]) -> None:
    key = make_reminder(alice).key
    for _ in range(2):
        assert alice_client.post(f"/reminders/{key}/done/").status_code == 302
    assert Entry.objects.count() == 1
    assert Change.objects.values("batch").distinct().count() == 1


@pytest.mark.parametrize("verb", ["not-now", "dismiss", "done"])
def test_yesterdays_words_do_not_come_up_from_under_todays(
    alice: User, alice_client: Client, routine: list[Step], verb: str
) -> None:
    make_reminder(alice, made_at=NOON - timedelta(days=1), offers="")
    key = make_reminder(alice, offers="").key
    assert messages(today(alice_client)) == [MESSAGE]
    alice_client.post(f"/reminders/{key}/{verb}/")
    assert messages(today(alice_client)) == []


@pytest.mark.parametrize("verb", ["not-now", "dismiss", "done"])
def test_answer_from_a_tab_that_is_behind_is_told_so(
    alice: User, alice_client: Client, routine: list[Step], verb: str
) -> None:
    key = make_reminder(alice).key
    alice_client.post(f"/reminders/{key}/done/")
    html = alice_client.post(f"/reminders/{key}/{verb}/", follow=True).content.decode()
    assert "This one is already answered" in html
    assert Reminder.objects.get().outcome == "done"


def test_reminder_whose_step_is_done_has_said_enough(
    alice: User, alice_client: Client, routine: list[Step]
) -> None:
    make_reminder(alice)
    alice_client.post(f"/day/{TODAY}/step/{routine[2].pk}/", {"answer": "done"})
    assert messages(today(alice_client)) == []


def test_reminder_whose_step_was_skipped_offers_nothing_to_log(
    alice: User, alice_client: Client, routine: list[Step]
) -> None:
    make_reminder(alice)
    alice_client.post(f"/day/{TODAY}/step/{routine[2].pk}/", {"skip": "other", "answer": "skipped"})
    assert OFFERED.findall(today(alice_client)) == ["Got it"]


@pytest.mark.parametrize(
    ("until", "back"),
    [
        ("tonight", datetime(2026, 11, 22, 17, tzinfo=UTC)),  # 18:00 in Berlin
        ("tomorrow", datetime(2026, 11, 23, 8, tzinfo=UTC)),
        ("week", datetime(2026, 11, 29, 8, tzinfo=UTC)),
        ("whenever", datetime(2026, 11, 23, 8, tzinfo=UTC)),
    ],
)
def test_not_now_brings_it_back_in_time(
    alice: User,
    alice_client: Client,
    routine: list[Step],
    noon: time_machine.Traveller,
    until: str,
    back: datetime,
) -> None:
    key = make_reminder(alice, offers="").key
    alice_client.post(f"/reminders/{key}/not-now/", {"until": until})
    html = today(alice_client)
    assert (messages(html), "Put off until" in html) == ([], True)
    noon.move_to(back - timedelta(seconds=1))
    alice_client.force_login(alice)
    assert messages(today(alice_client)) == []
    noon.move_to(back)
    assert messages(today(alice_client)) == [MESSAGE]


def test_not_now_in_the_evening_offers_tomorrow_first(
    alice: User, alice_client: Client, routine: list[Step], noon: time_machine.Traveller
) -> None:
    make_reminder(alice, made_at=NOON)
    noon.move_to(datetime(2026, 11, 22, 23, 40, tzinfo=UTC))  # 00:40 in Berlin, the day goes on
    alice_client.force_login(alice)
    assert re.findall(r'name="until" value="(\w+)"', today(alice_client)) == ["tomorrow", "week"]


def test_stop_rests_the_rule_for_good_and_can_be_taken_back(
    alice: User, alice_client: Client, routine: list[Step]
) -> None:
    key = make_reminder(alice).key
    html = alice_client.post(f"/reminders/{key}/stop/", follow=True).content.decode()
    assert "You won’t hear this one again" in html
    assert list(Rest.objects.values_list("rule_key", "until")) == [("sunscreen-low", None)]
    batch = Change.objects.values_list("batch", flat=True).distinct().get()
    alice_client.post(f"/undo/{batch}/")
    assert (Rest.objects.count(), messages(today(alice_client))) == (0, [MESSAGE])


def test_dismissed_reminder_is_gone_and_its_rule_may_speak(
    alice: User, alice_client: Client, routine: list[Step]
) -> None:
    key = make_reminder(alice).key
    assert (
        "Put away" in alice_client.post(f"/reminders/{key}/dismiss/", follow=True).content.decode()
    )
    assert (Rest.objects.count(), Reminder.objects.get().outcome) == (0, "dismissed")


def test_nudge_on_today_logs_the_rest_of_its_part_of_the_day(
    alice: User, alice_client: Client, routine: list[Step]
) -> None:
    key = make_reminder(
        alice, origin=Origin.NUDGE, kind="nudge", rule_key=f"{'a' * 32}@09:00", offers="morning"
    ).key
    alice_client.post(f"/day/{TODAY}/step/{routine[0].pk}/", {"answer": "not_done"})
    assert 'aria-label="Done: the rest of this morning"' in today(alice_client)
    alice_client.post(f"/reminders/{key}/done/")
    assert dict(Entry.objects.values_list("step_id", "answer")) == {
        routine[0].pk: "not_done",
        routine[1].pk: "done",
        routine[2].pk: "done",
    }


def test_on_a_pause_only_what_is_grave_is_shown(
    alice: User, alice_client: Client, routine: list[Step]
) -> None:
    Pause.objects.create(user=alice, starts_on=TODAY)
    make_reminder(alice)
    make_reminder(alice, kind="warning sign", message="Look", rule_key="sign", offers="")
    assert messages(today(alice_client)) == ["Look"]


def test_warning_sign_is_said_once_on_today(
    alice: User, alice_client: Client, routine: list[Step]
) -> None:
    alice_client.post(f"/day/{TODAY}/happenings/", {"kind": "bleeding", "active": "on"})
    Reminder.objects.all().delete()
    assert "can’t judge what you logged" in today(alice_client)
    make_reminder(alice, kind="warning sign", message="Look", rule_key="sign", offers="")
    html = today(alice_client)
    assert (messages(html), "can’t judge what you logged" in html) == (["Look"], False)


def test_kind_not_wanted_in_the_app_is_not_on_today(
    alice: User, alice_client: Client, routine: list[Step]
) -> None:
    make_reminder(alice)
    Wish.objects.create(user=alice, kind="tip", channel="email", wanted=False)
    assert messages(today(alice_client)) == [MESSAGE]
    Wish.objects.create(user=alice, kind="tip", channel="app", wanted=False)
    assert messages(today(alice_client)) == []


def test_reminder_to_count_leads_there_until_it_is_done(
    alice: User, alice_client: Client, routine: list[Step]
) -> None:
    make_reminder(alice, offers="count", message="A week has passed.")
    html = today(alice_client)
    assert messages(html) == ["A week has passed."]
    assert '<a class="btn btn-quiet btn-small" href="/spots/count/">Count now</a>' in html
    Count.objects.create(user=alice, day=TODAY, counted_at=NOON, given_at=NOON, nose=3)
    assert messages(today(alice_client)) == []


def test_paused_reminders_are_not_on_today(
    alice: User, alice_client: Client, routine: list[Step]
) -> None:
    make_reminder(alice)
    later = TODAY + timedelta(days=1)
    plan = Plan.objects.create(user=alice, next_pass_at=NOON, paused_until=later)
    assert messages(today(alice_client)) == []
    plan.paused_until = TODAY
    plan.save()
    assert messages(today(alice_client)) == [MESSAGE]


@pytest.mark.parametrize("until", [TODAY + timedelta(days=1), NEVER])
def test_warning_sign_is_answered_while_reminders_are_paused_or_off(
    alice: User, alice_client: Client, routine: list[Step], until: date
) -> None:
    Plan.objects.create(user=alice, next_pass_at=NOON, paused_until=until)
    for kind in ("warning sign", "safety", "tip"):
        make_reminder(alice, kind=kind, message=kind, rule_key=kind, offers="")
    assert messages(today(alice_client)) == ["warning sign"]


def test_past_day_shows_no_reminders(
    alice: User, alice_client: Client, routine: list[Step]
) -> None:
    make_reminder(alice, made_at=NOON - timedelta(days=1))
    html = alice_client.get(f"/day/{TODAY - timedelta(days=1)}/").content.decode()
    assert messages(html) == []


def test_message_is_shown_as_it_was_written(
    alice: User, alice_client: Client, routine: list[Step]
) -> None:
    make_reminder(alice, message="<script>alert(1)</script> سلام")
    assert messages(today(alice_client)) == ["&lt;script&gt;alert(1)&lt;/script&gt; سلام"]


@pytest.mark.parametrize("verb", ["done", "not-now", "stop", "dismiss", "unmute"])
def test_somebody_elses_reminder_is_not_there(
    alice: User, bob_client: Client, routine: list[Step], verb: str
) -> None:
    key = make_reminder(alice).key
    assert bob_client.post(f"/reminders/{key}/{verb}/").status_code == 404
    assert Reminder.objects.get().outcome == ""


@pytest.mark.parametrize("number", [0, 1, 400])
def test_today_asks_as_often_however_much_was_said(
    alice: User,
    alice_client: Client,
    routine: list[Step],
    django_assert_num_queries: Callable[..., object],
    number: int,
) -> None:
    for back in range(number):
        make_reminder(alice, rule_key=str(back), made_at=NOON - timedelta(hours=back))
    with django_assert_num_queries(10):  # type: ignore[attr-defined]
        assert alice_client.get("/").status_code == 200
