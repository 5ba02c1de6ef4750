"""Examples made from schemas: by their own examples where they have some, else by their kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

BY_FORMAT: Mapping[str, str] = {
    "date": "2026-11-22",
    "date-time": "2026-11-22T21:40:00+01:00",
    "uuid": "0b4f4b0e-8a52-4d0c-9d5e-3f0a6a1c2d4e",
    "time": "21:30:00",
}
BY_TYPE: Mapping[str, Any] = {
    "boolean": True,
    "integer": 1,
    "number": 0.5,
    "string": "",
    "null": None,
}


def example_of(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> Any:
    """Return a value that the schema describes; `schemas` are those that it refers to by name."""
    if "$ref" in schema:
        return example_of(schemas[schema["$ref"].rsplit("/", 1)[-1]], schemas)
    if schema.get("examples"):
        return schema["examples"][0]
    for name in ("const", "default"):
        if name in schema:
            return schema[name]
    if "enum" in schema:
        return schema["enum"][0]
    for name in ("anyOf", "oneOf", "allOf"):
        if name in schema:
            return example_of(schema[name][0], schemas)
    return _by_type(schema, schemas)


def _by_type(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> Any:
    match schema.get("type"):
        case "object":
            return {
                name: example_of(member, schemas)
                for name, member in schema.get("properties", {}).items()
            }
        case "array":
            return [example_of(schema["items"], schemas)] if "items" in schema else []
        case "string":
            return BY_FORMAT.get(schema.get("format", ""), "")
        case "integer":
            return max(schema.get("minimum", 0), min(1, schema.get("maximum", 1)))
        case kind:
            return BY_TYPE.get(str(kind))
