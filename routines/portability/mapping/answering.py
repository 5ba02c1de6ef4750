"""What marks say of a step on a day, where several may speak of the same one.

Two habits can be one step, and some programs have a row for each time. The day is done if any says
so, as often as they say together; what was not done or skipped only counts if nothing else is said.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from routines.portability.foreign import Item, Mark, RefusedFile, Said
from routines.portability.mapping.choices import Chosen, key_of
from routines.portability.mapping.targets import Target, To

MOST_TIMES: Final = 20
MOST_DAYS: Final = 150_000
"""Days of steps, as many as an import may have rows."""

DONE: Final = "done"
NOT_DONE: Final = "not_done"
SKIPPED: Final = "skipped"
_WEIGHT: Final = {"": 0, NOT_DONE: 1, SKIPPED: 2, DONE: 3}


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer; the amount that is more, or less, than a number of times is kept in words."""

    answer: str
    times: int = 1
    amount: str = ""


@dataclass(slots=True)
class Sum:
    """What all marks of a step and day say together; `told` once a row stands for them."""

    answer: str = ""
    times: int = 0
    told: bool = False

    def add(self, reply: Reply) -> None:
        if _WEIGHT[reply.answer] > _WEIGHT[self.answer]:
            self.answer, self.times = reply.answer, 0
        if reply.answer == self.answer:
            self.times = min(self.times + reply.times, MOST_TIMES)


Sums = dict[tuple[str, date], Sum]
"""By the step's key and the day."""


def reply_of(mark: Mark, unit: str) -> Reply | None:
    """Return what the mark answers, None where it is no answer."""
    match mark.said:
        case Said.DONE:
            return Reply(DONE)
        case Said.NOT_DONE:
            return Reply(NOT_DONE)
        case Said.SKIPPED:
            return Reply(SKIPPED)
        case Said.NUMBER if mark.number is not None:
            return _reply_of_number(mark.number, unit)
        case _:
            return None


def step_key(target: Target, *, format: str, habit: str) -> str:  # noqa: A002 - its name everywhere
    """Return the key of the step that a habit becomes, as text; "" where it becomes none."""
    if target.to is To.STEP:
        return target.what
    return str(key_of(format, "step", habit)) if target.to is To.NEW else ""


def sums_of(items: Iterable[Item], chosen: Chosen, format: str) -> Sums:  # noqa: A002
    """Add up what is said of each step and day. Raises RefusedFile for too many."""
    sums: Sums = {}
    units = {each.habit.ref: each.habit.unit for each in chosen.found}
    keys = {
        ref: step_key(target, format=format, habit=ref) for ref, target in chosen.targets.items()
    }
    for item in items:
        if not isinstance(item, Mark) or not (key := keys.get(item.habit, "")):
            continue
        if (reply := reply_of(item, units[item.habit])) is not None:
            sums.setdefault((key, item.day), Sum()).add(reply)
            if len(sums) > MOST_DAYS:
                raise RefusedFile(f"There are more than {MOST_DAYS:,} answers in this file.")
    return sums


def _reply_of_number(number: Decimal, unit: str) -> Reply | None:
    if number < 0:
        return None
    if number == 0:
        return Reply(NOT_DONE)
    if number <= MOST_TIMES and number == number.to_integral_value():
        return Reply(DONE, times=int(number))
    return Reply(DONE, amount=amount_in_words(number, unit))


def amount_in_words(number: Decimal, unit: str) -> str:
    """Return 12.5 spots, 2000 ml, 3."""
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"{text} {unit}".strip()
