"""The format as JSON Schema (draft 2020-12), made from the shapes; see docs/diary.schema.json."""

from __future__ import annotations

from typing import Any

from routines.portability.diary_json.codecs import FLAG, MOMENT, Schema
from routines.portability.diary_json.shapes import FORMAT, PREFERENCES, SECTIONS, VERSION

TEXT: Schema = {"type": "string"}
MAYBE_MOMENT: Schema = {"anyOf": [MOMENT.schema, {"type": "null"}]}
TITLE = "A skin-care diary"


def schema() -> dict[str, Any]:
    """Return the schema of a whole diary.json."""
    sections = {name: {"type": "array", "items": shape.schema} for name, shape in SECTIONS.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": TITLE,
        "type": "object",
        "properties": {"header": header(), "preferences": PREFERENCES.schema} | sections,
        "required": ["header", "preferences", *sections],
        "additionalProperties": False,
    }


def header() -> Schema:
    return _object(
        {
            "format": {"const": FORMAT},
            "version": {"const": VERSION},
            "made_at": MOMENT.schema,
            "address": TEXT,
            "date_joined": MOMENT.schema,
            "consents": _rows(
                {
                    "version": {"type": "integer"},
                    "given_at": MOMENT.schema,
                    "withdrawn_at": MAYBE_MOMENT,
                }
            ),
            "destinations": _rows(
                {
                    "channel": TEXT,
                    "label": TEXT,
                    "active": FLAG.schema,
                    "made_at": MOMENT.schema,
                    "gone_at": MAYBE_MOMENT,
                }
            ),
            "report_links": _rows(
                {
                    "reader": TEXT,
                    "name_shown": TEXT,
                    "created_at": MOMENT.schema,
                    "expires_at": MOMENT.schema,
                    "revoked_at": MAYBE_MOMENT,
                    "opened": {"type": "integer", "minimum": 0},
                }
            ),
            "calendar_feeds": _rows(
                {
                    "names_shown": FLAG.schema,
                    "made_at": MOMENT.schema,
                    "revoked_at": MAYBE_MOMENT,
                }
            ),
            "imports": _rows(
                {
                    "name": TEXT,
                    "format": TEXT,
                    "state": TEXT,
                    "total": {"type": "integer", "minimum": 0},
                    "made_at": MOMENT.schema,
                    "applied_at": MAYBE_MOMENT,
                    "undone_at": MAYBE_MOMENT,
                }
            ),
            "remembered_choices": _rows(
                {
                    "format": TEXT,
                    "likeness": TEXT,
                    "choices": {"type": "object"},
                    "made_at": MOMENT.schema,
                }
            ),
            "programs": _rows(
                {
                    "name": TEXT,
                    "scopes_kept": TEXT,
                    "made_at": MOMENT.schema,
                    "expires_at": MOMENT.schema,
                    "last_used_at": MAYBE_MOMENT,
                    "revoked_at": MAYBE_MOMENT,
                }
            ),
            "does_not_travel": {"type": "array", "items": TEXT},
        }
    )


def _rows(properties: dict[str, Schema]) -> Schema:
    return {"type": "array", "items": _object(properties)}


def _object(properties: dict[str, Schema]) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
