"""The page that describes the API to people, as values: read from the same description."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, NamedTuple

from routines.api.description import description, kinds_of
from routines.api.examples import example_of
from routines.api.problems import KINDS, Kind
from routines.api.scopes import WORDS, Scope

Json = Mapping[str, Any]
NAMES: Final[Mapping[str, str]] = {
    "date": "day",
    "date-time": "time",
    "uuid": "key",
    "binary": "file",
}
"""What people call the formats of texts."""

TYPES: Final[Mapping[str, str]] = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "null": "null",
    "object": "object",
}
SOURCES: Final[Mapping[str, str]] = {
    "path": "in the address",
    "query": "in the query",
    "header": "a header",
}
LONGEST_CHOICE: Final = 4
"""More values than these are told below, not within the kind."""


class Span(NamedTuple):
    """A piece of a sentence; code is set apart."""

    text: str
    is_code: bool


Sentence = tuple[Span, ...]


@dataclass(frozen=True, kw_only=True)
class Row:
    """A value that is sent or answered. `depth` is how deep it lies in others."""

    name: str
    kind: str
    words: Sentence
    choices: tuple[str, ...] = ()
    where: str = ""
    is_required: bool = False
    depth: int = 0


@dataclass(frozen=True, kw_only=True)
class Status:
    """An answer other than success."""

    number: int
    kinds: tuple[Kind, ...]


@dataclass(frozen=True, kw_only=True)
class OperationPart:
    """An operation, ready to be shown."""

    name: str
    method: str
    path: str
    title: str
    paragraphs: tuple[Sentence, ...]
    scopes: tuple[str, ...]
    parameters: tuple[Row, ...]
    body: tuple[Row, ...]
    body_example: str
    answer: tuple[Row, ...]
    answer_example: str
    media_type: str
    statuses: tuple[Status, ...]

    @property
    def pieces(self) -> tuple[Span, ...]:
        """The path, with what has to be filled in set apart."""
        parts = self.path.replace("{", "\0{").replace("}", "}\0").split("\0")
        return tuple(Span(part, part.startswith("{")) for part in parts if part)


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """The operations of a resource."""

    name: str
    words: str
    operations: tuple[OperationPart, ...]

    @property
    def anchor(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, kw_only=True)
class ReferencePage:
    """All of the page."""

    paragraphs: tuple[Sentence, ...]
    scopes: tuple[tuple[str, str, str], ...]
    chapters: tuple[Chapter, ...]
    problems: tuple[tuple[Kind, Sentence], ...]
    problem_example: str


@cache
def reference_page() -> ReferencePage:
    known = description()
    schemas = known["components"]["schemas"]
    parts: dict[str, list[OperationPart]] = {tag["name"]: [] for tag in known["tags"]}
    for path, methods in known["paths"].items():
        for method, operation in methods.items():
            parts[operation["tags"][0]].append(_part(method, path, operation, schemas))
    return ReferencePage(
        paragraphs=paragraphs(known["info"]["description"]),
        scopes=tuple((scope.value, *WORDS[scope]) for scope in Scope),
        chapters=tuple(
            Chapter(
                name=tag["name"], words=tag["description"], operations=tuple(parts[tag["name"]])
            )
            for tag in known["tags"]
        ),
        problems=tuple((kind, spans(kind.words)) for kind in KINDS),
        problem_example=_pretty(known["components"]["responses"]["422"], schemas),
    )


def paragraphs(text: str) -> tuple[Sentence, ...]:
    return tuple(spans(" ".join(part.split())) for part in text.split("\n\n") if part.strip())


def spans(text: str) -> Sentence:
    """Set apart what stands between backticks."""
    pieces = text.split("`")
    return tuple(Span(piece, bool(at % 2)) for at, piece in enumerate(pieces) if piece)


def _part(method: str, path: str, operation: Json, schemas: Json) -> OperationPart:
    ((media_type, answer),) = operation["responses"]["200"]["content"].items()
    sent = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    schema, is_json = answer["schema"], media_type == "application/json"
    return OperationPart(
        name=operation["operationId"],
        method=method.upper(),
        path=path,
        title=operation["summary"],
        paragraphs=paragraphs(operation.get("description", "")),
        scopes=tuple(operation["x-scopes"]),
        parameters=tuple(_parameter(one, schemas) for one in operation["parameters"]),
        body=tuple(_rows(sent["schema"], schemas)) if sent else (),
        body_example=_dump(example_of(sent["schema"], schemas)) if sent else "",
        answer=tuple(_rows(schema, schemas)) if is_json else (),
        answer_example=_dump(answer["example"]) if is_json else "",
        media_type=media_type,
        statuses=tuple(
            Status(number=int(number), kinds=tuple(kinds_of(int(number))))
            for number in sorted(operation["responses"])
            if int(number) >= 400
        ),
    )


def _parameter(parameter: Json, schemas: Json) -> Row:
    schema = parameter["schema"]
    return Row(
        name=parameter["name"],
        kind=kind_of(schema, schemas),
        words=spans(parameter.get("description", "")),
        choices=_choices(schema),
        where=SOURCES[parameter["in"]],
        is_required=parameter["required"],
    )


def _rows(schema: Json, schemas: Json, depth: int = 0) -> Iterator[Row]:
    """The members of an object, each followed by what lies in it."""
    inner = _object_of(schema, schemas)
    required = inner.get("required", [])
    for name, member in inner.get("properties", {}).items():
        yield Row(
            name=name,
            kind=kind_of(member, schemas),
            words=spans(member.get("description", "")),
            choices=_choices(_without_null(member)),
            is_required=name in required,
            depth=depth,
        )
        yield from _rows(member, schemas, depth + 1)


def _object_of(schema: Json, schemas: Json) -> Json:
    """The object that a schema is, or is a list of, or may be; an empty one for anything else."""
    schema = _without_null(schema)
    if "$ref" in schema:
        return _object_of(schemas[schema["$ref"].rsplit("/", 1)[-1]], schemas)
    if schema.get("type") == "array":
        return _object_of(schema.get("items", {}), schemas)
    return schema if schema.get("type") == "object" else {}


def _without_null(schema: Json) -> Json:
    """The schema itself, where it is wrapped to be null as well or to have a default."""
    wrapped = schema.get("anyOf") or schema.get("allOf") or []
    kinds = [kind for kind in wrapped if kind.get("type") != "null"]
    return kinds[0] if kinds else schema


def kind_of(schema: Json, schemas: Json) -> str:
    """Return the kind of a value in plain words: "whole number, 1 to 20, or null"."""
    if "anyOf" in schema:
        kinds = [kind_of(kind, schemas) for kind in schema["anyOf"]]
        return ", or ".join(kinds) if len(kinds) > 1 else kinds[0]
    if "allOf" in schema:
        return kind_of(schema["allOf"][0], schemas)
    if "$ref" in schema:
        return kind_of(schemas[schema["$ref"].rsplit("/", 1)[-1]], schemas)
    if schema.get("type") == "array":
        return f"list: {kind_of(schema.get('items', {}), schemas)}"
    if "enum" in schema or "const" in schema:
        return _enum(schema)
    plain = NAMES.get(schema.get("format", "")) or TYPES.get(str(schema.get("type")), "value")
    return ", ".join(filter(None, [plain, _limits(schema)]))


def _enum(schema: Json) -> str:
    values = schema.get("enum", [schema.get("const")])
    if len(values) > LONGEST_CHOICE:
        return "one of those below"
    *first, last = map(str, values)
    return f"{', '.join(first)} or {last}" if first else last


def _choices(schema: Json) -> tuple[str, ...]:
    values = schema.get("enum", [])
    return tuple(map(str, values)) if len(values) > LONGEST_CHOICE else ()


def _limits(schema: Json) -> str:
    low, high = schema.get("minimum"), schema.get("maximum")
    if low is not None and high is not None:
        return f"{low} to {high}"
    if low is not None:
        return f"{low} or more"
    longest = schema.get("maxLength")
    return f"{longest} characters at most" if longest else ""


def _pretty(response: Json, schemas: Json) -> str:
    (content,) = response["content"].values()
    example = dict(example_of(content["schema"], schemas))
    given = next(iter(content["examples"].values()))["value"]
    mistake = {"in": "body", "pointer": "/times", "detail": "It must be 20 or less."}
    return _dump({**example, **given, "errors": [mistake]})


def _dump(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)
