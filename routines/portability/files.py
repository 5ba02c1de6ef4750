"""Keeping a file in the database piece by piece, so that no more than one piece is in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db import transaction

from routines.accounts.models import User
from routines.portability.models import FilePart, StoredFile

PART = 256 * 1024
"""Bytes."""


def keep(*, user: User, chunks: Iterable[bytes], at: datetime) -> StoredFile:
    """Store what the chunks hold, all or nothing, and return the file."""
    with transaction.atomic():
        file = StoredFile.objects.create(user=user, made_at=at)
        for position, part in enumerate(in_parts(chunks)):
            FilePart.objects.create(file=file, position=position, data=part)
            file.size += len(part)
        file.save(update_fields=["size"])
    return file


def in_parts(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Return the same bytes in pieces of PART; the last one may be shorter."""
    waiting = bytearray()
    for chunk in chunks:
        waiting += chunk
        while len(waiting) >= PART:
            yield bytes(waiting[:PART])
            del waiting[:PART]
    if waiting:
        yield bytes(waiting)


def read_parts(file: StoredFile) -> Iterator[bytes]:
    """Return the pieces in their order. One query a piece."""
    rows = FilePart.objects.filter(file=file).order_by("position")
    for position in range((file.size + PART - 1) // PART):
        yield bytes(rows.values_list("data", flat=True).get(position=position))


def begin(*, user: User, at: datetime) -> StoredFile:
    """Return an empty file that grows by `add_part`."""
    return StoredFile.objects.create(user=user, made_at=at)


def add_part(file: StoredFile, part: bytes) -> None:
    """Add the next piece, of PART bytes but for the last, for good.

    Raises StoredFile.DoesNotExist where the file is gone.
    """
    with transaction.atomic():
        size = file.size + len(part)
        if not StoredFile.objects.filter(pk=file.pk).update(size=size):
            raise StoredFile.DoesNotExist
        FilePart.objects.create(file=file, position=file.size // PART, data=part)
    file.size = size
