"""Zip files for tests: honest ones, and such as nobody should be sent."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

GIGABYTE = 1024**3


def zipped(members: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def zipped_entries(*entries: tuple[zipfile.ZipInfo, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry, content in entries:
            archive.writestr(entry, content)
    return target.getvalue()


def with_flag(data: bytes, flag: int) -> bytes:
    """The same archive of one member with a flag in both of its headers."""
    changed = bytearray(data)
    at = changed.index(b"PK\x01\x02")
    changed[6] |= flag
    changed[at + 8] |= flag
    return bytes(changed)


def packed_zeros(size: int) -> bytes:
    """What inflates to so many zeros, a multiple of a megabyte, made in a moment."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    megabyte = packer.compress(bytes(1024**2)) + packer.flush(zlib.Z_FULL_FLUSH)
    return megabyte * (size // 1024**2) + packer.flush()


def lying(name: bytes, packed: bytes, *, stated: int, crc: int = 0) -> bytes:
    """An archive of one member that states a size of its own."""
    fields = _fields(len(packed), stated, len(name), crc=crc)
    local = b"PK\x03\x04" + fields + bytes(2) + name + packed
    listed = b"PK\x01\x02\x14\x00" + fields + bytes(16) + name
    return local + listed + _end(1, len(listed), len(local))


def many_names(number: int) -> bytes:
    """An archive whose list of members is long and whose members are empty."""
    first = b"PK\x01\x02\x14\x00" + _fields(0, 0, 8) + bytes(16)
    listed = b"".join(first + b"%08d" % at for at in range(number))
    return listed + _end(number % 65535, len(listed), 0)


def stating_zip64(size: int) -> bytes:
    """An archive of one member that states a size beyond 32 bits, in the longer form."""
    extra = struct.pack("<HHQ", 1, 8, size)
    fields = _fields(5, 0xFFFFFFFF, 1) + struct.pack("<H", len(extra))
    local = b"PK\x03\x04" + fields + b"a" + extra + bytes(5)
    listed = b"PK\x01\x02\x2d\x00" + fields + bytes(14) + b"a" + extra
    return local + listed + _end(1, len(listed), len(local))


def _fields(packed: int, stated: int, name: int, *, crc: int = 0) -> bytes:
    return struct.pack("<HHHHHIIIH", 45, 0, 8, 0, 0, crc, packed, stated, name)


def _end(number: int, size: int, offset: int) -> bytes:
    return b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, number, number, size, offset, 0)
