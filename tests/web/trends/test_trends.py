"""The trends page and the sheet of counts, as a browser sees them."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from routines.accounts.models import User
from routines.diary.models import Answer, Entry, Happening, HappeningKind, Pause, Step, StepTerm
from routines.diary.regions import FACE
from routines.spots.models import Count

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)
PAGE = "/trends/"
COLUMNS = [
    "day",
    "counted_at",
    "forehead",
    "right_eye",
    "left_eye",
    "nose",
    "right_cheek",
    "left_cheek",
    "upper_lip",
    "chin",
    "temples",
    "ears",
    "chest",
    "back",
    "arms",
    "whole_face",
    "unsure",
    "note",
]

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::UserWarning"),  # no built front end, no static folder
]


@pytest.fixture(autouse=True)
def now() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def add_count(user: User, days: int, **values: Any) -> Count:
    numbers = {key: number for key, number in values.items() if key != "removed_at"}
    if not set(numbers) - {"note", "unsure"}:
        numbers |= dict.fromkeys(FACE, 1)
    return Count.objects.create(
        user=user,
        day=ago(days),
        counted_at=NOW - timedelta(days=days),
        given_at=NOW,
        removed_at=values.get("removed_at"),
        **numbers,
    )


def add_step(user: User, days: int, name: str = "Sunscreen") -> Step:
    step = Step.objects.create(user=user, kind="sunscreen")
    StepTerm.objects.create(
        user=user,
        step=step,
        name=name,
        slot="morning",
        cadence_kind="daily",
        starts_on=ago(days),
    )
    return step


def keep(user: User, step: Step, days: range) -> None:
    Entry.objects.bulk_create(
        Entry(user=user, step=step, day=ago(number), answer=Answer.DONE, given_at=NOW)
        for number in days
    )


def chart_of(page: str) -> dict[str, Any]:
    found = re.search(r'<script id="count-chart-data" type="application/json">(.*?)</script>', page)
    assert found is not None
    data: dict[str, Any] = json.loads(found[1])
    return data


def text_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


@pytest.mark.parametrize("name", ["trends:trends", "trends:counts"])
def test_stranger_is_sent_to_the_login_page(name: str) -> None:
    response = Client().get(reverse(name))
    assert response.status_code == 302
    assert response["Location"].startswith("/account/login/")


@pytest.mark.parametrize("name", ["trends:trends", "trends:counts"])
def test_only_get_is_answered(alice_client: Client, name: str) -> None:
    assert alice_client.post(reverse(name)).status_code == 405


def test_empty_diary_says_what_to_do(alice_client: Client) -> None:
    response = alice_client.get(PAGE)
    page = text_of(response.content.decode())
    assert response.status_code == 200
    assert "No counts in this time" in page
    assert "Nothing logged yet" in page
    assert "charts.js" not in response.content.decode()


def test_three_counts_ask_for_one_more(alice: User, alice_client: Client) -> None:
    for days in (14, 7, 0):
        add_count(alice, days)
    page = text_of(alice_client.get(PAGE).content.decode())
    assert "3 counts from 8 Nov 2026 to 22 Nov 2026, each 8." in page
    assert "One more weekly count and a line appears." in page


def test_counts_are_drawn_and_told_in_a_table(alice: User, alice_client: Client) -> None:
    add_count(alice, 7, whole_face=0)
    add_count(alice, 7, whole_face=2)
    add_count(alice, 0, nose=5)
    page = alice_client.get(PAGE).content.decode()
    assert chart_of(page) == {
        "locale": "en-GB",
        "first": ago(27).isoformat(),
        "last": TODAY.isoformat(),
        "joined": False,
        "runs": [{"way": "quick", "days": [20, 20], "counts": [0, 2], "again": [1]}],
        "events": [],
        "pauses": [],
    }
    assert re.findall(r"<tr><th[^>]*>(.*?)</th><td[^>]*>(.*?)</td><td>(.*?)</td></tr>", page) == [
        ("22 Nov 2026", "5", "Only: Nose"),
        ("15 Nov 2026", "0", "At a glance"),
        ("15 Nov 2026", "2", "Counted again"),
    ]


def test_removed_counts_and_taken_back_happenings_are_gone(
    alice: User, alice_client: Client
) -> None:
    kind = HappeningKind.objects.create(
        key="test-laser", name="A laser", group="treatment", opens_segment=True
    )
    Happening.objects.create(user=alice, day=ago(3), kind=kind, active=False, given_at=NOW)
    add_count(alice, 7, whole_face=4)
    add_count(alice, 0, whole_face=9, removed_at=NOW)
    data = chart_of(alice_client.get(PAGE).content.decode())
    assert [run["counts"] for run in data["runs"]] == [[4]]
    assert data["events"] == []


def test_happening_breaks_the_line_and_is_named(alice: User, alice_client: Client) -> None:
    kind = HappeningKind.objects.create(
        key="test-laser", name="A laser", group="treatment", opens_segment=True
    )
    Happening.objects.create(
        user=alice, day=ago(3), kind=kind, region="nose", active=True, given_at=NOW
    )
    for days in (7, 0):
        add_count(alice, days)
    response = alice_client.get(PAGE).content.decode()
    assert [run["days"] for run in chart_of(response)["runs"]] == [[20], [27]]
    assert chart_of(response)["events"] == [[24, 1, "A laser (nose)", True]]
    assert "19 Nov 2026 A laser (nose)" in text_of(response)
    chin = chart_of(alice_client.get(f"{PAGE}?region=chin").content.decode())
    assert [run["days"] for run in chin["runs"]] == [[20, 27]]


def test_words_of_a_person_do_not_end_the_script(alice: User, alice_client: Client) -> None:
    add_step(alice, 90, name="First")
    add_step(alice, 5, name="</script><script>alert(1)</script>")
    add_count(alice, 7)
    page = alice_client.get(PAGE).content.decode()
    assert "<script>alert" not in page
    assert chart_of(page)["events"] == [[85, 1, "</script><script>alert(1)</script> added", False]]


def test_range_leaves_earlier_counts_out(alice: User, alice_client: Client) -> None:
    add_count(alice, 60, whole_face=3)
    add_count(alice, 28, whole_face=4)
    add_count(alice, 27, whole_face=5)
    for asked, counts in (("4w", [5]), ("12w", [3, 4, 5]), ("all", [3, 4, 5])):
        data = chart_of(alice_client.get(f"{PAGE}?range={asked}").content.decode())
        assert [number for run in data["runs"] for number in run["counts"]] == counts


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("range=5y", "There is no such span of time."),
        ("range=26W", "There is no such span of time."),
        ("range=-1w", "There is no such span of time."),
        ("region=elbow", "There is no such place."),
        ("region=whole_face", "There is no such place."),
        ("region=" + "x" * 5000, "There is no such place."),
    ],
)
def test_what_does_not_exist_is_said(
    alice: User, alice_client: Client, query: str, problem: str
) -> None:
    add_count(alice, 0)
    response = alice_client.get(f"{PAGE}?{query}")
    assert response.status_code == 400
    assert problem in text_of(response.content.decode())
    assert "One count, on 22 Nov 2026: 8." in text_of(response.content.decode())


def test_empty_choices_are_the_usual(alice_client: Client) -> None:
    response = alice_client.get(f"{PAGE}?range=&region=&page=7")
    assert response.status_code == 200
    assert '<a href="?" aria-current="true">26 weeks</a>' in response.content.decode()


def test_kept_of_scheduled_is_told_for_each_span(alice: User, alice_client: Client) -> None:
    step = add_step(alice, 40)
    keep(alice, step, range(17))
    Entry.objects.create(user=alice, step=step, day=ago(20), answer=Answer.NOT_DONE, given_at=NOW)
    Entry.objects.create(user=alice, step=step, day=ago(21), answer="", given_at=NOW)
    page = text_of(alice_client.get(PAGE).content.decode())
    assert "Sunscreen every day, morning 7 days 7 of 7" in page
    assert "30 days 17 of 18" in page
    assert "90 days 17 of 18" in page


def test_pauses_are_taken_out_of_both_cards(alice: User, alice_client: Client) -> None:
    step = add_step(alice, 40)
    keep(alice, step, range(17))
    add_count(alice, 7)
    Pause.objects.create(user=alice, starts_on=ago(5), ends_on=ago(4))
    response = alice_client.get(PAGE).content.decode()
    assert chart_of(response)["pauses"] == [[35, 36]]
    assert "7 days 5 of 5" in text_of(response)
    assert "30 days 15 of 15" in text_of(response)


def test_hidden_counts_are_not_on_the_page_nor_in_a_file(alice: User, alice_client: Client) -> None:
    alice.counts_hidden = True
    alice.save()
    add_count(alice, 0, whole_face=77)
    page = alice_client.get(PAGE).content.decode()
    assert "77" not in text_of(page)
    assert "count-chart" not in page
    assert f'href="{reverse("accounts:settings")}"' in page
    assert alice_client.get(reverse("trends:counts")).status_code == 404


def test_nothing_of_another_person_appears(alice: User, bob: User, bob_client: Client) -> None:
    step = add_step(alice, 40, name="Secret serum")
    keep(alice, step, range(9))
    add_count(alice, 0, whole_face=321, note="my secret")
    Pause.objects.create(user=alice, starts_on=ago(5))
    add_count(bob, 0, whole_face=4)
    add_step(bob, 3, name="Own step")
    page = bob_client.get(f"{PAGE}?range=all").content.decode()
    assert "Secret serum" not in page
    assert "321" not in page
    assert chart_of(page)["pauses"] == []
    sheet = bob_client.get(reverse("trends:counts")).content.decode()
    assert "secret" not in sheet
    assert len(sheet.splitlines()) == 2


def test_page_is_not_kept_by_caches(alice_client: Client) -> None:
    assert "no-store" in alice_client.get(PAGE)["Cache-Control"]


def fill(user: User, days: int) -> None:
    """Daily counts and two daily steps."""
    steps = [add_step(user, days, name=name) for name in ("One", "Two")]
    for step in steps:
        keep(user, step, range(days))
    Count.objects.bulk_create(
        (
            Count(
                user=user,
                day=ago(number),
                counted_at=NOW - timedelta(days=number),
                given_at=NOW,
                **dict.fromkeys(FACE, 1),
            )
            for number in range(days)
        ),
        batch_size=500,
    )


def test_queries_are_as_many_at_ten_years_as_at_one(
    alice: User, alice_client: Client, bob: User, bob_client: Client
) -> None:
    fill(alice, 365)
    fill(bob, 3650)
    queries = []
    for client in (alice_client, bob_client):
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get(f"{PAGE}?range=all").status_code == 200
        queries.append(len(captured))
    # Session, person, plans, counts, happenings, pauses in the window, answers, all pauses.
    assert queries == [8, 8]


def test_ten_years_stay_a_small_page(alice: User, alice_client: Client) -> None:
    fill(alice, 3650)
    page = alice_client.get(f"{PAGE}?range=all").content
    assert len(chart_of(page.decode())["runs"][0]["days"]) == 3650
    assert len(page) < 100_000


def test_sheet_holds_every_count_and_no_formula(alice: User, alice_client: Client) -> None:
    add_count(alice, 400, nose=0, chin=3, unsure=1, note="=HYPERLINK(1)")
    add_count(alice, 0, whole_face=9)
    add_count(alice, 0, whole_face=5, removed_at=NOW)
    response = alice_client.get(reverse("trends:counts"))
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="counts.csv"'
    assert response.content.decode().splitlines() == [
        ",".join(COLUMNS),
        "2025-10-18,2025-10-18T14:00+02:00,,,,0,,,,3,,,,,,,1,'=HYPERLINK(1)",
        "2026-11-22,2026-11-22T13:00+01:00,,,,,,,,,,,,,,9,,",
    ]
