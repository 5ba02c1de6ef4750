"""Hostile files take little memory: each is read in a process of its own, which is measured.

The bound of an import is 200 MB; a process that knows Django takes about half of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.unit.portability.archives import (
    GIGABYTE,
    lying,
    many_names,
    packed_zeros,
    stating_zip64,
    zipped,
)
from tests.unit.portability.measuring import told_and_peak

MOST = 100
"""Megabytes."""

READ = """
import sys
from routines.portability.bounds.documents import read_document
from routines.portability.bounds.tables import read_rows
from routines.portability.bounds.zips import open_archive
from routines.portability.foreign import RefusedFile

def read_archive(source):
    with open_archive(source) as archive:
        for name in archive.names:
            with archive.open(name) as member:
                for row in read_rows(member, name):
                    pass

ways = {"zip": read_archive, "rows": read_rows, "document": read_document}
try:
    with open(sys.argv[2], "rb") as source:
        for item in ways[sys.argv[1]](source) or ():
            pass
    print("read")
except RefusedFile as refused:
    print(refused)
"""


def write(path: Path, pieces: Iterator[bytes]) -> Path:
    with path.open("wb") as target:
        for piece in pieces:
            target.write(piece)
    return path


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (
            lambda: lying(b"a.csv", packed_zeros(10 * GIGABYTE), stated=1024),
            "“a.csv” in this zip file is damaged.",
        ),
        (
            lambda: lying(b"a.csv", packed_zeros(10 * GIGABYTE), stated=100 * 1024**2),
            "“a.csv” is no text.",
        ),
        (lambda: stating_zip64(10 * GIGABYTE), "“a” is larger than 128 MB."),
        (lambda: many_names(1_000_000), "There are too many files in this zip file."),
        (
            lambda: zipped({"a.csv": b"a," * 10**7}),
            "“a.csv” grows too much when it is unpacked.",
        ),
        (lambda: zipped({"a.csv": b"a" * 10**6}), "Line 1 of “a.csv” is too long to be read."),
    ],
    ids=["lying", "lying in bounds", "zip64", "many names", "bomb", "long line"],
)
def test_hostile_archive_takes_little_memory(
    tmp_path: Path, made: Callable[[], bytes], told: str
) -> None:
    path = write(tmp_path / "file", iter([made()]))
    said, peak = told_and_peak(READ, "zip", str(path))
    assert said == told
    assert peak < MOST


def test_table_of_ten_million_rows_takes_little_memory(tmp_path: Path) -> None:
    row = b"2026-01-01,Sunscreen,1\n"
    path = write(tmp_path / "file", (row * 100_000 for _ in range(100)))
    said, peak = told_and_peak(READ, "rows", str(path))
    assert said == "Line 250,001 of this file is beyond the 250,000 rows that are read."
    assert peak < MOST


@pytest.mark.parametrize(
    ("first", "piece", "told"),
    [
        (b"", b"[" * 10**6, "This file is nested too deep to be read."),
        (b'{"a":"', b"a" * 10**6, "This file holds a text that is too long to be read."),
        (b'{"a":"', b'\\"' * 10**6, "This file holds a text that is too long to be read."),
        (b"[", b"1" * 10**6, "This file holds a number that is too large."),
        (b"[[", b"1," * 10**6, "There is more in one item of this file than is read here."),
        (b"[", b"[]," * 10**6, "There is more in this file than is read here."),
    ],
    ids=["deep", "long text", "long escapes", "long number", "large item", "many items"],
)
def test_hostile_document_takes_little_memory(
    tmp_path: Path, first: bytes, piece: bytes, told: str
) -> None:
    path = write(tmp_path / "file", iter([first, *[piece] * 50]))
    said, peak = told_and_peak(READ, "document", str(path))
    assert said == told
    assert peak < MOST
