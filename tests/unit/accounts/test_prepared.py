"""Queries that are written once answer as those that are built each time."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import QuerySet

from routines.accounts.models import User
from routines.accounts.prepared import Prepared, insert, update
from routines.changes.models import Change
from routines.diary.models import Product, Step, StepTerm
from routines.diary.services.routine import start_routine
from tests.conftest import NOON

TODAY = date(2026, 11, 22)


def build(user: int, day: date, kind: str) -> QuerySet[StepTerm]:
    terms = StepTerm.objects.of(User(pk=user)).on(day).filter(step__kind=kind)
    return terms.in_order().select_related("step", "product")


def test_rows_come_out_the_same_with_what_belongs_to_them(
    alice: User, bob: User, django_assert_num_queries: object
) -> None:
    prepared = Prepared(build, user=-1, day=date(1, 1, 2), kind="its kind")
    for person in (alice, bob):
        start_routine(user=person, today=TODAY)
    product = Product.objects.create(user=alice, name="Lotion")
    StepTerm.objects.of(alice).filter(step__kind="sunscreen").update(product=product)

    for person in (alice, bob):
        for kind in ("sunscreen", "moisturiser", "retinoid"):
            for day in (TODAY, TODAY - timedelta(days=100)):
                expected = list(build(person.pk, day, kind))
                with django_assert_num_queries(1):  # type: ignore[operator]
                    found = prepared(user=person.pk, day=day, kind=kind)
                    names = [(term.step.kind, term.product and term.product.name) for term in found]
                assert found == expected
                assert names == [
                    (term.step.kind, term.product and term.product.name) for term in expected
                ]
                assert prepared.first(user=person.pk, day=day, kind=kind) == (
                    expected[0] if expected else None
                )


def test_keys_are_sent_as_the_database_has_them(alice: User) -> None:
    start_routine(user=alice, today=TODAY)
    step = Step.objects.of(alice).earliest("pk")
    prepared = Prepared(lambda key: Step.objects.filter(key=key), key=uuid.UUID(int=1))
    assert prepared.first(key=step.key) == step
    assert prepared.first(key=uuid.uuid4()) is None


def test_value_that_stands_nowhere_in_the_query_is_a_mistake(db: None) -> None:
    prepared = Prepared(
        lambda key, **_: Step.objects.filter(key=key), key=uuid.UUID(int=1), other=5
    )
    with pytest.raises(ValueError, match="every value"):
        prepared(key=uuid.uuid4(), other=1)


def test_row_is_stored_as_it_is(alice: User) -> None:
    row = Product(user=alice, name="Lotion “A”", brand="نعم", opened_on=TODAY)
    insert(row)
    insert(Product(user=alice, name="Cream", months_it_keeps=6))

    lotion, cream = Product.objects.of(alice).order_by("pk")
    assert (lotion.name, lotion.brand, lotion.opened_on, lotion.key) == (
        "Lotion “A”",
        "نعم",
        TODAY,
        row.key,
    )
    assert (cream.months_it_keeps, cream.finished_on) == (6, None)
    change = Change(user=alice, day=TODAY, kind="x", target="1", after={"a": [1]}, made_at=NOON)
    insert(change)
    stored = Change.objects.get()
    assert (stored.before, stored.after, stored.made_at) == (None, {"a": [1]}, NOON)


def test_row_that_is_there_is_stored_and_no_other(alice: User, bob: User) -> None:
    mine = Product.objects.create(user=alice, name="Lotion", months_it_keeps=6)
    theirs = Product.objects.create(user=bob, name="Lotion", months_it_keeps=6)
    mine.name, mine.months_it_keeps, mine.opened_on = "Cream", None, TODAY

    update(mine)

    stored = Product.objects.get(pk=mine.pk)
    assert (stored.name, stored.months_it_keeps, stored.opened_on, stored.key) == (
        "Cream",
        None,
        TODAY,
        mine.key,
    )
    assert Product.objects.get(pk=theirs.pk).name == "Lotion"
    Product.objects.filter(pk=mine.pk).delete()
    with pytest.raises(ObjectDoesNotExist):
        update(mine)
