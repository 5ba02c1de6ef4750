"""Whose file it is, by its first bytes and the names in it; or in a sentence why it is not read."""

from __future__ import annotations

import posixpath
from itertools import islice
from typing import IO, Final

from routines.portability.bounds import kinds
from routines.portability.bounds.tables import parse_rows
from routines.portability.bounds.texts import read_lines, refuse_other_kinds
from routines.portability.bounds.zips import open_archive
from routines.portability.foreign import RefusedFile
from routines.portability.readers import daylio, own, track_and_graph
from routines.portability.readers.cells import Columns
from routines.portability.readers.loop_habits import CHECKMARKS, HABITS
from routines.portability.readers.table import delimiter_of

OWN: Final = "own"
LOOP_CSV: Final = "loop_csv"
LOOP_BACKUP: Final = "loop_backup"
DAYLIO: Final = "daylio"
TRACK_AND_GRAPH: Final = "track_and_graph"
BEAVER: Final = "beaver"
TABLE: Final = "table"


def detect(source: IO[bytes]) -> str:
    """Return the format; `source` is seekable, and at its start afterwards. Raises RefusedFile."""
    source.seek(0)
    head = source.read(kinds.HEAD)
    source.seek(0)
    try:
        return _format(source, head)
    finally:
        source.seek(0)


def _format(source: IO[bytes], head: bytes) -> str:
    if not head.strip():
        raise RefusedFile("This file is empty.")
    if head.startswith(kinds.SQLITE):
        return LOOP_BACKUP
    if head.startswith(kinds.ZIP):
        return _in_archive(source)
    refuse_other_kinds(head, "")
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if own.begins_own(head):
        return OWN
    if text.startswith((b"{", b"[")):
        return BEAVER
    return _table(source)


def _in_archive(source: IO[bytes]) -> str:
    with open_archive(source) as archive:
        names = archive.names
    if own.MEMBER in names:
        return OWN
    files = {posixpath.basename(name) for name in names}
    if files & {HABITS, CHECKMARKS}:
        return LOOP_CSV
    known = (".zip", ".csv", ".json", ".db", ".tsv", ".txt")
    if any(name.lower().endswith(known) for name in files):
        raise RefusedFile(
            "This zip file is packed around other files. Unpack it, and send the one that you want "
            "to bring in."
        )
    raise RefusedFile("There is no file in this zip file that is known here.")


def _table(source: IO[bytes]) -> str:
    lines = list(islice((line for line in read_lines(source) if line.strip()), 1))
    # A row that goes on in the next line is no header of any program.
    closed = [line for line in lines if line.count('"') % 2 == 0]
    first = next(parse_rows(closed, delimiter=delimiter_of(closed)), None)
    columns = Columns(first.cells if first else ())
    if daylio.is_header(columns):
        return DAYLIO
    return TRACK_AND_GRAPH if track_and_graph.is_header(columns) else TABLE
