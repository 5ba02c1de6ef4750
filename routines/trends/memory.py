"""Keeping for a while what was worked out, under the version of what it was worked out from.

Nothing derived is stored: what is kept here may be gone at any moment, is never written over, and
is found no more as soon as the person has written anything, or taken anything back. Each release
keeps its own.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from django.core.cache import cache

from routines.accounts.models import User
from routines.changes.models import Change

Value = TypeVar("Value")

KEPT_FOR = 3600
"""Seconds. Long enough for a second look; what an editor changes in the catalogue shows by then."""


def version_of(user: User) -> int:
    """Return the number of the person's last write; taking one back is a write too. One query.

    Read it before the rows: what is made of newer ones is never taken for older.
    """
    newest = Change.objects.of(user).newest_first().values_list("pk", flat=True).first()
    return newest or 0


def remember(parts: tuple[object, ...], make: Callable[[], Value]) -> Value:
    """Return what was kept under `parts`, or make it and keep it.

    `parts` name everything that it depends on: the person's key first, the version, the day, what
    was asked.
    """
    kept: Value | None = recall(parts)
    if kept is not None:
        return kept
    made = make()
    cache.set(_name(parts), made, KEPT_FOR)
    return made


def recall(parts: tuple[object, ...]) -> Any:
    """Return what was kept under `parts`, or None."""
    return cache.get(_name(parts))


def _name(parts: tuple[object, ...]) -> str:
    # With whose it is in plain words, so that it can be found when they leave (accounts.traces).
    return f"trends:of:{parts[0]}:{sha256(repr((_release(), parts)).encode()).hexdigest()}"


@lru_cache(maxsize=1)
def _release() -> str:
    """Return what changes with the code of this room, whose values are what is kept."""
    files = sorted(Path(__file__).parent.rglob("*.py"))
    states = [(file.name, file.stat().st_size, file.stat().st_mtime_ns) for file in files]
    return sha256(repr(states).encode()).hexdigest()
