"""What holds for every operation there is: one shape of errors, and queries that don't grow.

The operations are read from the description, so a new one is tried the day it is added.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from routines.accounts.models import User
from routines.diary.services.catalogue import load_catalogue
from tests.bench.data import make_diarist
from tests.web.api.conftest import TODAY, MakeProgram, Program
from tests.web.api.test_problems import assert_problem
from tests.web.api.test_strangers import (
    OPERATIONS,
    PRIVATE,
    Operation,
    every_operation,
    every_private_one,
    values,
    values_of,
)

__all__ = ["values"]

with_body = pytest.mark.parametrize(
    "operation",
    [one for one in OPERATIONS if "requestBody" in one.declared],
    ids=lambda one: one.name,
)
MOST_QUERIES = 30
"""Of a write that answers a reminder or lays a step out anew; most take fewer than ten."""


def open_address(operation: Operation, values: dict[str, object]) -> str:
    address = operation.path.removeprefix("/api/v1")
    for name, value in {**values, "topic": "a-topic"}.items():
        address = address.replace(f"{{{name}}}", str(value))
    return address


@every_operation
def test_parameter_that_is_not_known_is_a_mistake(
    alices: Program, values: dict[str, object], operation: Operation
) -> None:
    address = f"{open_address(operation, values)}?nonsense=1"
    answer = alices.ask(operation.method.upper(), address, operation.body())
    problem = assert_problem(answer, 422, "not-valid")
    assert [one["pointer"] for one in problem["errors"]] == ["/nonsense"]


@every_operation
def test_method_that_is_not_taken_is_told(
    alices: Program, values: dict[str, object], operation: Operation
) -> None:
    answer = alices.ask("PATCH", open_address(operation, values))
    assert_problem(answer, 405, "wrong-method")
    assert operation.method.upper() in answer["Allow"].split(", ")


@every_operation
def test_form_that_it_does_not_have_is_told(
    alices: Program, values: dict[str, object], operation: Operation
) -> None:
    answer = alices.ask(
        operation.method.upper(),
        open_address(operation, values),
        operation.body(),
        Accept="image/png",
    )
    assert_problem(answer, 406, "not-acceptable")


@every_private_one
def test_token_that_is_none_is_told(values: dict[str, object], operation: Operation) -> None:
    answer = Program("diary_" + "x" * 43).ask(
        operation.method.upper(), open_address(operation, values), operation.body()
    )
    assert_problem(answer, 401, "unknown-caller")


@pytest.mark.parametrize(
    ("body", "content_type", "kind"),
    [
        (b"{", "application/json", (400, "unreadable")),
        (b"{}", "text/plain", (415, "not-json")),
        (b'"' + b"x" * 300_000 + b'"', "application/json", (413, "too-large")),
        (b"[]", "application/json", (422, "not-valid")),
        (b'{"nonsense": 1}', "application/json", (422, "not-valid")),
        (b"", "application/json", (422, "not-valid")),
    ],
)
@with_body
def test_body_that_makes_no_sense_is_told(
    alices: Program,
    values: dict[str, object],
    operation: Operation,
    body: bytes,
    content_type: str,
    kind: tuple[int, str],
) -> None:
    answer = Client().generic(
        operation.method.upper(),
        f"/api/v1{open_address(operation, values)}",
        body,
        content_type=content_type,
        headers={"Authorization": f"Bearer {alices.secret}"},
    )
    assert_problem(answer, *kind)


@pytest.fixture
def people(db: None, at_noon: object) -> list[User]:
    """Somebody who began last week, and somebody with more than a year behind them."""
    load_catalogue()
    return [make_diarist(f"{days}@example.org", days=days, today=TODAY) for days in (10, 400)]


@pytest.mark.parametrize(
    "operation",
    # The export is read piece by piece, so that it never is in memory as a whole.
    [one for one in PRIVATE if one.name != "get_export"],
    ids=lambda one: one.name,
)
def test_queries_do_not_grow_with_the_diary(
    people: list[User], make_program: MakeProgram, operation: Operation
) -> None:
    counted = []
    for person in people:
        program, values = make_program(person), values_of(person)
        program.get("/steps")
        with CaptureQueriesContext(connection) as queries:
            answer: Any = operation.ask(program, values)
            assert answer.status_code in {200, 409}
        counted.append(len(queries))
    few, many = counted
    assert many <= few
    assert few <= MOST_QUERIES
