"""The calendar feed: its secret address, and what calendars ask for."""

from __future__ import annotations

import gzip
import re
from datetime import timedelta
from typing import Any

import icalendar
import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from routines.accounts.models import User
from routines.diary.models import Step
from routines.reminders.models import Feed, Nudge
from routines.reminders.services import feeds
from tests.conftest import NOON

PAGE = "/reminders/channels/"


def made(client: Client) -> str:
    """Make an address on the page and return its path."""
    page = client.post(f"{PAGE}calendar/")
    found = re.search(
        r'id="feed-address" value="http://127.0.0.1:8000([^"]+)"', page.content.decode()
    )
    assert found is not None
    assert f'href="webcal://127.0.0.1:8000{found[1]}"' in page.content.decode()
    assert page["Cache-Control"] == "no-store"
    return found[1]


def events(answer: Any) -> dict[str, list[str]]:
    """The titles of the calendar's events with their rules, in order."""
    calendar = icalendar.Calendar.from_ical(answer.content)
    return {
        str(event["SUMMARY"]): event["RRULE"].to_ical().decode()
        for event in calendar.walk("VEVENT")
    }


@pytest.mark.usefixtures("routine")
def test_calendar_of_a_first_routine(alice: User, alice_client: Client, client: Client) -> None:
    alice.count_weekday = 2
    alice.save()
    answer = client.get(made(alice_client))

    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert answer["Cache-Control"] == "private, no-cache"
    assert events(answer) == {
        "Morning: Gentle cleanser, Moisturiser, Sunscreen": "FREQ=DAILY",
        "Evening: Gentle cleanser, Moisturiser": "FREQ=DAILY",
        "Evening: Exfoliation": "FREQ=WEEKLY;BYDAY=WE,SA",
        "Weekly count": "FREQ=WEEKLY;BYDAY=WE",
    }


@pytest.mark.usefixtures("routine")
def test_calendar_asks_a_constant_number_of_queries(
    alice_client: Client, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    address = made(alice_client)
    client.get(address)
    with django_assert_num_queries(5):
        client.get(address)


def test_address_is_shown_once_and_only_its_digest_is_kept(
    alice: User, alice_client: Client
) -> None:
    address = made(alice_client)
    token = address.split("/")[-1].removesuffix(".ics")

    assert token not in alice_client.get(PAGE).content.decode()
    kept = Feed.objects.of(alice).values().get()
    assert token not in repr(kept)
    assert kept["token_digest"] == feeds.digest_of(token)
    assert len(token) >= 40


@pytest.mark.usefixtures("routine")
def test_calendar_that_has_not_changed_is_not_sent_again(
    alice_client: Client, client: Client, noon: time_machine.Traveller
) -> None:
    address = made(alice_client)
    first = client.get(address)
    # Sunday noon; the day after is another week.
    noon.move_to(NOON + timedelta(hours=5))

    by_tag = client.get(address, headers={"if-none-match": first["ETag"]})
    by_date = client.get(address, headers={"if-modified-since": first["Last-Modified"]})

    assert first["Last-Modified"] == "Sun, 22 Nov 2026 12:00:00 GMT"
    for answer in (by_tag, by_date):
        assert (answer.status_code, answer.content) == (304, b"")
        assert (answer["ETag"], answer["Last-Modified"]) == (first["ETag"], first["Last-Modified"])
    assert client.get(address).content == first.content


@pytest.mark.usefixtures("routine")
def test_calendar_that_has_changed_is_sent(
    alice: User, alice_client: Client, client: Client, noon: time_machine.Traveller
) -> None:
    address = made(alice_client)
    first = client.get(address)
    noon.move_to(NOON + timedelta(hours=5))
    Nudge.objects.create(user=alice, slot="evening", at="22:30")

    conditions = {"if-none-match": first["ETag"], "if-modified-since": first["Last-Modified"]}
    second = client.get(address, headers=conditions)
    by_date = client.get(address, headers={"if-modified-since": first["Last-Modified"]})

    assert (second.status_code, by_date.status_code) == (200, 200)
    assert second["ETag"] != first["ETag"]
    assert second["Last-Modified"] == "Sun, 22 Nov 2026 17:00:00 GMT"
    assert b"T223000" in second.content


@pytest.mark.usefixtures("routine")
def test_calendar_is_compressed_for_who_can_read_it(alice_client: Client, client: Client) -> None:
    address = made(alice_client)
    plain = client.get(address)
    packed = client.get(address, headers={"accept-encoding": "gzip"})

    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert len(packed.content) < len(plain.content) / 2


def test_new_address_ends_the_old_one(alice: User, alice_client: Client, client: Client) -> None:
    old, new = made(alice_client), made(alice_client)

    assert (client.get(old).status_code, client.get(new).status_code) == (410, 200)
    assert Feed.objects.of(alice).count() == 2


def test_revoked_address_leads_nowhere(alice: User, alice_client: Client, client: Client) -> None:
    address = made(alice_client)
    alice_client.post(f"{PAGE}calendar/revoke/")

    answer = client.get(address)
    assert (answer.status_code, answer.content) == (410, b"This calendar has ended.\n")
    assert "Make the address" in alice_client.get(PAGE).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["x", "a" * 43, "%00", "%F0%9F%98%80", "a" * 5000])
def test_unknown_address_is_not_found(client: Client, token: str) -> None:
    assert client.get(f"/reminders/calendar/{token}.ics").status_code == 404


def test_calendar_of_a_closed_account_is_not_found(
    alice: User, alice_client: Client, client: Client
) -> None:
    address = made(alice_client)
    alice.is_active = False
    alice.save()

    assert client.get(address).status_code == 404


@pytest.mark.usefixtures("routine")
def test_names_are_left_out_and_stay_out_with_a_new_address(
    alice_client: Client, client: Client, routine: list[Step]
) -> None:
    made(alice_client)
    alice_client.post(f"{PAGE}calendar/names/", {})
    answer = client.get(made(alice_client))

    assert list(events(answer)) == ["Morning routine", "Evening routine", "Weekly count"]
    for name in (b"cleanser", b"Moisturiser", b"skin", b"Skin"):
        assert name not in answer.content.replace(b"-//Skin-care diary//", b"")


@pytest.mark.usefixtures("routine")
def test_hidden_counts_are_not_in_it(alice: User, alice_client: Client, client: Client) -> None:
    alice.counts_hidden = True
    alice.save()

    assert "Weekly count" not in events(client.get(made(alice_client)))


@pytest.mark.usefixtures("routine")
def test_head_is_answered_without_the_calendar(alice_client: Client, client: Client) -> None:
    answer = client.head(made(alice_client))

    assert (answer.status_code, answer.content) == (200, b"")
    assert isinstance(answer["ETag"], str)


def test_service_worker_is_served_for_the_whole_diary(
    client: Client, settings: Any, tmp_path: Any
) -> None:
    settings.FRONTEND_BUILD = tmp_path
    assert client.get("/service-worker.js").status_code == 404
    (tmp_path / "service-worker.js").write_text("// works")

    answer = client.get("/service-worker.js")

    assert answer.content == b"// works"
    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer["Cache-Control"] == "no-cache"
    assert "connect-src 'self'" in answer["Content-Security-Policy"]
