"""Tokens: made after the password, shown once, kept as digests, revoked at once."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from routines.accounts.models import User
from routines.api.models import ApiToken
from routines.api.scopes import Scope
from routines.api.secret import FORM, digest_of
from routines.api.services import MOST_ENDED, MOST_LIVE, Wanted, make_token, revoke_token
from routines.diary.refusals import Refused
from tests.conftest import NOON
from tests.web.api.conftest import MakeProgram, Program

ADDRESS = "/settings/tokens/new/"
FORM_SENT = {"name": "Home Assistant", "scopes": ["read", "log"], "days": "30"}


@pytest.fixture
def alice_at_home(alice: User) -> Client:
    """Alice’s browser, right after she gave her password."""
    client = Client()
    client.force_login(alice)
    client.post("/account/reauthenticate/", {"password": "a long enough password"})
    return client


def shown(answer: HttpResponse) -> list[str]:
    return FORM.findall(answer.content.decode())


def test_token_is_shown_by_the_page_that_answers_the_form(
    alice: User, alice_at_home: Client
) -> None:
    answer = alice_at_home.post(ADDRESS, {**FORM_SENT, "key": uuid.uuid4()})

    (secret,) = shown(answer)
    token = ApiToken.objects.get()
    assert answer.status_code == 200
    assert (token.user, token.name, token.scopes) == (
        alice,
        "Home Assistant",
        {Scope.READ, Scope.LOG},
    )
    assert (token.digest, token.prefix) == (digest_of(secret), secret[:10])
    assert token.expires_at - token.made_at == timedelta(days=30)
    assert (token.last_used_at, token.revoked_at) == (None, None)


def test_page_that_changes_the_password_says_that_tokens_stay(
    alice_at_home: Client, alice: User, make_program: MakeProgram
) -> None:
    program = make_program(alice)
    page = alice_at_home.get("/account/password/change/").content.decode()
    assert 'href="/settings/tokens/">other programs that you let in</a>' in page
    alice_at_home.post(
        "/account/password/change/",
        {
            "oldpassword": "a long enough password",
            "password1": "quite another password",
            "password2": "quite another password",
        },
    )
    alice.refresh_from_db()
    assert alice.check_password("quite another password")
    assert program.get("/today").status_code == 200


def test_token_is_kept_nowhere_but_on_that_page(alice_at_home: Client) -> None:
    answer = alice_at_home.post(ADDRESS, {**FORM_SENT, "key": uuid.uuid4()})

    (secret,) = shown(answer)
    assert "no-store" in answer["Cache-Control"]
    assert secret not in str(answer.cookies)
    assert all(secret not in str(session.get_decoded()) for session in Session.objects.all())
    assert secret not in str(ApiToken.objects.values())
    assert shown(alice_at_home.get("/settings/tokens/")) == []


def test_same_form_again_makes_no_second_token_and_says_so(alice_at_home: Client) -> None:
    form = {**FORM_SENT, "key": uuid.uuid4()}
    alice_at_home.post(ADDRESS, form)

    again = alice_at_home.post(ADDRESS, form)

    assert shown(again) == []
    assert "can’t be shown again" in again.content.decode()
    assert ApiToken.objects.count() == 1


def test_form_key_of_somebody_else_is_no_way_to_their_token(
    alice: User, bob: User, make_program: MakeProgram
) -> None:
    key = uuid.uuid4()
    wanted = Wanted(name="Mine", scopes=[Scope.READ])
    theirs = make_token(user=alice, key=key, wanted=wanted, at=NOON)

    mine = make_token(user=bob, key=key, wanted=wanted, at=NOON)

    assert mine.token.user == bob
    assert mine.secret not in ("", theirs.secret)


def test_making_one_asks_for_the_password_where_it_was_not_given_lately(
    alice_client: Client,
) -> None:
    for method in ("get", "post"):
        answer = getattr(alice_client, method)(ADDRESS, FORM_SENT)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (
            302,
            "/account/reauthenticate/",
        )
    assert ApiToken.objects.count() == 0


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": ""}, "Please give it a name"),
        ({"name": "x" * 81}, "at most 80"),
        ({"scopes": []}, "Choose at least one thing"),
        ({"scopes": ["admin"]}, "Select a valid choice"),
        ({"days": "3650"}, "Select a valid choice"),
        ({"key": "x"}, ""),
    ],
)
def test_form_that_makes_no_sense_is_refused(
    alice_at_home: Client, change: dict[str, object], words: str
) -> None:
    answer = alice_at_home.post(ADDRESS, {**FORM_SENT, "key": uuid.uuid4(), **change})

    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert ApiToken.objects.count() == 0


def test_one_too_many_is_refused_until_another_is_revoked(alice: User) -> None:
    wanted = Wanted(name="Program", scopes=[Scope.READ])
    made = [
        make_token(user=alice, key=uuid.uuid4(), wanted=wanted, at=NOON) for _ in range(MOST_LIVE)
    ]

    with pytest.raises(Refused, match="Please revoke one first"):
        make_token(user=alice, key=uuid.uuid4(), wanted=wanted, at=NOON)

    revoke_token(user=alice, key=made[0].token.key, at=NOON)
    assert make_token(user=alice, key=uuid.uuid4(), wanted=wanted, at=NOON).secret


def test_old_ones_that_have_ended_are_forgotten(alice: User) -> None:
    wanted = Wanted(name="Program", scopes=[Scope.READ])
    for _ in range(MOST_ENDED + 5):
        made = make_token(user=alice, key=uuid.uuid4(), wanted=wanted, at=NOON)
        revoke_token(user=alice, key=made.token.key, at=NOON)

    make_token(user=alice, key=uuid.uuid4(), wanted=wanted, at=NOON)

    assert ApiToken.objects.count() == MOST_ENDED + 1


@pytest.mark.parametrize("days", [0, -1, 366, 10**6])
def test_lasting_too_long_or_not_at_all_is_refused(alice: User, days: int) -> None:
    wanted = Wanted(name="Program", scopes=[Scope.READ], days=days)
    with pytest.raises(Refused, match="1 to 365 days"):
        make_token(user=alice, key=uuid.uuid4(), wanted=wanted, at=NOON)


def test_who_only_looks_around_gets_none(make_user: Callable[..., User]) -> None:
    visitor = make_user(
        "demo@example.org", is_demo=True, demo_expires_at=timezone.now() + timedelta(days=1)
    )
    client = Client()
    client.force_login(visitor)

    answer = client.post(ADDRESS, {**FORM_SENT, "key": uuid.uuid4()}, follow=True)

    assert answer.redirect_chain == [("/settings/tokens/", 302)]
    assert "Start your own" in answer.content.decode()
    with pytest.raises(Refused):
        make_token(user=visitor, key=uuid.uuid4(), wanted=Wanted(name="x", scopes=[]), at=NOON)
    assert ApiToken.objects.count() == 0


def test_list_says_what_each_may_and_when_it_was_used(
    alice_client: Client, alices: Program
) -> None:
    alices.get("/steps")

    page = alice_client.get("/settings/tokens/").content.decode()

    assert re.search(r"May: everything\. Ends on .*2027", page)
    assert "Last used on" in page
    assert "Ended" not in page

    ApiToken.objects.update(revoked_at=timezone.now())
    assert "Revoked on" in alice_client.get("/settings/tokens/").content.decode()


def test_list_costs_the_same_for_many(
    alice: User, alice_client: Client, django_assert_num_queries: Callable[..., object]
) -> None:
    for number in (1, 3):
        while ApiToken.objects.count() < number:
            make_token(
                user=alice,
                key=uuid.uuid4(),
                wanted=Wanted(name="Program", scopes=[Scope.READ]),
                at=timezone.now(),
            )
        with django_assert_num_queries(3):
            alice_client.get("/settings/tokens/")


def test_revoked_token_is_locked_out_at_once(alice_client: Client, alices: Program) -> None:
    assert alices.get("/steps").status_code == 200
    address = f"/settings/tokens/{ApiToken.objects.get().key}/revoke/"

    assert alice_client.get(address).status_code == 200
    assert alices.get("/steps").status_code == 200
    assert alice_client.post(address, follow=True).status_code == 200

    assert alices.get("/steps").status_code == 401


def test_token_ends_by_itself(
    alice: User, at_noon: time_machine.Traveller, make_program: MakeProgram
) -> None:
    program = make_program(alice, Scope.READ, days=1)
    at_noon.move_to(NOON + timedelta(days=1, seconds=-1))
    assert program.get("/steps").status_code == 200

    at_noon.move_to(NOON + timedelta(days=1))
    assert program.get("/steps").status_code == 401


def test_token_of_an_account_that_was_closed_lets_nobody_in(diary: User, alices: Program) -> None:
    User.objects.filter(pk=diary.pk).update(is_active=False)
    assert alices.get("/steps").status_code == 401


def test_last_use_is_written_at_most_once_an_hour(
    at_noon: time_machine.Traveller,
    alices: Program,
    django_assert_num_queries: Callable[..., object],
) -> None:
    alices.get("/steps")
    at_noon.move_to(NOON + timedelta(minutes=59))
    with django_assert_num_queries(2):
        alices.get("/steps")
    assert ApiToken.objects.get().last_used_at == NOON

    at_noon.move_to(NOON + timedelta(minutes=60))
    alices.get("/steps")
    assert ApiToken.objects.get().last_used_at == NOON + timedelta(minutes=60)


def test_stranger_can_neither_see_nor_revoke_a_token(bob_client: Client, alices: Program) -> None:
    address = f"/settings/tokens/{ApiToken.objects.get().key}/revoke/"
    assert bob_client.get(address).status_code == 404
    assert bob_client.post(address).status_code == 404
    assert "A program" not in bob_client.get("/settings/tokens/").content.decode()
    assert alices.get("/steps").status_code == 200
