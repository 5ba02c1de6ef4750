"""Text, piece by piece and line by line: UTF-8 with or without its mark, any line ending."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import IO, Final

from routines.portability.bounds import kinds, sizes
from routines.portability.foreign import RefusedFile

_SAVE_AS: Final = "Save it as text in UTF-8 (in a spreadsheet: “CSV UTF-8”) and send it again."
_OTHER_MARKS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def refuse_other_kinds(head: bytes, name: str) -> None:
    """Raise RefusedFile for what is no text; `head` are the first bytes, HEAD of them."""
    if kind := kinds.other_kind(head):
        raise RefusedFile(f"{_this(name)} seems to be {kind}, which is not read here.")
    if head.startswith(kinds.SQLITE):
        raise RefusedFile(f"{_this(name)} seems to be a database, not a text.")
    if head.startswith(kinds.ZIP):
        raise RefusedFile(f"{_this(name)} seems to be a zip file, not a text.")
    if head.startswith(_OTHER_MARKS) or _looks_wide(head):
        raise RefusedFile(f"{_this(name)} is written in UTF-16. {_SAVE_AS}")
    if b"\x00" in head:
        raise RefusedFile(f"{_this(name)} is no text.")


def read_pieces(source: IO[bytes], name: str = "") -> Iterator[str]:
    """Return the text in pieces, without its mark. Raises RefusedFile with the line."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    line, first = 1, True
    while data := source.read(sizes.PIECE):
        if first:
            refuse_other_kinds(data[: kinds.HEAD], name)
        text = _decoded(decoder, data, line, name)
        if "\x00" in text:
            line += text.count("\n", 0, text.index("\x00"))
            raise RefusedFile(f"Line {line} of {_it(name)} holds bytes that are no text.")
        yield text.removeprefix("\ufeff") if first else text
        line += text.count("\n")
        first = False
    _finish(decoder, line, name)


def read_lines(source: IO[bytes], name: str = "") -> Iterator[str]:
    """Return the lines, each ended by a line feed but perhaps the last. Raises RefusedFile."""
    pending, line = "", 1
    for piece in _with_one_ending(read_pieces(source, name)):
        *whole, pending = (pending + piece).split("\n")
        for text in whole:
            _check_length(text, line, name)
            yield text + "\n"
            line += 1
        _check_length(pending, line, name)
    if pending:
        yield pending


def _with_one_ending(pieces: Iterator[str]) -> Iterator[str]:
    """Let a line feed end every line, also where CR and LF lie in two pieces."""
    held = ""
    for piece in pieces:
        text = held + piece
        held = "\r" if text.endswith("\r") else ""
        text = text.removesuffix("\r")
        yield text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    if held:
        yield "\n"


def _decoded(decoder: codecs.IncrementalDecoder, data: bytes, line: int, name: str) -> str:
    try:
        return decoder.decode(data)
    except UnicodeDecodeError as error:
        # What the decoder held back from the piece before is in error.object too.
        line += error.object.count(b"\n", 0, error.start)
        raise _broken(line, name) from error


def _finish(decoder: codecs.IncrementalDecoder, line: int, name: str) -> None:
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise _broken(line, name) from error


def _broken(line: int, name: str) -> RefusedFile:
    return RefusedFile(
        f"Line {line} of {_it(name)} is not written in UTF-8: perhaps in an older encoding such as "
        f"Latin-1 or Windows-1252. {_SAVE_AS}"
    )


def _check_length(text: str, line: int, name: str) -> None:
    if len(text) > sizes.LONGEST_LINE:
        raise RefusedFile(f"Line {line} of {_it(name)} is too long to be read.")


def _looks_wide(head: bytes) -> bool:
    """Western text in UTF-16 has a zero in every second byte."""
    pairs = len(head) // 2
    if pairs < 2:
        return False
    zeros = (head[: 2 * pairs : 2].count(0), head[1 : 2 * pairs : 2].count(0))
    return max(zeros) > 0.6 * pairs and min(zeros) < 0.1 * pairs


def _this(name: str) -> str:
    return f"“{name}”" if name else "This file"


def _it(name: str) -> str:
    return f"“{name}”" if name else "this file"
