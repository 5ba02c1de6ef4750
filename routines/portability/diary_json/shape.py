"""Objects with known fields: how a value of a type is written as one, and read from one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from functools import cached_property
from typing import Any

from routines.portability.diary_json.codecs import Codec, Schema, Wrong


def nothing_wrong(value: Any) -> str:
    return ""


@dataclass(frozen=True, kw_only=True)
class Shape:
    """Reads and writes values of one type as objects with these fields, in this order.

    A field may be left out where the type has a default. `check` says what is wrong with a value
    whose fields are fine one by one, or nothing. `helps` are written beside the fields for people
    to read, and mean nothing.
    """

    of: Callable[..., Any]
    codecs: Mapping[str, Codec]
    check: Callable[[Any], str] = nothing_wrong
    helps: tuple[str, ...] = ()

    @cached_property
    def required(self) -> frozenset[str]:
        return frozenset(
            field.name
            for field in fields(self.of)  # type: ignore[arg-type]
            if field.default is MISSING and field.default_factory is MISSING
        )

    @property
    def schema(self) -> Schema:
        helps = {
            name: {"type": "string", "description": "a help to the eye"} for name in self.helps
        }
        return {
            "type": "object",
            "properties": {name: codec.schema for name, codec in self.codecs.items()} | helps,
            "required": [name for name in self.codecs if name in self.required],
            "additionalProperties": False,
        }

    def write(self, value: Any) -> dict[str, Any]:
        return {name: codec.write(getattr(value, name)) for name, codec in self.codecs.items()}

    def read(self, written: Any) -> Any:
        """Return the value. Fields that are not known are passed over. Raises Wrong."""
        if not isinstance(written, dict):
            raise Wrong("is not an object")
        if missing := sorted(self.required - written.keys()):
            raise Wrong(f"has no “{missing[0]}”")
        value = self.of(
            **{
                name: self._read_field(name, codec, written[name])
                for name, codec in self.codecs.items()
                if name in written
            }
        )
        if problem := self.check(value):
            raise Wrong(problem)
        return value

    def unknown(self, written: Mapping[str, Any]) -> list[str]:
        """Names of fields that are not known here."""
        return [name for name in written if name not in self.codecs and name not in self.helps]

    def _read_field(self, name: str, codec: Codec, written: Any) -> Any:
        try:
            return codec.read(written)
        except Wrong as wrong:
            # Of a record within the record: “terms”: “name” is empty.
            colon = ":" if str(wrong).startswith("“") else ""
            raise Wrong(f"“{name}”{colon} {wrong}") from wrong

    def codec(self) -> Codec:
        return Codec(read=self.read, write=self.write, schema=self.schema)
