"""Imports in the log of changes: taken back as a whole, wherever that is asked for."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from routines.accounts.models import User
from routines.changes.services import Undone
from routines.portability.models import Import
from routines.portability.services import imports
from routines.portability.services.import_work import work

NOT_AGAIN = "An import was taken back. To have it again, bring the file in again."
WHOLE = "Part of an import"


class ImportBatches:
    """See changes.registry.BatchOwner."""

    def undo(self, *, user: User, batch: uuid.UUID, at: datetime) -> Undone | None:
        """Take an import back from the toast or a day's log. One query where it is none."""
        return _undo(user=user, batch=batch, at=at)

    def name(self, *, user: User, batches: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
        """One query."""
        found = Import.objects.of(user).filter(batch__in=batches).values_list("batch", flat=True)
        return {batch: WHOLE for batch in found if batch is not None}


def _undo(*, user: User, batch: uuid.UUID, at: datetime) -> Undone | None:
    known = Import.objects.of(user).filter(Q(batch=batch) | Q(undo_batch=batch)).first()
    if known is None:
        return None
    day = user.today(at)
    if known.undo_batch == batch:
        return Undone(batch=None, day=day, restored=0, changed_since=0, refusal=NOT_AGAIN)
    try:
        imports.take_back(import_=known)
    except imports.Overtaken:
        return Undone(batch=None, day=day, restored=0, changed_since=0, was_undone=True)
    except imports.Busy:
        busy = "Another import is at work. Please wait until it is done."
        return Undone(batch=None, day=day, restored=0, changed_since=0, refusal=busy)
    work(import_id=known.pk, clock=lambda: at)
    known.refresh_from_db()
    return Undone(
        batch=None,
        day=day,
        restored=known.remarks.get("restored", 0),
        changed_since=known.remarks.get("left", 0),
        refusal=known.problem or "It was changed again since, so it was left as it is.",
    )
