"""Writing diary.json piece by piece: the header, then one record a line.

The same diary gives the same bytes from the line of the preferences on.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from routines.portability.diary_json.shapes import PREFERENCES, SECTIONS
from routines.portability.values import Happening, Preferences, Record

BODY_BEGINS = b'"preferences": '
"""What the line after the header begins with."""


def write_document(
    header: Mapping[str, Any],
    preferences: Preferences,
    sections: Mapping[str, Iterable[Record]],
    names_of_happenings: Mapping[str, str],
) -> Iterator[bytes]:
    """Return the file in pieces; every section is there, also an empty one."""
    yield b'{\n"header": '
    yield json.dumps(header, ensure_ascii=False, indent=1).encode()
    yield b",\n" + BODY_BEGINS + _line(PREFERENCES.write(preferences))
    for name in SECTIONS:
        yield f',\n"{name}": ['.encode()
        yield from _written(name, sections[name], names_of_happenings)
        yield b"\n]"
    yield b"\n}\n"


def _written(
    section: str, records: Iterable[Record], names_of_happenings: Mapping[str, str]
) -> Iterator[bytes]:
    shape = SECTIONS[section]
    before = b"\n"
    for record in records:
        written = shape.write(record)
        if isinstance(record, Happening):
            written["name"] = names_of_happenings.get(record.kind, "")
        yield before + _line(written)
        before = b",\n"


def _line(written: Mapping[str, Any]) -> bytes:
    return json.dumps(written, ensure_ascii=False).encode()
