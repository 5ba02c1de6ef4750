"""Archives made in the background: asked for once, taken up by one worker at a time, kept a week.

An archive is written part by part, each in a transaction of its own, so that nobody else waits for
it. Whoever is killed leaves the lease to run out; the next one begins anew.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import DatabaseError, transaction
from django.db.models import F

from routines.accounts.models import User
from routines.portability import files
from routines.portability.archive import Archive
from routines.portability.models import Export, StoredFile
from routines.portability.sizes import way_through

log = logging.getLogger(__name__)

KEPT = timedelta(days=7)
LEASE = timedelta(minutes=2)
"""Longer than it takes to read a thousand rows, also on a machine with much to do."""
RENEWED_AFTER = timedelta(seconds=1)
MOST_ATTEMPTS = 3
"""Workers that may die over an archive before it is given up."""

NO_ROOM = "There was no room left to keep it in. Please try again later."
STOPPED = "It stopped halfway, several times over. Please try again."
WENT_WRONG = "Something went wrong on our side. Please try again."
FULL = ("disk is full", "no space left", "disk full")

Clock = Callable[[], datetime]


class LostLease(Exception):  # noqa: N818 - it is an answer, not an error
    """Somebody else is at this work by now, or it is gone."""


def ask(*, user: User, at: datetime) -> Export:
    """Return the archive that is under way for this person, or begin one and drop older ones."""
    with transaction.atomic():
        User.objects.hold(user)
        present = Export.objects.of(user).under_way().first()
        if present is not None:
            return present
        for older in Export.objects.of(user):
            _remove(older)
        return Export.objects.create(user=user, asked_at=at, rows_total=way_through(user))


def make(*, export_id: int, clock: Clock) -> None:
    """Make an archive, unless somebody else is at it or it is done."""
    desk = _claim(export_id, clock)
    if desk is None:
        return
    try:
        _write(desk)
    except LostLease:
        return
    except Exception as problem:  # noqa: BLE001 - whatever it was, the person waits for a word
        # Its text may hold words of the diary.
        log.error("Export %s failed: %s", export_id, type(problem).__name__)
        desk.fail(_words(problem))


def take_up(*, clock: Clock) -> int:
    """Make what workers left behind; return how many archives there were."""
    waiting = list(Export.objects.free(clock()).order_by("asked_at").values_list("pk", flat=True))
    for export_id in waiting:
        make(export_id=export_id, clock=clock)
    return len(waiting)


def tidy(*, at: datetime) -> int:
    """Remove archives that were kept for long enough, and what is told of failed ones."""
    old = [
        *Export.objects.filter(expires_at__lte=at),
        *Export.objects.filter(failed_at__lte=at - KEPT),
    ]
    for export in old:
        with transaction.atomic():
            _remove(export)
    return len(old)


def drop(*, user: User, key: uuid.UUID) -> None:
    """Remove a finished archive before its time. Doing it twice changes nothing.

    Raises Export.DoesNotExist for one that is not the user's.
    """
    with transaction.atomic():
        User.objects.hold(user)
        _remove(Export.objects.of(user).get(key=key))


@dataclass(kw_only=True)
class _Desk:
    """An archive in the making, and the lease of who makes it."""

    export: Export
    lease: uuid.UUID
    clock: Clock
    file: StoredFile = field(init=False)
    renewed_at: datetime = field(init=False)

    def begin(self) -> None:
        """Let go of what somebody else began, and start with an empty file."""
        self.renewed_at = self.clock()
        with transaction.atomic():
            if self.export.file is not None:
                self.export.file.delete()
            self.file = files.begin(user=self.export.user, at=self.renewed_at)
            self._update(file=self.file, rows_done=0)

    def tell(self, rows: int) -> None:
        """Note how far it is, and hold on to the lease. Raises LostLease."""
        now = self.clock()
        if now - self.renewed_at >= RENEWED_AFTER:
            self.renewed_at = now
            self._update(rows_done=min(rows, self.export.rows_total), leased_until=now + LEASE)

    def finish(self) -> None:
        now = self.clock()
        self._update(
            rows_done=self.export.rows_total,
            lease=None,
            leased_until=None,
            finished_at=now,
            expires_at=now + KEPT,
        )

    def fail(self, problem: str) -> None:
        ours = Export.objects.under_way().filter(pk=self.export.pk, lease=self.lease)
        with transaction.atomic():
            now = self.clock()
            if ours.update(lease=None, leased_until=None, failed_at=now, problem=problem):
                StoredFile.objects.filter(export=self.export.pk).delete()

    def _update(self, **values: object) -> None:
        rows = Export.objects.under_way().filter(pk=self.export.pk, lease=self.lease)
        if not rows.update(**values):
            raise LostLease


def _claim(export_id: int, clock: Clock) -> _Desk | None:
    """Take up an archive that nobody is at; None where there is none, or too many died of it."""
    at, lease = clock(), uuid.uuid4()
    free = Export.objects.free(at).filter(pk=export_id)
    if not free.update(lease=lease, leased_until=at + LEASE, attempts=F("attempts") + 1):
        return None
    export = Export.objects.select_related("user", "file").get(pk=export_id)
    desk = _Desk(export=export, lease=lease, clock=clock)
    if export.attempts > MOST_ATTEMPTS:
        desk.fail(STOPPED)
        return None
    return desk


def _write(desk: _Desk) -> None:
    desk.begin()
    archive = Archive(user=desk.export.user, at=desk.renewed_at, tell=desk.tell)
    try:
        for part in files.in_parts(archive.chunks()):
            files.add_part(desk.file, part)
            desk.tell(archive.reader.rows)
    except StoredFile.DoesNotExist as gone:
        raise LostLease from gone
    desk.finish()


def _words(problem: Exception) -> str:
    is_full = isinstance(problem, OSError | DatabaseError) and any(
        word in str(problem).lower() for word in FULL
    )
    return NO_ROOM if is_full else WENT_WRONG


def _remove(export: Export) -> None:
    StoredFile.objects.filter(export=export.pk).delete()
    export.delete()
