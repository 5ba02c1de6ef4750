"""The steps that habits become which are none here yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from routines.accounts.clock import ONE_DAY
from routines.diary.cadence import Cadence
from routines.portability.incoming import Incoming, LeftOut, Located
from routines.portability.mapping.choices import Chosen, Found, key_of
from routines.portability.mapping.targets import LEFT_OUT, Target, To
from routines.portability.values import Step, Term

LONGEST_NAME: Final = 60
LIST: Final = "The list of habits"


def new_steps(
    chosen: Chosen,
    steps: Sequence[Step],
    *,
    format: str,  # noqa: A002 - its name everywhere
    at: datetime,
) -> Iterator[Incoming]:
    """Return the steps to be made, behind those of the routine; an earlier import's is known."""
    known = {step.key for step in steps}
    last = max((step.terms[-1].position for step in steps if step.terms), default=-1)
    for number, found in enumerate(chosen.found, start=1):
        target = chosen.targets.get(found.habit.ref, LEFT_OUT)
        key = key_of(format, "step", found.habit.ref)
        if target.to is not To.NEW or key in known:
            continue
        if not found.answers:
            yield _about(found, "There is no answer of it, so no step was made.")
            continue
        yield _new_step(key, found, target, position=last + number, at=at)
        if len(found.habit.name) > LONGEST_NAME:
            reason = f"A step’s name has at most {LONGEST_NAME} letters; the rest was cut."
            yield _about(found, reason)


def _new_step(key: UUID, found: Found, target: Target, *, position: int, at: datetime) -> Located:
    """A step from its first mark on; one that was archived has ended with its last."""
    habit = found.habit
    first, last = found.first or at.date(), found.last or at.date()
    term = Term(
        name=_shortened(habit.name),
        slot=target.slot,
        cadence=habit.cadence or Cadence(),
        position=position,
        starts_on=first,
        ends_on=last + ONE_DAY if habit.is_archived else None,
    )
    return Located(
        place=LIST,
        what=f"A new step: {term.name}",
        record=Step(key=key, kind=target.what, terms=(term,)),
    )


def _shortened(name: str) -> str:
    """The name as far as there is room, to the end of a word where one ends late enough."""
    if len(name) <= LONGEST_NAME:
        return name.strip()
    cut = name[: LONGEST_NAME - 1]
    words = cut.rpartition(" ")[0]
    return f"{(words if len(words) > LONGEST_NAME // 2 else cut).strip()}…"


def _about(found: Found, reason: str) -> LeftOut:
    return LeftOut(place=LIST, what=found.habit.name, reason=reason)
