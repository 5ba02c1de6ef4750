"""Whoever knows only the description logs a day, reads the trend, and is refused elsewhere."""

from __future__ import annotations

from typing import Any

import pytest

from routines.api.scopes import Scope
from tests.browser.application import Application
from tests.browser.conftest import MakeReader
from tests.browser.openapi_client import Answer, Client, NotAsDescribedError, Operation

MAKES = ("put_count", "put_step")
"""Somebody else's key is just a new one to these: they make a thing of one's own by it."""


@pytest.fixture
def mine(application: Application, make_reader: MakeReader) -> Client:
    """A program of somebody with ten weeks of a diary."""
    return Client(application.address, make_reader(Scope.EVERYTHING).secret)


@pytest.fixture
def theirs(application: Application, make_reader: MakeReader) -> Client:
    """A program of somebody else with as much of a diary."""
    return Client(application.address, make_reader(Scope.EVERYTHING).secret)


def told(answer: Answer) -> Any:
    """What was answered, where it is no problem."""
    assert not answer.is_problem, answer.told
    return answer.told


def named_by_keys(client: Client) -> dict[str, Operation]:
    """The operations whose address names something of somebody's, those that make it aside."""
    return {
        name: operation
        for name, operation in client.operations.items()
        if operation.schemes and name not in MAKES and has_key(operation)
    }


def has_key(operation: Operation) -> bool:
    schemas = [operation.parameters[name]["schema"] for name in operation.in_path]
    return any(schema.get("format") == "uuid" for schema in schemas)


def keys_of(client: Client) -> dict[str, str]:
    """One thing of each kind that a person has, by the parameter that names it."""
    today = told(client.call("get_today"))
    step = today["day"]["steps"][0]["step"]
    logged = client.call("put_entry", {"answer": "done"}, day=today["day"]["day"], step=step)
    return {
        "day": today["day"]["day"],
        "step": step,
        "count": told(client.call("list_counts"))["items"][0]["count"],
        "reminder": told(client.call("list_reminders"))["items"][0]["reminder"],
        "batch": told(logged)["batch"],
    }


def whole(client: Client) -> list[Any]:
    """Everything that can be read of a diary."""
    return [
        told(client.call(name))
        for name in ("list_days", "list_steps", "list_counts", "list_reminders", "list_pauses")
    ]


def test_every_step_of_today_is_logged(mine: Client) -> None:
    day = told(mine.call("get_today"))["day"]
    for step in day["steps"]:
        written = told(
            mine.call("put_entry", {"answer": "done"}, day=day["day"], step=step["step"])
        )
        assert (written["changed"], written["entry"]["answer"]) == (True, "done")
    now = told(mine.call("get_today"))
    assert (now["open"], now["day"]["done"]) == (0, len(day["steps"]))
    assert told(mine.call("get_day", day=day["day"])) == now["day"]


def test_trend_is_read(mine: Client) -> None:
    trend = told(mine.call("get_count_trend", range="26w"))
    assert trend["verdict"]["sentence"]
    assert len(trend["points"]) == len(told(mine.call("list_counts"))["items"]) == 9
    kept = told(mine.call("get_adherence"))["items"]
    steps = told(mine.call("list_steps"))["items"]
    assert {step["step"] for step in kept} == {step["step"] for step in steps}


def test_everything_that_takes_no_key_can_be_read(mine: Client) -> None:
    names = [
        name
        for name, operation in mine.operations.items()
        if operation.method == "GET" and not operation.in_path
    ]
    assert len(names) >= 10
    assert [name for name in names if mine.call(name).is_problem] == []


def test_somebody_elses_things_are_refused_and_stay_as_they_are(
    mine: Client, theirs: Client
) -> None:
    keys = keys_of(mine)
    before = whole(mine)
    operations = named_by_keys(theirs)
    for name, operation in operations.items():
        values = {one: keys[one] for one in operation.in_path}
        answer = theirs.call(name, theirs.example_for(name), **values)
        assert (name, answer.status, answer.told["type"]) == (name, 404, "/api/#problem-not-found")
    assert {one for operation in operations.values() for one in operation.in_path} == keys.keys()
    assert whole(mine) == before


@pytest.mark.parametrize("name", MAKES)
def test_somebody_elses_key_makes_a_thing_of_ones_own(
    mine: Client, theirs: Client, name: str
) -> None:
    keys = keys_of(mine)
    before = whole(mine)
    values = {one: keys[one] for one in theirs.operations[name].in_path}
    assert told(theirs.call(name, theirs.example_for(name), **values))["changed"] is True
    assert whole(mine) == before


def test_nobody_in_particular_is_told_to_say_who_asks(mine: Client) -> None:
    keys, nobody = keys_of(mine), Client(mine.address)
    values = {**keys, "part": "evening", "kind": "strong-sun", "first": keys["day"]}
    closed = {name: one for name, one in nobody.operations.items() if one.schemes}
    assert len(closed) > 25
    for name, operation in closed.items():
        given = {one: values[one] for one in operation.in_path}
        answer = nobody.call(name, nobody.example_for(name), **given)
        assert (name, answer.status) == (name, 401)
        assert answer.told["type"] == "/api/#problem-unknown-caller"


def test_token_that_only_reads_logs_nothing(
    application: Application, make_reader: MakeReader
) -> None:
    reader = Client(application.address, make_reader(Scope.READ).secret)
    day = told(reader.call("get_today"))["day"]
    step = day["steps"][0]["step"]
    answer = reader.call("put_entry", {"answer": "done"}, day=day["day"], step=step)
    assert (answer.status, answer.told["type"]) == (403, "/api/#problem-out-of-scope")
    assert told(reader.call("get_today"))["day"] == day


def test_request_that_is_not_as_described_is_not_even_sent(mine: Client) -> None:
    with pytest.raises(NotAsDescribedError, match="the body for put_entry"):
        mine.call("put_entry", {"answer": "perhaps"}, day="2026-11-22", step="x")
    with pytest.raises(NotAsDescribedError, match="the parameter step"):
        mine.call("put_entry", {"answer": "done"}, day="2026-11-22", step="x")
