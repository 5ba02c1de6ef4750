"""Every operation, tried by nobody, a stranger and each scope: read from the description."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model
from django.utils import timezone

from routines.accounts.models import User
from routines.api.description import description
from routines.api.examples import example_of
from routines.api.scopes import Scope
from routines.changes.models import Change
from routines.diary.models import Pause
from routines.diary.services.entries import Said, log_step
from routines.spots.models import Count
from tests.web.api.conftest import TODAY, MakeProgram, Program, step_of
from tests.web.reminders.rows import make_reminder

ROOMS = ("diary", "spots", "trends", "reminders", "changes", "portability")
OWN_ONLY = frozenset({"day", "part", "topic", "kind", "first"})
"""Parameters of an address that name nothing of anybody's."""

ADDS = frozenset({"put_count", "put_step"})
"""Operations that make what a key names, so that somebody else's key is just another new one."""


@dataclass(frozen=True)
class Operation:
    """An operation of the description."""

    method: str
    path: str
    declared: dict[str, Any]

    @property
    def name(self) -> str:
        return str(self.declared["operationId"])

    @property
    def scopes(self) -> frozenset[Scope]:
        return frozenset(Scope(name) for name in self.declared["x-scopes"])

    @property
    def keys(self) -> set[str]:
        """What the address names of somebody's."""
        named = {one["name"] for one in self.declared["parameters"] if one["in"] == "path"}
        return named - OWN_ONLY

    def body(self) -> object:
        """A body that the description gives as an example."""
        sent = self.declared.get("requestBody")
        if sent is None:
            return None
        schema = sent["content"]["application/json"]["schema"]
        return example_of(schema, description()["components"]["schemas"])

    def ask(self, program: Program, values: dict[str, object]) -> Any:
        address = self.path.removeprefix("/api/v1")
        for name, value in values.items():
            address = address.replace(f"{{{name}}}", str(value))
        assert "{" not in address, f"say in `values` what stands for {address}"
        return program.ask(self.method.upper(), address, self.body())


OPERATIONS = [
    Operation(method, path, declared)
    for path, methods in description()["paths"].items()
    for method, declared in methods.items()
]
PRIVATE = [operation for operation in OPERATIONS if operation.scopes]
every_operation = pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.name)
every_private_one = pytest.mark.parametrize("operation", PRIVATE, ids=lambda one: one.name)


@pytest.fixture
def values(diary: User) -> dict[str, object]:
    """The keys of a diary that is Alice's, with something of every kind in it."""
    return values_of(diary)


def values_of(user: User) -> dict[str, object]:
    """Something of every kind, made for somebody who began lately or long ago."""
    step = step_of(user)
    now = timezone.now()
    log_step(user=user, day=TODAY, step_id=step.pk, said=Said(answer="done"), at=now, today=TODAY)
    counted = Count.objects.create(user=user, day=TODAY, counted_at=now, given_at=now, nose=3)
    Pause.objects.of(user).delete()
    pause = Pause.objects.create(
        user=user, starts_on=TODAY - timedelta(days=5), ends_on=TODAY - timedelta(days=1)
    )
    return {
        "day": TODAY,
        "part": "evening",
        "step": step.key,
        "kind": "strong-sun",
        "count": counted.key,
        "first": pause.starts_on,
        "reminder": make_reminder(user, made_at=now).key,
        "batch": Change.objects.of(user).latest("pk").batch,
    }


def rows_of(user: User) -> dict[str, list[dict[str, object]]]:
    """Everything of somebody's, as it stands."""
    return {
        model._meta.label: list(model._default_manager.filter(user=user).order_by("pk").values())
        for room in ROOMS
        for model in apps.get_app_config(room).get_models()
        if any(field.name == "user" for field in model._meta.fields) and issubclass(model, Model)
    }


def test_operations_are_found() -> None:
    assert len(PRIVATE) >= 8
    assert len({operation.name for operation in OPERATIONS}) == len(OPERATIONS)


@every_operation
def test_operation_says_which_scopes_do_or_is_open_to_everybody(operation: Operation) -> None:
    asks = {name for way in operation.declared.get("security", []) for name in way}
    assert asks == ({"Token", "Session"} if operation.scopes else set())
    if operation.method != "get":
        assert operation.scopes - {Scope.READ}


@every_private_one
def test_nobody_in_particular_is_unknown(values: dict[str, object], operation: Operation) -> None:
    answer = operation.ask(Program(), values)
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert answer["Content-Type"] == "application/problem+json"


@every_private_one
def test_stranger_finds_nothing_and_changes_nothing_of_somebody_elses(
    diary: User, bobs: Program, values: dict[str, object], operation: Operation
) -> None:
    before = rows_of(diary)
    answer = operation.ask(bobs, values)
    if operation.keys and operation.name not in ADDS:
        assert answer.status_code == 404
    assert rows_of(diary) == before
    for value in {str(value) for name, value in values.items() if name not in OWN_ONLY}:
        if operation.name not in ADDS:
            assert value.encode() not in answer.getvalue()


@every_private_one
def test_owner_is_let_in(alices: Program, values: dict[str, object], operation: Operation) -> None:
    assert operation.ask(alices, values).status_code in {200, 201, 202, 409}


@pytest.mark.parametrize("scope", [scope for scope in Scope if scope is not Scope.EVERYTHING])
@every_private_one
def test_scope_lets_in_where_the_operation_asks_for_it_and_nowhere_else(
    diary: User,
    make_program: MakeProgram,
    values: dict[str, object],
    operation: Operation,
    scope: Scope,
) -> None:
    before = rows_of(diary)
    answer = operation.ask(make_program(diary, scope), values)
    if scope in operation.scopes:
        assert answer.status_code in {200, 201, 202, 403, 404, 409}
        if answer.status_code == 403:
            assert "scope" in answer.json()["detail"]
    else:
        assert (answer.status_code, answer.json()["type"]) == (403, "/api/#problem-out-of-scope")
        assert rows_of(diary) == before
