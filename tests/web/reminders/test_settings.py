"""When messages may come: kept, taken back, and what it would mean before it is kept."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time

import pytest
import time_machine
from django.test import Client

from routines.accounts.models import User
from routines.changes.models import Change
from routines.diary.models import Pause
from routines.reminders.models import Nudge, Plan
from routines.reminders.settings_form import NEVER

ADDRESS = "/reminders/settings/"
USUAL = {
    "is_on": "on",
    "paused_until": "",
    "messages_at": "09:00",
    "quiet_from": "22:00",
    "quiet_until": "07:00",
    "most_a_day": "1",
    "most_a_week": "3",
    "language": "en",
}


def next_times(html: str) -> list[tuple[str, str, str]]:
    """The day, the time and the reason of each."""
    found = re.findall(
        r'<span>([^<]*)</span>\s*<time class="figures" datetime="[^"]*">([^<]*)</time>\s*'
        r'<span class="next-times-why">([^<]*)</span>',
        html,
    )
    return [(day, clock, why) for day, clock, why in found]


def preview(client: Client, **changes: str) -> str:
    headers = {"HX-Request": "true"}
    answer = client.post(ADDRESS, {**USUAL, **changes, "preview": "yes"}, headers=headers)
    assert answer.status_code == 200
    assert not Plan.objects.exists()
    return answer.content.decode()


def test_settings_show_the_next_seven_times(alice: User, alice_client: Client) -> None:
    Nudge.objects.create(user=alice, slot="evening", at=time(21, 30), weekdays=0b1000001)
    assert next_times(alice_client.get(ADDRESS).content.decode()) == [
        ("Sunday 22 November", "21:30", "Evening nudge"),
        ("Monday 23 November", "09:00", "Morning messages"),
        ("Monday 23 November", "21:30", "Evening nudge"),
        ("Tuesday 24 November", "09:00", "Morning messages"),
        ("Wednesday 25 November", "09:00", "Morning messages"),
        ("Thursday 26 November", "09:00", "Morning messages"),
        ("Friday 27 November", "09:00", "Morning messages"),
    ]
    assert not Plan.objects.exists()


def test_preview_tells_what_would_be_and_keeps_nothing(alice_client: Client) -> None:
    html = preview(alice_client, messages_at="18:15", paused_until="2026-12-01")
    assert next_times(html)[:2] == [
        ("Tuesday 1 December", "18:15", "Evening messages"),
        ("Wednesday 2 December", "18:15", "Evening messages"),
    ]
    assert "Not saved yet" in html


def test_preview_without_script_is_the_page_with_what_was_typed(alice_client: Client) -> None:
    html = alice_client.post(ADDRESS, {**USUAL, "messages_at": "18:15", "preview": "yes"}).content
    assert next_times(html.decode())[0] == ("Sunday 22 November", "18:15", "Evening messages")
    assert (b'value="18:15"' in html, Plan.objects.exists()) == (True, False)
    answer = alice_client.post(ADDRESS, {**USUAL, "messages_at": "9", "preview": "yes"})
    assert (answer.status_code, "such as 21:30" in answer.content.decode()) == (400, True)


def test_what_falls_into_quiet_hours_comes_as_one(alice: User, alice_client: Client) -> None:
    Nudge.objects.create(user=alice, slot="evening", at=time(23, 0))
    html = preview(alice_client, messages_at="07:00")
    assert next_times(html)[0] == (
        "Monday 23 November",
        "07:00",
        "Morning messages and evening nudge, after your quiet hours",
    )


def test_next_times_keep_to_the_wall_clock_when_the_clocks_change(
    alice_client: Client, alice: User, noon: time_machine.Traveller
) -> None:
    noon.move_to(datetime(2027, 3, 26, 12, tzinfo=UTC))
    alice_client.force_login(alice)
    html = preview(alice_client, messages_at="02:30", quiet_from="00:00", quiet_until="00:00")
    assert [(day, clock) for day, clock, _ in next_times(html)][:3] == [
        ("Saturday 27 March", "02:30"),
        ("Sunday 28 March", "03:00"),
        ("Monday 29 March", "02:30"),
    ]


def test_days_of_a_pause_are_left_out(alice: User, alice_client: Client) -> None:
    Pause.objects.create(user=alice, starts_on=date(2026, 11, 23), ends_on=date(2026, 11, 30))
    assert next_times(preview(alice_client))[0][0] == "Tuesday 1 December"


def test_half_written_form_is_answered_without_times(alice_client: Client) -> None:
    html = preview(alice_client, messages_at="9")
    assert (next_times(html), "can’t be read yet" in html) == ([], True)


def test_settings_are_kept_and_taken_back(alice: User, alice_client: Client) -> None:
    changes = {"messages_at": "08:05", "most_a_week": "7", "paused_until": "2026-12-24"}
    answer = alice_client.post(ADDRESS, {**USUAL, **changes}, follow=True)
    assert answer.redirect_chain == [(ADDRESS, 302)]
    plan = Plan.objects.get(user=alice)
    assert (plan.messages_at, plan.most_a_week, plan.paused_until) == (
        time(8, 5),
        7,
        date(2026, 12, 24),
    )
    # The first messages after the pause: 08:05 in Berlin.
    assert plan.next_pass_at == datetime(2026, 12, 24, 7, 5, tzinfo=UTC)
    alice_client.post(f"/undo/{Change.objects.get().batch}/")
    plan.refresh_from_db()
    assert (plan.messages_at, plan.most_a_week, plan.paused_until) == (time(9), 3, None)


def test_same_settings_twice_change_nothing(alice_client: Client) -> None:
    for _ in range(2):
        alice_client.post(ADDRESS, {**USUAL, "most_a_day": "2"})
    assert Change.objects.count() == 1


def test_switched_off_nothing_will_be_sent(alice: User, alice_client: Client) -> None:
    off = {name: value for name, value in USUAL.items() if name != "is_on"}
    html = alice_client.post(ADDRESS, off, follow=True).content.decode()
    assert (next_times(html), "reminders are off" in html) == ([], True)
    assert Plan.objects.get(user=alice).paused_until == NEVER
    assert 'value="9000-01-01"' not in html
    html = alice_client.post(ADDRESS, USUAL, follow=True).content.decode()
    assert (len(next_times(html)), Plan.objects.get(user=alice).paused_until) == (7, None)


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"messages_at": "24:00"}, "Please write a time such as 21:30."),
        ({"quiet_from": ""}, "A time is missing."),
        ({"paused_until": "2026-11-22"}, "That day has begun."),
        ({"paused_until": "2027-11-25"}, "no more than a year"),
        ({"paused_until": "9999-12-31"}, "no more than a year"),
        ({"most_a_day": "11"}, "11 is not one of the available choices"),
        ({"most_a_week": "-1"}, "-1 is not one of the available choices"),
        ({"language": "tlh"}, "tlh is not one of the available choices"),
    ],
)
def test_settings_that_cannot_be_are_refused_beside_their_field(
    alice_client: Client, changes: dict[str, str], complaint: str
) -> None:
    answer = alice_client.post(ADDRESS, {**USUAL, **changes})
    assert (answer.status_code, complaint in answer.content.decode()) == (400, True)
    assert not Plan.objects.exists()


def test_pause_that_is_over_is_shown_as_none(alice: User, alice_client: Client) -> None:
    alice_client.post(ADDRESS, USUAL)
    Plan.objects.update(paused_until=date(2026, 11, 20))
    html = alice_client.get(ADDRESS).content.decode()
    assert ("2026-11-20" in html, len(next_times(html))) == (False, 7)


def test_cap_that_is_not_on_offer_stays_chosen(alice: User, alice_client: Client) -> None:
    alice_client.post(ADDRESS, USUAL)
    Plan.objects.update(most_a_week=21)
    html = alice_client.get(ADDRESS).content.decode()
    assert '<option value="21" selected>21</option>' in html


def test_settings_of_alice_are_nobody_elses(alice_client: Client, bob_client: Client) -> None:
    alice_client.post(ADDRESS, {**USUAL, "messages_at": "05:55"})
    assert "05:55" not in bob_client.get(ADDRESS).content.decode()
