"""Whose file it is, and sentences for what is none."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routines.portability.foreign import RefusedFile
from routines.portability.readers.detect import detect
from tests.unit.portability.archives import zipped
from tests.unit.portability.loop_files import Loop, loop_backup, loop_zip

PACKED = (
    "This zip file is packed around other files. Unpack it, and send the one that you want to "
    "bring in."
)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (zipped({"diary.json": "{}", "days.csv": ""}), "own"),
        (b'\xef\xbb\xbf{"header": {"format": "skin-care-diary"', "own"),
        (loop_zip([Loop(name="a")]), "loop_csv"),
        (zipped({"x/001 a/Checkmarks.csv": "2026-01-05,2\n"}), "loop_csv"),
        (loop_backup([Loop(name="a")]), "loop_backup"),
        (b"full_date,date,weekday,time,mood,activities,note_title,note\n", "daylio"),
        (b"\xef\xbb\xbfyear,date,weekday,time,mood,activities,note\n", "daylio"),
        (b"FeatureName,Timestamp,Value,Label,Note\n", "track_and_graph"),
        (b' {"habits": []}', "beaver"),
        (b"[1]", "beaver"),
        (b'"date";"a"\n"2026-01-05";"1"\n', "table"),
        (b'\n"two\nlines",b\n', "table"),
        (b"hello", "table"),
    ],
)
def test_formats_are_known(data: bytes, expected: str) -> None:
    source = io.BytesIO(data)
    assert detect(source) == expected
    assert source.tell() == 0


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "This file is empty."),
        (b" \n", "This file is empty."),
        (b"%PDF-1.4", "This file seems to be a PDF file, which is not read here."),
        (b"<?xml version='1.0'?>", "This file seems to be an XML file, which is not read here."),
        (
            zipped({"[Content_Types].xml": "", "xl/workbook.xml": ""}),
            "This seems to be an Excel file (XLSX). Save the sheet as CSV (UTF-8) and send that.",
        ),
        (
            zipped({"daylio.csv": ""}),
            PACKED,
        ),
        (zipped({"a.zip": zipped({"Habits.csv": ""})}), "This zip file is packed around"),
        (zipped({"a.png": ""}), "There is no file in this zip file that is known here."),
        ("a,b\n".encode("utf-16"), "This file is written in UTF-16."),
    ],
)
def test_other_files_are_refused_in_a_sentence(data: bytes, reason: str) -> None:
    with pytest.raises(RefusedFile) as refused:
        detect(io.BytesIO(data))
    assert str(refused.value).startswith(reason)


@given(st.binary(max_size=200))
def test_any_bytes_are_known_or_refused(data: bytes) -> None:
    try:
        found = detect(io.BytesIO(data))
    except RefusedFile as refused:
        found = str(refused)
    assert found
