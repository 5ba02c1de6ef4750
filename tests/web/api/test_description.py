"""The description of the API: whole, true, and the same for programs and for people."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client
from jsonschema_rs import Draft202012Validator
from lxml import html

from routines.api.description import description
from routines.api.problems import KINDS
from routines.api.reference import reference_page, spans
from routines.api.resources.trends import RangeName
from routines.api.shapes.days import Kind, Reason, Said, Slot
from routines.api.shapes.happenings import RegionName
from routines.diary import models, regions
from routines.trends.choice import RANGES
from tests.web.api.test_strangers import OPERATIONS, Operation, every_operation


def schema_of(node: Any) -> Any:
    """A schema that stands by itself: with everything that it may refer to."""
    text = json.dumps({**node, "$defs": description()["components"]["schemas"]})
    return json.loads(text.replace("#/components/schemas/", "#/$defs/"))


def test_description_is_open_to_everybody_and_kept_for_a_while(client: Client, db: None) -> None:
    answer = client.get("/api/v1/openapi.json")
    assert answer.json() == description()
    assert answer.json()["openapi"] == "3.1.0"
    assert answer["Cache-Control"] == "public, max-age=300"
    again = client.get("/api/v1/openapi.json", headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_description_names_no_other_host() -> None:
    text = json.dumps(description())
    assert re.findall(r"https?://", text) == []
    assert description()["servers"][0]["url"] == "/"


@every_operation
def test_operation_is_described_in_whole(operation: Operation) -> None:
    declared = operation.declared
    assert declared["summary"]
    assert declared["description"].endswith(".")
    expected = {"200", "400", "406", "414", "422", "500"}
    expected |= {"401", "403", "429"} if operation.scopes else set()
    expected |= {"413", "415"} if "requestBody" in declared else set()
    assert declared["responses"].keys() >= expected
    for parameter in declared["parameters"]:
        assert parameter["schema"]["type"] in {"string", "integer"}
    for response in declared["responses"].values():
        name = response.get("$ref", "").rsplit("/", 1)[-1]
        assert not name or name in description()["components"]["responses"]


@every_operation
def test_examples_are_what_the_description_says(operation: Operation) -> None:
    content = operation.declared["responses"]["200"]["content"]
    if "application/json" in content:
        answer = content["application/json"]
        Draft202012Validator(schema_of(answer["schema"])).validate(answer["example"])
    if operation.body() is not None:
        sent = operation.declared["requestBody"]["content"]["application/json"]["schema"]
        Draft202012Validator(schema_of(sent)).validate(operation.body())


def test_texts_and_numbers_that_are_sent_have_limits() -> None:
    for operation in OPERATIONS:
        sent = operation.declared.get("requestBody")
        if sent is not None:
            schema = sent["content"]["application/json"]["schema"]
            assert list(boundless(schema, operation.name)) == []


def boundless(schema: Any, path: str) -> Any:
    """The names of what has no limit."""
    schema = schema_of(schema) if "$defs" not in schema else schema
    if "$ref" in schema:
        named = description()["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]
        yield from boundless(named, path)
        return
    for name, member in schema.get("properties", {}).items():
        for kind in member.get("anyOf", [member]):
            if kind.get("type") == "string" and not {"maxLength", "enum", "format"} & kind.keys():
                yield f"{path}.{name}"
            if kind.get("type") == "integer" and not {"minimum", "maximum"} <= kind.keys():
                yield f"{path}.{name}"
            if "$ref" in kind:
                yield from boundless(kind, f"{path}.{name}")


def test_names_are_those_of_the_diary() -> None:
    assert Slot.__args__ == tuple(models.Slot.values)  # type: ignore[attr-defined]
    assert Kind.__args__ == tuple(models.Kind.values)  # type: ignore[attr-defined]
    assert Reason.__args__ == tuple(models.SkipReason.values)  # type: ignore[attr-defined]
    assert Said.__args__ == tuple(filter(None, models.Answer.values))  # type: ignore[attr-defined]
    assert RegionName.__args__ == tuple(regions.Region)  # type: ignore[attr-defined]
    assert RangeName.__args__ == tuple(RANGES)  # type: ignore[attr-defined]


def test_page_shows_every_operation_and_problem(client: Client, db: None) -> None:
    answer = client.get("/api/")
    tree = html.fromstring(answer.content.decode())
    ids = tree.xpath("//@id")

    assert answer.status_code == 200
    assert len(ids) == len(set(ids))
    assert {operation.name for operation in OPERATIONS} <= set(ids)
    assert {f"problem-{kind.name}" for kind in KINDS} <= set(ids)
    for address in tree.xpath("//main//a/@href"):
        assert not address.startswith("#") or address[1:] in ids
    assert tree.xpath("//script[not(@src)] | //@style | //style") == []
    for address in tree.xpath("//link/@href | //script/@src | //img/@src"):
        assert address.startswith("/")


def test_page_leads_to_the_tokens_of_who_is_logged_in(client: Client, alice_client: Client) -> None:
    assert "/settings/tokens/" not in client.get("/api/").content.decode()
    assert "/settings/tokens/" in alice_client.get("/api/").content.decode()


@pytest.mark.parametrize(
    ("operation", "name", "kind"),
    [
        ("put_entry", "answer", "done, not_done or skipped"),
        ("put_entry", "times", "whole number, 1 to 20"),
        ("put_entry", "product", "key, or null"),
        ("put_entry", "note", "text, 500 characters at most"),
        ("put_step", "kind", "one of those below"),
        ("put_step", "weekdays", "list: whole number, 0 to 6, or null"),
    ],
)
def test_page_says_kinds_in_plain_words(operation: str, name: str, kind: str) -> None:
    (part,) = [
        part
        for chapter in reference_page().chapters
        for part in chapter.operations
        if part.name == operation
    ]
    assert [row.kind for row in part.body if row.name == name][:1] == [kind]


def test_sentences_set_code_apart() -> None:
    assert spans("Send `a`, then b.") == (("Send ", False), ("a", True), (", then b.", False))
