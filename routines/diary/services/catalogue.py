"""The catalogue of happenings."""

from __future__ import annotations

from routines.diary.catalogue import STARTER_KINDS
from routines.diary.models import HappeningKind


def load_catalogue() -> int:
    """Add the starter kinds that are missing and return how many; those that are there stay."""
    known = set(HappeningKind.objects.values_list("key", flat=True))
    missing = [
        HappeningKind(
            key=kind.key,
            name=kind.name,
            group=kind.group,
            icon=kind.icon,
            opens_segment=kind.opens_segment,
            is_quick=kind.is_quick,
            position=position,
        )
        for position, kind in enumerate(STARTER_KINDS)
        if kind.key not in known
    ]
    HappeningKind.objects.bulk_create(missing, ignore_conflicts=True)
    return len(missing)
