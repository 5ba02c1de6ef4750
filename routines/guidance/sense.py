"""Whether a condition can hold at all, and whether it watches anything."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from routines.guidance.rules import (
    AllOf,
    AnyOf,
    Condition,
    DoneOnAtLeast,
    DoneOnFewer,
    Leaf,
    SkinTypeIs,
    Unless,
)
from routines.guidance.saying import name_of_step

NEVER: Final = "This can never hold: {}."
WATCHES_NOTHING: Final = (
    "A type of skin alone is nothing to watch: it would speak every time. Add what happens."
)


def nonsense(condition: Condition) -> Iterator[str]:
    """Says what is wrong with a condition as a whole; nothing if it makes sense."""
    if all(isinstance(leaf, SkinTypeIs) for leaf in leaves(condition)):
        yield WATCHES_NOTHING
    for part in parts_of(condition):
        if isinstance(part, Unless) and _excludes(part):
            yield NEVER.format("what it watches for is also its exception")
        if isinstance(part, AllOf):
            yield from map(NEVER.format, _contradictions(part))


def leaves(condition: Condition) -> Iterator[Leaf]:
    """The conditions that are not joined of others, those of exceptions too."""
    for part in parts_of(condition):
        if not isinstance(part, AllOf | AnyOf | Unless):
            yield part


def parts_of(condition: Condition) -> Iterator[Condition]:
    """The condition and all that it is joined of, exceptions too, outermost first."""
    yield condition
    match condition:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from parts_of(part)
        case Unless(held, exception):
            yield from parts_of(held)
            yield from parts_of(exception)


def _excludes(unless: Unless) -> bool:
    """Whether the exception holds whenever the condition does, as far as can be seen at once."""
    held, exception = unless.condition, unless.exception
    together = held.parts if isinstance(held, AllOf) else (held,)
    either = exception.parts if isinstance(exception, AnyOf) else (exception,)
    return held == exception or not set(together).isdisjoint(either)


def _contradictions(both: AllOf) -> Iterator[str]:
    if len([part for part in both.parts if isinstance(part, SkinTypeIs)]) > 1:
        yield "a skin has one type"
    for fewer in both.parts:
        for more in both.parts:
            if (
                isinstance(fewer, DoneOnFewer)
                and isinstance(more, DoneOnAtLeast)
                and (fewer.step, fewer.window) == (more.step, more.window)
                and more.at_least >= fewer.fewer_than
            ):
                yield f"{name_of_step(fewer.step)} would be done on fewer days and on more"
