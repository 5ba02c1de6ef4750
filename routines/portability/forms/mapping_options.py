"""What a habit, a column and a date may be said to be, as lists of options show it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final

from routines.diary.models import Kind, Slot
from routines.diary.regions import LABELS
from routines.portability.mapping.guessing import names_of
from routines.portability.mapping.targets import WHOLE_FACE, Target, To
from routines.portability.readers.day_words import Order, day_by
from routines.portability.readers.table import Role, Table
from routines.portability.reading import Asked
from routines.portability.values import Step

Options = list[tuple[str, Any]]

ROLES: Final = (
    (Role.IGNORE.value, "Leave out"),
    (Role.DATE.value, "The date"),
    (Role.HABIT.value, "A habit of its own"),
    (Role.WHAT.value, "The name of a habit"),
    (Role.VALUE.value, "What was said of it"),
    (Role.NOTE.value, "A note"),
)
ORDERS: Final = {
    Order.YEAR_FIRST: "Year, month, day",
    Order.DAY_FIRST: "Day, month, year",
    Order.MONTH_FIRST: "Month, day, year",
}
NEW: Final = {
    Kind.CLEANSER: "New cleanser",
    Kind.MOISTURISER: "New moisturiser",
    Kind.SUNSCREEN: "New sunscreen",
    Kind.EXFOLIATION: "New exfoliation",
    Kind.RETINOID: "New retinoid",
    Kind.OTHER: "New step",
}
"""Short: on a phone it stands beside the part of the day."""
_DAY: Final = tuple(Slot.values)
EVERY: Final = (
    ("", "As chosen below"),
    ("out", "Leave out all of them"),
    ("new", "Leave out what would be a new step"),
)


def targets_of(asked: Asked) -> Options:
    """What a habit may become, grouped as a list of options shows it."""
    current = [step for step in asked.steps if step.terms and step.terms[-1].ends_on is None]
    ended = [step for step in asked.steps if step.terms and step.terms[-1].ends_on is not None]
    new = [(Target(To.NEW, kind.value).code, words) for kind, words in NEW.items()]
    groups: Options = [
        (To.OUT.value, "Leave it out"),
        ("A step of yours", _steps(current)),
        ("A step you have ended", _steps(ended)),
        ("A new step", new),
        ("A note", [(To.NOTE.value, "A line in the note of the day")]),
        (
            "Something that happened",
            [(Target(To.HAPPENING, key).code, name) for key, name in asked.happenings.items()],
        ),
    ]
    return [group for group in groups if group[1]]


def _steps(steps: Sequence[Step]) -> Options:
    """By their names; where two are called the same, each with its part of the day."""
    names = names_of(steps)
    often = Counter(name.casefold() for name in names.values())
    slots = {str(step.key): step.terms[-1].slot for step in steps if step.terms}
    return [
        (
            Target(To.STEP, key).code,
            f"{name}, {Slot(slots[key]).label.lower()}" if often[name.casefold()] > 1 else name,
        )
        for key, name in sorted(
            names.items(), key=lambda pair: (pair[1].casefold(), _DAY.index(slots[pair[0]]))
        )
    ]


def with_counts(targets: Options) -> Options:
    places = [(WHOLE_FACE, "The whole face"), *LABELS.items()]
    counts = [(Target(To.COUNT, str(place)).code, f"Spots: {label}") for place, label in places]
    return [targets[0], ("Counted spots", counts), *targets[1:]]


def orders_of_dates(table: Table) -> Iterator[tuple[str, str]]:
    """The orders of a date, each as what it would make of the first example."""
    at = next(iter(table.places(Role.DATE)), None)
    examples = table.columns[at].examples if at is not None else ()
    for order, words in ORDERS.items():
        read = ((text, day_by(text, order)) for text in examples)
        text, day = next(((text, day) for text, day in read if day is not None), ("", None))
        yield order.value, f"{text} is {day:%-d %B %Y}" if day is not None else words
