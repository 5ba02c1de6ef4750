"""Archives that are written while they are read."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Iterator

from routines.portability.writers.zip_stream import PIECE, write_zip


def noise(size: int) -> bytes:
    return random.Random(8).randbytes(size)  # noqa: S311 - bytes, not secrets


def test_archive_holds_its_members_in_order() -> None:
    large = noise(3 * PIECE)
    content = b"".join(write_zip([("a.txt", [b"one", b"two"]), ("b/c.bin", [large]), ("d", [])]))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == {
            "a.txt": b"onetwo",
            "b/c.bin": large,
            "d": b"",
        }


def test_same_members_make_the_same_archive() -> None:
    first, second = (b"".join(write_zip([("a.txt", [b"one"])])) for _ in range(2))
    assert first == second


def test_pieces_leave_while_a_member_is_still_written() -> None:
    taken = 0

    def chunks() -> Iterator[bytes]:
        nonlocal taken
        for _ in range(50):
            taken += 1
            yield noise(PIECE)

    pieces = write_zip([("a.bin", chunks())])
    assert len(next(pieces)) >= PIECE
    assert taken < 5
    assert sum(map(len, pieces)) > 40 * PIECE
