"""A program that knows where the description of the API is, and nothing else.

It finds operations by their ids, builds requests from the parameters and bodies that are described,
says who asks by the scheme that it finds there, and holds every answer against its schema.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any, Final
from urllib.parse import quote, urlencode, urlsplit

import jsonschema_rs

DESCRIPTION: Final = "/api/v1/openapi.json"
PROBLEM: Final = "application/problem+json"
LIMIT: Final = 60
"""Seconds that an answer may take."""

Json = dict[str, Any]


class NotAsDescribedError(AssertionError):
    """A request or an answer is not what the description says."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came back; `told` is the JSON of it, None where it is none."""

    status: int
    kind: str
    told: Any

    @property
    def is_problem(self) -> bool:
        return self.kind == PROBLEM


def exchange(
    address: str, method: str, path: str, headers: Mapping[str, str], body: str | None = None
) -> Answer:
    """Send a request, and return the answer."""
    connection = HTTPConnection(urlsplit(address).netloc, timeout=LIMIT)
    try:
        connection.request(method, path, body, dict(headers))
        response = connection.getresponse()
        kind = (response.getheader("Content-Type") or "").partition(";")[0]
        content = response.read()
    finally:
        connection.close()
    is_json = kind in {"application/json", PROBLEM}
    return Answer(status=response.status, kind=kind, told=json.loads(content) if is_json else None)


@dataclass(frozen=True, kw_only=True)
class Operation:
    """An operation of the description."""

    method: str
    path: str
    declared: Json

    @property
    def parameters(self) -> dict[str, Json]:
        return {one["name"]: one for one in self.declared["parameters"]}

    @property
    def in_path(self) -> set[str]:
        return {name for name, one in self.parameters.items() if one["in"] == "path"}

    @property
    def schemes(self) -> set[str]:
        """The names of the schemes of which one will do; none is open to everybody."""
        return {name for way in self.declared.get("security", []) for name in way}


class Client:
    """Asks the application at an address; without a secret for nobody in particular."""

    def __init__(self, address: str, secret: str = "") -> None:
        self.address = address
        self.secret = secret
        self.description: Json = exchange(address, "GET", DESCRIPTION, {}).told
        self.operations = {
            operation.declared["operationId"]: operation for operation in self._all()
        }

    def _all(self) -> Iterator[Operation]:
        for path, methods in self.description["paths"].items():
            for method, declared in methods.items():
                yield Operation(method=method.upper(), path=path, declared=declared)

    def call(self, name: str, body: object = None, **values: object) -> Answer:
        """Ask for an operation, and return the answer, which is as described."""
        operation = self.operations[name]
        headers = self._who(operation)
        text = None
        if "requestBody" in operation.declared:
            content = operation.declared["requestBody"]["content"]
            ((kind, media),) = content.items()
            self._check(body, media["schema"], f"the body for {name}")
            headers["Content-Type"], text = kind, json.dumps(body)
        answer = exchange(
            self.address, operation.method, self._address(operation, values), headers, text
        )
        self._check_answer(name, operation, answer)
        return answer

    def example_for(self, name: str) -> object:
        """Return the body that the description gives as an example; None for what takes none."""
        body = self.operations[name].declared.get("requestBody")
        if body is None:
            return None
        return self._resolved(body["content"]["application/json"]["schema"])["examples"][0]

    def _who(self, operation: Operation) -> dict[str, str]:
        """The header that a scheme of the operation asks for."""
        schemes = self.description["components"]["securitySchemes"]
        for name in operation.schemes if self.secret else ():
            if (schemes[name]["type"], schemes[name].get("scheme")) == ("http", "bearer"):
                return {"Authorization": f"Bearer {self.secret}"}
        return {}

    def _address(self, operation: Operation, values: Mapping[str, object]) -> str:
        address, query = operation.path, {}
        for name, value in values.items():
            parameter = operation.parameters[name]
            self._check(value, parameter["schema"], f"the parameter {name}")
            if parameter["in"] == "path":
                address = address.replace(f"{{{name}}}", quote(str(value), safe=""))
            else:
                query[name] = value
        if "{" in address:
            raise NotAsDescribedError(f"{address} lacks a value")
        return f"{address}?{urlencode(query)}" if query else address

    def _check_answer(self, name: str, operation: Operation, answer: Answer) -> None:
        responses = operation.declared["responses"]
        if str(answer.status) not in responses:
            raise NotAsDescribedError(f"{name} is not said to answer {answer.status}")
        content = self._resolved(responses[str(answer.status)])["content"]
        if answer.kind not in content:
            raise NotAsDescribedError(f"{name} is not said to answer in {answer.kind}")
        if answer.told is not None:
            self._check(answer.told, content[answer.kind]["schema"], f"the answer of {name}")

    def _resolved(self, node: Json) -> Json:
        found: Any = node
        while "$ref" in found:
            path = found["$ref"].removeprefix("#/").split("/")
            found = self.description
            for part in path:
                found = found[part]
        resolved: Json = found
        return resolved

    def _check(self, value: object, schema: Json, what: str) -> None:
        whole = {**schema, "components": self.description["components"]}
        validator = jsonschema_rs.Draft202012Validator(whole, validate_formats=True)
        mistakes = [
            f"{'/'.join(map(str, e.instance_path))}: {e.message}"
            for e in validator.iter_errors(value)
        ]
        if mistakes:
            raise NotAsDescribedError(f"{what}: {'; '.join(mistakes)}")
