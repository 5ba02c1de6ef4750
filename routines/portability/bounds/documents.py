"""JSON, item by item: what stands in a list of the outermost object is never there all at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import IO, Any, Final

import ijson
from ijson.common import ObjectBuilder

from routines.portability.bounds import sizes
from routines.portability.bounds.texts import read_pieces
from routines.portability.foreign import RefusedFile

_OPENING: Final = ("start_map", "start_array")
_CLOSING: Final = ("end_map", "end_array")
_ESCAPED: Final = re.compile(rb"\\.", re.DOTALL)
_LONG_NUMBER: Final = re.compile(
    rb"[0-9.+-]{%d}|[eE][+-]?[0-9]{4}" % (sizes.MOST_DIGITS + 1), re.DOTALL
)


def read_document(source: IO[bytes], name: str = "") -> Iterator[tuple[str, Any]]:
    """Return (key, value) for every key of the outermost object; of a list, for every item of it.

    `{"a": 1, "b": [2, 3]}` gives ("a", 1), ("b", 2), ("b", 3). An outermost list is as if it stood
    under the key "". Numbers are int or Decimal. Raises RefusedFile.
    """
    for number, item in enumerate(_items(_events(source, name), name), start=1):
        if number > sizes.MOST_ITEMS:
            raise RefusedFile(f"There is more in {_it(name)} than is read here.")
        yield item


def _items(events: Iterator[tuple[str, Any]], name: str) -> Iterator[tuple[str, Any]]:
    key, depth, in_list = "", 0, False
    for event, value in events:
        if event == "map_key":
            key = value
        elif depth == 0 and event in _OPENING:
            depth, in_list = 1, event == "start_array"
        elif event in _CLOSING:
            # The end of a list, or of the whole; the ends inside of an item belong to it.
            depth, in_list = depth - 1, False
        elif depth == 1 and event == "start_array" and not in_list:
            depth, in_list = 2, True
        elif depth == 0:
            raise RefusedFile(f"{_this(name)} holds one value only, no list.")
        else:
            yield key, _built(event, value, events, name)


def _built(event: str, value: Any, events: Iterator[tuple[str, Any]], name: str) -> Any:
    """Build the item that begins with this event."""
    if event not in _OPENING:
        return value
    builder = ObjectBuilder()
    builder.event(event, value)
    depth, values = 1, 0
    while depth:
        event, value = next(events)
        builder.event(event, value)
        depth += (event in _OPENING) - (event in _CLOSING)
        values += 1
        if values > sizes.MOST_VALUES:
            raise RefusedFile(f"There is more in one item of {_it(name)} than is read here.")
    return builder.value


def _events(source: IO[bytes], name: str) -> Iterator[tuple[str, Any]]:
    """What the parser says, within bounds. Raises RefusedFile."""
    depth = 0
    try:
        for event, value in ijson.basic_parse(_Guarded(source, name), buf_size=sizes.PIECE):
            depth += (event in _OPENING) - (event in _CLOSING)
            if depth > sizes.DEEPEST:
                raise RefusedFile(f"{_this(name)} is nested too deep to be read.")
            if event == "number" and not _is_short(value):
                raise RefusedFile(_large_number(name))
            if isinstance(value, str) and "\x00" in value:
                raise RefusedFile(f"{_this(name)} holds a sign that no text has (U+0000).")
            yield event, value
    except (ijson.JSONError, ValueError, ArithmeticError, UnicodeError) as error:
        raise RefusedFile(f"{_this(name)} is no JSON that can be read.") from error


def _is_short(number: float | Decimal) -> bool:
    as_decimal = Decimal(number) if isinstance(number, int) else number
    if not isinstance(as_decimal, Decimal) or not as_decimal.is_finite():
        return False
    return abs(as_decimal.adjusted()) <= sizes.MOST_DIGITS and (
        len(as_decimal.as_tuple().digits) <= sizes.MOST_DIGITS
    )


class _Guarded:
    """The bytes for the parser, checked: it keeps a text of any length, and falls over numbers."""

    def __init__(self, source: IO[bytes], name: str) -> None:
        self._pieces = read_pieces(source, name)
        self._name = name
        self._is_inside = False
        self._length = 0
        self._held = b""
        self._outside = b""

    def read(self, size: int = -1) -> bytes:
        """Return the next piece, whatever the size; b"" at the end."""
        if size == 0:
            return b""
        for piece in self._pieces:
            if data := piece.encode():
                self._check(data)
                return data
        return b""

    def _check(self, data: bytes) -> None:
        """Bound each text and each number; quotes that are escaped end none."""
        plain = _ESCAPED.sub(b"..", self._held + data)
        self._held = b"\\" if plain.endswith(b"\\") else b""
        for number, part in enumerate(plain.split(b'"')):
            if number:
                self._is_inside, self._length = not self._is_inside, 0
            if self._is_inside:
                self._check_text(part)
            else:
                self._check_numbers(part)

    def _check_text(self, part: bytes) -> None:
        self._length += len(part)
        if self._length > sizes.LONGEST_TEXT:
            raise RefusedFile(f"{_this(self._name)} holds a text that is too long to be read.")

    def _check_numbers(self, part: bytes) -> None:
        text = self._outside + part
        if _LONG_NUMBER.search(text):
            raise RefusedFile(_large_number(self._name))
        # A number may go on in the next piece; a text in between ends it.
        self._outside = text[-sizes.MOST_DIGITS - 1 :] if part else b""


def _large_number(name: str) -> str:
    return f"{_this(name)} holds a number that is too large."


def _this(name: str) -> str:
    return f"“{name}”" if name else "This file"


def _it(name: str) -> str:
    return f"“{name}”" if name else "this file"
