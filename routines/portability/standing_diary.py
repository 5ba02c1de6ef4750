"""A person's diary as the engine of imports compares with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from routines.accounts.models import User
from routines.diary.models import HappeningKind
from routines.diary.services.routine import FIRST_ROUTINE
from routines.portability.gather import Reader
from routines.portability.planning.present import Present, by_identity
from routines.portability.planning.verdicts import Kind
from routines.portability.reading import Asked
from routines.portability.values import Answer, Record, Step, Trial

UNLOGGED = ("rests", "wishes", "reminders")
"""Sections that may be written without a line in the log of changes; settings may too."""
UNLOGGED_KINDS = frozenset({Kind.SETTINGS, Kind.RESTS, Kind.WISHES, Kind.REMINDERS})


def read_present(user: User, today: date) -> Present:
    """Everything there is, in memory: a few queries a section."""
    reader = Reader(user=user)
    records: list[Record] = [reader.preferences()]
    for section in reader.sections().values():
        records.extend(section)
    return Present(
        today=today,
        records=by_identity(records),
        starters=starters_among(records),
        happenings=read_happenings(),
        counts_hidden=user.counts_hidden,
    )


def read_unlogged(user: User) -> list[Record]:
    """What may have changed though the log of changes has nothing new."""
    reader = Reader(user=user)
    sections = reader.sections()
    return [reader.preferences(), *(one for name in UNLOGGED for one in sections[name])]


def read_happenings() -> dict[str, str]:
    return dict(HappeningKind.objects.values_list("key", "name"))


def read_asked(user: User, at: datetime) -> Asked:
    """What reading and mapping may know."""
    return Asked(
        today=user.today(at),
        at=at,
        zone=user.time_zone,
        day_starts_at=user.day_starts_at,
        steps=tuple(Reader(user=user).steps()),
        happenings=read_happenings(),
    )


def starters_among(records: Collection[Record]) -> frozenset[UUID]:
    """The steps of the routine that every diary begins with, if it is all there is and unused."""
    steps = [record for record in records if isinstance(record, Step) and record.terms]
    used = any(isinstance(record, Answer | Trial) for record in records)
    usual = [
        (str(kind), plan.name, str(plan.slot), plan.cadence, None, None)
        for kind, plan in FIRST_ROUTINE
    ]
    present = [
        (step.kind, term.name, term.slot, term.cadence, term.product, term.ends_on)
        for step in steps
        for term in step.terms
    ]
    is_untouched = not used and _in_order(present) == _in_order(usual)
    return frozenset(step.key for step in steps) if is_untouched else frozenset()


def _in_order(shapes: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return sorted(shapes, key=lambda shape: [str(part) for part in shape])
