"""The API described (OpenAPI 3.1): what ninja knows of it, and what operations have in common."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

from routines.api import problems
from routines.api.doors import tag_of
from routines.api.examples import example_of
from routines.api.links import links_of
from routines.api.problems import KINDS, MEDIA_TYPE, Kind
from routines.api.scopes import WORDS, Scope
from routines.api.shapes.base import ProblemShape

Json = dict[str, Any]
JSON: Final = "application/json"
PREFIX: Final = "/api/v1"

INTRODUCTION: Final = """\
Read and write your diary from a program of your own: a display on the wall, a shortcut on the
phone, a script.

Make a token under More, Other programs, and send it with every request in the header
`Authorization: Bearer …`. It is never part of an address. What a token may do is said by its
scopes, and each operation names the scope that it asks for. Pages of this diary that are open in a
browser may use its session instead.

Days are local dates, and a day begins at the hour that you chose; where an address has a day of the
diary, `today` does. Times carry their offset from UTC. Things are named by keys that stay the same.
What was not logged is null or unknown, and never “no”.

Every write can be repeated: the same twice is once, and of two different ones the later holds,
whichever arrives first. Every write answers with its `batch`, by which it can be taken back.
"""
TAGS: Final[Mapping[str, str]] = {
    "Today": "What is due today, at a glance.",
    "Days": "Days of the diary: what was due, what was said of it, what happened, the note.",
    "Entries": "Answers for steps.",
    "Happenings": "Sun, picking, irritation, new products, treatments, warning signs.",
    "Steps": "The steps of your routine, and your products.",
    "Counts": "Counts of spots. Not there while you hide them.",
    "Pauses": "Days taken out altogether.",
    "Trends": "What the counts say, and how much of the routine was kept.",
    "Reminders": "What was said to you, and answering it as on Today.",
    "Changes": "Taking writes back.",
    "Export": "The whole diary.",
    "Guidance": "What the reminders rest on; open to everybody.",
}
LEFT: Final[Json] = {
    "RateLimit": {
        "description": "How many requests are left for now (r), and for how many seconds there is "
        "none (t).",
        "schema": {"type": "string", "examples": ['"caller";r=299;t=0']},
    },
    "RateLimit-Policy": {
        "description": "How many requests (q) are answered within so many seconds (w).",
        "schema": {"type": "string", "examples": ['"caller";q=300;w=60']},
    },
}
ETAG: Final[Json] = {
    "ETag": {
        "description": "Names this state; send it back in If-Match or If-None-Match.",
        "schema": {"type": "string", "examples": ['"4d0286f8b55cc593a87abebe87477c55"']},
    }
}
PROBLEM_HEADERS: Final[Mapping[int, Json]] = {
    401: {
        "WWW-Authenticate": {
            "description": "How to say who asks.",
            "schema": {"type": "string", "examples": ['Bearer realm="diary"']},
        }
    },
    412: ETAG,
    429: {
        "Retry-After": {
            "description": "How many seconds to wait.",
            "schema": {"type": "integer", "minimum": 1, "maximum": 60, "examples": [2]},
        }
    },
}


@cache
def description() -> Json:
    """Return the whole description."""
    from routines.api.v1 import api

    known: Json = json.loads(json.dumps(api.get_openapi_schema(path_prefix=f"{PREFIX}/")))
    _without_titles(known)
    known["info"] |= {
        "description": INTRODUCTION,
        "summary": "The verbs of the diary over HTTP, for other programs.",
    }
    known["servers"] = [{"url": "/", "description": "This diary"}]
    known["tags"] = [{"name": name, "description": words} for name, words in TAGS.items()]
    known["x-scopes"] = {scope.value: WORDS[scope][1] for scope in Scope}
    components = known["components"]
    schema = ProblemShape.model_json_schema(mode="serialization", ref_template=_REF)
    _without_titles(schema)
    components["schemas"] |= {**schema.pop("$defs"), "ProblemShape": schema}
    components["responses"] = {str(status): _problem(status) for status in _statuses()}
    for operation in operations(known):
        _complete(operation, components["schemas"])
    return known


_REF: Final = "#/components/schemas/{model}"


def operations(known: Json) -> Iterator[Json]:
    """Every operation, in the order of the page."""
    for methods in known["paths"].values():
        yield from methods.values()


@cache
def description_json() -> tuple[bytes, str]:
    """Return the description as it is sent, and its entity tag."""
    content = json.dumps(description(), ensure_ascii=False).encode()
    return content, f"W/{tag_of(content)}"


def _without_titles(node: Any) -> None:
    """Take away the titles that are made up from names: the names stand there already."""
    if isinstance(node, dict):
        for name, value in node.items():
            if name == "properties":
                for schema in value.values():
                    schema.pop("title", None)
            elif name == "schema" and isinstance(value, dict):
                value.pop("title", None)
            _without_titles(value)
    elif isinstance(node, list):
        for value in node:
            _without_titles(value)


def _statuses() -> list[int]:
    return sorted({kind.status for kind in KINDS} - {problems.WRONG_METHOD.status})


def kinds_of(status: int) -> list[Kind]:
    return [kind for kind in KINDS if kind.status == status]


def _problem(status: int) -> Json:
    """How every operation answers with this status when something goes wrong."""
    kinds = kinds_of(status)
    examples = {
        kind.name: {
            "summary": kind.title,
            "value": {
                "type": kind.address,
                "title": kind.title,
                "status": status,
                "detail": kind.words,
                "errors": [],
            },
        }
        for kind in kinds
    }
    return {
        "description": " Or: ".join(f"{kind.title}. {kind.words}" for kind in kinds),
        "headers": PROBLEM_HEADERS.get(status, {}),
        "content": {
            MEDIA_TYPE: {
                "schema": {"$ref": "#/components/schemas/ProblemShape"},
                "examples": examples,
            }
        },
    }


def _complete(operation: Json, schemas: Json) -> None:
    """Add to an operation what all of its kind have in common."""
    for parameter in operation["parameters"]:
        _without_null(parameter)
    is_open, tag = not operation["x-scopes"], operation.pop("x-tag")
    sources = {parameter["in"] for parameter in operation["parameters"]}
    has_body = "requestBody" in operation
    asked = {
        400: True,
        401: not is_open,
        403: not is_open,
        404: "path" in sources or any(one["name"] == "cursor" for one in operation["parameters"]),
        406: True,
        409: operation.pop("x-refuses"),
        412: tag == "takes",
        413: has_body,
        414: True,
        415: has_body,
        422: True,
        429: not is_open,
        500: True,
    }
    media_type = operation.pop("x-media-type")
    for response in operation["responses"].values():
        if media_type != JSON:
            response["content"] = {media_type: {"schema": {"type": "string", "format": "binary"}}}
        response["links"] = links_of(operation["operationId"])
        _tell_success(response, schemas, headers=({} if is_open else LEFT) | _tag_header(tag))
    if tag == "sends":
        operation["responses"]["304"] = {
            "description": "It still stands as `If-None-Match` says.",
            "headers": ETAG,
        }
    operation["responses"] |= {
        str(status): {"$ref": f"#/components/responses/{status}"}
        for status, is_asked in asked.items()
        if is_asked
    }
    operation["parameters"] += _conditions(tag)
    for scope in operation.get("security", ()):
        for name in scope:
            scope[name] = operation["x-scopes"]


def _without_null(parameter: Json) -> None:
    """A parameter that is left out is not there; there is no way to send a null."""
    kinds = parameter["schema"].pop("anyOf", None)
    if kinds:
        parameter["schema"] |= next(kind for kind in kinds if kind != {"type": "null"})


def _tell_success(response: Json, schemas: Json, *, headers: Json) -> None:
    response["description"] = "Here it is."
    response["headers"] = headers
    if JSON in response["content"]:
        content = response["content"][JSON]
        content["example"] = example_of(content["schema"], schemas)


def _tag_header(tag: str) -> Json:
    return ETAG if tag == "sends" else {}


def _conditions(tag: str) -> list[Json]:
    if not tag:
        return []
    name = "If-None-Match" if tag == "sends" else "If-Match"
    words = {
        "sends": "The `ETag` of what you have: where it still holds, nothing is sent again (304).",
        "takes": "The `ETag` of the day as you know it, or several: where it was changed "
        "meanwhile, nothing is written (412).",
    }
    return [
        {
            "in": "header",
            "name": name,
            "required": False,
            "description": words[tag],
            "schema": {"type": "string"},
            "example": ETAG["ETag"]["schema"]["examples"][0],
        }
    ]
