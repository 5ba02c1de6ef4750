"""Products: what a person uses for their steps, and how long it keeps."""

from __future__ import annotations

import uuid
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from routines.accounts.clock import EARLIEST_DAY
from routines.accounts.models import User
from routines.changes import services as changes
from routines.diary.models import Entry, Product, StepTerm
from routines.diary.refusals import Refused
from routines.diary.services.entries import Logged

KIND = "product"
MOST_PRODUCTS = 300
_DATES = ("opened_on", "finished_on")


@dataclass(frozen=True, kw_only=True)
class ProductFacts:
    """What is known of a bottle or tube; `months_it_keeps` counts from the day it was opened."""

    name: str
    brand: str = ""
    opened_on: date | None = None
    months_it_keeps: int | None = None
    finished_on: date | None = None


def add_product(
    *, user: User, facts: ProductFacts, at: datetime, today: date, key: uuid.UUID
) -> Logged:
    """Add a product. The same key twice adds it once.

    Raises Refused for dates that can't be, or when there are too many.
    """
    _refuse_unlikely(facts, today)
    with transaction.atomic():
        User.objects.hold(user)
        if changes.is_recorded(user=user, batch=key):
            return Logged(batch=key, changed=0)
        if Product.objects.of(user).count() >= MOST_PRODUCTS:
            raise Refused(f"The list holds {MOST_PRODUCTS} products at most.")
        product = Product.objects.create(user=user, **asdict(facts))
        _record(user, key, product.pk, today, None, product_state(product), at)
    return Logged(batch=key, changed=1)


def edit_product(
    *, user: User, product_id: int, facts: ProductFacts, at: datetime, today: date
) -> Logged:
    """Correct what is known of a product, also for the days on which it was used.

    Raises Product.DoesNotExist for somebody else's, Refused for dates that can't be.
    """
    _refuse_unlikely(facts, today)
    batch = uuid.uuid4()
    with transaction.atomic():
        User.objects.hold(user)
        product = Product.objects.of(user).get(pk=product_id)
        before = product_state(product)
        for name, value in asdict(facts).items():
            setattr(product, name, value)
        product.save()
        after = product_state(product)
        _record(user, batch, product.pk, today, before, after, at)
    return Logged(batch=batch, changed=int(before != after))


def product_state(product: Product | None) -> dict[str, Any] | None:
    """The state that the log of changes keeps."""
    if product is None:
        return None
    return {
        "brand": product.brand,
        "name": product.name,
        "opened_on": _plain(product.opened_on),
        "months_it_keeps": product.months_it_keeps,
        "finished_on": _plain(product.finished_on),
    }


def restore_product(*, user: User, product_id: int, state: dict[str, Any] | None) -> None:
    """Write a kept state back. Raises Refused for removing one that a step or an answer names."""
    if state is not None:
        dates = {name: date.fromisoformat(state[name]) for name in _DATES if state[name]}
        Product.objects.update_or_create(pk=product_id, user=user, defaults={**state, **dates})
    elif _is_used(product_id):
        raise Refused("A step or an answer names this product by now, so it stays.")
    else:
        Product.objects.of(user).filter(pk=product_id).delete()


def _is_used(product_id: int) -> bool:
    return (
        StepTerm.objects.filter(product_id=product_id).exists()
        or Entry.objects.filter(product_id=product_id).exists()
    )


def _refuse_unlikely(facts: ProductFacts, today: date) -> None:
    for name in _DATES:
        day = getattr(facts, name)
        if day is not None and day > today:
            raise Refused("That day has not come yet.", field=name)
        if day is not None and day < EARLIEST_DAY:
            raise Refused(
                f"This diary goes back to {EARLIEST_DAY.year} and no further.", field=name
            )
    if facts.opened_on and facts.finished_on and facts.finished_on < facts.opened_on:
        raise Refused("It can't be finished before it was opened.", field="finished_on")


def _plain(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _record(
    user: User,
    batch: uuid.UUID,
    product_id: int,
    today: date,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
    at: datetime,
) -> None:
    write = changes.Write(kind=KIND, target=str(product_id), day=today, before=before, after=after)
    changes.record(user=user, batch=batch, writes=[write], at=at)
