"""What the page of today says of counting."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.template.loader import render_to_string
from pytest_django import DjangoAssertNumQueries

from routines.accounts.models import User
from routines.spots.models import Count
from routines.spots.prompt import Asking, CountPrompt
from routines.spots.services import remove_count
from routines.spots.today import prompt_for
from tests.conftest import NOON

SUNDAY = date(2026, 11, 22)
MONDAY = date(2026, 11, 23)
LONG_AGO = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
def member(alice: User) -> User:
    """Alice, for some months."""
    alice.date_joined = LONG_AGO
    return alice


def words_of(prompt: CountPrompt) -> str:
    return " ".join(render_to_string("spots/prompt.html", {"prompt": prompt}).split())


def test_prompt_on_the_counting_day_is_due(
    member: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        prompt = prompt_for(member, today=SUNDAY)
    assert prompt == CountPrompt(
        asking=Asking.DUE,
        url="/spots/count/",
        weekday=6,
        is_counting_day=True,
        last_count_day=None,
    )
    assert "It’s your counting day. The first count is where you start from." in words_of(prompt)


def test_prompt_after_the_counting_day_stays_until_there_is_a_count(
    member: User, save: Callable[..., Count]
) -> None:
    prompt = prompt_for(member, today=MONDAY)
    assert "Sunday was your counting day. Today is fine too." in words_of(prompt)
    save()
    assert prompt_for(member, today=MONDAY) == CountPrompt(
        asking=Asking.SILENT,
        url="/spots/count/",
        weekday=6,
        is_counting_day=False,
        last_count_day=SUNDAY,
    )


def test_prompt_forgets_a_removed_count(member: User, save: Callable[..., Count]) -> None:
    remove_count(user=member, count_id=save().pk, at=NOON)
    assert prompt_for(member, today=MONDAY).is_due


def test_prompt_for_a_new_person_is_a_quiet_offer(alice: User) -> None:
    alice.date_joined = datetime(2026, 11, 18, 12, tzinfo=UTC)
    prompt = prompt_for(alice, today=date(2026, 11, 18))
    assert prompt.asking is Asking.OFFERED
    assert "You can start today, if you like." in words_of(prompt)


def test_prompt_takes_no_query_and_says_nothing_while_paused_or_hidden(
    member: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        paused = prompt_for(member, today=SUNDAY, is_paused=True)
        member.counts_hidden = True
        hidden = prompt_for(member, today=SUNDAY)
    assert (words_of(paused), words_of(hidden)) == ("", "")


def test_prompt_says_no_number(member: User, save: Callable[..., Count]) -> None:
    save(datetime(2026, 11, 8, 12, tzinfo=UTC), whole_face=987)
    assert "987" not in words_of(prompt_for(member, today=SUNDAY))
