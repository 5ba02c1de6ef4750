"""A planned trial from its form to its answer, as a browser sees it."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.test import Client

from routines.accounts.models import User
from routines.changes import services as changes
from routines.diary.models import Happening, HappeningKind, Step, StepTerm
from routines.diary.regions import FACE
from routines.diary.services import routine
from routines.diary.services.catalogue import load_catalogue
from routines.spots.models import Count
from routines.trends.models import Trial
from tests.conftest import NOON
from tests.unit.diary.given import TODAY, before

PAGE = "/trends/trial/"
BLOCK = 56

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::UserWarning"),  # no built front end, no static folder
]


@pytest.fixture(autouse=True)
def noon() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def catalogue(db: None) -> None:
    load_catalogue()


def ahead(days: int) -> date:
    return TODAY + timedelta(days=days)


def instant(days: int) -> datetime:
    return NOON + timedelta(days=days)


def new_step(user: User, name: str = "Cream", kind: str = "moisturiser") -> Step:
    plan = routine.StepPlan(name=name, slot="evening")
    routine.add_step(user=user, kind=kind, plan=plan, at=NOON, today=before(90), key=uuid.uuid4())
    return Step.objects.of(user).latest("pk")


@pytest.fixture
def step(alice: User) -> Step:
    return new_step(alice)


def said(of: Step, **changed: object) -> dict[str, object]:
    return {
        "key": uuid.uuid4(),
        "step": of.pk,
        "begins": "on",
        "blocks": 4,
        "starts_on": ahead(1).isoformat(),
        **changed,
    }


def text_of(page: bytes) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.decode()).split())


def names_on(client: Client) -> list[str]:
    """The steps that Today shows."""
    return re.findall(r'class="row-name"[^>]*>([^<]+)<', client.get("/").content.decode())


def test_trial_is_planned_and_can_be_taken_back(
    alice: User, alice_client: Client, step: Step
) -> None:
    response = alice_client.post(PAGE, said(step))
    assert (response.status_code, response["Location"]) == (302, PAGE)
    (message,) = get_messages(response.wsgi_request)
    assert message.extra_tags.startswith("undo:")
    assert step.terms.earliest("starts_on").ends_on == ahead(1 + BLOCK)
    page = text_of(alice_client.get(PAGE).content)
    assert "Begins on Monday 23 November, with the step, and ends on 4 Jul 2027." in page
    changes.undo(user=alice, batch=uuid.UUID(message.extra_tags[5:]), at=NOON)
    assert "Before you begin" in text_of(alice_client.get(PAGE).content)


def test_today_shows_and_hides_the_step_by_the_plan(
    alice: User, alice_client: Client, step: Step, noon: time_machine.Traveller
) -> None:
    alice_client.post(PAGE, said(step))
    shown = {}
    for days in (1, BLOCK, 1 + BLOCK, 2 * BLOCK, 1 + 2 * BLOCK, 1 + 4 * BLOCK):
        noon.move_to(instant(days))
        alice_client.force_login(alice)  # a session does not last for months
        shown[days] = "Cream" in names_on(alice_client)
    assert shown == {
        1: True,
        BLOCK: True,
        1 + BLOCK: False,
        2 * BLOCK: False,
        1 + 2 * BLOCK: True,
        1 + 4 * BLOCK: True,
    }


def test_same_form_twice_plans_once(alice_client: Client, step: Step) -> None:
    sent = said(step)
    assert [alice_client.post(PAGE, sent).status_code for _ in range(2)] == [302, 302]
    assert Trial.objects.count() == 1


def test_second_trial_is_refused_above_the_first(alice: User, alice_client: Client) -> None:
    first, second = new_step(alice), new_step(alice, "Balm")
    alice_client.post(PAGE, said(first))
    response = alice_client.post(PAGE, said(second))
    assert response.status_code == 400
    assert "One at a time: two would mix." in text_of(response.content)
    assert StepTerm.objects.filter(step=second).count() == 1


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"starts_on": TODAY.isoformat()}, "A trial begins tomorrow at the earliest."),
        ({"starts_on": "2027-03-01"}, "Please begin within the next 60 days."),
        ({"starts_on": "soon"}, "Enter a valid date."),
        ({"blocks": 5}, "5 is not one of the available choices."),
        ({"begins": "maybe"}, "maybe is not one of the available choices."),
        ({"step": "x"}, "Choose one of the steps in your routine."),
    ],
)
def test_bad_plan_is_said_and_writes_nothing(
    alice_client: Client, step: Step, changed: dict[str, object], problem: str
) -> None:
    response = alice_client.post(PAGE, said(step, **changed))
    assert response.status_code == 400
    assert problem in text_of(response.content)
    assert not Trial.objects.exists()
    assert step.terms.get().ends_on is None


def test_sunscreen_and_steps_of_others_are_not_offered(
    alice: User, bob: User, alice_client: Client, step: Step
) -> None:
    sunscreen, foreign = new_step(alice, "Sun", "sunscreen"), new_step(bob, "Bob’s")
    page = alice_client.get(PAGE).content.decode()
    offered = re.findall(r'<option value="(\d+)"', page.partition('name="blocks"')[0])
    assert offered == [str(step.pk)]
    for other in (sunscreen, foreign):
        assert alice_client.post(PAGE, said(other)).status_code == 400
    assert not Trial.objects.exists()


@pytest.mark.parametrize(
    "query", ["?step=x", "?step=-1", "?step=999999", f"?step={10**30}", "?step="]
)
def test_step_that_the_address_proposes_may_be_unknown(
    alice_client: Client, step: Step, query: str
) -> None:
    assert alice_client.get(PAGE + query).status_code == 200


def test_proposed_step_is_chosen(alice: User, alice_client: Client, step: Step) -> None:
    other = new_step(alice, "Balm")
    page = alice_client.get(f"{PAGE}?step={other.pk}").content.decode()
    assert f'<option value="{other.pk}" selected>' in page


def test_no_step_to_try_leads_to_the_routine(alice: User, alice_client: Client) -> None:
    new_step(alice, "Sun", "sunscreen")
    assert "No step to try" in text_of(alice_client.get(PAGE).content)


def test_power_is_said_beforehand(alice: User, alice_client: Client, step: Step) -> None:
    assert "Simulated diaries with about 25 spots" in text_of(alice_client.get(PAGE).content)
    count_weekly(alice, range(-180, 1, 7), 9)
    page = text_of(alice_client.get(PAGE).content)
    assert re.search(
        r"6 blocks would find (hardly ever|in about \d of 10 cases) that the step halves", page
    )


def count_weekly(user: User, days: range, spots: int) -> None:
    rest = dict.fromkeys(FACE, 0)
    Count.objects.bulk_create(
        Count(
            user=user, day=ahead(number), counted_at=NOON, given_at=NOON, **rest | {"nose": spots}
        )
        for number in days
    )


def test_running_trial_says_the_block_and_what_comes(
    alice_client: Client, step: Step, noon: time_machine.Traveller
) -> None:
    alice_client.post(PAGE, said(step))
    noon.move_to(instant(1 + BLOCK))
    page = text_of(alice_client.get(PAGE).content)
    assert "Block 2 of 4: without it until 14 Mar 2027. Then the step comes back to Today." in page


def test_trial_whose_step_was_retired_says_so(
    alice: User, alice_client: Client, step: Step, noon: time_machine.Traveller
) -> None:
    alice_client.post(PAGE, said(step))
    noon.move_to(instant(10))
    alice_client.post(f"/routine/{step.pk}/retire/")
    assert "no longer goes by this plan" in text_of(alice_client.get(PAGE).content)


def test_trial_is_called_off_after_asking(
    alice: User, alice_client: Client, step: Step, noon: time_machine.Traveller
) -> None:
    alice_client.post(PAGE, said(step))
    noon.move_to(instant(1 + BLOCK))
    trial = Trial.objects.get()
    address = f"/trends/trial/{trial.pk}/call-off/"
    assert "A trial that ends early can’t be looked at." in text_of(
        alice_client.get(address).content
    )
    assert "Cream" not in names_on(alice_client)
    assert alice_client.post(address)["Location"] == PAGE
    assert "Cream" in names_on(alice_client)
    page = text_of(alice_client.get(PAGE).content)
    assert "Earlier trials Cream 23 Nov 2026 to 18 Jan 2027, called off" in page
    assert alice_client.get(address)["Location"] == PAGE


def test_trial_of_somebody_else_is_not_there(
    bob_client: Client, alice_client: Client, step: Step
) -> None:
    alice_client.post(PAGE, said(step))
    address = f"/trends/trial/{Trial.objects.get().pk}/call-off/"
    assert bob_client.get(address).status_code == 404
    assert bob_client.post(address).status_code == 404
    assert Trial.objects.get().closed_on is None


def test_trial_that_is_over_is_answered(
    alice: User, alice_client: Client, step: Step, noon: time_machine.Traveller
) -> None:
    alice_client.post(PAGE, said(step))
    for block in range(4):
        first = 1 + block * BLOCK
        count_weekly(alice, range(first, first + BLOCK, 7), 11 if block % 2 else 10)
    kind = HappeningKind.objects.filter(opens_segment=True).earliest("pk")
    Happening.objects.create(user=alice, day=ahead(50), kind=kind, given_at=NOON)
    noon.move_to(instant(1 + 4 * BLOCK))
    alice_client.force_login(alice)
    page = text_of(alice_client.get(PAGE).content)
    assert "No clear difference between with Cream and without it" in page
    assert "A removal or a treatment lies within it (11 Jan 2027)." in page
    assert "Before you begin" in page
    assert "Earlier trials" not in page
    new = said(step, starts_on=ahead(3 + 4 * BLOCK).isoformat())
    assert alice_client.post(PAGE, new).status_code == 302


def test_trial_without_counts_can_not_be_looked_at(
    alice: User, alice_client: Client, step: Step, noon: time_machine.Traveller
) -> None:
    alice_client.post(PAGE, said(step))
    count_weekly(alice, range(1, BLOCK, 7), 10)
    noon.move_to(instant(1 + 4 * BLOCK))
    alice_client.force_login(alice)
    page = text_of(alice_client.get(PAGE).content)
    assert "blocks 2, 3, 4 had counts in fewer than 4 weeks." in page


def test_hidden_counts_plan_nothing_but_may_call_off(
    alice: User, alice_client: Client, step: Step
) -> None:
    alice_client.post(PAGE, said(step))
    alice.counts_hidden = True
    alice.save()
    assert "Call it off" in text_of(alice_client.get(PAGE).content)
    alice_client.post(f"/trends/trial/{Trial.objects.get().pk}/call-off/")
    assert "a trial could not be looked at" in text_of(alice_client.get(PAGE).content)
    assert alice_client.post(PAGE, said(step)).status_code == 400
    assert not Trial.objects.exists()


def test_trial_asks_as_often_for_many_steps(
    alice: User, alice_client: Client, django_assert_num_queries: Any
) -> None:
    for number in range(3):
        new_step(alice, f"Step {number}")
        count_weekly(alice, range(-180 + number, 1, 7), 9)
        # Session, person, terms, trials, counts.
        with django_assert_num_queries(5):
            alice_client.get(PAGE)


def test_trial_of_a_step_that_was_taken_back_is_told_by_its_kind(
    alice: User, alice_client: Client
) -> None:
    taken_back = Step.objects.create(user=alice, kind="moisturiser")
    Trial.objects.create(
        user=alice, step=taken_back, starts_on=before(3), blocks=4, closed_on=before(1)
    )
    answer = alice_client.get(PAGE)
    assert answer.status_code == 200
    assert "Moisturiser" in answer.content.decode()
