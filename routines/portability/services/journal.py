"""What an import wrote over, kept so that all of it can be taken back at once.

A line a row: where it is, what stood there before (null for nothing), and a digest of what stands
there since, so that it is seen whether anything else has touched it. What the import itself brought
is not kept here a second time.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from hashlib import sha256
from io import BytesIO
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Model

from routines.accounts.models import User
from routines.portability.files import keep, read_parts
from routines.portability.models import StoredFile

UNTOLD = frozenset({"position"})
"""Columns that are moved in passing; a row is untouched whatever stands in them."""

Columns = dict[str, Any]


class Line(NamedTuple):
    """A row that was written. `kind` and `target` name it in the log of changes, where it is there.

    `digest` is "" for a row that was deleted.
    """

    table: str
    pk: int
    kind: str
    target: str
    digest: str
    before: Columns | None


def columns_of(row: Model) -> Columns:
    """Return what a row holds, as JSON values."""
    fields = row._meta.concrete_fields  # noqa: SLF001 - Django's own public name
    return {field.attname: _plain(getattr(row, field.attname)) for field in fields}


def revive(model: type[Model], columns: Columns) -> Model:
    """Return the row again, not saved."""
    fields = model._meta.concrete_fields  # noqa: SLF001 - Django's own public name
    return model(**{field.attname: field.to_python(columns[field.attname]) for field in fields})


def digest_of(columns: Columns) -> str:
    """Return what tells whether a row is still the same."""
    told = {name: value for name, value in columns.items() if name not in UNTOLD}
    return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:20]


def keep_journal(*, user: User, lines: Iterable[Line], at: datetime) -> StoredFile:
    packed = BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=3, mtime=0) as file:
        for line in lines:
            file.write(json.dumps(line).encode() + b"\n")
    return keep(user=user, chunks=[packed.getvalue()], at=at)


def read_journal(file: StoredFile) -> Iterator[Line]:
    """Return the lines in the order in which they were written."""
    packed = BytesIO(b"".join(read_parts(file)))
    with gzip.GzipFile(fileobj=packed, mode="rb") as lines:
        for line in lines:
            yield Line(*json.loads(line))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
