"""The settings page, the account page, and the zone that is confirmed on Today."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from routines.accounts import services
from routines.accounts.models import User

CHOSEN = {
    "time_zone": "America/New_York",
    "day_starts_at": "04:30",
    "locale": "de_AT",
    "appearance": "dark",
    "skin_type": "sensitive",
    "exfoliation_cap": "3",
    "count_weekday": "0",
    "counts_hidden": "on",
}


def save(client: Client, **changed: str) -> Any:
    return client.post(reverse("accounts:settings"), CHOSEN | changed)


def test_settings_are_stored_as_chosen(alice_client: Client, alice: User) -> None:
    answer = save(alice_client)
    alice.refresh_from_db()

    assert (answer.status_code, answer["Location"]) == (302, reverse("accounts:settings"))
    assert services.Preferences.of(alice) == services.Preferences(
        time_zone="America/New_York",
        day_starts_at=time(4, 30),
        locale="de_AT",
        appearance="dark",
        skin_type="sensitive",
        exfoliation_cap=3,
        count_weekday=0,
        counts_hidden=True,
    )
    assert alice.time_zone_confirmed_at is not None
    page = alice_client.get(reverse("accounts:settings"))
    assert 'data-appearance="dark"' in page.content.decode()
    assert [str(message) for message in page.context["messages"]] == ["Your settings are saved."]


def test_settings_shown_are_settings_stored(alice_client: Client, alice: User) -> None:
    save(alice_client)
    form = alice_client.get(reverse("accounts:settings")).context["form"]

    shown = {name: form[name].value() for name in CHOSEN}
    assert shown == {**CHOSEN, "exfoliation_cap": 3, "count_weekday": 0, "counts_hidden": True}


def test_cap_left_to_the_skin_type_follows_it(alice_client: Client, alice: User) -> None:
    for skin_type, cap in [("sensitive", 1), ("oily", 2), ("", 2)]:
        save(alice_client, exfoliation_cap="", skin_type=skin_type)
        alice.refresh_from_db()
        assert (alice.exfoliation_cap, alice.weekly_exfoliation_cap) == (None, cap)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("time_zone", "Mars/Olympus"),
        ("time_zone", ""),
        ("time_zone", "Etc/GMT-3"),
        ("time_zone", "x" * 5000),
        ("day_starts_at", "06:30"),
        ("day_starts_at", "03:10"),
        ("day_starts_at", "-1"),
        ("day_starts_at", ""),
        ("locale", "tlh"),
        ("locale", "<script>"),
        ("appearance", "neon"),
        ("appearance", ""),
        ("skin_type", "scaly"),
        ("exfoliation_cap", "0"),
        ("exfoliation_cap", "4"),
        ("exfoliation_cap", "2.5"),
        ("exfoliation_cap", "٣"),
        ("count_weekday", "7"),
        ("count_weekday", "-1"),
        ("count_weekday", "1e9"),
        ("count_weekday", ""),
    ],
)
def test_settings_refuse_with_a_message_beside_the_field(
    alice_client: Client, alice: User, field: str, text: str
) -> None:
    before = services.Preferences.of(alice)
    answer = save(alice_client, **{field: text})
    alice.refresh_from_db()

    assert answer.status_code == 400
    assert list(answer.context["form"].errors) == [field]
    page = answer.content.decode()
    assert f'id="error_1_id_{field}"' in page
    assert "<script>" not in page
    assert services.Preferences.of(alice) == before


def test_settings_page_asks_the_database_twice(
    alice_client: Client, django_assert_num_queries: Callable[..., Any]
) -> None:
    with django_assert_num_queries(2):  # session, person
        alice_client.get(reverse("accounts:settings"))


def test_account_page_shows_each_way_in_with_its_state(
    alice_client: Client, alice: User, django_assert_num_queries: Callable[..., Any]
) -> None:
    with django_assert_num_queries(6):  # session, person, its sessions, keys, address, consent
        answer = alice_client.get(reverse("accounts:account"))

    page = answer.context["page"]
    assert (page.email_state, page.password_state, page.two_step_state, page.passkey_state) == (
        "alice@example.org",
        "Change it",
        "Off",
        "None yet",
    )
    assert page.session_state == "Only here"
    assert "Given on 22 Nov 2026" in answer.content.decode()


def test_weekdays_and_times_are_written_as_the_person_reads_them(
    alice_client: Client, alice: User
) -> None:
    save(alice_client, locale="en_US")
    form = alice_client.get(reverse("accounts:settings")).context["form"]

    assert form.fields["day_starts_at"].help_text == (
        "With 3:00\u202fAM, a routine at 12:40\u202fAM belongs to the evening before."
    )
    save(alice_client, locale="de_AT")
    form = alice_client.get(reverse("accounts:settings")).context["form"]
    assert dict(form.fields["count_weekday"].choices)[6] == "Sonntag"


def test_another_zone_moves_no_day_already_logged(alice: User) -> None:
    from routines.diary.models import DayNote

    note = DayNote.objects.create(
        user=alice, day=date(2026, 11, 22), text="calm", given_at=datetime(2026, 11, 22, tzinfo=UTC)
    )
    now = datetime(2026, 11, 22, 14, tzinfo=UTC)
    assert alice.today(now) == date(2026, 11, 22)

    services.confirm_zone(user=alice, time_zone="Pacific/Kiritimati", at=now)

    note.refresh_from_db()
    assert (alice.today(now), note.day) == (date(2026, 11, 23), date(2026, 11, 22))


def test_zone_of_the_browser_is_followed(alice_client: Client, alice: User) -> None:
    answer = alice_client.post(reverse("accounts:confirm_zone"), {"time_zone": "Asia/Tokyo"})
    alice.refresh_from_db()

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert (alice.time_zone, alice_client.session.get("kept_zone")) == ("Asia/Tokyo", None)


def test_zone_is_kept_and_not_asked_about_again(alice_client: Client, alice: User) -> None:
    data = {"time_zone": "Asia/Tokyo", "keep": "on"}
    alice_client.post(reverse("accounts:confirm_zone"), data)
    alice.refresh_from_db()

    assert (alice.time_zone, alice_client.session["kept_zone"]) == ("Europe/Berlin", "Asia/Tokyo")


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "<b>", "x" * 5000])
def test_zone_we_do_not_know_is_refused_beside_its_field(
    alice_client: Client, alice: User, zone: str
) -> None:
    answer = alice_client.post(reverse("accounts:confirm_zone"), {"time_zone": zone})
    alice.refresh_from_db()

    assert answer.status_code == 400
    assert list(answer.context["form"].errors) == ["time_zone"]
    assert ">Choose a time zone</option>" in answer.content.decode()
    assert alice.time_zone == "Europe/Berlin"


def test_zone_needs_a_post(alice_client: Client) -> None:
    assert alice_client.get(reverse("accounts:confirm_zone")).status_code == 405


def test_person_with_a_zone_that_no_longer_exists_lives_in_utc(alice: User) -> None:
    alice.time_zone = "Europe/Atlantis"

    assert str(alice.zone) == "UTC"


def test_security_policy_allows_nothing_inline_and_no_other_host(alice_client: Client) -> None:
    policy = alice_client.get(reverse("accounts:settings"))["Content-Security-Policy"]

    assert "unsafe" not in policy
    assert "http" not in policy
    assert "script-src 'self'" in policy


def test_user_is_never_written_with_the_address(alice: User) -> None:
    assert str(alice) == f"user {alice.pk}"
