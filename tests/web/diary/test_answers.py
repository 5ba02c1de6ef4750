"""Answering by a tap: what is kept, what is refused, and how often the database is asked."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from routines.accounts.models import User
from routines.changes.models import Change
from routines.diary.models import Entry, Step
from routines.diary.services import routine
from tests.conftest import NOON
from tests.unit.diary.given import TODAY, before, later, log, new_product, new_step
from tests.web.diary.rows import all_rows, messages_of


def address(step: Step, day: str = "2026-11-22") -> str:
    return reverse("diary:step", args=[day, step.pk])


def test_tap_keeps_the_answer_and_goes_back_to_today(alice_client: Client, step: Step) -> None:
    response = alice_client.post(address(step), {"answer": "done"})
    assert (response.status_code, response["Location"]) == (302, "/")
    entry = Entry.objects.get()
    assert (entry.answer, entry.times, entry.day, entry.given_at) == ("done", 1, TODAY, NOON)
    assert messages_of(response) == ["Sunscreen: done"]


def test_same_tap_twice_changes_nothing(alice_client: Client, step: Step) -> None:
    alice_client.post(address(step), {"answer": "done"})
    rows = all_rows()
    response = alice_client.post(address(step), {"answer": "done"})
    assert response.status_code == 302
    assert all_rows() == rows


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_later_answer_wins_in_any_order(
    alice_client: Client, step: Step, order: tuple[int, int]
) -> None:
    said = [
        {"answer": "done", "at": "2026-11-22T10:00:00Z"},
        {"answer": "not_done", "at": "2026-11-22T10:00:05Z"},
    ]
    for index in order:
        alice_client.post(address(step), said[index])
    entry = Entry.objects.get()
    assert (entry.answer, entry.given_at) == (
        "not_done",
        datetime(2026, 11, 22, 10, 0, 5, tzinfo=UTC),
    )


def test_device_ahead_of_time_does_not_outvote_later_answers(
    alice_client: Client, step: Step, noon: Any
) -> None:
    alice_client.post(address(step), {"answer": "done", "at": "9999-12-31T23:59:59Z"})
    assert Entry.objects.get().given_at == NOON
    noon.move_to(later(1), tick=False)
    alice_client.post(address(step), {"answer": "not_done"})
    assert Entry.objects.get().answer == "not_done"


def test_skip_is_one_tap_with_its_reason(alice_client: Client, step: Step) -> None:
    response = alice_client.post(address(step), {"skip": "irritated"})
    entry = Entry.objects.get()
    assert (entry.answer, entry.skip_reason) == ("skipped", "irritated")
    assert messages_of(response) == ["Sunscreen: skipped (skin is irritated)"]


def test_empty_answer_takes_it_back(alice: User, alice_client: Client, step: Step) -> None:
    log(alice, step, at=later(-60))
    response = alice_client.post(address(step), {"answer": ""})
    assert messages_of(response) == ["Sunscreen: nothing logged"]
    assert list(Entry.objects.answered()) == []


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"answer": "perhaps"},
        {"skip": "bored"},
        {"answer": "done", "times": "0"},
        {"answer": "done", "times": "21"},
        {"answer": "done", "times": "-1"},
        {"answer": "done", "times": "1000000000"},
        {"answer": "done", "times": "1e9"},
        {"answer": "done", "times": "3.5"},
        {"answer": "done", "times": "a lot"},
        {"answer": "done", "note": "x" * 501},
        {"answer": "done", "note": "a\x00b"},
        {"answer": "done", "product": "999999"},
        {"answer": "done", "product": "x"},
        {"answer": "done", "at": "yesterday"},
        {"answer": "done", "at": "0001-01-01T00:00:00"},
        {"answer": "done", "at": "2026-02-30T00:00:00"},
    ],
    ids=lambda said: "&".join(f"{key}={value[:12]!r}" for key, value in said.items()) or "nothing",
)
def test_bad_answer_is_refused_and_nothing_is_written(
    alice_client: Client, step: Step, said: dict[str, str]
) -> None:
    rows = all_rows()
    response = alice_client.post(address(step), said)
    assert response.status_code == 400
    assert response.context["form"].errors
    assert all_rows() == rows


def test_times_may_be_written_in_other_digits(alice_client: Client, step: Step) -> None:
    alice_client.post(address(step), {"answer": "done", "times": "٣"})
    assert Entry.objects.get().times == 3


def test_note_is_kept_as_written_and_shown_escaped(alice_client: Client, step: Step) -> None:
    note = "<script>alert(1)</script> 🌞 شمس & more"
    alice_client.post(address(step), {"answer": "done", "note": note})
    assert Entry.objects.get().note == note
    for there in (address(step), reverse("home:today")):
        page = alice_client.get(there).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt; 🌞 شمس &amp; more" in page


@pytest.mark.parametrize("method", ["get", "post"])
def test_retired_step_is_not_there_and_says_so(
    alice: User, alice_client: Client, step: Step, method: str
) -> None:
    routine.retire_step(user=alice, step_id=step.pk, at=NOON, today=before(3))
    rows = all_rows()
    response = getattr(alice_client, method)(address(step), {"answer": "done"})
    assert response.status_code == 404
    assert "This step was not part of your routine on that day." in response.content.decode()
    assert all_rows() == rows
    assert alice_client.post(address(step, "2026-11-18"), {"answer": "done"}).status_code == 302


def test_details_show_the_answer_to_be_corrected(
    alice: User, alice_client: Client, step: Step
) -> None:
    product = new_product(alice, "Gel")
    alice_client.post(
        address(step), {"answer": "done", "times": "2", "note": "x", "product": product.pk}
    )
    form = alice_client.get(address(step)).context["form"]
    assert form.initial == {"times": 2, "note": "x", "skip": "", "product": product.pk}


def test_tap_by_htmx_answers_with_the_row_in_few_queries(
    alice: User, alice_client: Client, step: Step, django_assert_num_queries: Any
) -> None:
    for number in range(5):
        other = new_step(alice, f"Step {number}", since=before(9))
        log(alice, other, day=before(number))
    # Session, person, lock with the step, entry, then the two rows; savepoints around.
    with django_assert_num_queries(8):
        response = alice_client.post(
            address(step), {"answer": "done"}, headers={"HX-Request": "true"}
        )
    page = response.content.decode()
    assert response.status_code == 200
    assert "<html" not in page
    assert "Sunscreen: done" in page
    assert f"/undo/{Change.objects.latest('pk').batch}/" in page


def test_rest_refuses_an_unknown_part_of_the_day(alice_client: Client, step: Step) -> None:
    rows = all_rows()
    response = alice_client.post(reverse("diary:rest", args=["2026-11-22"]), {"slot": "noon"})
    assert messages_of(response) == ["That part of the day is not known. Nothing was changed."]
    assert all_rows() == rows


def test_two_tabs_fill_in_the_rest_once(alice_client: Client, step: Step) -> None:
    there = reverse("diary:rest", args=["2026-11-22"])
    alice_client.post(there, {"slot": "morning"})
    rows = all_rows()
    alice_client.post(there, {"slot": "morning"})
    assert all_rows() == rows
    assert Entry.objects.values_list("answer", flat=True).get() == "done"
