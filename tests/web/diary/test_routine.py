"""The routine's pages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from routines.accounts.models import User
from routines.changes.models import Change
from routines.diary.models import Step, StepTerm
from routines.diary.services import courses, routine
from routines.diary.services.courses import Away
from tests.conftest import NOON
from tests.unit.diary.given import TODAY, before, log, new_product, new_step
from tests.web.diary.rows import all_rows, messages_of

ROUTINE = reverse("diary:routine")
ADD = reverse("diary:add_step")
ORDER = reverse("diary:order_steps")
LIP_BALM = {"kind": "other", "name": "Lip balm", "slot": "any", "cadence_kind": "daily"}


def test_routine_shows_steps_products_and_retired_ones(
    alice: User, alice_client: Client, step: Step
) -> None:
    past = new_product(alice, "Gel", opened_on=before(400), months_it_keeps=12)
    fresh = new_product(alice, "Oil", opened_on=before(4), months_it_keeps=12)
    new_step(alice, "Cleanser", product_id=past.pk)
    new_step(alice, "Cream", slot="evening", product_id=fresh.pk)
    routine.retire_step(user=alice, step_id=step.pk, at=NOON, today=before(3))
    page = alice_client.get(ROUTINE).content.decode()
    assert "Changes count from today on; the days before stay as they were." in page
    assert "Kept until 18 Oct 2026" in page
    assert "keeps until 18 Nov 2027" in page
    assert "13 Nov 2026 to 18 Nov 2026" in page
    assert "Bring back" in page


def test_routine_says_what_comes_and_goes_by_a_plan(
    alice: User, alice_client: Client, step: Step
) -> None:
    away = [Away(TODAY + timedelta(days=5), TODAY + timedelta(days=12))]
    courses.lay_out(user=alice, step_id=step.pk, away=away, today=TODAY)
    page = alice_client.get(ROUTINE).content.decode()
    assert "comes and goes by a plan until 4 Dec 2026" in page


def test_routine_without_steps_offers_the_usual_ones(alice_client: Client) -> None:
    assert "Start with the four usual steps" in alice_client.get(ROUTINE).content.decode()
    response = alice_client.post(reverse("diary:start_routine"))
    assert (response.status_code, response["Location"]) == (302, ROUTINE)
    assert StepTerm.objects.count() == 6
    rows = all_rows()
    alice_client.post(reverse("diary:start_routine"))
    assert all_rows() == rows
    assert "four usual steps" not in alice_client.get(ROUTINE).content.decode()


def test_routine_with_only_retired_steps_leads_to_them(
    alice: User, alice_client: Client, step: Step
) -> None:
    routine.retire_step(user=alice, step_id=step.pk, at=NOON, today=TODAY)
    page = alice_client.get(ROUTINE).content.decode()
    assert "No step at the moment" in page
    assert "four usual steps" not in page


def test_routine_asks_as_often_for_many_steps(
    alice: User, alice_client: Client, django_assert_num_queries: Any
) -> None:
    for number in range(3):
        product = new_product(alice, f"Product {number}")
        new_step(alice, f"Step {number}", product_id=product.pk)
        # Session, person, pause of today, terms with step and product.
        with django_assert_num_queries(4):
            alice_client.get(ROUTINE)


@pytest.mark.parametrize(
    ("said", "columns"),
    [
        ({}, ("daily", None, None, None)),
        ({"cadence_kind": "weekly", "times_a_week": "3"}, ("weekly", 3, None, None)),
        ({"cadence_kind": "every", "every_days": "10"}, ("every", None, 10, None)),
        ({"cadence_kind": "weekdays", "weekdays": ["0", "6"]}, ("weekdays", None, None, 65)),
        # What does not fit the cadence is overlooked.
        ({"times_a_week": "900", "every_days": "x"}, ("daily", None, None, None)),
    ],
)
def test_add_step(alice_client: Client, said: dict[str, Any], columns: tuple[Any, ...]) -> None:
    response = alice_client.post(ADD, {**LIP_BALM, **said})
    assert response.status_code == 302
    term = StepTerm.objects.get()
    assert (term.name, term.slot, term.step.kind, term.starts_on, term.ends_on) == (
        "Lip balm",
        "any",
        "other",
        TODAY,
        None,
    )
    assert (term.cadence_kind, term.times_a_week, term.every_days, term.weekdays) == columns
    assert messages_of(response) == ["Lip balm added"]


def test_add_step_sent_twice_adds_it_once(alice_client: Client) -> None:
    key = alice_client.get(ADD).context["form"]["key"].value()
    for _ in range(2):
        alice_client.post(ADD, {**LIP_BALM, "key": str(key)})
    assert (Step.objects.count(), Change.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 5000}, "name"),
        ({"name": "a\x00b"}, "name"),
        ({"kind": "potion"}, "kind"),
        ({"slot": "noon"}, "slot"),
        ({"cadence_kind": "sometimes"}, "cadence_kind"),
        ({"cadence_kind": "weekly"}, "times_a_week"),
        ({"cadence_kind": "weekly", "times_a_week": "7"}, "times_a_week"),
        ({"cadence_kind": "weekly", "times_a_week": "0"}, "times_a_week"),
        ({"cadence_kind": "weekly", "times_a_week": "1e9"}, "times_a_week"),
        ({"cadence_kind": "every", "every_days": "1"}, "every_days"),
        ({"cadence_kind": "every", "every_days": "91"}, "every_days"),
        ({"cadence_kind": "every", "every_days": "3.5"}, "every_days"),
        ({"cadence_kind": "weekdays"}, "weekdays"),
        ({"cadence_kind": "weekdays", "weekdays": ["7"]}, "weekdays"),
        ({"product": "999999"}, "product"),
        ({"key": "not a key"}, "key"),
    ],
)
def test_bad_step_is_refused_beside_its_field(
    alice_client: Client, step: Step, said: dict[str, Any], field: str
) -> None:
    rows = all_rows()
    response = alice_client.post(ADD, {**LIP_BALM, **said})
    assert response.status_code == 400
    assert list(response.context["form"].errors) == [field]
    assert all_rows() == rows
    if field not in {"kind", "key"}:
        edited = alice_client.post(reverse("diary:edit_step", args=[step.pk]), {**LIP_BALM, **said})
        assert edited.status_code == 400
        assert all_rows() == rows


def test_name_is_shown_escaped(alice_client: Client) -> None:
    alice_client.post(ADD, {**LIP_BALM, "name": "<b>Balm</b> 💋 مرطب"})
    for there in (ROUTINE, ORDER, reverse("home:today")):
        page = alice_client.get(there).content.decode()
        assert "&lt;b&gt;Balm&lt;/b&gt; 💋 مرطب" in page
        assert "<b>Balm" not in page


def test_edit_step_counts_from_today_on(alice_client: Client, step: Step) -> None:
    there = reverse("diary:edit_step", args=[step.pk])
    assert alice_client.get(there).context["form"]["name"].value() == "Sunscreen"
    response = alice_client.post(there, {**LIP_BALM, "kind": "retinoid"})
    assert messages_of(response) == ["Lip balm: changed from today on"]
    assert list(step.terms.order_by("starts_on").values_list("name", "starts_on", "ends_on")) == [
        ("Sunscreen", before(9), TODAY),
        ("Lip balm", TODAY, None),
    ]
    step.refresh_from_db()
    assert step.kind == "sunscreen"


def test_edit_step_keeps_offering_a_finished_product_it_has(
    alice: User, alice_client: Client
) -> None:
    own = new_product(alice, "Own", finished_on=before(1))
    new_product(alice, "Other", finished_on=before(1))
    step = new_step(alice, product_id=own.pk)
    page = alice_client.get(reverse("diary:edit_step", args=[step.pk]))
    assert list(page.context["form"].fields["product"].queryset) == [own]


@pytest.mark.parametrize(("method", "status"), [("get", 200), ("post", 400)])
def test_edit_retired_step_offers_to_bring_it_back(
    alice: User, alice_client: Client, step: Step, method: str, status: int
) -> None:
    routine.retire_step(user=alice, step_id=step.pk, at=NOON, today=before(3))
    rows = all_rows()
    response = getattr(alice_client, method)(reverse("diary:edit_step", args=[step.pk]), LIP_BALM)
    assert response.status_code == status
    assert "Bring it back from today on" in response.content.decode()
    assert all_rows() == rows


def test_retire_and_bring_back(alice: User, alice_client: Client, step: Step) -> None:
    log(alice, step, day=before(2))
    retired = alice_client.post(reverse("diary:retire_step", args=[step.pk]))
    assert messages_of(retired) == ["Sunscreen retired; the days before keep it"]
    assert step.terms.get().ends_on == TODAY
    back = alice_client.post(reverse("diary:bring_back_step", args=[step.pk]))
    assert messages_of(back)[-1] == "Sunscreen is back from today on"
    assert step.terms.get().ends_on is None
    rows = all_rows()
    alice_client.post(reverse("diary:bring_back_step", args=[step.pk]))
    assert all_rows() == rows


def test_bring_back_into_a_full_routine_is_refused(
    alice: User, alice_client: Client, step: Step, monkeypatch: pytest.MonkeyPatch
) -> None:
    routine.retire_step(user=alice, step_id=step.pk, at=NOON, today=before(3))
    monkeypatch.setattr(routine, "MOST_STEPS", 0)
    rows = all_rows()
    response = alice_client.post(reverse("diary:bring_back_step", args=[step.pk]))
    assert messages_of(response) == ["A routine holds 0 steps at most. Retire one first."]
    assert alice_client.post(ADD, LIP_BALM).status_code == 400
    assert all_rows() == rows


def names_in_order() -> list[str]:
    return list(StepTerm.objects.filter(ends_on=None).in_order().values_list("name", flat=True))


@pytest.fixture
def abc(alice: User) -> dict[str, int]:
    return {name: new_step(alice, name).pk for name in "ABC"}


def test_order_by_one_place_and_back_to_the_same_arrow(
    alice_client: Client, abc: dict[str, int]
) -> None:
    response = alice_client.post(ORDER, {"moved": abc["A"], "by": "1"})
    assert response["Location"] == f"{ORDER}#down-{abc['A']}"
    assert messages_of(response) == ["A is now 2 of 3 in the morning."]
    assert names_in_order() == ["B", "A", "C"]
    response = alice_client.post(ORDER, {"moved": abc["C"], "by": "-1"})
    assert response["Location"] == f"{ORDER}#up-{abc['C']}"
    assert names_in_order() == ["B", "C", "A"]


def test_order_at_the_end_says_where_it_is(alice_client: Client, abc: dict[str, int]) -> None:
    rows = all_rows()
    response = alice_client.post(ORDER, {"moved": abc["C"], "by": "1"})
    assert messages_of(response) == ["C is now 3 of 3 in the morning."]
    assert all_rows() == rows


def test_order_dragged_answers_with_the_lists_and_the_way_back(
    alice_client: Client, abc: dict[str, int]
) -> None:
    response = alice_client.post(
        ORDER,
        {"moved": abc["C"], "step": [abc["C"], abc["A"], abc["B"]]},
        headers={"HX-Request": "true"},
    )
    page = response.content.decode()
    assert response.status_code == 200
    assert "<html" not in page
    assert f"/undo/{Change.objects.latest('pk').batch}/" in page
    assert names_in_order() == ["C", "A", "B"]


def test_order_is_one_change_to_take_back(alice_client: Client, abc: dict[str, int]) -> None:
    alice_client.post(ORDER, {"moved": abc["C"], "step": [abc["C"], abc["B"], abc["A"]]})
    batch = Change.objects.latest("pk").batch
    alice_client.post(reverse("changes:undo", args=[batch]))
    assert names_in_order() == ["A", "B", "C"]


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"moved": "x", "by": "1"},
        {"moved": "999999", "by": "1"},
        {"moved": "A", "by": "5"},
        {"moved": "A", "step": ["999999", "A"]},
        {"moved": "A", "step": ["x"]},
    ],
)
def test_order_that_no_longer_fits_is_refused(
    alice_client: Client, abc: dict[str, int], said: dict[str, Any]
) -> None:
    sent = {
        key: [abc.get(one, one) for one in value]
        if isinstance(value, list)
        else abc.get(value, value)
        for key, value in said.items()
    }
    rows = all_rows()
    response = alice_client.post(ORDER, sent)
    assert response.status_code == 400
    assert "Your routine has changed meanwhile." in response.content.decode()
    assert all_rows() == rows


def test_undo_of_yesterdays_change_says_why_not(
    alice_client: Client, step: Step, noon: Any
) -> None:
    alice_client.post(reverse("diary:edit_step", args=[step.pk]), LIP_BALM)
    noon.move_to(NOON + timedelta(days=1), tick=False)
    rows = all_rows()
    batch = Change.objects.latest("pk").batch
    response = alice_client.post(reverse("changes:undo", args=[batch]), {"next": ROUTINE})
    assert response["Location"] == ROUTINE
    assert messages_of(response)[-1].startswith("The days since then were lived with this change")
    assert all_rows() == rows


@pytest.mark.parametrize("key", ["4f0d6c1e-5f0a-4b7e-9a44-0c2f1b6d8e11", ""])
def test_key_may_be_left_out(alice_client: Client, key: str) -> None:
    assert alice_client.post(ADD, {**LIP_BALM, "key": key}).status_code == 302
    assert Step.objects.count() == 1
