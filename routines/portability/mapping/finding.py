"""What is in another program's file, collected while it is read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from routines.accounts.clock import EARLIEST_DAY
from routines.portability.bounds import sizes
from routines.portability.foreign import DayText, Habit, Item, Mark, Said, TooManyNames, Unreadable
from routines.portability.mapping.choices import Found

MOST_EXAMPLES: Final = 3
LONGEST_EXAMPLE: Final = 40
_TOO_MANY: Final = f"There are more than {sizes.MOST_HABITS} habits in this file."
_TOO_LONG: Final = f"A habit in this file has a name of more than {sizes.LONGEST_HABIT} letters."


class Finding:
    """Collects what a reader yields; holds little however long the file."""

    def __init__(self, today: date) -> None:
        self._today = today
        self._found: dict[str, Found] = {}
        self.rows = 0
        self.texts = 0

    def add(self, item: Item) -> None:
        match item:
            case Habit():
                self._found[item.ref] = Found(habit=item)
                if len(self._found) > sizes.MOST_HABITS:
                    raise TooManyNames(_TOO_MANY)
                if max(len(item.ref), len(item.name)) > sizes.LONGEST_HABIT:
                    raise TooManyNames(_TOO_LONG)
            case Mark():
                self.rows += 1
                self._found[item.habit] = self._with(self._found[item.habit], item)
            case DayText():
                self.rows += 1
                self.texts += 1
            case Unreadable():
                self.rows += 1

    def found(self) -> tuple[Found, ...]:
        return tuple(self._found.values())

    def _with(self, found: Found, mark: Mark) -> Found:
        example, examples = example_of(mark), found.examples
        if len(examples) < MOST_EXAMPLES and example not in examples:
            examples = (*examples, example)
        is_answer = mark.said not in (Said.AUTOMATIC, Said.UNKNOWN)
        # A clock that once was wrong must not begin a step in another century.
        counts = is_answer and EARLIEST_DAY <= mark.day <= self._today
        return replace(
            found,
            marks=found.marks + 1,
            answers=found.answers or is_answer,
            first=min(found.first or mark.day, mark.day) if counts else found.first,
            last=max(found.last or mark.day, mark.day) if counts else found.last,
            examples=examples,
        )


_SAID: Final = {
    Said.DONE: "done",
    Said.NOT_DONE: "not done",
    Said.SKIPPED: "skipped",
    Said.AUTOMATIC: "automatic",
    Said.UNKNOWN: "no answer",
}


def example_of(mark: Mark) -> str:
    """Return what a mark says, shortly."""
    if mark.said is Said.NUMBER and mark.number is not None:
        said = f"{mark.number:f}"
    else:
        said = _SAID.get(mark.said, "")
    text = f"{said} ({mark.note})" if mark.note and said else said or mark.note
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_EXAMPLE else f"{text[: LONGEST_EXAMPLE - 2]} …"
