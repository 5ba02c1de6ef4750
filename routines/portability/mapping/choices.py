"""What was found in a file and what the person said of it, as values and as JSON.

The JSON is kept with the import and remembered for the next file alike. It is read strictly: what
does not fit was written by another version, and is guessed anew.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final
from uuid import UUID, uuid5

from routines.diary.cadence import Cadence, Kind
from routines.portability.foreign import Habit
from routines.portability.mapping.targets import Target, To, target_in

VERSION: Final = 1
OURS: Final = UUID("5e0f2c7a-5a53-4a0f-9d3e-3b1d4f0c9a61")
"""The keys of new steps and counts are made from it, so that a second import finds the first's."""


class NotTheseError(ValueError):
    """They are no choices, or none of this version."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """A habit of a file, with how many marks it has, and some of what they say.

    `first` and `last` are days with an answer; those that no diary has, too early or still to come,
    do not count.

    `answers` says whether any mark is an answer; all may be automatic or unknown.
    """

    habit: Habit
    marks: int = 0
    answers: bool = False
    first: date | None = None
    last: date | None = None
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Chosen:
    """What each habit becomes; `texts` whether the file's free texts become notes of the days.

    `table` is what was said of a table's columns; only `readers.table` knows its shape. While
    `is_stale`, it was said anew since the habits were looked for; `problem` says why none were
    found under it.
    """

    found: tuple[Found, ...] = ()
    targets: Mapping[str, Target] = field(default_factory=dict)
    texts: bool = True
    has_texts: int = 0
    table: Mapping[str, Any] = field(default_factory=dict)
    is_stale: bool = False
    problem: str = ""


def key_of(format: str, *parts: str) -> UUID:  # noqa: A002 - its name everywhere
    """Return the key of what a file of this format names so; the same again for the same."""
    return uuid5(OURS, "\n".join((format, *parts)))


# --- JSON ---------------------------------------------------------------------------------------


def to_json(chosen: Chosen) -> dict[str, Any]:
    return {
        "version": VERSION,
        "texts": chosen.texts,
        "has_texts": chosen.has_texts,
        "table": dict(chosen.table),
        "stale": chosen.is_stale,
        "problem": chosen.problem,
        "habits": [
            _found_to_json(each, chosen.targets.get(each.habit.ref)) for each in chosen.found
        ],
    }


def from_json(
    data: Mapping[str, Any], *, steps: Collection[UUID], happenings: Collection[str]
) -> Chosen:
    """Return the choices; a target that is there no more is missing. Raises NotTheseError."""
    try:
        if data["version"] != VERSION:
            raise NotTheseError(data["version"])
        found = tuple(_found_from_json(each) for each in data["habits"])
        targets = {
            each["ref"]: target_in(each["to"], each["slot"], steps=steps, happenings=happenings)
            for each in data["habits"]
        }
        return Chosen(
            found=found,
            targets={ref: target for ref, target in targets.items() if target is not None},
            texts=bool(data["texts"]),
            has_texts=int(data["has_texts"]),
            table=dict(data["table"]),
            is_stale=bool(data["stale"]),
            problem=str(data["problem"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise NotTheseError(str(error)) from error


def with_remembered(
    chosen: Chosen,
    before: Chosen,
    *,
    format: str,  # noqa: A002 - its name everywhere
    steps: Sequence[UUID],
) -> Chosen:
    """Return the choices as they were made before, where the same habit is there again."""
    known = frozenset(steps)
    targets = dict(chosen.targets)
    for each in chosen.found:
        ref = each.habit.ref
        target = before.targets.get(ref)
        if target is None:
            continue
        key = key_of(format, "step", ref)
        if target.to is To.NEW and key in known:
            target = Target(To.STEP, str(key))
        targets[ref] = target
    return replace(chosen, targets=targets, texts=before.texts)


def _found_to_json(found: Found, target: Target | None) -> dict[str, Any]:
    habit = found.habit
    return {
        "ref": habit.ref,
        "name": habit.name,
        "numerical": habit.is_numerical,
        "unit": habit.unit,
        "cadence": _cadence_to_json(habit.cadence),
        "archived": habit.is_archived,
        "position": habit.position,
        "marks": found.marks,
        "answers": found.answers,
        "first": found.first.isoformat() if found.first else None,
        "last": found.last.isoformat() if found.last else None,
        "examples": list(found.examples),
        "to": target.code if target else "out",
        "slot": target.slot if target else "any",
    }


def _found_from_json(data: Mapping[str, Any]) -> Found:
    habit = Habit(
        ref=str(data["ref"]),
        name=str(data["name"]),
        is_numerical=bool(data["numerical"]),
        unit=str(data["unit"]),
        cadence=_cadence_from_json(data["cadence"]),
        is_archived=bool(data["archived"]),
        position=int(data["position"]),
    )
    return Found(
        habit=habit,
        marks=int(data["marks"]),
        answers=bool(data["answers"]),
        first=date.fromisoformat(data["first"]) if data["first"] else None,
        last=date.fromisoformat(data["last"]) if data["last"] else None,
        examples=tuple(map(str, data["examples"])),
    )


def _cadence_to_json(cadence: Cadence | None) -> list[Any] | None:
    if cadence is None:
        return None
    return [
        *(cadence.kind.value, cadence.times_a_week, cadence.every_days),
        sorted(cadence.weekdays),
    ]


def _cadence_from_json(data: Sequence[Any] | None) -> Cadence | None:
    if data is None:
        return None
    kind, times, days, weekdays = data
    return Cadence(
        kind=Kind(kind), times_a_week=int(times), every_days=int(days), weekdays=frozenset(weekdays)
    )
