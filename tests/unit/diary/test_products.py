"""Products: what is known of them, and what can't be."""

from __future__ import annotations

import uuid
from datetime import date

import pytest

from routines.accounts.models import User
from routines.changes.models import Change
from routines.diary.models import Product
from routines.diary.refusals import Refused
from routines.diary.services import products
from routines.diary.services.products import ProductFacts, add_product, edit_product
from tests.conftest import NOON
from tests.unit.diary.given import TODAY, before, new_product

FACTS = ProductFacts(name="Cream", brand="Brand X", opened_on=before(30), months_it_keeps=12)


def test_add_product_with_the_same_key_adds_it_once(alice: User) -> None:
    key = uuid.uuid4()
    assert add_product(user=alice, facts=FACTS, key=key, at=NOON, today=TODAY).changed == 1
    assert add_product(user=alice, facts=FACTS, key=key, at=NOON, today=TODAY).changed == 0
    product = Product.objects.get()
    assert str(product) == "Brand X Cream"
    assert product.keeps_until() == date(2027, 10, 23)
    change = Change.objects.get()
    assert (change.batch, change.before, change.after) == (
        key,
        None,
        {
            "brand": "Brand X",
            "name": "Cream",
            "opened_on": "2026-10-23",
            "months_it_keeps": 12,
            "finished_on": None,
        },
    )


@pytest.mark.parametrize(
    "facts", [{"opened_on": TODAY}, {"months_it_keeps": 6}, {}], ids=["opened", "keeps", "nothing"]
)
def test_keeps_until_needs_both_figures(alice: User, facts: dict[str, object]) -> None:
    assert new_product(alice, **facts).keeps_until() is None


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"opened_on": before(-1)}, "opened_on"),
        ({"opened_on": date(9999, 12, 31)}, "opened_on"),
        ({"opened_on": date(1, 1, 1)}, "opened_on"),
        ({"finished_on": before(-1)}, "finished_on"),
        ({"finished_on": date(1999, 12, 31)}, "finished_on"),
        ({"opened_on": before(1), "finished_on": before(2)}, "finished_on"),
    ],
)
def test_products_refuse_unlikely_days(alice: User, facts: dict[str, date], field: str) -> None:
    product = new_product(alice)
    unlikely = ProductFacts(name="Cream", **facts)  # type: ignore[arg-type]
    for write in (
        lambda: add_product(user=alice, facts=unlikely, key=uuid.uuid4(), at=NOON, today=TODAY),
        lambda: edit_product(
            user=alice, product_id=product.pk, facts=unlikely, at=NOON, today=TODAY
        ),
    ):
        with pytest.raises(Refused) as refusal:
            write()
        assert refusal.value.field == field
    assert (Product.objects.count(), Change.objects.count()) == (1, 1)


def test_add_product_refuses_too_many(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(products, "MOST_PRODUCTS", 1)
    new_product(alice)
    with pytest.raises(Refused, match="1 products at most"):
        new_product(alice, "Another")
    assert Product.objects.count() == 1


def test_edit_product(alice: User, bob: User) -> None:
    product = new_product(alice)
    known = {"product_id": product.pk, "facts": FACTS, "at": NOON, "today": TODAY}
    assert edit_product(user=alice, **known).changed == 1  # type: ignore[arg-type]
    assert edit_product(user=alice, **known).changed == 0  # type: ignore[arg-type]
    with pytest.raises(Product.DoesNotExist):
        edit_product(user=bob, **known)  # type: ignore[arg-type]
    product.refresh_from_db()
    assert (product.name, product.brand) == ("Cream", "Brand X")
