"""The page of a step, and the routine on the trends page."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from routines.accounts.models import User
from routines.diary.models import Answer, Entry, Pause, Step, StepTerm
from tests.conftest import NOON
from tests.unit.diary.given import TODAY, before

LONG_AGO = before(400)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::UserWarning"),  # no built front end, no static folder
]


@pytest.fixture(autouse=True)
def noon() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


def add_step(user: User, kind: str, since: date = LONG_AGO, **term: Any) -> Step:
    step = Step.objects.create(user=user, kind=kind)
    fields = {"name": kind.title(), "slot": "evening", "cadence_kind": "daily", **term}
    StepTerm.objects.create(user=user, step=step, starts_on=since, **fields)
    return step


def log(user: User, step: Step, *days: int, answer: str = Answer.DONE, times: int = 1) -> None:
    Entry.objects.bulk_create(
        Entry(
            user=user,
            step=step,
            day=before(number),
            answer=answer,
            skip_reason="other" if answer == Answer.SKIPPED else "",
            times=times,
            given_at=NOON,
        )
        for number in days
    )


def text_of(page: bytes) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.decode()).split())


@pytest.fixture
def step(alice: User) -> Step:
    return add_step(alice, "exfoliation", cadence_kind="weekly", times_a_week=2)


def test_days_say_what_they_were_and_lead_there(
    alice: User, alice_client: Client, step: Step
) -> None:
    cleanser = add_step(alice, "cleanser")
    log(alice, cleanser, *range(1, 9))
    log(alice, step, 1, 5)
    log(alice, step, 4, answer=Answer.SKIPPED)
    Pause.objects.create(user=alice, starts_on=before(12), ends_on=before(11))
    page = alice_client.get(f"/trends/steps/{step.pk}/").content.decode()
    days = dict(re.findall(r'<a class="year-day" href="([^"]+)" title="[^:]+: ([^"]+)"', page))
    assert {number: days[f"/day/{before(number)}/"] for number in (1, 2, 4, 5, 8, 9, 11)} == {
        1: "done",
        2: "not that day",
        4: "skipped",
        5: "done",
        8: "not that day",
        9: "nothing logged",
        11: "paused",
    }
    assert days["/"] == "nothing due"


def test_too_much_exfoliation_is_no_success(alice: User, alice_client: Client, step: Step) -> None:
    log(alice, step, 1, 2, 3)
    page = text_of(alice_client.get(f"/trends/steps/{step.pk}/").content)
    assert "Over your cap of 2 in seven days on 1 day shown here." in page
    assert "The first 2 in seven days count as kept; what goes beyond does not" in page
    assert "than your cap of 2 allows" not in page
    trends = text_of(alice_client.get("/trends/routine/").content)
    assert "1 over your cap" in trends


def test_several_times_on_one_day_count_towards_the_cap(
    alice: User, alice_client: Client, step: Step
) -> None:
    log(alice, step, 1, times=3)
    page = text_of(alice_client.get(f"/trends/steps/{step.pk}/").content)
    assert "Over your cap of 2 in seven days on 1 day" in page


def test_persons_own_cap_is_the_one(alice: User, alice_client: Client, step: Step) -> None:
    log(alice, step, 1, 2, 3)
    alice.exfoliation_cap = 3
    alice.save()
    assert b"Over your cap" not in alice_client.get(f"/trends/steps/{step.pk}/").content


def test_year_can_be_chosen(alice: User, alice_client: Client, step: Step) -> None:
    page = alice_client.get(f"/trends/steps/{step.pk}/?year=2025").content.decode()
    captions = re.findall(r"<caption>([^<]+)</caption>", page)
    assert (captions[0], captions[-1], len(captions)) == ("January 2025", "December 2025", 12)
    assert '<a href="?year=2025" aria-current="true">2025</a>' in page


@pytest.mark.parametrize("year", ["1999", "2027", "x", "-1", "9" * 30])
def test_year_without_days_is_said_above_the_usual_view(
    alice_client: Client, step: Step, year: str
) -> None:
    response = alice_client.get(f"/trends/steps/{step.pk}/", {"year": year})
    page = response.content.decode()
    assert response.status_code == 400
    assert "That year can’t be shown" in page
    assert "<caption>November 2026</caption>" in page


def test_cap_below_the_cadence_keeps_what_is_within_it_and_says_so(
    alice: User, alice_client: Client, step: Step
) -> None:
    alice.exfoliation_cap = 1
    alice.save()
    log(alice, add_step(alice, "cleanser"), *range(1, 29))
    log(alice, step, *range(2, 29, 7), *range(5, 29, 7))
    html = alice_client.get(f"/trends/steps/{step.pk}/").content.decode()
    page = text_of(html.encode())
    assert "30 days 4 of 8 4 over your cap" in page
    assert "asks for more within seven days than your cap of 1 allows" in page
    assert f'href="/routine/{step.pk}/"' in html
    assert "The first one in seven days counts as kept" in page
    routine = text_of(alice_client.get("/trends/routine/").content)
    assert "It asks for more within seven days than your cap of 1 allows." in routine


def test_step_of_somebody_else_is_not_there(bob_client: Client, step: Step) -> None:
    assert bob_client.get(f"/trends/steps/{step.pk}/").status_code == 404


def test_step_asks_as_often_for_ten_years_as_for_a_day(
    alice: User, alice_client: Client, step: Step, django_assert_num_queries: Any
) -> None:
    for number in range(3):
        log(alice, step, *range(10 + 40 * number, 40 + 40 * number))
        # Session, person, terms, answers, pauses, times of exfoliation.
        with django_assert_num_queries(6):
            alice_client.get(f"/trends/steps/{step.pk}/")


def test_routine_tells_each_step_of_the_trends_page(alice: User, alice_client: Client) -> None:
    cleanser = add_step(alice, "cleanser")
    log(alice, cleanser, *range(10), *range(12, 20))
    log(alice, cleanser, 10, answer=Answer.NOT_DONE)
    page = text_of(alice_client.get("/trends/routine/").content)
    assert "Cleanser every day, evening 7 days 7 of 7" in page
    assert "30 days 18 of 19" in page
    assert "10 days in a row since 13 Nov 2026." in page
    assert "Habit strength" in page
    assert "Today: done, +" in page
    assert f"day by day since {(TODAY - timedelta(days=370)).day}" in page


def test_step_that_left_is_folded_away(alice: User, alice_client: Client) -> None:
    cleanser = add_step(alice, "cleanser", ends_on=before(30))
    log(alice, cleanser, *range(40, 50))
    page = text_of(alice_client.get("/trends/routine/").content)
    assert "Steps that are not in the routine now" in page
    assert b"not in the routine now" in alice_client.get(f"/trends/steps/{cleanser.pk}/").content


def test_routine_comes_as_a_page_or_as_its_section_alone(alice: User, alice_client: Client) -> None:
    log(alice, add_step(alice, "cleanser"), *range(10))
    page = alice_client.get("/trends/routine/").content.decode()
    section = alice_client.get("/trends/routine/", headers={"HX-Request": "true"}).content.decode()
    assert page.lower().lstrip().startswith("<!doctype")
    assert section.lstrip().startswith("<section")
    assert section.strip() in page
