"""Happenings and notes over their doors."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from routines.diary import regions
from routines.diary.models import DayNote, Happening, HappeningKind
from tests.web.diary.rows import all_rows, messages_of

HAPPENINGS = reverse("diary:happenings", args=["2026-11-22"])
NOTE = reverse("diary:note", args=["2026-11-22"])


def test_happening_is_kept_with_region_and_note(alice_client: Client) -> None:
    said = {"kind": "picked", "active": "1", "region": "nose", "note": "<b>🌙</b> ليل"}
    response = alice_client.post(HAPPENINGS, said)
    assert response.status_code == 302
    row = Happening.objects.get()
    assert (row.kind.key, row.region, row.note, row.active) == (
        "picked",
        "nose",
        "<b>🌙</b> ليل",
        True,
    )
    assert messages_of(response) == ["Picked or squeezed"]
    page = alice_client.get(HAPPENINGS).content.decode()
    assert "&lt;b&gt;🌙&lt;/b&gt; ليل" in page
    assert "<b>🌙" not in page


def test_happening_twice_changes_nothing_and_may_be_removed(
    alice_client: Client, noon: Any
) -> None:
    alice_client.post(HAPPENINGS, {"kind": "picked", "active": "1"})
    rows = all_rows()
    alice_client.post(HAPPENINGS, {"kind": "picked", "active": "1"})
    assert all_rows() == rows
    noon.shift(1)
    response = alice_client.post(HAPPENINGS, {"kind": "picked"})
    assert "Picked or squeezed: removed" in messages_of(response)
    assert list(Happening.objects.kept()) == []


@pytest.mark.parametrize(
    "said",
    [
        {"active": "1"},
        {"kind": "", "active": "1"},
        {"kind": "unheard-of", "active": "1"},
        {"kind": "x" * 5000, "active": "1"},
        {"kind": "picked", "active": "1", "region": "tail"},
        {"kind": "picked", "active": "1", "note": "x" * 501},
        {"kind": "picked", "active": "1", "at": "0001-01-01T00:00"},
    ],
    ids=["none", "empty", "unknown", "long", "region", "note", "clock"],
)
def test_bad_happening_is_refused(alice_client: Client, said: dict[str, str]) -> None:
    rows = all_rows()
    response = alice_client.post(HAPPENINGS, said)
    assert response.status_code == 400
    assert response.context["form"].errors
    assert all_rows() == rows


def test_happening_that_is_no_longer_offered_is_refused(alice_client: Client) -> None:
    HappeningKind.objects.filter(key="picked").update(is_active=False)
    response = alice_client.post(HAPPENINGS, {"kind": "picked", "active": "1"})
    assert response.status_code == 400
    assert response.context["form"].errors["kind"] == ["This is not in the list (any more)."]
    assert Happening.objects.count() == 0


def test_a_thousand_happenings_on_a_day_are_as_many_as_there_are_kinds_and_places(
    alice_client: Client,
) -> None:
    keys = list(HappeningKind.objects.values_list("key", flat=True))[:4]
    places = ["", *regions.Region]
    for number in range(1000):
        said = {
            "kind": keys[number % len(keys)],
            "region": places[number % len(places)],
            "active": "1",
        }
        alice_client.post(HAPPENINGS, said)
    assert Happening.objects.count() <= len(keys) * len(places)
    assert alice_client.get(HAPPENINGS).status_code == 200


def test_page_of_happenings_asks_as_often_for_many(
    alice_client: Client, django_assert_num_queries: Any
) -> None:
    for count in (1, 3):
        for key in ("picked", "sunburn", "laser")[:count]:
            alice_client.post(HAPPENINGS, {"kind": key, "active": "1"})
        # Session, person, catalogue, what is kept.
        with django_assert_num_queries(4):
            alice_client.get(HAPPENINGS)


def test_note_is_kept_changed_and_removed(alice_client: Client, noon: Any) -> None:
    said = []
    for text in ("<i>red</i> 🌶 أحمر", "", ""):
        response = alice_client.post(NOTE, {"text": text})
        said.append(messages_of(response)[-1:])
        noon.shift(1)
    assert said[0] == ["Note kept"]
    assert said[1] == ["Note removed"]
    assert DayNote.objects.get().text == ""


def test_long_note_is_refused_and_shown_again(alice_client: Client) -> None:
    text = "x" * 2001
    response = alice_client.post(NOTE, {"text": text})
    assert response.status_code == 400
    assert text in response.content.decode()
    assert DayNote.objects.count() == 0
