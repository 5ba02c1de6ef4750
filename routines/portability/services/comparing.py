"""Setting a file beside the diary, and keeping what that said for the person to look through."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Any, BinaryIO

from routines.portability import reading
from routines.portability.incoming import Located
from routines.portability.models import Import, ImportRow
from routines.portability.planning.deciding import decide
from routines.portability.planning.identity import told_at
from routines.portability.planning.plan import Plan, Terms
from routines.portability.planning.verdicts import CONFLICTS, Choice, Row, Verdict
from routines.portability.services.leases import Desk
from routines.portability.standing_diary import read_asked, read_present
from routines.portability.values import Preferences
from routines.trends.memory import version_of

AT_ONCE = 2000
"""Rows of a transaction."""


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """A plan, and the version of the diary that it was made of."""

    plan: Plan
    version: int


def compare(desk: Desk, file: BinaryIO, *, first: bool) -> Comparison:
    """Decide about the file; the first time nobody has chosen anything yet. Raises RefusedFile."""
    import_ = desk.import_
    # Before the rows: what is made of newer ones is never taken for older.
    version = version_of(desk.user)
    present = read_present(desk.user, desk.user.today(desk.clock()))
    terms = Terms(
        choice=Choice(import_.choice),
        is_own=import_.is_own,
        with_settings=present.is_empty if first else import_.with_settings,
    )
    incoming = reading.bring(
        file,
        format=import_.format,
        choices=import_.choices,
        asked=read_asked(desk.user, import_.made_at),
    )
    return Comparison(plan=decide(desk.counted(incoming), present, terms), version=version)


def keep_rows(desk: Desk, plan: Plan) -> None:
    """Put the rows of a plan in the place of those that were there, a piece at a time."""
    import_ = desk.import_
    ImportRow.objects.filter(of_import=import_).delete()
    rows = (_as_row(import_, place, row) for place, row in enumerate(desk.counted(plan.rows())))
    while piece := list(islice(rows, AT_ONCE)):
        ImportRow.objects.bulk_create(piece)


def said_of(plan: Plan) -> dict[str, Any]:
    """The columns of an import that say what became of the file."""
    return {
        "total": len(plan.items),
        "sums": {verdict.value: dict(kinds) for verdict, kinds in plan.sums().items()},
        "dropped": [
            {"name": one.name[:200], "values": one.values, "reason": one.reason[:300]}
            for one in plan.dropped[:200]
        ],
        "remarks": {
            "reached": [{"name": one.name, "since": one.since.isoformat()} for one in plan.reached],
            "gone": len(plan.gone),
            "has_settings": _has_settings(plan),
            "timed": _timed_conflicts(plan),
            "changes_nothing": plan.changes_nothing,
        },
    }


def _has_settings(plan: Plan) -> bool:
    """Whether the file has settings that are not those of the person already."""
    return any(
        isinstance(item, Located)
        and isinstance(item.record, Preferences)
        and verdict is not Verdict.SAME
        for item, (verdict, _) in zip(plan.items, plan.outcomes, strict=True)
    )


def _timed_conflicts(plan: Plan) -> int:
    """Rows that differ from the diary, and of which the file knows when they were said."""
    return sum(
        isinstance(item, Located) and item.is_timed and told_at(item.record) is not None
        for item, (verdict, _) in zip(plan.items, plan.outcomes, strict=True)
        if verdict in CONFLICTS and not isinstance(getattr(item, "record", None), Preferences)
    )


def _as_row(import_: Import, place: int, row: Row) -> ImportRow:
    return ImportRow(
        of_import=import_,
        position=place,
        verdict=row.verdict.value,
        kind=row.kind.value,
        place=row.place[:200],
        what=row.what[:300],
        day=row.day,
        reason=row.reason[:300],
        mine=row.mine[:300],
        theirs=row.theirs[:300],
    )
