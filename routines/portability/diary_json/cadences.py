"""How often a step is meant to be done, as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from routines.diary.cadence import LONGEST_INTERVAL, Cadence, Kind
from routines.portability.diary_json.codecs import WEEKDAYS, Codec, Wrong, whole

CADENCE_FIELDS: Mapping[Kind, Mapping[str, Codec]] = {
    Kind.DAILY: {},
    Kind.WEEKLY: {"times_a_week": whole(1, 6)},
    Kind.EVERY: {"every_days": whole(2, LONGEST_INTERVAL)},
    Kind.WEEKDAYS: {"weekdays": WEEKDAYS},
}


def _write_cadence(cadence: Cadence) -> dict[str, Any]:
    own = CADENCE_FIELDS[cadence.kind]
    return {"kind": cadence.kind.value} | {
        name: codec.write(getattr(cadence, name)) for name, codec in own.items()
    }


def _read_cadence(written: Any) -> Cadence:
    if not isinstance(written, dict) or written.get("kind") not in set(map(str, Kind)):
        raise Wrong("says in no known way how often")
    kind = Kind(written["kind"])
    own = CADENCE_FIELDS[kind]
    if written.keys() != {"kind", *own}:
        raise Wrong("says in no known way how often")
    return Cadence(kind=kind, **{name: codec.read(written[name]) for name, codec in own.items()})


CADENCE = Codec(
    read=_read_cadence,
    write=_write_cadence,
    schema={
        "oneOf": [
            {
                "type": "object",
                "properties": {"kind": {"const": kind.value}}
                | {name: codec.schema for name, codec in own.items()},
                "required": ["kind", *own],
                "additionalProperties": False,
            }
            for kind, own in CADENCE_FIELDS.items()
        ]
    },
)
