"""Recording what was written, and taking it back."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from django.db import transaction

from routines.accounts.models import User
from routines.accounts.prepared import insert
from routines.changes import registry
from routines.changes.models import Change
from routines.changes.registry import State

AT_ONCE = 1000
"""Rows of a large batch that are in memory at a time."""
MOST_IN_LOG = 300
"""Rows of a day's log that are shown; a longer day is cut at the oldest."""


CHANGED_SINCE = "It was changed again since, so it was left as it is."


@dataclass(frozen=True, kw_only=True)
class Write:
    """One target's state before and after a write.

    `subject` tells those who listen what it is about, in the words of the room that writes; a write
    that is taken back does not say.
    """

    kind: str
    target: str
    day: date
    before: State
    after: State
    subject: str = ""


@dataclass(frozen=True, kw_only=True)
class Undone:
    """What taking a batch back did: `restored` targets, and those left as they are.

    `batch` names the new rows, so that taking back can be taken back, where that can be; `refusal`
    says why the first of those left as they are could not be put back.
    """

    batch: uuid.UUID | None
    day: date
    restored: int
    changed_since: int
    was_undone: bool = False
    refusal: str = ""


@dataclass(frozen=True, kw_only=True)
class LoggedBatch:
    """One line of a day's log: what one tap did.

    `whole` says what it is part of, where taking it back takes back more than this day.
    """

    batch: uuid.UUID
    made_at: datetime
    sentences: tuple[str, ...]
    is_undo: bool
    is_undone: bool
    whole: str = ""


def record(
    *,
    user: User,
    batch: uuid.UUID,
    writes: Sequence[Write],
    at: datetime,
    undoes: uuid.UUID | None = None,
) -> None:
    """Keep what was written, in the transaction of the write itself, and tell who listens."""
    rows = (
        Change(
            user=user,
            batch=batch,
            made_at=at,
            undoes=undoes,
            kind=write.kind,
            target=write.target,
            day=write.day,
            before=write.before,
            after=write.after,
        )
        for write in writes
        if write.before != write.after
    )
    while piece := list(islice(rows, AT_ONCE)):
        _keep(piece)
    registry.tell(user=user, writes=writes, at=at)


def _keep(rows: list[Change]) -> None:
    if len(rows) == 1:
        # Nearly every tap: to build the query would take longer than to store the row.
        insert(rows[0])
    else:
        Change.objects.bulk_create(rows)


def is_recorded(*, user: User, batch: uuid.UUID) -> bool:
    """Say whether a write under this name was kept already."""
    return Change.objects.of(user).in_batch(batch).exists()


def undo(*, user: User, batch: uuid.UUID, at: datetime) -> Undone:
    """Put back what a batch replaced, where nothing has replaced it since.

    Doing it twice changes nothing. Raises Change.DoesNotExist for a batch that is not the user's.
    """
    undone = registry.undone_by_its_room(user=user, batch=batch, at=at)
    return undone or _undo_one_by_one(user=user, batch=batch, at=at)


def _undo_one_by_one(*, user: User, batch: uuid.UUID, at: datetime) -> Undone:
    with transaction.atomic():
        User.objects.hold(user)
        changes = list(Change.objects.of(user).in_batch(batch).order_by("-pk"))
        if not changes:
            raise Change.DoesNotExist
        pending = [change for change in changes if change.undone_at is None]
        refusals = {change.pk: _put_back(user, change, at) for change in pending}
        restored = [change for change in pending if not refusals[change.pk]]
        Change.objects.filter(pk__in=[change.pk for change in restored]).update(undone_at=at)
        new_batch = uuid.uuid4()
        record(
            user=user,
            batch=new_batch,
            writes=[_reverse(change) for change in restored],
            at=at,
            undoes=batch,
        )
    return Undone(
        batch=new_batch,
        day=changes[0].day,
        restored=len(restored),
        changed_since=len(pending) - len(restored),
        was_undone=not pending,
        refusal=next(filter(None, refusals.values()), ""),
    )


def _put_back(user: User, change: Change, at: datetime) -> str:
    """Put one target back; return why it can't be, or nothing where it was."""
    restorer = registry.restorer_of(change.kind)
    if restorer.current(user=user, target=change.target, day=change.day) != change.after:
        return CHANGED_SINCE
    try:
        restorer.restore(
            user=user, target=change.target, day=change.day, state=change.before, at=at
        )
    except registry.Irreversible as refusal:
        return str(refusal) or CHANGED_SINCE
    return ""


def _reverse(change: Change) -> Write:
    return Write(
        kind=change.kind,
        target=change.target,
        day=change.day,
        before=change.after,
        after=change.before,
    )


def log_of_day(*, user: User, day: date) -> list[LoggedBatch]:
    """Return what was written for a day, newest first, one line for what one tap did."""
    changes = list(Change.objects.of(user).on(day).newest_first()[:MOST_IN_LOG])
    sentences = describe(changes)
    batches: dict[uuid.UUID, list[Change]] = defaultdict(list)
    for change in changes:
        batches[change.batch].append(change)
    wholes = registry.names_of_wholes(user=user, batches=batches.keys())
    return [
        _logged_batch(batch, rows, sentences, wholes.get(batch, ""))
        for batch, rows in batches.items()
    ]


def _logged_batch(
    batch: uuid.UUID, rows: list[Change], sentences: dict[int, str], whole: str
) -> LoggedBatch:
    return LoggedBatch(
        batch=batch,
        made_at=rows[0].made_at,
        sentences=tuple(sentences[row.pk] for row in reversed(rows)),
        is_undo=rows[0].undoes is not None,
        is_undone=all(row.undone_at is not None for row in rows),
        whole=whole,
    )


def describe(changes: Iterable[Change]) -> dict[int, str]:
    """Return a short sentence for each change of one person, by its key. A query or two a kind."""
    by_kind: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        by_kind[change.kind].append(change)
    described: dict[int, str] = {}
    for kind, rows in by_kind.items():
        described.update(registry.restorer_of(kind).describe(rows))
    return described
