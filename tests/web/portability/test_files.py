"""Files come back as they went in, piece by piece, and go with their person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from pytest_django import DjangoAssertNumQueries

from routines.accounts.models import User
from routines.portability.files import PART, in_parts, keep, read_parts
from routines.portability.models import FilePart, StoredFile

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize("size", [0, 1, PART - 1, PART, PART + 1, 3 * PART])
def test_file_comes_back_as_it_went_in(alice: User, size: int) -> None:
    data = bytes(number % 251 for number in range(size))
    chunks = [data[start : start + 100_003] for start in range(0, size, 100_003)]

    file = keep(user=alice, chunks=chunks, at=NOW)

    assert file.size == size
    assert b"".join(read_parts(file)) == data
    assert {len(part) for part in read_parts(file)} <= {PART, size % PART}


def test_one_large_chunk_is_cut() -> None:
    assert [len(part) for part in in_parts([b"x" * (2 * PART + 5)])] == [PART, PART, 5]


def test_file_that_breaks_off_leaves_nothing(alice: User) -> None:
    def broken() -> Iterator[bytes]:
        yield b"x" * PART
        raise OSError("the connection broke")

    with pytest.raises(OSError, match="broke"):
        keep(user=alice, chunks=broken(), at=NOW)

    assert (StoredFile.objects.count(), FilePart.objects.count()) == (0, 0)


def test_file_goes_with_its_person(alice: User, bob: User) -> None:
    keep(user=alice, chunks=[b"hers"], at=NOW)
    his = keep(user=bob, chunks=[b"his"], at=NOW)

    alice.delete()

    assert [part.file_id for part in FilePart.objects.all()] == [his.pk]


def test_reading_takes_a_query_a_part(
    alice: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    file = keep(user=alice, chunks=[b"x" * (PART + 1)], at=NOW)
    with django_assert_num_queries(2):
        assert sum(map(len, read_parts(file))) == PART + 1
