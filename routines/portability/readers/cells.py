"""What stands in a cell, and what of a file has no place here."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from routines.portability.bounds import sizes
from routines.portability.foreign import Dropped

LONGEST_SHOWN: Final = 200
MOST_LEFTOVERS: Final = 200
_ISO_DAY: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_NUMBER: Final = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)", re.ASCII)


def day_in(text: str) -> date | None:
    """Return the day in 2026-01-31, or None."""
    found = _ISO_DAY.fullmatch(text.strip())
    return date_of(*map(int, found.groups())) if found else None


def date_of(year: int, month: int, day: int) -> date | None:
    """Return the date, or None where the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def number_in(text: str) -> Decimal | None:
    """Return the number in 3, -0.5 or 12., or None; a comma is no point."""
    text = text.strip()
    if len(text) > sizes.MOST_DIGITS or not _NUMBER.fullmatch(text):
        return None
    return Decimal(text)


def whole(text: str) -> int | None:
    """Return the whole number in 3, -1 or 2000, or None."""
    number = number_in(text)
    return int(number) if number is not None and number == number.to_integral_value() else None


def unique(name: str, taken: Container[str]) -> str:
    """Return the name, or with a number behind it where another has it already."""
    number, ref = 1, name
    while ref in taken:
        number += 1
        ref = f"{name} ({number})"
    return ref


def shown(cells: Sequence[str]) -> str:
    """Return a row as the person may recognise it, cut where it is long."""
    text = ",".join(cells)
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 2]} …"


class Columns:
    """The columns of a table by their names, whatever their case; a name counts the first time."""

    def __init__(self, header: Sequence[str]) -> None:
        self.names = tuple(name.strip() for name in header)
        self._at: dict[str, int] = {}
        for position, name in enumerate(self.names):
            self._at.setdefault(name.lower(), position)

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._at

    def cell(self, cells: Sequence[str], name: str) -> str:
        """Return the cell, trimmed; "" where the row or the table has none."""
        at = self._at.get(name.lower(), len(cells))
        return cells[at].strip() if at < len(cells) else ""

    def others(self, cells: Sequence[str], read: frozenset[str]) -> Iterator[str]:
        """Return the names of the columns beside `read` (lower case) that the row has a value in.

        Cells behind the last column are named by their number.
        """
        for position, cell in enumerate(cells):
            if not cell.strip():
                continue
            known = position < len(self.names)
            name = self.names[position] if known else ""
            if not known or name.lower() not in read or self._at[name.lower()] != position:
                yield name or f"column {position + 1}"


class Leftovers:
    """How many values of each thing have no place here; of many things some are told together."""

    def __init__(self, reasons: Mapping[str, str]) -> None:
        """`reasons` by the name of a thing; "" is for all others."""
        self._reasons = reasons
        self._values: dict[str, int] = {}

    def add(self, name: str, values: int = 1) -> None:
        if name not in self._values and len(self._values) >= MOST_LEFTOVERS:
            name = "Other things"
        if values:
            self._values[name] = self._values.get(name, 0) + values

    def dropped(self) -> Iterator[Dropped]:
        for name, values in self._values.items():
            reason = self._reasons.get(name, self._reasons[""])
            yield Dropped(name=name, values=values, reason=reason)
