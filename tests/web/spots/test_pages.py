"""The pages of counts: counting, the result, correcting, removing, the list."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from routines.accounts.models import User
from routines.changes.models import Change
from routines.diary.regions import FACE, Region
from routines.spots.models import Count
from routines.spots.services import MOST_A_DAY
from tests.conftest import NOON

pytestmark = pytest.mark.usefixtures("present")

TODAY = date(2026, 11, 22)
KEY = "11111111-1111-4111-8111-111111111111"
Save = Callable[..., Count]


def sent(**fields: object) -> dict[str, object]:
    """What the form sends, of which the test names the rest."""
    return {"key": KEY, "way": "regions", "day": TODAY.isoformat(), **fields}


def numbers_of(count: Count) -> dict[str, int]:
    """What was counted in a row, and nothing else."""
    return {name: number for name, number in count.numbers().items() if number is not None}


def errors_of(response: Any) -> dict[str, list[str]]:
    errors: dict[str, list[str]] = response.context["form"].errors
    return errors


# --- Who may come in -----------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["", "correct/"])
def test_page_of_a_count_is_not_there_for_a_stranger(
    save: Save, bob_client: Client, path: str
) -> None:
    assert bob_client.get(f"/spots/{save().pk}/{path}").status_code == 404


@pytest.mark.parametrize("path", ["correct/", "remove/"])
def test_writing_to_a_count_is_not_possible_for_a_stranger(
    save: Save, bob_client: Client, path: str
) -> None:
    count = save()
    assert bob_client.post(f"/spots/{count.pk}/{path}", sent(nose=1)).status_code == 404
    count.refresh_from_db()
    assert (numbers_of(count), count.removed_at) == ({"nose": 3}, None)


@pytest.mark.parametrize("path", ["", "count/", "{pk}/", "{pk}/correct/"])
def test_pages_lead_who_is_not_logged_in_to_the_login(
    save: Save, client: Client, path: str
) -> None:
    response = client.get(f"/spots/{path.format(pk=save().pk)}")
    assert response.status_code == 302
    assert response["Location"].startswith("/account/login/")


@pytest.mark.parametrize("path", ["count/", "{pk}/correct/", "{pk}/remove/"])
def test_writes_lead_who_is_not_logged_in_to_the_login(
    save: Save, client: Client, path: str
) -> None:
    response = client.post(f"/spots/{path.format(pk=save().pk)}", sent(nose=1))
    assert response["Location"].startswith("/account/login/")
    assert Count.objects.count() == 1


def test_page_of_a_removed_count_leads_to_the_list(save: Save, alice_client: Client) -> None:
    count = save()
    alice_client.post(f"/spots/{count.pk}/remove/")
    assert alice_client.get(f"/spots/{count.pk}/")["Location"] == "/spots/"
    assert alice_client.get(f"/spots/{count.pk}/correct/").status_code == 404
    assert alice_client.post(f"/spots/{count.pk}/correct/", sent(nose=1)).status_code == 404


def test_page_of_a_removed_count_is_not_there_for_a_stranger(
    save: Save, alice_client: Client, bob_client: Client
) -> None:
    count = save()
    alice_client.post(f"/spots/{count.pk}/remove/")
    assert bob_client.get(f"/spots/{count.pk}/").status_code == 404


@pytest.mark.parametrize("count_id", ["0", "9" * 40])
def test_page_of_an_impossible_count_is_not_there(alice_client: Client, count_id: str) -> None:
    assert alice_client.get(f"/spots/{count_id}/").status_code == 404


# --- Counting ------------------------------------------------------------------------------------


def test_count_saves_and_shows_the_result(alice_client: Client) -> None:
    response = alice_client.post(
        "/spots/count/",
        sent(nose="3", chin="0", chest="7", unsure="2", note="by the window", day="2026-11-20"),
    )
    count = Count.objects.get()
    assert response["Location"] == f"/spots/{count.pk}/"
    assert numbers_of(count) == {"nose": 3, "chin": 0, "chest": 7, "unsure": 2}
    assert (count.day, count.note, count.counted_at) == (
        date(2026, 11, 20),
        "by the window",
        NOON,
    )


def test_count_of_the_whole_face_at_once(alice_client: Client) -> None:
    alice_client.post("/spots/count/", sent(way="whole", whole_face="12"))
    assert numbers_of(Count.objects.get()) == {"whole_face": 12}


@pytest.mark.parametrize(
    ("way", "kept"),
    [("whole", {"whole_face": 12, "arms": 1}), ("regions", {"nose": 3, "arms": 1})],
)
def test_count_filled_in_both_ways_keeps_the_chosen_one(
    alice_client: Client, way: str, kept: dict[str, int]
) -> None:
    alice_client.post("/spots/count/", sent(way=way, whole_face="12", nose="3", arms="1"))
    assert numbers_of(Count.objects.get()) == kept


def test_count_filled_in_both_ways_without_a_choice_is_asked_about(alice_client: Client) -> None:
    response = alice_client.post("/spots/count/", sent(way="", whole_face="12", nose="3"))
    assert response.status_code == 400
    assert errors_of(response) == {
        "whole_face": ["Give either one number for the whole face or numbers for its regions."]
    }
    assert not Count.objects.exists()


def test_count_posted_twice_is_one_count(alice_client: Client) -> None:
    first = alice_client.post("/spots/count/", sent(nose="3"))
    second = alice_client.post("/spots/count/", sent(nose="3"))
    assert first["Location"] == second["Location"]
    assert Count.objects.count() == 1
    assert Change.objects.count() == 1


def test_count_undone_from_its_own_page_leads_to_the_list(alice_client: Client) -> None:
    page = alice_client.post("/spots/count/", sent(nose="3"), follow=True)
    path = page.redirect_chain[-1][0]
    batch = Change.objects.get().batch
    undone = alice_client.post(f"/undo/{batch}/", {"next": path}, follow=True)
    assert undone.redirect_chain == [(path, 302), ("/spots/", 302)]
    assert "Taken back." in undone.content.decode()


def test_count_posted_again_after_its_removal_leads_to_the_list(alice_client: Client) -> None:
    alice_client.post("/spots/count/", sent(nose="3"))
    alice_client.post(f"/spots/{Count.objects.get().pk}/remove/")
    response = alice_client.post("/spots/count/", sent(nose="3"), follow=True)
    assert response.redirect_chain == [("/spots/", 302)]
    assert "This count was saved and then removed." in response.content.decode()


@pytest.mark.parametrize(
    ("written", "number"),
    [("0", 0), (" 12 ", 12), ("007", 7), ("999", 999), ("٣", 3), ("१२", 12), ("１２", 12)],
)
def test_count_takes_whole_numbers_in_digits_of_any_script(
    alice_client: Client, written: str, number: int
) -> None:
    alice_client.post("/spots/count/", sent(nose=written))
    assert numbers_of(Count.objects.get()) == {"nose": number}


@pytest.mark.parametrize(
    "written",
    ["-1", "1000", "1e9", "3.5", "3,5", "+3", "1_0", "²", "⅓", "many", "0x1f", "9" * 5000, "1 2"],
)
def test_count_with_something_else_says_so_beside_the_field(
    alice_client: Client, written: str
) -> None:
    response = alice_client.post("/spots/count/", sent(nose=written, chin="4"))
    assert response.status_code == 400
    assert errors_of(response) == {
        "nose": ["Write a whole number from 0 to 999, or leave it empty."]
    }
    assert 'id="id_nose_error"' in response.content.decode()
    assert not Count.objects.exists()


@pytest.mark.parametrize("fields", [{}, {"unsure": "3"}, {"note": "nothing to count"}])
def test_count_without_a_number_is_none(alice_client: Client, fields: dict[str, str]) -> None:
    response = alice_client.post("/spots/count/", sent(**fields))
    assert response.status_code == 400
    assert errors_of(response) == {
        "__all__": ["Count at least one place. None at all is 0, and 0 is a count."]
    }


@pytest.mark.parametrize(
    "day", ["0001-01-01", "9999-12-31", "2026-11-23", "2026-02-30", "1999-12-31", "", "x"]
)
def test_count_of_a_day_that_cannot_be_says_so_beside_the_field(
    alice_client: Client, day: str
) -> None:
    response = alice_client.post("/spots/count/", sent(nose="1", day=day))
    assert response.status_code == 400
    assert list(errors_of(response)) == ["day"]
    assert not Count.objects.exists()


@pytest.mark.parametrize(
    "day", ["0001-01-01", "9999-12-31", "2026-11-23", "2026-02-30", "1999-12-31", "x" * 5000]
)
def test_count_page_of_a_day_that_cannot_be_is_not_there(alice_client: Client, day: str) -> None:
    assert alice_client.get("/spots/count/", {"day": day}).status_code == 404


@pytest.mark.parametrize("key", ["", "x", "1" * 5000])
def test_count_with_a_broken_key_is_refused(alice_client: Client, key: str) -> None:
    response = alice_client.post("/spots/count/", sent(nose="1", key=key))
    assert response.status_code == 400
    assert "Open this page again" in response.content.decode()
    assert not Count.objects.exists()


def test_count_beyond_the_most_of_a_day_says_so(alice: User, alice_client: Client) -> None:
    Count.objects.bulk_create(
        Count(user=alice, key=uuid.uuid4(), day=TODAY, counted_at=NOON, given_at=NOON, nose=1)
        for _ in range(MOST_A_DAY)
    )
    response = alice_client.post("/spots/count/", sent(nose="1"))
    assert response.status_code == 400
    assert errors_of(response) == {
        "__all__": ["This day already has 30 counts, which is the most it can hold."]
    }


def test_count_keeps_what_was_typed_when_it_is_refused(alice_client: Client) -> None:
    response = alice_client.post(
        "/spots/count/", sent(nose="3.5", chin="4", arms="2", note="<b>kept</b>")
    )
    page = response.content.decode()
    assert 'value="3.5"' in page
    assert 'value="4"' in page
    assert "&lt;b&gt;kept&lt;/b&gt;" in page
    assert f'value="{KEY}"' in page


def test_note_longer_than_its_field_is_refused(alice_client: Client) -> None:
    response = alice_client.post("/spots/count/", sent(nose="1", note="a" * 5000))
    assert response.status_code == 400
    assert list(errors_of(response)) == ["note"]


def test_note_is_shown_as_it_was_written(alice_client: Client) -> None:
    note = "<script>1</script> 🙂 שלום"
    response = alice_client.post("/spots/count/", sent(nose="1", note=note), follow=True)
    assert Count.objects.get().note == note
    assert "&lt;script&gt;1&lt;/script&gt; 🙂 שלום" in response.content.decode()


def test_count_said_by_a_device_whose_clock_runs_ahead_is_of_now(alice_client: Client) -> None:
    alice_client.post("/spots/count/", sent(nose="1", at="2030-01-01T00:00:00Z"))
    assert Count.objects.get().given_at == NOON


def test_count_after_midnight_belongs_to_the_evening_before(
    alice_client: Client, time_machine: Any
) -> None:
    time_machine.move_to(datetime.fromisoformat("2026-11-23T00:40:00+01:00"), tick=False)
    response = alice_client.get("/spots/count/")
    assert response.context["day"] == TODAY


def shows(page: str, number: int) -> bool:
    """Whether the number stands there by itself, and not within a form's random key."""
    return re.search(rf"(?<![\w-]){number}(?![\w-])", page) is not None


def test_count_page_shows_no_earlier_number(save: Save, alice_client: Client) -> None:
    save(by_region=dict.fromkeys(FACE, 987), unsure=986)
    for path in ("/spots/count/", "/spots/count/?day=2026-11-22"):
        page = alice_client.get(path).content.decode()
        assert not shows(page, 987)
        assert not shows(page, 986)


def test_refused_count_shows_no_earlier_number(save: Save, alice_client: Client) -> None:
    save(by_region=dict.fromkeys(FACE, 987))
    page = alice_client.post("/spots/count/", sent(nose="-1")).content.decode()
    assert not shows(page, 987)


def test_count_page_gives_every_form_a_key_of_its_own(alice_client: Client) -> None:
    keys = {alice_client.get("/spots/count/").context["form"].initial["key"] for _ in range(2)}
    assert len(keys) == 2


def test_count_page_walks_the_regions_in_the_fixed_order(alice_client: Client) -> None:
    page = alice_client.get("/spots/count/").content.decode()
    places = [page.index(f'data-region="{region.value}"') for region in FACE]
    fields = [page.index(f'name="{region.value}"') for region in Region]
    assert places == sorted(places)
    assert fields == sorted(fields)


def test_get_writes_nothing(save: Save, alice_client: Client) -> None:
    count = save()
    for path in ("", "count/", f"{count.pk}/", f"{count.pk}/correct/"):
        assert alice_client.get(f"/spots/{path}").status_code == 200
    assert alice_client.get(f"/spots/{count.pk}/remove/").status_code == 405
    assert (Count.objects.count(), Change.objects.count()) == (1, 1)


# --- The result ----------------------------------------------------------------------------------


def test_result_compares_with_the_one_before_where_regions_are_the_same(
    save: Save, alice_client: Client
) -> None:
    save(NOON - timedelta(days=7), by_region=dict.fromkeys(FACE, 1))
    count = save(by_region=dict.fromkeys(FACE, 2))
    page = alice_client.get(f"/spots/{count.pk}/").content.decode()
    assert "8 more than then." in page
    assert "15 Nov 2026" in page


def test_result_leaves_out_the_difference_where_regions_are_not_the_same(
    save: Save, alice_client: Client
) -> None:
    save(NOON - timedelta(days=7), by_region={Region.CHIN: 9})
    page = alice_client.get(f"/spots/{save().pk}/").content.decode()
    assert "then." not in page
    assert "Other regions were counted then, so the two totals can&#x27;t be compared." in (
        page.replace("can't", "can&#x27;t")
    )


def test_result_of_a_quick_count_speaks_of_the_face_only(save: Save, alice_client: Client) -> None:
    save(NOON - timedelta(days=7), by_region={**dict.fromkeys(FACE, 1), Region.CHEST: 5})
    page = alice_client.get(f"/spots/{save(whole_face=3).pk}/").content.decode()
    assert "On the face: 5 fewer than then." in page
    assert "the other at a glance" in page


def test_result_of_a_recount_names_the_earlier_one_of_the_day(
    save: Save, alice_client: Client
) -> None:
    save(NOON - timedelta(hours=1))
    page = alice_client.get(f"/spots/{save().pk}/").content.decode()
    assert "Earlier that day" in page
    assert "The same number as then." in page


def test_result_of_the_first_count_stands_alone(save: Save, alice_client: Client) -> None:
    assert "The one before" not in alice_client.get(f"/spots/{save().pk}/").content.decode()


# --- Correcting and removing ----------------------------------------------------------------------


def test_correct_replaces_the_numbers_and_can_be_undone(save: Save, alice_client: Client) -> None:
    count = save()
    response = alice_client.post(f"/spots/{count.pk}/correct/", sent(chin="4"))
    assert response["Location"] == f"/spots/{count.pk}/"
    count.refresh_from_db()
    assert numbers_of(count) == {"chin": 4}
    [message] = get_messages(response.wsgi_request)
    batch = message.extra_tags.removeprefix("undo:")
    alice_client.post(f"/undo/{batch}/")
    count.refresh_from_db()
    assert numbers_of(count) == {"nose": 3}


def test_correct_shows_the_numbers_of_this_count(save: Save, alice_client: Client) -> None:
    count = save(by_region={Region.NOSE: 321}, unsure=45, note="by the window")
    page = alice_client.get(f"/spots/{count.pk}/correct/").content.decode()
    assert 'value="321"' in page
    assert 'value="45"' in page
    assert "by the window" in page


def test_correct_with_bad_numbers_changes_nothing(save: Save, alice_client: Client) -> None:
    count = save()
    response = alice_client.post(f"/spots/{count.pk}/correct/", sent(nose="-1"))
    assert response.status_code == 400
    count.refresh_from_db()
    assert numbers_of(count) == {"nose": 3}


def test_remove_takes_the_count_out_and_the_toast_brings_it_back(
    save: Save, alice_client: Client
) -> None:
    count = save()
    response = alice_client.post(f"/spots/{count.pk}/remove/", follow=True)
    assert response.redirect_chain == [("/spots/", 302)]
    page = response.content.decode()
    assert "Count removed." in page
    assert "No counts yet" in page
    batch = Change.objects.latest("pk").batch
    assert f'action="/undo/{batch}/"' in page
    alice_client.post(f"/undo/{batch}/")
    assert Count.objects.kept().get() == count


def test_remove_twice_is_no_error(save: Save, alice_client: Client) -> None:
    count = save()
    for _ in range(2):
        response = alice_client.post(f"/spots/{count.pk}/remove/")
        assert response["Location"] == "/spots/"


# --- The list ------------------------------------------------------------------------------------


def test_list_shows_counts_newest_first_and_recounts_beside_each_other(
    save: Save, alice_client: Client
) -> None:
    old = save(NOON - timedelta(days=7))
    first = save(NOON - timedelta(hours=1))
    second = save()
    lines = alice_client.get("/spots/").context["lines"]
    assert [(line.count, line.total, line.where) for line in lines] == [
        (second, 3, "nose"),
        (first, 3, "nose"),
        (old, 3, "nose"),
    ]


def test_list_shows_nobody_elses_counts(save: Save, bob: User, alice_client: Client) -> None:
    save(user=bob)
    assert "No counts yet" in alice_client.get("/spots/").content.decode()


def test_list_turns_pages(alice: User, alice_client: Client) -> None:
    Count.objects.bulk_create(
        Count(
            user=alice,
            key=uuid.uuid4(),
            day=TODAY - timedelta(days=days),
            counted_at=NOON,
            given_at=NOON,
            nose=1,
        )
        for days in range(60)
    )
    pages = [alice_client.get("/spots/", {"page": page}).context for page in (1, 2, 3)]
    assert [(len(page["lines"]), page["newer_page"], page["older_page"]) for page in pages] == [
        (52, 0, 2),
        (8, 1, None),
        (0, 2, None),
    ]


@pytest.mark.parametrize("page", ["0", "-1", "x", "1e9", "1001", "9" * 5000])
def test_list_page_that_cannot_be_is_not_there(alice_client: Client, page: str) -> None:
    assert alice_client.get("/spots/", {"page": page}).status_code == 404


# --- Hidden --------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["", "count/", "{pk}/", "{pk}/correct/"])
def test_pages_say_that_counts_are_hidden_and_show_none(
    save: Save, alice: User, alice_client: Client, path: str
) -> None:
    count = save(by_region={Region.NOSE: 987})
    alice.counts_hidden = True
    alice.save()
    page = alice_client.get(f"/spots/{path.format(pk=count.pk)}").content.decode()
    assert "Counts are hidden" in page
    assert 'href="/settings/"' in page
    assert not shows(page, 987)


def test_count_sent_from_a_page_that_was_open_is_kept_while_hidden(
    alice: User, alice_client: Client
) -> None:
    alice.counts_hidden = True
    alice.save()
    response = alice_client.post("/spots/count/", sent(nose="3"), follow=True)
    assert numbers_of(Count.objects.get()) == {"nose": 3}
    assert "Counts are hidden" in response.content.decode()


# --- Queries -------------------------------------------------------------------------------------


@pytest.mark.parametrize("earlier", [0, 3])
@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("/spots/", 3),  # session, user, counts
        ("/spots/count/", 2),  # session, user
        ("/spots/{pk}/", 4),  # session, user, the count, the one before
        ("/spots/{pk}/correct/", 3),  # session, user, the count
    ],
)
def test_pages_take_as_many_queries_with_few_counts_as_with_many(
    save: Save,
    alice_client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
    path: str,
    queries: int,
    earlier: int,
) -> None:
    count = save()
    for weeks in range(1, earlier + 1):
        save(NOON - timedelta(weeks=weeks), by_region=dict.fromkeys(FACE, 1))
    with django_assert_num_queries(queries):
        alice_client.get(path.format(pk=count.pk))
