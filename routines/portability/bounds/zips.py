"""Archives: what is in them, and one member at a time as a stream."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Final, cast

from routines.portability.bounds import kinds, sizes
from routines.portability.foreign import RefusedFile

_BROKEN: Final = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, IndexError),
    *(NotImplementedError, OverflowError, RuntimeError, UnicodeError, ValueError),
)
"""What the library raises, somewhere inside, for files that are none of its own."""
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""The others are unpacked by the library without a bound."""
_ENCRYPTED: Final = 0x1 | 0x40
_NO_ZIP: Final = "This zip file is damaged and can't be read."


class Archive:
    """The members of a zip file by name, in their order. Each is read anew when it is opened."""

    def __init__(self, file: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo]) -> None:
        self._file = file
        self._members = members

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._members)

    def size(self, name: str) -> int:
        """Bytes, unpacked, as the archive states them; no more than that will come."""
        return self._members[name].file_size

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        """Read a member. Where it turns out to be damaged, reading raises RefusedFile."""
        try:
            source = self._file.open(self._members[name])
        except _BROKEN as error:
            raise RefusedFile(_damaged(name)) from error
        with source:
            yield io.BufferedReader(_Member(source, name), sizes.PIECE)


@contextmanager
def open_archive(source: IO[bytes]) -> Iterator[Archive]:
    """Read the list of members of a zip file and check it against the bounds.

    `source` must be seekable. Raises RefusedFile.
    """
    try:
        # Also what is read later, inside, goes through the guard.
        file = zipfile.ZipFile(cast("IO[bytes]", _Guarded(source)))
    except _BROKEN as error:
        raise RefusedFile(_NO_ZIP) from error
    with file:
        yield Archive(file, _checked(file.infolist(), _length(source)))


class _Guarded:
    """Refuses to read much at once: the library takes the whole list of members in one go."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self.seek = source.seek
        self.tell = source.tell
        self.seekable = source.seekable

    def read(self, size: int = -1) -> bytes:
        most = sizes.LARGEST_DIRECTORY
        data = self._source.read(most + 1 if size < 0 else size) if size <= most else None
        if data is None or len(data) > most:
            raise RefusedFile("There are too many files in this zip file.")
        return data


class _Member(io.RawIOBase):
    """A member's bytes; damage is said in our words."""

    def __init__(self, source: IO[bytes], name: str) -> None:
        self._source = source
        self._name = name

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        try:
            data = self._source.read(len(buffer))
        except _BROKEN as error:
            raise RefusedFile(_damaged(self._name)) from error
        buffer[: len(data)] = data
        return len(data)


def _checked(entries: list[zipfile.ZipInfo], length: int) -> dict[str, zipfile.ZipInfo]:
    members: dict[str, zipfile.ZipInfo] = {}
    for entry in entries:
        _check_name(entry.filename)
        if _is_ignored(entry):
            continue
        if entry.filename in members:
            raise RefusedFile(f"“{shown(entry.filename)}” is in this zip file twice.")
        _check_entry(entry)
        members[entry.filename] = entry
        if len(members) > sizes.MOST_MEMBERS:
            raise RefusedFile(f"There are more than {sizes.MOST_MEMBERS} files in this zip file.")
    _check_all(members, length)
    return members


def _check_name(name: str) -> None:
    parts = name.replace("\\", "/").split("/")
    if parts[0] == "" or ".." in parts or parts[0][1:2] == ":" or "\x00" in name:
        raise RefusedFile(f"The name “{shown(name)}” in this zip file leads out of its folder.")
    if len(name) > sizes.LONGEST_NAME:
        raise RefusedFile(f"The name “{shown(name)}” in this zip file is too long.")


def _check_entry(entry: zipfile.ZipInfo) -> None:
    name = shown(entry.filename)
    if entry.flag_bits & _ENCRYPTED:
        raise RefusedFile(f"“{name}” is locked with a password. Send a zip file without one.")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise RefusedFile(f"“{name}” is a link, not a file.")
    if entry.compress_type not in _METHODS:
        raise RefusedFile(f"“{name}” is packed in a way that is not read here.")
    if entry.file_size > sizes.LARGEST_MEMBER:
        raise RefusedFile(f"“{name}” is larger than {sizes.in_words(sizes.LARGEST_MEMBER)}.")
    most = max(sizes.LEAST_JUDGED, entry.compress_size * sizes.MOST_TIMES)
    if entry.file_size > most:
        raise RefusedFile(f"“{name}” grows too much when it is unpacked.")


def _check_all(members: dict[str, zipfile.ZipInfo], length: int) -> None:
    if kind := kinds.office_kind(frozenset(members)):
        raise RefusedFile(f"This seems to be {kind}. Save the sheet as CSV (UTF-8) and send that.")
    if not members:
        raise RefusedFile("This zip file is empty.")
    if sum(entry.file_size for entry in members.values()) > sizes.LARGEST_TOTAL:
        most = sizes.in_words(sizes.LARGEST_TOTAL)
        raise RefusedFile(f"The files in this zip file are larger than {most} together.")
    if sum(entry.compress_size for entry in members.values()) > length:
        # Members that lie on top of each other are how small files become large ones.
        raise RefusedFile(_NO_ZIP)


def _is_ignored(entry: zipfile.ZipInfo) -> bool:
    """Folders, and what computers add by themselves."""
    parts = entry.filename.split("/")
    return entry.is_dir() or parts[0] == "__MACOSX" or parts[-1] in (".DS_Store", "Thumbs.db")


def _length(source: IO[bytes]) -> int:
    here = source.tell()
    length = source.seek(0, io.SEEK_END)
    source.seek(here)
    return length


def shown(name: str) -> str:
    """Return a name that may be anything, fit for a sentence."""
    clean = "".join(sign if sign.isprintable() else "�" for sign in name[:80])
    return clean if len(name) <= 80 else f"{clean} …"


def _damaged(name: str) -> str:
    return f"“{shown(name)}” in this zip file is damaged."
