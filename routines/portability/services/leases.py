"""One worker at a time at an import: a lease that is renewed while the work goes on."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

from django.db.models import F

from routines.accounts.models import User
from routines.portability.models import Import, State
from routines.portability.services.imports import drop_files

LEASE = timedelta(minutes=5)
"""Longer than any piece of work between two renewals."""
MOST_ATTEMPTS = 3
"""Workers that may die of one import before it is given up."""
LOOKS = 500
"""Rows between two looks at the clock."""
RENEWED_AFTER = timedelta(seconds=1)

STOPPED = "It stopped halfway, several times over. Nothing was written; please try again."

Item = TypeVar("Item")
Clock = Callable[[], datetime]


class LostLease(Exception):  # noqa: N818 - it is an answer, not an error
    """Somebody else is at this work by now, or it is gone."""


@dataclass
class Desk:
    """An import, the lease of who is at it, and their clock."""

    import_: Import
    lease: uuid.UUID
    clock: Clock
    renewed_at: datetime = field(init=False)

    def __post_init__(self) -> None:
        self.renewed_at = self.clock()

    @property
    def user(self) -> User:
        return self.import_.user

    def counted(self, items: Iterable[Item]) -> Iterator[Item]:
        """Return the items, and say now and then how many there were. Raises LostLease."""
        for number, item in enumerate(items, start=1):
            if number % LOOKS == 0:
                self.renew(number)
            yield item

    def renew(self, done: int) -> None:
        now = self.clock()
        if now - self.renewed_at >= RENEWED_AFTER:
            self.renewed_at = now
            self._update(done=done, leased_until=now + LEASE)

    def finish(self, **values: object) -> None:
        """Set the values, and give the lease back. Raises LostLease."""
        self._update(lease=None, leased_until=None, attempts=0, **values)
        self.import_.refresh_from_db()

    def fail(self, problem: str) -> None:
        """Go back to where nothing was begun, and say why."""
        give_up(self.import_, problem, lease=self.lease)

    def _update(self, **values: object) -> None:
        rows = Import.objects.filter(pk=self.import_.pk, lease=self.lease)
        if not rows.update(**values):
            raise LostLease


def claim(import_id: int, clock: Clock) -> Desk | None:
    """Take up an import that is to be worked on and that nobody is at; None where there is none."""
    at, lease = clock(), uuid.uuid4()
    free = Import.objects.free(at).filter(pk=import_id)
    import_ = free.select_related("user", "file", "journal").first()
    if import_ is None:
        return None
    if import_.attempts >= MOST_ATTEMPTS:
        give_up(import_, STOPPED, lease=import_.lease)
        return None
    taken = free.filter(state=import_.state).update(
        lease=lease, leased_until=at + LEASE, attempts=F("attempts") + 1
    )
    return Desk(import_=import_, lease=lease, clock=clock) if taken else None


def give_up(import_: Import, problem: str, *, lease: uuid.UUID | None) -> None:
    """Let the person decide anew: nothing was written."""
    back = {State.APPLYING: State.COMPARED, State.UNDOING: State.APPLIED}
    state = back.get(State(import_.state), State.FAILED)
    given_up = Import.objects.filter(pk=import_.pk, state=import_.state, lease=lease).update(
        state=state, problem=problem[:300], lease=None, leased_until=None, attempts=0
    )
    if given_up and state is State.FAILED:
        drop_files(import_)
