"""The numbers and spans of time in a rule, each within its bounds.

A number that is too big or too small is a problem at its place; reading goes on with the nearest
one that is allowed, so that all that is wrong with a line is said at once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from routines.guidance.problems import Problem
from routines.guidance.saying import WEEK, count

LONGEST_WINDOW: Final = 366
"""Days."""
MOST_WEEKS: Final = 52
MOST_HOURS: Final = 14 * 24
MOST_IN_A_ROW: Final = 60
MOST_A_DAY: Final = 10
MOST_SPOTS: Final = 500
MOST_GAPS: Final = 6
MOST_TIMES: Final = 20

_NUMBERS: Final = {
    word: number
    for number, word in enumerate(
        [
            *("one", "two", "three", "four", "five", "six"),
            *("seven", "eight", "nine", "ten", "eleven", "twelve"),
        ],
        1,
    )
} | {"once": 1, "twice": 2}
HOURS: Final = {"hour": 1, "day": 24, "week": 24 * WEEK}
DAY: Final = HOURS["day"]

# Lark's types are known only once it is loaded, and that takes time.
Tree = Any
Token = Any


@dataclass(frozen=True, slots=True)
class Amount:
    """A number, and the place in the line where it was written, from 0."""

    number: int
    place: int


@dataclass(slots=True)
class Amounts:
    """Reads the numbers of one line; `problems` gathers what is wrong with them.

    `column` is that of the line's first sign.
    """

    line: int
    column: int
    problems: list[Problem] = field(default_factory=list)

    def amount(self, tree: Tree) -> Amount:
        """A quantity as "at least": "more than 2" is 3, and "at most 2" is "fewer than 3"."""
        tokens = list(tree.scan_values(lambda token: token.type in {"NUMBER", "TWICE"}))
        more = any(part.data == "one_more" for part in tree.iter_subtrees())
        return Amount(number_of(tokens[0]) + more, tokens[0].start_pos)

    def days(self, tree: Tree) -> int:
        """A span of time in days."""
        hours, place = self.hours(tree)
        return self.bounded(Amount(self.whole_days(hours, place), place), 1, LONGEST_WINDOW, "day")

    def days_of(self, quantity: Tree, window: Tree) -> tuple[int, int]:
        days = self.days(window)
        amount = self.amount(quantity)
        if amount.number > days >= 1:
            self.problem(amount.place, f"{count(days, 'day')} can't hold {amount.number}.")
            return days, days
        return self.bounded(amount, 1, LONGEST_WINDOW, "day"), days

    def weeks(self, tree: Tree) -> int:
        hours, place = self.hours(tree)
        if hours % HOURS["week"]:
            self.problem(place, "Say whole weeks here.")
        return self.bounded(Amount(hours // HOURS["week"], place), 1, MOST_WEEKS, "week")

    def whole_days(self, hours: int, place: int) -> int:
        if hours % DAY:
            self.problem(place, "Say whole days or weeks here.")
        return max(hours // DAY, 1) if hours else 0

    def hours(self, tree: Tree) -> tuple[int, int]:
        """A span of time in hours, and its place; "5 of the last 7" are days."""
        numbers = list(tree.scan_values(lambda token: token.type == "NUMBER"))
        units = list(tree.scan_values(lambda token: token.type == "UNIT"))
        number = number_of(numbers[0]) if numbers else 1
        hours = HOURS[unit_of(units[0])] if units else DAY
        return number * hours, [*numbers, *units][0].start_pos

    def bounded(self, amount: Amount, least: int, most: int, noun: str) -> int:
        """The number, or the nearest one that is allowed and a problem."""
        if least <= amount.number <= most:
            return amount.number
        asked = f"At least {least}" if amount.number < least else f"At most {count(most, noun)}"
        self.problem(amount.place, f"{asked} can be asked for here.")
        return max(least, min(amount.number, most))

    def problem(self, place: int, message: str, suggestion: str = "") -> None:
        self.problems.append(Problem(self.line, self.column + place, message, suggestion))


def number_of(token: Token) -> int:
    word = token.lower()
    # A number of a thousand digits is too big in any case, and slow to turn into one.
    return _NUMBERS[word] if word in _NUMBERS else int(word.lstrip("0")[:9] or "0")


def unit_of(token: Token) -> str:
    return str(token.lower().removesuffix("s"))


def tokens_of(tree: Tree, kind: str) -> list[Token]:
    return [token for token in tree.children if token.type == kind]


def place_of(tree: Tree) -> int:
    """Where the first word of a tree stands in the line, from 0."""
    return int(next(tree.scan_values(lambda _: True)).start_pos)
