"""Bringing in what was decided, and taking it back: one short transaction each."""

from __future__ import annotations

import uuid
from typing import BinaryIO

from django.db import transaction

from routines.accounts.models import User
from routines.changes import services as changes
from routines.portability.foreign import RefusedFile
from routines.portability.models import Import, State
from routines.portability.planning.present import by_identity
from routines.portability.services.comparing import Comparison, compare, keep_rows, said_of
from routines.portability.services.imports import drop_files
from routines.portability.services.journal import keep_journal, read_journal
from routines.portability.services.leases import Desk, LostLease
from routines.portability.services.taking_back import take_back
from routines.portability.services.writing import Writer
from routines.portability.standing_diary import UNLOGGED_KINDS, read_happenings, read_unlogged
from routines.trends.memory import version_of

MOST_TRIES = 3
"""How often it is compared anew because something was logged meanwhile, before others wait."""


class Moved(Exception):  # noqa: N818 - it is an answer, not an error
    """The diary is not as it was when it was compared."""


def apply(desk: Desk, file: BinaryIO) -> None:
    """Compare once more, outside of any transaction, and write.

    Raises RefusedFile, also once the consent to keep a diary is withdrawn, and LostLease.
    """
    for _ in range(MOST_TRIES):
        comparison = _compared(desk, file)
        try:
            with transaction.atomic():
                user = _hold(desk)
                _refuse_moved(user, comparison)
                _write(desk, user, comparison)
        except Moved:
            continue
        return
    with transaction.atomic():
        user = _hold(desk)
        _write(desk, user, _compared(desk, file))


def undo(desk: Desk) -> None:
    """Take all of it back. Raises LostLease."""
    import_ = desk.import_
    with transaction.atomic():
        user = _hold(desk)
        at = desk.clock()
        values: dict[str, object] = {}
        if import_.journal is not None and import_.batch is not None:
            lines = read_journal(import_.journal)
            batch, work = take_back(user=user, batch=import_.batch, journal=lines, at=at)
            left = {"restored": work.rows_restored, "left": work.rows_left}
            values = {"undo_batch": batch, "remarks": {**import_.remarks, **left}}
        drop_files(import_)
        desk.finish(state=State.UNDONE, undone_at=at, journal=None, file=None, **values)


def _compared(desk: Desk, file: BinaryIO) -> Comparison:
    file.seek(0)
    comparison = compare(desk, file, first=False)
    keep_rows(desk, comparison.plan)
    return comparison


def _hold(desk: Desk) -> User:
    """Hold the person, and make sure that nobody else has done this meanwhile."""
    User.objects.hold(desk.user)
    held = Import.objects.select_for_update().filter(pk=desk.import_.pk, lease=desk.lease)
    if not held.exists():
        raise LostLease
    return User.objects.get(pk=desk.user.pk)


def _refuse_moved(user: User, comparison: Comparison) -> None:
    """Raise Moved where something was written since. A few short queries."""
    present = comparison.plan.present
    kept = {
        identity: record
        for identity, record in present.records.items()
        if identity[0] in UNLOGGED_KINDS
    }
    if (
        version_of(user) != comparison.version
        or by_identity(read_unlogged(user)) != kept
        or read_happenings() != present.happenings
    ):
        raise Moved


def _refuse_without_consent(user: User) -> None:
    if not user.may_keep_diary:
        raise RefusedFile("You have withdrawn your consent, so nothing is written.")


def _write(desk: Desk, user: User, comparison: Comparison) -> None:
    _refuse_without_consent(user)
    plan, at, batch = comparison.plan, desk.clock(), uuid.uuid4()
    writer = Writer(user=user, plan=plan, at=at, today=plan.present.today)
    writer.write()
    changes.record(user=user, batch=batch, writes=writer.writes, at=at)
    drop_files(desk.import_)
    journal = keep_journal(user=user, lines=writer.lines, at=at) if writer.lines else None
    desk.finish(
        state=State.APPLIED,
        applied_at=at,
        batch=batch,
        file=None,
        journal=journal,
        **said_of(plan),
    )
