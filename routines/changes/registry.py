"""How a kind of target is read, put back and spoken of. Rooms register theirs when they start."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from routines.accounts.models import User
from routines.changes.models import Change

if TYPE_CHECKING:
    from routines.changes.services import Undone, Write

State = dict[str, Any] | None
"""The whole state of a target as JSON values; None is "there is none"."""


class Restorer(Protocol):
    """What a room knows of one kind of target."""

    def current(self, *, user: User, target: str, day: date) -> State:
        """Return the state as it stands, in the form in which writes are recorded."""

    def restore(self, *, user: User, target: str, day: date, state: State, at: datetime) -> None:
        """Write the state back, as an answer given at `at`. Records nothing.

        Raises Irreversible where that can't be done any more.
        """

    def describe(self, changes: Sequence[Change]) -> dict[int, str]:
        """Return a short sentence for each change, by its key; all of one person."""


class Irreversible(Exception):  # noqa: N818 - it is an answer, not an error
    """What a change replaced can't be put back any more; the text says why."""


_restorers: dict[str, Restorer] = {}


def register(kind: str, restorer: Restorer) -> None:
    """Make a kind known. Raises ValueError when it is known already."""
    if kind in _restorers:
        raise ValueError(f"the kind {kind!r} is registered already")
    _restorers[kind] = restorer


def restorer_of(kind: str) -> Restorer:
    """Raises KeyError for an unknown kind."""
    return _restorers[kind]


class Listener(Protocol):
    """Who wants to know of writes. Called within their transaction, so it has to be quick."""

    def __call__(self, *, user: User, writes: Sequence[Write], at: datetime) -> None: ...


_listeners: dict[str, Listener] = {}


def listen(name: str, listener: Listener) -> None:
    """Tell a room of every write from now on. Raises ValueError for a name that listens already."""
    if name in _listeners:
        raise ValueError(f"{name!r} listens already")
    _listeners[name] = listener


def tell(*, user: User, writes: Sequence[Write], at: datetime) -> None:
    """Tell whoever listens."""
    for listener in _listeners.values():
        listener(user=user, writes=writes, at=at)


class BatchOwner(Protocol):
    """A room that takes its own batches back, all at once: row by row would take too long."""

    def undo(self, *, user: User, batch: UUID, at: datetime) -> Undone | None:
        """Take the batch back; None where it is none of the room's."""

    def name(self, *, user: User, batches: Collection[UUID]) -> dict[UUID, str]:
        """Return what those that are the room's are part of, in words for the person."""


_owners: dict[str, BatchOwner] = {}


def take_over(name: str, owner: BatchOwner) -> None:
    """Let a room take its own batches back. Raises ValueError for a name that does so already."""
    if name in _owners:
        raise ValueError(f"{name!r} takes its batches back already")
    _owners[name] = owner


def undone_by_its_room(*, user: User, batch: UUID, at: datetime) -> Undone | None:
    """Let the room of a batch take it back; None where no room claims it."""
    answers = (owner.undo(user=user, batch=batch, at=at) for owner in _owners.values())
    return next((undone for undone in answers if undone is not None), None)


def names_of_wholes(*, user: User, batches: Collection[UUID]) -> dict[UUID, str]:
    """Return what batches are part of, for those that a room takes back as a whole."""
    names: dict[UUID, str] = {}
    for owner in _owners.values() if batches else ():
        names |= owner.name(user=user, batches=batches)
    return names
