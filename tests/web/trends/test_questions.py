"""Before and after, and what goes along, as a browser sees them."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from routines.accounts.models import User
from routines.diary.models import Answer, Entry, Happening, HappeningKind, Pause, Step, StepTerm
from routines.diary.regions import FACE
from routines.diary.services.catalogue import load_catalogue
from routines.spots.models import Count
from routines.trends.services import start_trial
from tests.conftest import NOON
from tests.unit.diary.given import before

PAGE = "/trends/questions/"
EVENT = before(84)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::UserWarning"),  # no built front end, no static folder
]


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture(autouse=True)
def catalogue(db: None) -> None:
    load_catalogue()


def count(user: User, days: int, spots: int) -> None:
    rest = dict.fromkeys(FACE, 0)
    Count.objects.create(
        user=user, day=before(days), counted_at=NOON, given_at=NOON, **{**rest, "nose": spots}
    )


def happen(user: User, days: int, key: str = "new-product") -> None:
    kind = HappeningKind.objects.get(key=key)
    Happening.objects.create(user=user, day=before(days), kind=kind, given_at=NOON)


def add_step(user: User, name: str, done_every: int) -> Step:
    step = Step.objects.create(user=user, kind="other")
    StepTerm.objects.create(
        user=user,
        step=step,
        name=name,
        slot="evening",
        cadence_kind="daily",
        starts_on=before(400),
    )
    Entry.objects.bulk_create(
        Entry(
            user=user,
            step=step,
            day=before(days),
            answer=Answer.DONE if days % done_every == 0 else Answer.NOT_DONE,
            given_at=NOON,
        )
        for days in range(300)
    )
    return step


def text_of(page: bytes) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.decode()).split())


def test_empty_diary_says_what_will_stand_here(alice_client: Client) -> None:
    page = text_of(alice_client.get(PAGE).content)
    assert "Nothing to compare yet" in page
    assert "What goes along with your counts can be looked at after 26 more weeks" in page


def test_counts_without_a_spot_promise_no_answer(alice: User, alice_client: Client) -> None:
    happen(alice, 35)
    add_step(alice, "Cream", 2)
    for week in range(20):
        count(alice, 7 * week, 0)
    page = text_of(alice_client.get(PAGE, {"event": before(35).isoformat()}).content)
    assert "You counted no spots, so there is nothing that a step could go along with." in page
    assert "No spots were logged before or after, so there is nothing to compare" in page
    assert "more week" not in page


def test_occasion_is_answered_and_drawn(alice: User, alice_client: Client) -> None:
    happen(alice, 84)
    for week in range(24):
        count(alice, 7 * week, 12 + week % 2)
    html = alice_client.get(PAGE, {"event": EVENT.isoformat()}).content
    page = text_of(html)
    assert "No clear difference Anything between" in page
    assert "This rests on 11 weeks before and 12 weeks after." in page
    assert b"chart-picture" in html
    assert "worked" not in page


def test_lower_counts_are_lower_than_expected_and_no_more(
    alice: User, alice_client: Client
) -> None:
    happen(alice, 168, "extraction")
    for number in range(100):
        count(alice, 3 * number, (3 if number <= 56 else 30) + number % 3)
    page = text_of(alice_client.get(PAGE, {"event": before(168).isoformat()}).content)
    assert "Lower than expected from your usual ups and downs Between" in page


def test_picture_shows_pauses_and_what_else_was_marked(alice: User, alice_client: Client) -> None:
    happen(alice, 84)
    happen(alice, 40, "sunburn")
    Pause.objects.create(user=alice, starts_on=before(60), ends_on=before(50))
    for week in range(24):
        count(alice, 7 * week, 12 + week % 2)
    page = text_of(alice_client.get(PAGE, {"event": EVENT.isoformat()}).content)
    assert "Hatched: a pause." in page
    assert "Sunburn" in page


def test_what_comes_and_passes_is_not_offered(alice: User, alice_client: Client) -> None:
    happen(alice, 84, "sunburn")
    response = alice_client.get(PAGE)
    assert "Nothing to compare yet" in text_of(response.content)
    assert alice_client.get(PAGE, {"event": EVENT.isoformat()}).status_code == 400


def test_too_few_counts_say_how_many_more(alice: User, alice_client: Client) -> None:
    happen(alice, 35)
    for week in range(20):
        count(alice, 7 * week, 12)
    page = text_of(alice_client.get(PAGE, {"event": before(35).isoformat()}).content)
    assert "Too little to compare" in page
    assert "With a count a week this can be answered in about 3 more weeks." in page


@pytest.mark.parametrize("event", ["2026-11-01", "2026-02-30", "x", "9" * 40])
def test_day_without_an_occasion_is_said_beside_the_field(
    alice: User, alice_client: Client, event: str
) -> None:
    happen(alice, 84)
    response = alice_client.get(PAGE, {"event": event})
    assert response.status_code == 400
    assert 'aria-describedby="ask-event-error"' in response.content.decode()


def test_occasion_of_somebody_else_is_none(alice: User, bob: User, bob_client: Client) -> None:
    happen(alice, 84)
    assert bob_client.get(PAGE, {"event": EVENT.isoformat()}).status_code == 400


def test_steps_that_vary_cannot_be_told(alice: User, alice_client: Client) -> None:
    for week in range(30):
        count(alice, 7 * week, 10 + week % 3)
    steady = add_step(alice, "Cleanser", 1)
    varied = add_step(alice, "Cream", 1)
    Entry.objects.filter(step=varied, day__lte=before(120)).update(answer=Answer.NOT_DONE)
    html = alice_client.get(PAGE).content
    page = text_of(html)
    assert "Ordinary logging can’t tell. That is the usual answer" in page
    assert f'href="/trends/trial/?step={varied.pk}"' in html.decode()
    assert f"?step={steady.pk}" not in html.decode()
    assert "there is nothing to compare: Cleanser" in page


def test_step_in_a_trial_is_not_looked_at_in_between(alice: User, alice_client: Client) -> None:
    for week in range(30):
        count(alice, 7 * week, 10 + week % 3)
    varied = add_step(alice, "Cream", 1)
    Entry.objects.filter(step=varied, day__lte=before(120)).update(answer=Answer.NOT_DONE)
    then = before(100)
    start_trial(
        user=alice,
        step_id=varied.pk,
        starts_on=before(90),
        blocks=4,
        begins_with_step=True,
        at=NOON,
        today=then,
        key=uuid.uuid4(),
    )
    page = text_of(alice_client.get(PAGE).content)
    assert "Nothing to compare yet" in page
    assert "Nothing is said of Cream until its trial is over." in page
    assert "Cream went along" not in page
    assert alice_client.get(PAGE, {"event": before(34).isoformat()}).status_code == 400


def test_trial_that_is_over_leaves_no_switch_to_compare(alice: User, alice_client: Client) -> None:
    step = add_step(alice, "Cream", 1)
    start_trial(
        user=alice,
        step_id=step.pk,
        starts_on=before(300),
        blocks=4,
        begins_with_step=True,
        at=NOON,
        today=before(301),
        key=uuid.uuid4(),
    )
    assert "Nothing to compare yet" in text_of(alice_client.get(PAGE).content)


def test_step_that_rests_for_a_block_stays_in_the_routine(
    alice: User, alice_client: Client
) -> None:
    step = add_step(alice, "Cream", 1)
    start_trial(
        user=alice,
        step_id=step.pk,
        starts_on=before(60),
        blocks=4,
        begins_with_step=True,
        at=NOON,
        today=before(61),
        key=uuid.uuid4(),
    )
    routine = text_of(alice_client.get("/trends/routine/").content)
    assert "every day, evening, resting for a block of its planned trial" in routine
    assert "Steps that are not in the routine now" not in routine
    own = text_of(alice_client.get(f"/trends/steps/{step.pk}/").content)
    assert "resting for a block of its planned trial" in own
    assert "not in the routine now" not in own


def test_hidden_counts_answer_nothing(alice: User, alice_client: Client) -> None:
    alice.counts_hidden = True
    alice.save()
    happen(alice, 84)
    count(alice, 3, 77)
    page = text_of(alice_client.get(PAGE, {"event": EVENT.isoformat()}).content)
    assert "Your counts are hidden, as you wished" in page
    assert "77" not in page


def test_questions_ask_as_often_for_a_year_as_for_a_day(
    alice: User, alice_client: Client, django_assert_num_queries: Any
) -> None:
    for number in range(2):
        happen(alice, 84 + number)
        add_step(alice, f"Step {number}", 2)
        for week in range(20 * number, 20 * number + 20):
            count(alice, 7 * week, 9)
        # Session, person, terms, happenings, counts, answers, pauses, a trial.
        with django_assert_num_queries(8):
            alice_client.get(PAGE, {"event": EVENT.isoformat()})


def test_trends_lead_to_the_questions(alice_client: Client) -> None:
    page = alice_client.get("/trends/").content.decode()
    assert f'href="{PAGE}"' in page
    assert 'href="/trends/trial/"' in page
