"""A ZIP archive written piece by piece, with no more of it in memory than a piece."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from io import RawIOBase

Member = tuple[str, Iterable[bytes]]
"""The path of a file in the archive, and its content."""

TIME = (1980, 1, 1, 0, 0, 0)
"""Of every member: the same contents give the same archive."""
PIECE = 64 * 1024
"""Bytes that an archive hands on at least, but for its last piece."""


def write_zip(members: Iterable[Member]) -> Iterator[bytes]:
    """Return the archive in pieces. A member's content is asked for once those before are out."""
    out = _Out()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            with archive.open(_info(name), "w") as member:
                for chunk in content:
                    member.write(chunk)
                    if len(out.waiting) >= PIECE:
                        yield out.take()
    yield out.take()


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, date_time=TIME)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 3
    info.external_attr = 0o644 << 16
    return info


class _Out(RawIOBase):
    """Keeps what is written until it is taken. Like a socket it can't be wound back."""

    def __init__(self) -> None:
        self.waiting = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self.waiting += data
        return len(data)

    def take(self) -> bytes:
        taken = bytes(self.waiting)
        self.waiting.clear()
        return taken
