"""The trends page and the sheet of counts, as a browser sees them."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, date, datetime, timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from routines.accounts.models import User
from routines.changes.services import undo
from routines.diary.models import Answer, Entry, Happening, HappeningKind, Pause, Step, StepTerm
from routines.diary.regions import FACE
from routines.spots.counting import Numbers
from routines.spots.models import Count
from routines.spots.services import Said, save_count

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)
PAGE = "/trends/"
ROUTINE = "/trends/routine/"
PLACES = "/trends/places/"
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

DOORS = [
    "trends:trends",
    "trends:counts",
    "trends:picture",
    "trends:how_we_know",
    "trends:routine",
    "trends:places",
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


def dots_of(page: str) -> list[str]:
    """Return what the dots say, in order."""
    found = re.search(r'data-words="([^"]*)"', page)
    assert found is not None
    return unescape(found[1]).split("\n")


def parts_of(page: str, class_: str) -> list[str]:
    """Return the tags of the large picture that have this class."""
    picture = page.split('class="chart-picture"')[1].split("</figure>", maxsplit=1)[0]
    return re.findall(rf'<[^>]*class=["\'][^"\']*\b{class_}\b[^>]*>', picture)


def text_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


@pytest.mark.parametrize("name", DOORS)
def test_stranger_is_sent_to_the_login_page(name: str) -> None:
    response = Client().get(reverse(name))
    assert response.status_code == 302
    assert response["Location"].startswith("/account/login/")


@pytest.mark.parametrize("name", DOORS)
def test_only_get_is_answered(alice_client: Client, name: str) -> None:
    assert alice_client.post(reverse(name)).status_code == 405


def test_empty_diary_says_what_to_do(alice_client: Client) -> None:
    response = alice_client.get(PAGE)
    page = text_of(response.content.decode())
    assert response.status_code == 200
    assert "No counts in this time" in page
    assert "what may be said of it takes 8 counts over 8 weeks" in page
    assert "Nothing logged yet" in text_of(alice_client.get(ROUTINE).content.decode())
    assert "data-chart" not in response.content.decode()


def test_three_counts_ask_for_more_and_two_promise_a_line(
    alice: User, alice_client: Client
) -> None:
    for days in (14, 7):
        add_count(alice, days)
    page = text_of(alice_client.get(PAGE).content.decode())
    assert "One more weekly count and a line appears." in page
    add_count(alice, 0)
    cache.clear()
    page = text_of(alice_client.get(PAGE).content.decode())
    assert "3 counts from 8 Nov 2026 to 22 Nov 2026, each 8." in page
    assert (
        "Not enough yet to say how the counts are going One count a week for about 6 more weeks "
        "would be enough." in page
    )


def test_counts_are_drawn_and_told_in_a_table(alice: User, alice_client: Client) -> None:
    add_count(alice, 7, whole_face=0)
    add_count(alice, 7, whole_face=2)
    add_count(alice, 0, nose=5)
    page = alice_client.get(PAGE).content.decode()
    assert dots_of(page) == [
        "Sunday, 15 November 2026: 0 spots, at a glance",
        "Sunday, 15 November 2026: 2 spots, counted again",
    ]
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
    page = alice_client.get(PAGE).content.decode()
    assert dots_of(page) == ["Sunday, 15 November 2026: 4 spots, at a glance"]
    assert parts_of(page, "chart-event") == []


def test_happening_breaks_the_line_and_is_named(alice: User, alice_client: Client) -> None:
    kind = HappeningKind.objects.create(
        key="test-laser", name="A laser", group="treatment", opens_segment=True
    )
    Happening.objects.create(
        user=alice, day=ago(24), kind=kind, region="nose", active=True, given_at=NOW
    )
    for days in range(42, -1, -7):
        add_count(alice, days)
    page = alice_client.get(PAGE).content.decode()
    assert len(parts_of(page, "chart-level")) == 2
    assert len(parts_of(page, "chart-event-segment")) == 1
    assert "29 Oct 2026 A laser (nose)" in text_of(page)
    chin = alice_client.get(f"{PAGE}?region=chin").content.decode()
    assert len(parts_of(chin, "chart-level")) == 1


def test_words_of_a_person_end_no_markup(alice: User, alice_client: Client) -> None:
    add_step(alice, 90, name="First")
    add_step(alice, 45, name="</svg><script>x</script>")
    add_count(alice, 7)
    page = alice_client.get(PAGE).content.decode()
    assert "<script>x" not in page
    assert "&lt;/svg&gt;&lt;script&gt;x&lt;/script&gt; added" in page


def test_range_leaves_earlier_counts_out(alice: User, alice_client: Client) -> None:
    add_count(alice, 60, whole_face=3)
    add_count(alice, 28, whole_face=4)
    add_count(alice, 27, whole_face=5)
    own = f"from={ago(40).isoformat()}&to={ago(28).isoformat()}"
    for asked, counts in (
        ("range=4w", [5]),
        ("range=12w", [3, 4, 5]),
        ("range=all", [3, 4, 5]),
        (own, [4]),
    ):
        dots = dots_of(alice_client.get(f"{PAGE}?{asked}").content.decode())
        assert [int(re.findall(r": (\d+) spots", dot)[0]) for dot in dots] == counts


def test_own_dates_stay_in_the_form_and_in_the_links(alice: User, alice_client: Client) -> None:
    add_count(alice, 20, nose=3, chin=2)
    query = f"from={ago(40).isoformat()}&to={ago(10).isoformat()}"
    page = alice_client.get(f"{PAGE}?{query}").content.decode()
    assert f'name="from" id="id_from" value="{ago(40).isoformat()}"' in page
    assert f'name="to" id="id_to" value="{ago(10).isoformat()}"' in page
    assert f'href="?{query.replace("&", "&amp;")}&amp;region=nose"' in page
    assert f'href="{reverse("trends:picture")}?{query.replace("&", "&amp;")}"' in page


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("range=5y", "There is no such span of time."),
        ("range=26W", "There is no such span of time."),
        ("range=-1w", "There is no such span of time."),
        ("region=elbow", "There is no such place."),
        ("region=whole_face", "There is no such place."),
        ("region=" + "x" * 5000, "There is no such place."),
        ("from=yesterday", "Write the date as year-month-day"),
        ("from=2026-11-23", "This day is still to come."),
        ("from=2026-03-02&to=2026-03-01", "This day is before the first one."),
        ("to=2026-03-01", "Say from which day on, too."),
        ("from=0000-01-01&to=99999-01-01", "Write the date as year-month-day"),
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


def test_pauses_are_hatched(alice: User, alice_client: Client) -> None:
    add_step(alice, 40)
    add_count(alice, 7)
    Pause.objects.create(user=alice, starts_on=ago(5), ends_on=ago(4))
    [pause] = parts_of(alice_client.get(PAGE).content.decode(), "chart-pause")
    assert "x='85.37%'" in pause.replace('"', "'")
    assert "width='4.88%'" in pause.replace('"', "'")


def test_day_that_was_logged_and_paused_later_is_not_nothing(
    alice: User, alice_client: Client
) -> None:
    keep(alice, add_step(alice, 3), range(1))
    Pause.objects.create(user=alice, starts_on=ago(3))
    page = text_of(alice_client.get(ROUTINE).content.decode())
    assert "Nothing logged yet" not in page
    assert "Sunscreen" in page


def test_verdict_is_said_with_what_it_rests_on(alice: User, alice_client: Client) -> None:
    for place, spots in enumerate([60, 55, 49, 45, 40, 37, 33, 30, 27, 25, 22, 20, 18, 16, 15]):
        add_count(alice, 7 * (14 - place), whole_face=spots)
    page = text_of(alice_client.get(f"{PAGE}?range=4w").content.decode())
    assert re.search(
        r"Going down Between \d+.% and \d+.% fewer a month, from 15 counts in 14 weeks\. "
        r"Lower than 12 weeks ago: .* How we know",
        page,
    )


def test_alarm_asks_for_a_recount(alice: User, alice_client: Client) -> None:
    for place, spots in enumerate([6, 8, 7, 7, 6, 8, 7, 6, 7, 8, 7, 6, 16, 19]):
        add_count(alice, 7 * (13 - place), whole_face=spots)
    page = text_of(alice_client.get(PAGE).content.decode())
    assert "Worth counting again Higher than before: about 18 spots a count" in page
    assert "consider asking a dermatologist" in page


def test_regions_are_shown_in_small_with_links_to_them(alice: User, alice_client: Client) -> None:
    for days in (21, 14, 7, 0):
        add_count(alice, days, nose=3, chin=5)
    page = alice_client.get(f"{PLACES}?range=4w").content.decode()
    assert tile_links(page) == [
        "/trends/?range=4w&amp;region=nose",
        "/trends/?range=4w&amp;region=chin",
    ]


def tile_links(page: str) -> list[str]:
    tiles = page.split('class="region-tiles"')[1].split("</ul>", maxsplit=1)[0]
    return re.findall(r'<a href="([^"]+)"', tiles)


def test_places_come_later_and_along_once_they_are_known(alice: User, alice_client: Client) -> None:
    for days in (21, 14, 7, 0):
        add_count(alice, days, nose=3, chin=5)
    page = alice_client.get(f"{PAGE}?range=4w").content.decode()
    assert f'hx-get="{PLACES}?range=4w" hx-trigger="load"' in page
    assert f'<a href="{PLACES}?range=4w">How each place is going</a>' in page
    section = alice_client.get(f"{PLACES}?range=4w", headers={"HX-Request": "true"})
    assert section.content.decode().startswith('<section class="card-paper stack" aria-labelledby')
    page = alice_client.get(f"{PAGE}?range=12w").content.decode()
    assert 'hx-get="/trends/places/' not in page
    assert tile_links(page) == [
        "/trends/?range=12w&amp;region=nose",
        "/trends/?range=12w&amp;region=chin",
    ]


def test_places_of_a_diary_with_one_say_so(alice: User, alice_client: Client) -> None:
    add_count(alice, 0, nose=3)
    assert 'hx-get="/trends/places/' not in alice_client.get(PAGE).content.decode()
    page = text_of(alice_client.get(PLACES).content.decode())
    assert "Fewer than two places were counted lately." in page


def test_places_asked_for_wrongly_are_refused(alice: User, alice_client: Client) -> None:
    assert alice_client.get(f"{PLACES}?region=moon").status_code == 400
    alice.counts_hidden = True
    alice.save()
    assert alice_client.get(PLACES).status_code == 404


def test_zeros_are_no_spots_and_no_claim(alice: User, alice_client: Client) -> None:
    for number in range(10):
        add_count(alice, 7 * number, whole_face=0)
    assert "No spots logged 10 counts in 9 weeks." in text_of(
        alice_client.get(PAGE).content.decode()
    )


def test_how_we_know_is_a_page(alice_client: Client) -> None:
    response = alice_client.get(reverse("trends:how_we_know"))
    assert response.status_code == 200


def test_picture_is_a_file(alice: User, alice_client: Client) -> None:
    add_count(alice, 7, nose=3)
    response = alice_client.get(reverse("trends:picture"), {"range": "4w"})
    assert response["Content-Type"] == "image/svg+xml"
    assert response["Content-Disposition"] == 'attachment; filename="counts.svg"'
    assert response.content.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns=')
    assert "26 Oct 2026 to 22 Nov 2026" in response.content.decode()


def test_picture_of_what_does_not_exist_is_refused(alice_client: Client) -> None:
    response = alice_client.get(reverse("trends:picture"), {"range": "5y"})
    assert (response.status_code, response["Content-Type"]) == (400, "text/plain")


def test_hidden_counts_are_not_on_the_page_nor_in_a_file(alice: User, alice_client: Client) -> None:
    alice.counts_hidden = True
    alice.save()
    add_count(alice, 0, whole_face=77)
    page = alice_client.get(PAGE).content.decode()
    assert "77" not in text_of(page)
    assert "count-chart" not in page
    assert f'href="{reverse("accounts:settings")}"' in page
    assert alice_client.get(reverse("trends:counts")).status_code == 404
    assert alice_client.get(reverse("trends:picture")).status_code == 404


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
    assert parts_of(page, "chart-pause") == []
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
    for address in (f"{PAGE}?range=all", ROUTINE, f"{PLACES}?range=all"):
        for client in (alice_client, bob_client):
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address).status_code == 200
            queries.append(len(captured))
    # Session, person, version, plans; counts, happenings, pauses shown; or answers, all pauses.
    assert queries == [7, 7, 6, 6, 7, 7]


def test_routine_comes_later_and_along_once_it_is_known(alice: User, alice_client: Client) -> None:
    keep(alice, add_step(alice, 40), range(17))
    page = alice_client.get(PAGE).content.decode()
    assert f'hx-get="{ROUTINE}" hx-trigger="load"' in page
    assert f'<a href="{ROUTINE}">How much of your routine you kept</a>' in page
    assert "Sunscreen" in text_of(alice_client.get(ROUTINE).content.decode())
    page = alice_client.get(PAGE).content.decode()
    assert f'hx-get="{ROUTINE}"' not in page
    assert "Sunscreen" in text_of(page)


def test_second_look_reads_nothing_again(alice: User, alice_client: Client) -> None:
    fill(alice, 30)
    first = text_of(alice_client.get(PAGE).content.decode())
    with CaptureQueriesContext(connection) as captured:
        assert text_of(alice_client.get(PAGE).content.decode()) == first
    assert len(captured) == 3  # session, person, version


def test_write_and_taking_it_back_are_seen_at_once(alice: User, alice_client: Client) -> None:
    add_count(alice, 7, whole_face=4)
    said = Said(day=TODAY, numbers=Numbers(by_region={}, whole_face=9))
    assert len(dots_of(alice_client.get(PAGE).content.decode())) == 1
    saved = save_count(user=alice, key=uuid.uuid4(), said=said, at=NOW)
    assert len(dots_of(alice_client.get(PAGE).content.decode())) == 2
    assert saved.batch is not None
    undo(user=alice, batch=saved.batch, at=NOW)
    assert len(dots_of(alice_client.get(PAGE).content.decode())) == 1


def test_ten_years_stay_a_small_page(alice: User, alice_client: Client) -> None:
    fill(alice, 3650)
    page = alice_client.get(f"{PAGE}?range=all").content
    assert len(dots_of(page.decode())) == 174
    assert dots_of(page.decode())[-1] == "3 weeks from 2 Nov 2026: 8 spots on average of 21 counts"
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
