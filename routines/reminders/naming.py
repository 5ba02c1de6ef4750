"""What rules may name beyond what the diary came with."""

from __future__ import annotations

from routines.diary.models import HappeningKind


def names_of_happenings() -> dict[str, str]:
    """Key → name of all that can happen, that which is no longer offered too. One query."""
    return dict(HappeningKind.objects.values_list("key", "name"))
