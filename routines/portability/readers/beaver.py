"""Beaver Habits, "Export": a JSON file with a list of habits and their days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import IO, Any, Final

from routines.diary.cadence import Cadence
from routines.portability.bounds import sizes
from routines.portability.bounds.documents import read_document
from routines.portability.foreign import Habit, Item, Mark, RefusedFile, Said, Unreadable
from routines.portability.readers.cells import LONGEST_SHOWN, Leftovers, day_in, unique
from routines.portability.readers.loop_values import cadence_of

HABITS: Final = "habits"
_READ: Final = frozenset(("name", "id", "records", "status", "period"))
_DAYS: Final = {"D": 1, "W": 7}
_REASONS: Final = {
    "Frequency": "There is no such rhythm here; you can set another one.",
    "": "There is no place for it here.",
}


def read(source: IO[bytes]) -> Iterator[Item]:
    """Yield what a file of Beaver Habits says. Raises RefusedFile."""
    leftovers = Leftovers(_REASONS)
    refs: set[str] = set()
    number = 0
    for key, value in read_document(source):
        if key != HABITS:
            leftovers.add(key[:LONGEST_SHOWN])
            continue
        number += 1
        if len(refs) == sizes.MOST_HABITS:
            raise RefusedFile(f"There are more than {sizes.MOST_HABITS} habits in this file.")
        yield from _habit(value, number, refs, leftovers)
    if not number:
        raise RefusedFile("There is no list of habits in this file: it is none that is read here.")
    yield from leftovers.dropped()


def _habit(data: Any, number: int, refs: set[str], leftovers: Leftovers) -> Iterator[Item]:
    place = f"habits, number {number}"
    name = _whole_text(data.get("name")) if isinstance(data, Mapping) else ""
    if not name:
        yield Unreadable(place=place, text=_text(data), reason="A habit without a name.")
        return
    ref = unique(_text(data.get("id")) or name, refs)
    refs.add(ref)
    yield Habit(
        ref=ref,
        name=name,
        cadence=_cadence(data.get("period"), leftovers),
        is_archived=_text(data.get("status")).startswith(("archive", "soft_delete", "delete")),
        position=number - 1,
    )
    for key, value in data.items():
        if key not in _READ and value not in (None, "", [], {}, False):
            leftovers.add(key, len(value) if isinstance(value, list) else 1)
    records = data.get("records")
    for position, record in enumerate(records if isinstance(records, list) else [], start=1):
        yield _mark(record, f"{name}, record {position}", ref, leftovers)


def _mark(record: Any, place: str, ref: str, leftovers: Leftovers) -> Item:
    day = day_in(_text(record.get("day"))) if isinstance(record, Mapping) else None
    if day is None:
        reason = "There is no date such as 2026-01-31 in it."
        return Unreadable(place=place, text=_text(record), reason=reason)
    done = record.get("done")
    if not isinstance(done, bool | None):
        reason = "It says neither that it was done nor that it was not."
        return Unreadable(place=place, text=_text(record), reason=reason)
    for key in record:
        if key not in ("day", "done", "text"):
            leftovers.add(f"{key} of a record")
    return Mark(
        place=place, habit=ref, day=day, said=_said(done), note=_whole_text(record.get("text"))
    )


def _said(done: bool | None) -> Said:  # noqa: FBT001 - their value
    if done is None:
        return Said.UNKNOWN
    return Said.DONE if done else Said.NOT_DONE


def _cadence(period: Any, leftovers: Leftovers) -> Cadence | None:
    if not isinstance(period, Mapping):
        return None
    days = _DAYS.get(_text(period.get("period_type")), 0) * _whole(period.get("period_count"))
    cadence = cadence_of(_whole(period.get("target_count")), days)
    leftovers.add("Frequency", int(cadence is None))
    return cadence


def _whole(value: Any) -> int:
    return value if isinstance(value, int) and 0 < value < 1000 else 0


def _whole_text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _text(value: Any) -> str:
    """Return a value in short, as the person may recognise it."""
    return "" if value is None else str(value).strip()[:LONGEST_SHOWN]
