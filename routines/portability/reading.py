"""From a file to what it brings: where readers and mapping meet the engine of imports.

The engine calls `look` once, when a file has come, and `bring` before each comparison; neither
touches the diary. Both read the file from its start, which is a seekable one of at most
LARGEST_UPLOAD bytes, and raise RefusedFile for one that is not to be read at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

from routines.portability.foreign import Item, RefusedFile, TooManyNames
from routines.portability.incoming import Incoming
from routines.portability.mapping.choices import (
    Chosen,
    NotTheseError,
    from_json,
    to_json,
    with_remembered,
)
from routines.portability.mapping.finding import Finding
from routines.portability.mapping.guessing import guess
from routines.portability.mapping.targets import LEFT_OUT
from routines.portability.mapping.translating import translate
from routines.portability.planning.deciding import MOST_ROWS
from routines.portability.readers import (
    beaver,
    daylio,
    detect,
    generic_csv,
    loop_backup,
    loop_csv,
    own,
    track_and_graph,
)
from routines.portability.readers.local import Local
from routines.portability.readers.table import Table, table_from_json, table_to_json
from routines.portability.values import Step

LARGEST_UPLOAD = 20 * 1024 * 1024
"""Bytes."""

OUT_OF_DATE = "What was said of this file is out of date. Please send it once more."

OWN = detect.OWN
"""The format of our own export, which needs no mapping and may replace an untouched routine."""

Choices = Mapping[str, Any]
"""What a person said of a file as JSON values: which habit is which step, and so on. Only `mapping`
and its form know its shape; the engine keeps it, and remembers it for the next file alike."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """Who asks, and when: what reading and mapping may know of the diary.

    `zone` is the name of the person's time zone, `at` the time that answers without one of their
    own get; `happenings` are the names of the catalogue by their keys.
    """

    today: date
    at: datetime
    zone: str
    steps: tuple[Step, ...] = ()
    happenings: Mapping[str, str] = field(default_factory=dict)
    day_starts_at: time = time(0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Looked:
    """What a first look found: whose file it is and how much is in it.

    `choices` is what would be made of it unasked, after `remembered` where the person brought in a
    file alike before; `likeness` tells such files apart (of a table its header), "" where the
    format says enough.
    """

    format: str
    rows: int
    choices: Choices = field(default_factory=dict)
    likeness: str = ""

    @property
    def needs_mapping(self) -> bool:
        return self.format != OWN


def look(
    file: BinaryIO, *, name: str, asked: Asked, remembered: Mapping[tuple[str, str], Choices]
) -> Looked:
    """Find out what a file is. `remembered` has choices by format and likeness."""
    format = detect.detect(file)  # noqa: A001 - its name everywhere
    if format == OWN:
        rows = 0
        for _ in own.read_own(file, happenings=asked.happenings):
            rows += 1
            _refuse_many(rows)
        return Looked(format=OWN, rows=rows)
    table = generic_csv.look(file) if format == detect.TABLE else None
    likeness = table.likeness if table is not None else ""
    before = _known(remembered.get((format, likeness), {}), asked)
    table = _as_before(table, before)
    chosen, rows = _found(file, format, table, asked)
    if before is not None:
        keys = [step.key for step in asked.steps]
        chosen = with_remembered(chosen, before, format=format, steps=keys)
    return Looked(format=format, rows=rows, choices=to_json(chosen), likeness=likeness)


def is_stale(choices: Choices) -> bool:
    """Say whether the columns of a table were said anew, so that its habits are to be looked for.

    Then `look_again` is called before anything else, and its choices are shown to the person.
    """
    return choices.get("stale") is True


def look_again(file: BinaryIO, *, format: str, choices: Choices, asked: Asked) -> Choices:  # noqa: A002 - its name everywhere
    """Return the choices for what is in the file now that its columns were said anew.

    Habits that were there keep what was said of them.
    """
    before = _known(choices, asked)
    if before is None or format != detect.TABLE:
        raise RefusedFile(OUT_OF_DATE)
    chosen, _ = _found(file, format, table_from_json(before.table), asked)
    keys = [step.key for step in asked.steps]
    return to_json(with_remembered(chosen, before, format=format, steps=keys))


def bring(file: BinaryIO, *, format: str, choices: Choices, asked: Asked) -> Iterator[Incoming]:  # noqa: A002 - its name everywhere
    """Return what the file brings, under these choices."""
    if format == OWN:
        file.seek(0)
        return own.read_own(file, happenings=asked.happenings)
    chosen = _known(choices, asked)
    if chosen is None or chosen.is_stale:
        raise RefusedFile(OUT_OF_DATE)
    if chosen.problem:
        raise RefusedFile(chosen.problem)
    table = table_from_json(chosen.table) if chosen.table else None
    return translate(
        lambda: _items(file, format, table, asked),
        chosen=chosen,
        format=format,
        at=asked.at,
        steps=asked.steps,
    )


def _items(file: BinaryIO, format: str, table: Table | None, asked: Asked) -> Iterator[Item]:  # noqa: A002 - its name everywhere
    """Read the file from its start."""
    file.seek(0)
    local = Local(ZoneInfo(asked.zone), asked.day_starts_at)
    match format:
        case detect.LOOP_CSV:
            return loop_csv.read(file)
        case detect.LOOP_BACKUP:
            return loop_backup.read(file)
        case detect.DAYLIO:
            return daylio.read(file)
        case detect.TRACK_AND_GRAPH:
            return track_and_graph.read(file, local)
        case detect.BEAVER:
            return beaver.read(file)
        case detect.TABLE if table is not None:
            return generic_csv.read(file, table, local)
    raise RefusedFile("This file is none of those that are known here.")


def _found(
    file: BinaryIO,
    format: str,  # noqa: A002 - its name everywhere
    table: Table | None,
    asked: Asked,
) -> tuple[Chosen, int]:
    """Return what is in the file with a guess of what each is, and the number of rows."""
    finding, problem = Finding(asked.today), ""
    if table is None or not table.problem:
        try:
            for item in _items(file, format, table, asked):
                finding.add(item)
                _refuse_many(finding.rows)
        except TooManyNames as error:
            if table is None:
                raise
            # The columns can be said anew.
            finding, problem = Finding(asked.today), str(error)
    unknown = LEFT_OUT if format == detect.DAYLIO else None
    found = finding.found()
    chosen = Chosen(
        found=found,
        targets={
            each.habit.ref: guess(
                each.habit, steps=asked.steps, happenings=asked.happenings, unknown=unknown
            )
            for each in found
        },
        has_texts=finding.texts,
        table=table_to_json(table) if table is not None else {},
        problem=problem,
    )
    return chosen, finding.rows


def _refuse_many(rows: int) -> None:
    """Refuse what could not be compared later anyway, before much time went into it."""
    if rows > MOST_ROWS:
        raise RefusedFile(f"There are more than {MOST_ROWS:,} rows in this file.")


def _known(choices: Choices, asked: Asked) -> Chosen | None:
    if not choices:
        return None
    try:
        keys = {step.key for step in asked.steps}
        chosen = from_json(choices, steps=keys, happenings=asked.happenings)
        if chosen.table:
            table_from_json(chosen.table)
    except (NotTheseError, KeyError, TypeError, ValueError):
        return None
    return chosen


def _as_before(table: Table | None, before: Chosen | None) -> Table | None:
    """Read a table alike as the person said last time, where its dates allow it."""
    if table is None or before is None or not before.table:
        return table
    earlier = table_from_json(before.table)
    fits = [column.name for column in earlier.columns] == [each.name for each in table.columns]
    if not fits:
        return table
    roles = [column.role for column in earlier.columns]
    columns = tuple(
        replace(column, role=role) for column, role in zip(table.columns, roles, strict=True)
    )
    order = earlier.order if earlier.order in table.orders else table.order
    return replace(table, columns=columns, order=order, comma=earlier.comma)
