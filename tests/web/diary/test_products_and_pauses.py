"""The pages of products and pauses."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from routines.accounts.models import User
from routines.changes.models import Change
from routines.diary.models import Pause, Product
from tests.unit.diary.given import TODAY, before, new_product
from tests.web.diary.rows import all_rows, messages_of

PRODUCTS = reverse("diary:products")
ADD_PRODUCT = reverse("diary:add_product")
PAUSES = reverse("diary:pauses")
ADD_PAUSE = reverse("diary:add_pause")


def test_products_tell_what_is_past_its_time(alice: User, alice_client: Client) -> None:
    assert "No products yet" in alice_client.get(PRODUCTS).content.decode()
    new_product(alice, "Gel", opened_on=before(400), months_it_keeps=12)
    new_product(alice, "<b>Oil</b>", opened_on=before(4), months_it_keeps=12)
    new_product(alice, "Soap", opened_on=before(9), finished_on=before(2))
    response = alice_client.get(PRODUCTS)
    page = response.content.decode()
    assert [str(product) for product in response.context["in_use"]] == ["<b>Oil</b>", "Gel"]
    assert [str(product) for product in response.context["finished"]] == ["Soap"]
    assert "Kept until 18 Oct 2026" in page
    assert "keeps until 18 Nov 2027" in page
    assert "13 Nov 2026 to 20 Nov 2026" in page
    assert "&lt;b&gt;Oil&lt;/b&gt;" in page


def test_products_ask_as_often_for_many(
    alice: User, alice_client: Client, django_assert_num_queries: Any
) -> None:
    for number in range(3):
        new_product(alice, f"Product {number}")
        # Session, person, products.
        with django_assert_num_queries(3):
            alice_client.get(PRODUCTS)


def test_add_and_edit_product(alice_client: Client) -> None:
    key = alice_client.get(ADD_PRODUCT).context["form"]["key"].value()
    said = {"name": "Gel", "brand": "Brand X", "opened_on": "2026-11-01", "months_it_keeps": "6"}
    for _ in range(2):
        response = alice_client.post(ADD_PRODUCT, {**said, "key": str(key)})
        assert response["Location"] == PRODUCTS
    assert messages_of(response)[0] == "Gel added"
    product = Product.objects.get()
    there = reverse("diary:edit_product", args=[product.pk])
    response = alice_client.post(there, {**said, "finished_on": "2026-11-22"})
    assert messages_of(response)[-1] == "Gel changed"
    product.refresh_from_db()
    assert (product.brand, product.finished_on) == ("Brand X", TODAY)
    assert Change.objects.count() == 2


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 5000}, "name"),
        ({"brand": "x" * 81}, "brand"),
        ({"opened_on": "0001-01-01"}, "opened_on"),
        ({"opened_on": "9999-12-31"}, "opened_on"),
        ({"opened_on": "2026-11-23"}, "opened_on"),
        ({"opened_on": "2026-02-30"}, "opened_on"),
        ({"opened_on": "2026-11-02", "finished_on": "2026-11-01"}, "finished_on"),
        ({"finished_on": "2026-11-23"}, "finished_on"),
        ({"months_it_keeps": "0"}, "months_it_keeps"),
        ({"months_it_keeps": "121"}, "months_it_keeps"),
        ({"months_it_keeps": "-1"}, "months_it_keeps"),
        ({"months_it_keeps": "1e9"}, "months_it_keeps"),
        ({"months_it_keeps": "3.5"}, "months_it_keeps"),
    ],
)
def test_bad_product_is_refused_beside_its_field(
    alice: User, alice_client: Client, said: dict[str, str], field: str
) -> None:
    product = new_product(alice)
    rows = all_rows()
    for there in (ADD_PRODUCT, reverse("diary:edit_product", args=[product.pk])):
        response = alice_client.post(there, {"name": "Gel", **said})
        assert response.status_code == 400
        assert list(response.context["form"].errors) == [field]
    assert all_rows() == rows


def test_pause_from_today_and_its_end(alice: User, alice_client: Client) -> None:
    assert "Pause from today" in alice_client.get(PAUSES).content.decode()
    for _ in range(2):
        response = alice_client.post(ADD_PAUSE, {"starts_on": TODAY.isoformat()})
        assert response["Location"] == PAUSES
    pause = Pause.objects.get()
    assert (pause.starts_on, pause.ends_on, Change.objects.count()) == (TODAY, None, 1)
    assert "Paused since 22 Nov 2026" in alice_client.get(PAUSES).content.decode()
    assert "Paused since 22 Nov 2026" in alice_client.get(reverse("diary:routine")).content.decode()
    Pause.objects.update(starts_on=before(3))
    response = alice_client.post(reverse("diary:end_pause", args=[pause.pk]))
    assert messages_of(response)[-1] == "The pause is over. Welcome back."
    pause.refresh_from_db()
    assert pause.ends_on == before(1)


def test_pauses_planned_and_over(alice_client: Client) -> None:
    for first, last in (("2026-12-20", "2026-12-27"), ("2026-08-01", "2026-08-01")):
        said = {"starts_on": first, "ends_on": last, "reason": "<i>Sea</i> 🌊 بحر"}
        alice_client.post(ADD_PAUSE, said)
    response = alice_client.get(PAUSES)
    page = response.content.decode()
    assert len(response.context["planned"]) == len(response.context["over"]) == 1
    assert "20 Dec 2026 to 27 Dec 2026" in page
    assert "1 Aug 2026" in page
    assert "&lt;i&gt;Sea&lt;/i&gt; 🌊 بحر" in page


def test_edit_and_remove_pause_and_take_it_back(alice_client: Client) -> None:
    alice_client.post(ADD_PAUSE, {"starts_on": "2026-11-01", "ends_on": "2026-11-05"})
    pause = Pause.objects.get()
    there = reverse("diary:edit_pause", args=[pause.pk])
    response = alice_client.post(there, {"starts_on": "2026-11-02", "ends_on": "2026-11-05"})
    assert messages_of(response)[-1] == "Pause changed"
    response = alice_client.post(reverse("diary:remove_pause", args=[pause.pk]))
    assert messages_of(response)[-1] == "Pause removed"
    assert Pause.objects.count() == 0
    alice_client.post(reverse("changes:undo", args=[Change.objects.latest("pk").batch]))
    assert Pause.objects.values_list("pk", "starts_on").get() == (pause.pk, before(20))


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({}, "starts_on"),
        ({"starts_on": "0001-01-01"}, "starts_on"),
        ({"starts_on": "9999-12-31"}, "starts_on"),
        ({"starts_on": "2026-02-30"}, "starts_on"),
        ({"starts_on": "2026-11-22", "ends_on": "2026-11-21"}, "ends_on"),
        ({"starts_on": "2026-11-22", "ends_on": "9999-12-31"}, "ends_on"),
        ({"starts_on": "2026-11-22", "reason": "x" * 121}, "reason"),
        ({"starts_on": "2026-11-09", "ends_on": "2026-11-10"}, "__all__"),
    ],
)
def test_bad_pause_is_refused_beside_its_field(
    alice_client: Client, said: dict[str, str], field: str
) -> None:
    alice_client.post(ADD_PAUSE, {"starts_on": "2026-11-10", "ends_on": "2026-11-12"})
    rows = all_rows()
    response = alice_client.post(ADD_PAUSE, said)
    assert response.status_code == 400
    assert list(response.context["form"].errors) == [field]
    assert all_rows() == rows


def test_pauses_ask_as_often_for_many(alice_client: Client, django_assert_num_queries: Any) -> None:
    for day in ("2026-11-01", "2026-11-03", "2026-11-05"):
        alice_client.post(ADD_PAUSE, {"starts_on": day, "ends_on": day})
        alice_client.get(PAUSES)
        # Session, person, pauses.
        with django_assert_num_queries(3):
            alice_client.get(PAUSES)
