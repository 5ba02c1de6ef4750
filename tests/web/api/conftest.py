"""Programs that ask for somebody, and a diary to ask for."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client

from routines.accounts.models import User
from routines.api import who
from routines.api.scopes import Scope
from routines.api.services import Wanted, make_token
from routines.diary.models import Step
from routines.diary.services.catalogue import load_catalogue
from routines.diary.services.routine import start_routine
from tests.conftest import NOON

TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    """No test pays for what another has asked."""
    who.requests.clear()
    who.bad_tokens.clear()


@pytest.fixture
def at_noon() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as present:
        yield present


@dataclass
class Program:
    """Asks with a token; `secret` may be empty for one that has none."""

    secret: str = ""
    client: Client | None = None

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> HttpResponse:
        """Send JSON, and return the answer."""
        sent: dict[str, Any] = {}
        if body is not None:
            sent = {"data": json.dumps(body), "content_type": "application/json"}
        named = {name.replace("_", "-"): text for name, text in headers.items()}
        if self.secret:
            named.setdefault("Authorization", f"Bearer {self.secret}")
        client = self.client or Client()
        answer: HttpResponse = client.generic(method, f"/api/v1{path}", headers=named, **sent)
        return answer

    def get(self, path: str, **headers: str) -> HttpResponse:
        return self.ask("GET", path, **headers)

    def put(self, path: str, body: object, **headers: str) -> HttpResponse:
        return self.ask("PUT", path, body, **headers)

    def post(self, path: str, body: object = None, **headers: str) -> HttpResponse:
        return self.ask("POST", path, body, **headers)

    def delete(self, path: str, **headers: str) -> HttpResponse:
        return self.ask("DELETE", path, **headers)


MakeProgram = Callable[..., Program]


@pytest.fixture
def make_program() -> MakeProgram:
    """Makes a program with a token of somebody's, for these scopes."""

    def make(user: User, *scopes: Scope, days: int = 90) -> Program:
        from django.utils import timezone

        wanted = Wanted(name="A program", scopes=scopes or (Scope.EVERYTHING,), days=days)
        made = make_token(user=user, key=uuid.uuid4(), wanted=wanted, at=timezone.now())
        return Program(made.secret)

    return make


@pytest.fixture
def diary(alice: User, at_noon: object) -> User:
    """Alice, with the usual routine for four weeks."""
    load_catalogue()
    alice.date_joined = NOON - timedelta(days=28)
    alice.save()
    start_routine(user=alice, today=TODAY - timedelta(days=28))
    return alice


@pytest.fixture
def alices(diary: User, make_program: MakeProgram) -> Program:
    """A program of Alice's that may do everything."""
    return make_program(diary)


@pytest.fixture
def bobs(bob: User, at_noon: object, make_program: MakeProgram) -> Program:
    """A program of Bob's that may do everything there is of his."""
    return make_program(bob)


def step_of(user: User, kind: str = "sunscreen") -> Step:
    return Step.objects.of(user).filter(kind=kind).earliest("pk")
