"""Every address of the diary: who may not come in, by which method, and with how much."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from routines.accounts.models import User
from routines.changes.models import Change
from routines.diary.models import Pause, Product, Step
from routines.diary.services.pauses import save_pause
from tests.conftest import NOON
from tests.unit.diary.given import TODAY, before, log, new_product
from tests.web.diary.rows import all_rows

DAY = TODAY.isoformat()
# Name, whether a GET is answered, whether a POST is.
DOORS = [
    ("step", True, True),
    ("rest", False, True),
    ("same", False, True),
    ("happenings", True, True),
    ("note", False, True),
    ("routine", True, False),
    ("start_routine", False, True),
    ("add_step", True, True),
    ("order_steps", True, True),
    ("edit_step", True, True),
    ("retire_step", False, True),
    ("bring_back_step", False, True),
    ("products", True, False),
    ("add_product", True, True),
    ("edit_product", True, True),
    ("pauses", True, False),
    ("add_pause", True, True),
    ("edit_pause", True, True),
    ("end_pause", False, True),
    ("remove_pause", False, True),
]
ANY_KEY = 123_456_789_012
OF_A_DAY = ("step", "rest", "same", "happenings", "note")
WITH_A_KEY = (
    "step",
    "edit_step",
    "retire_step",
    "bring_back_step",
    "edit_product",
    "edit_pause",
    "end_pause",
    "remove_pause",
)


@pytest.fixture
def keys(alice: User, step: Step) -> dict[str, int]:
    """One of everything that is Alice's, by the name its addresses give it."""
    product = new_product(alice)
    save_pause(user=alice, starts_on=before(8), ends_on=before(7), reason="", at=NOON, today=TODAY)
    return {
        "step_id": step.pk,
        "product_id": product.pk,
        "pause_id": Pause.objects.get().pk,
    }


def address(name: str, keys: dict[str, int]) -> str:
    wanted: dict[str, object] = {"day": DAY} if name in OF_A_DAY else {}
    if name in WITH_A_KEY:
        kind = next((kind for kind in ("product", "pause") if kind in name), "step")
        wanted[f"{kind}_id"] = keys[f"{kind}_id"]
    return reverse(f"diary:{name}", kwargs=wanted)


def test_every_address_of_the_diary_is_tried_here() -> None:
    resolver = get_resolver("routines.diary.urls")
    assert {name for name in resolver.reverse_dict if isinstance(name, str)} == {
        name for name, _, _ in DOORS
    }


@pytest.mark.parametrize("name", [name for name, _, _ in DOORS])
def test_anonymous_is_sent_to_the_login(client: Client, keys: dict[str, int], name: str) -> None:
    rows = all_rows()
    there = address(name, keys)
    for response in (client.get(there), client.post(there)):
        assert response.status_code == 302
        assert response["Location"] == f"{reverse('account_login')}?next={there}"
    assert all_rows() == rows


@pytest.mark.parametrize("name", WITH_A_KEY)
def test_stranger_finds_nothing(bob_client: Client, keys: dict[str, int], name: str) -> None:
    rows = all_rows()
    there = address(name, keys)
    said = {"answer": "done", "name": "Mine", "slot": "any", "cadence_kind": "daily"}
    assert bob_client.post(there, {**said, "starts_on": DAY}).status_code == 404
    assert bob_client.get(there).status_code in {404, 405}
    assert all_rows() == rows


@pytest.mark.parametrize("name", WITH_A_KEY)
@pytest.mark.parametrize("key", [0, 999_999, 10**25])
def test_key_that_does_not_exist_is_not_found(
    alice_client: Client, keys: dict[str, int], name: str, key: int
) -> None:
    rows = all_rows()
    there = address(name, dict.fromkeys(keys, ANY_KEY)).replace(str(ANY_KEY), str(key))
    assert alice_client.post(there, {"answer": "done"}).status_code == 404
    assert all_rows() == rows


@pytest.mark.parametrize(("name", "reads", "writes"), DOORS)
def test_methods(
    alice_client: Client, keys: dict[str, int], name: str, *, reads: bool, writes: bool
) -> None:
    rows = all_rows()
    there = address(name, keys)
    assert (alice_client.get(there).status_code == 200) is reads
    assert all_rows() == rows
    assert (alice_client.post(there).status_code != 405) is writes
    for method in ("PUT", "DELETE"):
        assert alice_client.generic(method, there).status_code == 405


@pytest.mark.parametrize("name", OF_A_DAY)
@pytest.mark.parametrize(
    ("day", "reason"),
    [
        ("0001-01-01", "This diary goes back to 2000 and no further."),
        ("9999-12-31", "That day has not begun yet."),
        ("2026-11-23", "That day has not begun yet."),
        ("2026-02-30", "There is no such day in the calendar."),
        ("today", "There is no such day in the calendar."),
    ],
)
def test_day_that_cannot_be(
    alice_client: Client, keys: dict[str, int], name: str, day: str, reason: str
) -> None:
    rows = all_rows()
    there = address(name, keys).replace(DAY, day)
    said = {"answer": "done", "slot": "morning", "kind": "picked", "active": "1", "text": "x"}
    response = alice_client.post(there, said)
    assert response.status_code == 404
    assert reason in response.content.decode()
    assert all_rows() == rows


@pytest.mark.parametrize("name", [name for name, _, writes in DOORS if writes])
def test_body_of_50_megabytes_is_refused(alice: User, keys: dict[str, int], name: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    client.get(reverse("diary:routine"))
    rows = all_rows()
    response = client.generic(
        "POST",
        address(name, keys),
        b"answer=done&note=" + b"x" * 50_000_000,
        content_type="application/x-www-form-urlencoded",
    )
    assert response.status_code == 400
    assert all_rows() == rows


@pytest.mark.parametrize("method", ["get", "post"])
def test_undo_is_of_whoever_wrote(
    alice: User, bob_client: Client, client: Client, step: Step, method: str
) -> None:
    there = reverse("changes:undo", args=[log(alice, step).batch])
    rows = all_rows()
    assert getattr(client, method)(there)["Location"].startswith(reverse("account_login"))
    assert getattr(bob_client, method)(there).status_code == {"get": 405, "post": 404}[method]
    unknown = reverse("changes:undo", args=[uuid.uuid4()])
    assert bob_client.post(unknown).status_code == 404
    assert all_rows() == rows
    assert Change.objects.exists()


def test_product_of_somebody_else_is_no_choice(alice_client: Client, bob: User, step: Step) -> None:
    product = new_product(bob)
    rows = all_rows()
    there = reverse("diary:step", args=[DAY, step.pk])
    said = {"answer": "done", "product": product.pk}
    assert alice_client.post(there, said).status_code == 400
    term = {"name": "X", "slot": "any", "cadence_kind": "daily", "product": product.pk}
    assert alice_client.post(reverse("diary:edit_step", args=[step.pk]), term).status_code == 400
    added = {**term, "kind": "other"}
    assert alice_client.post(reverse("diary:add_step"), added).status_code == 400
    assert all_rows() == rows
    assert Product.objects.count() == 1
