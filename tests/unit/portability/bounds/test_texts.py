"""Lines of text, whatever ends them, and text that is none."""

from __future__ import annotations

import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from routines.portability.bounds import sizes
from routines.portability.bounds.texts import read_lines
from routines.portability.foreign import RefusedFile

SAVE_AS = "Save it as text in UTF-8 (in a spreadsheet: “CSV UTF-8”) and send it again."


def lines(data: bytes) -> list[str]:
    return list(read_lines(io.BytesIO(data)))


def refusal(data: bytes, name: str = "") -> str:
    with pytest.raises(RefusedFile) as refused:
        list(read_lines(io.BytesIO(data), name))
    return str(refused.value)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_any_line_ending_is_read_with_or_without_mark(end: str, mark: bytes) -> None:
    assert lines(mark + f"a{end}{end}ü 🌞{end}b".encode()) == ["a\n", "\n", "ü 🌞\n", "b"]


def test_empty_file_has_no_line() -> None:
    assert lines(b"") == []


# The library's own reading with universal line endings says what is right; only "\n" ends a line.
@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=50))
@example("\r")
@example("\r\r\n")
def test_lines_are_those_of_the_library(text: str) -> None:
    if text.encode()[:2] in (b"BM", b"MZ"):
        text = "a" + text
    expected = io.StringIO(text.removeprefix("\ufeff"), newline=None).read()
    assert "".join(lines(text.encode())) == expected


@given(st.integers(-3, 3), st.sampled_from(["\r\n", "🌞", "é"]))
def test_what_lies_across_two_pieces_stays_whole(shift: int, text: str) -> None:
    before = "a" * (sizes.PIECE + shift)
    assert "".join(lines((before + text + "b").encode())) == before + text.replace("\r", "") + "b"


def test_other_encoding_is_refused_with_its_line() -> None:
    assert refusal("a\nb\nGr\u00fc\u00dfe\n".encode("latin-1")) == (
        "Line 3 of this file is not written in UTF-8: perhaps in an older encoding such as "
        f"Latin-1 or Windows-1252. {SAVE_AS}"
    )


def test_broken_byte_far_behind_is_refused_with_its_line() -> None:
    assert refusal(b"abc\n" * 50_000 + b"\xff\n", "a.csv").startswith(
        "Line 50001 of “a.csv” is not written in UTF-8"
    )


def test_cut_off_sign_is_refused() -> None:
    assert refusal("a\n🌞".encode()[:-1]).startswith("Line 2 of this file is not written in UTF-8")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_recognised(encoding: str) -> None:
    assert refusal("date,name\n2026-01-01,a\n".encode(encoding)) == (
        f"This file is written in UTF-16. {SAVE_AS}"
    )


def test_zero_bytes_are_refused() -> None:
    assert refusal(b"a,b,c\x00\n") == "This file is no text."
    assert refusal(b"abc\n" * 5_000 + b"a\x00") == (
        "Line 5001 of this file holds bytes that are no text."
    )


def test_line_that_is_too_long_is_refused() -> None:
    assert refusal(b"a\n" + b"b" * 500_000) == "Line 2 of this file is too long to be read."


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7", "a PDF file"),
        (b"\x89PNG\r\n", "a picture (PNG)"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8", "a picture (WebP)"),
        (b"\x00\x00\x00\x18ftypheic", "a picture (HEIC)"),
        (b"\x1f\x8b\x08", "a gzip archive"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>", "an XML file"),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]>", "an XML file"),
        (b" <!doctype html>", "a web page (HTML)"),
        (b"\x00\x01\x00\x00Standard Jet DB\x00", "a database of Access"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an old Office file (XLS or DOC)"),
    ],
)
def test_other_kinds_of_file_are_named(data: bytes, kind: str) -> None:
    assert refusal(data) == f"This file seems to be {kind}, which is not read here."


def test_database_and_zip_file_are_no_text() -> None:
    assert refusal(b"SQLite format 3\x00") == "This file seems to be a database, not a text."
    assert refusal(b"PK\x03\x04", "a") == "“a” seems to be a zip file, not a text."
