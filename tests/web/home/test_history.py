"""The month and the seven days, as the server answers."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from routines.accounts.models import User
from routines.diary.models import Entry, Pause, Step
from routines.spots.models import Count
from tests.conftest import NOON
from tests.web.home.conftest import TODAY


def test_month_shows_days_in_the_locales_week(
    alice: User, alice_client: Client, routine: list[Step]
) -> None:
    html = alice_client.get("/history/", headers={"Accept-Language": "en-US"}).content.decode()
    heads = re.findall(r'<abbr title="(\w+)">', html)
    assert heads[0] == "Sunday"
    html = alice_client.get("/history/", headers={"Accept-Language": "de"}).content.decode()
    assert re.findall(r'<abbr title="(\w+)">', html)[0] == "Montag"
    assert "November 2026" in html


def test_month_shows_counts_unless_they_are_hidden(
    alice: User, alice_client: Client, routine: list[Step]
) -> None:
    Count.objects.create(user=alice, day=TODAY, counted_at=NOON, given_at=NOON, forehead=3, nose=14)
    html = alice_client.get("/history/").content.decode()
    assert "; spots 17" in html
    alice.counts_hidden = True
    alice.save()
    html = alice_client.get("/history/").content.decode()
    assert "month-count" not in html
    assert "; spots" not in html


def test_month_with_a_logged_day_that_was_paused_says_both(
    alice: User, alice_client: Client, routine: list[Step]
) -> None:
    Entry.objects.create(user=alice, step=routine[0], day=TODAY, answer="done", given_at=NOON)
    Pause.objects.create(user=alice, starts_on=TODAY, ends_on=TODAY)
    html = alice_client.get("/history/").content.decode()
    assert "1 day logged in November 2026, 1 day paused" in html
    assert "Nothing here yet" not in html


@pytest.mark.parametrize(
    "query",
    [
        "month=2026-13",
        "month=2027-01",
        "month=1999-12",
        "month=x",
        "month=0001-01",
        "month=9999-12",
    ],
)
def test_month_that_cannot_be_shown_says_so_and_shows_this_one(
    alice_client: Client, routine: list[Step], query: str
) -> None:
    answer = alice_client.get(f"/history/?{query}")
    html = answer.content.decode()
    assert answer.status_code == 400
    assert "That month can’t be shown" in html
    assert "November 2026" in html


@pytest.mark.parametrize("query", ["of=2026-02-30", "of=2026-11-23", "of=1999-12-31", "of=x"])
def test_days_that_cannot_be_shown_say_so(
    alice_client: Client, routine: list[Step], query: str
) -> None:
    answer = alice_client.get(f"/history/week/?{query}")
    assert answer.status_code == 400
    assert "Those days can’t be shown" in answer.content.decode()


@pytest.mark.parametrize("query", ["", "month=2024-02", "month=2000-01", "month="])
def test_month_of_any_time_since_the_diary_began_is_shown(
    alice_client: Client, routine: list[Step], query: str
) -> None:
    assert alice_client.get(f"/history/?{query}").status_code == 200


def test_tap_in_the_grid_answers_with_the_cell_and_leads_back_to_the_grid(
    alice_client: Client, routine: list[Step]
) -> None:
    day = TODAY - timedelta(days=4)
    address = f"/day/{day}/step/{routine[2].pk}/"
    sent = {"answer": "done", "cell": "1", "next": "/history/week/"}
    answer = alice_client.post(address, sent, headers={"HX-Request": "true"})
    html = answer.content.decode()
    assert html.startswith(f'<td role="cell" id="cell-{routine[2].pk}-{day}">')
    assert 'aria-pressed="true"' in html
    assert 'name="next" value="/history/week/"' in html
    assert Entry.objects.get().day == day
    answer = alice_client.post(address, sent)
    assert (answer.status_code, answer["Location"]) == (302, "/history/week/")


@pytest.mark.parametrize(
    "next_page",
    [
        "https://example.org/",
        "//example.org",
        "/\\example.org",
        "javascript:1",
        "history",
        "٣",
        "/a\x00b",
        "/a\nLocation: //example.org",
    ],
)
def test_tap_never_leads_to_another_site(
    alice_client: Client, routine: list[Step], next_page: str
) -> None:
    address = f"/day/{TODAY}/step/{routine[2].pk}/"
    answer = alice_client.post(address, {"answer": "done", "next": next_page})
    assert answer["Location"] == "/"


def test_grid_of_the_past_fills_in_several_days(
    alice_client: Client, routine: list[Step], answer: Callable[..., None]
) -> None:
    answer(routine[0], TODAY - timedelta(days=9))
    html = alice_client.get(f"/history/week/?of={TODAY - timedelta(days=7)}").content.decode()
    assert html.count('class="cell-button row-button"') == 6 * 7
    assert html.count('aria-pressed="true"') == 1
