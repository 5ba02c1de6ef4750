"""A table of any kind: its columns, what each is, and a first guess of that.

The person has the last word on every column; a guess that can't be made is asked for.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

from routines.portability.bounds.sizes import MOST_COLUMNS
from routines.portability.readers.day_words import Order, orders_of

DELIMITERS: Final = (",", ";", "\t", "|")
MOST_EXAMPLES: Final = 3
LONGEST_EXAMPLE: Final = 40


class Role(StrEnum):
    """What a column is."""

    DATE = "date"
    WHAT = "what"
    """The name of what the row speaks of; of several columns the names are joined."""

    VALUE = "value"
    """What is said of it."""

    HABIT = "habit"
    """A habit of its own, by the name of the column."""

    NOTE = "note"
    TIME = "time"
    IGNORE = "ignore"


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    name: str
    role: Role = Role.IGNORE
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """How a table is written. Without an order of the dates nothing of it can be read.

    `orders` are those in which all dates that were looked at make sense; `comma` says that a comma
    stands for the decimal point.
    """

    delimiter: str = ","
    has_header: bool = True
    columns: tuple[Column, ...] = ()
    order: Order | None = None
    orders: tuple[Order, ...] = ()
    comma: bool = False

    def places(self, role: Role) -> tuple[int, ...]:
        return tuple(at for at, column in enumerate(self.columns) if column.role is role)

    @property
    def problem(self) -> str:
        """Why it can't be read like this, or ""."""
        if len(self.places(Role.DATE)) != 1:
            return "Say of exactly one column that it is the date."
        if self.order is None:
            return "Say how the dates are written."
        if len(self.places(Role.VALUE)) > 1:
            return "Only one column can be the value."
        if self.places(Role.VALUE) and not self.places(Role.WHAT):
            return "A value belongs to something: say which column names it, or make it a habit."
        if not (self.places(Role.WHAT) or self.places(Role.HABIT) or self.places(Role.NOTE)):
            return "Say of at least one column that it is a habit or a note."
        return ""

    @property
    def likeness(self) -> str:
        """What tells tables of this kind from others: a digest of the names of the columns."""
        if not self.has_header:
            return ""
        names = "\n".join(column.name for column in self.columns)
        return hashlib.sha256(names.encode()).hexdigest()


# --- A first guess ------------------------------------------------------------------------------

_NAMES: Final[tuple[tuple[Role, re.Pattern[str]], ...]] = tuple(
    (role, re.compile(words))
    for role, words in (
        (Role.DATE, r"date|day|datum|timestamp|when|date formatted|full date|datetime|logged at"),
        (Role.TIME, r"time|time of day|hour|weekday|week ?day|uhrzeit"),
        (Role.WHAT, r"habit|habit ?name|name|what|activity|category|detail|feature|item|step|task"),
        (Role.VALUE, r"value|rating|amount|rating/amount|count|done|status|state|result|quantity"),
        (Role.NOTE, r"notes?|comments?|text|journal|remarks?"),
        (Role.IGNORE, r"id|.*[_ ]id|uuid|index|color|colour|icon|position|#"),
    )
)
_IS_NUMBER: Final = re.compile(r"[+-]?\d+([.,]\d+)?", re.ASCII)
_HAS_COMMA: Final = re.compile(r"[+-]?\d+,\d+", re.ASCII)


def delimiter_of(lines: Sequence[str]) -> str:
    """Return what most likely stands between the cells: what is there, as often in each line."""
    first, *others = lines or [""]

    def likely(sign: str) -> tuple[float, int]:
        number = first.count(sign)
        alike = sum(line.count(sign) == number for line in others)
        return (alike / max(len(others), 1) if number else -1, number)

    return max(DELIMITERS, key=likely)


def guess_table(rows: Sequence[Sequence[str]], delimiter: str) -> Table:
    """Guess what the columns of a table are by its first rows."""
    width = min(max(map(len, rows), default=0), MOST_COLUMNS)
    padded = [[*row, *[""] * (width - len(row))] for row in rows]
    has_header = bool(padded) and not any(_tells_something(cell) for cell in padded[0])
    body = padded[1:] if has_header else padded
    names = padded[0] if has_header else [_nameless(at) for at in range(width)]
    columns = tuple(
        Column(name=names[at].strip() or _nameless(at), examples=_examples(body, at))
        for at in range(width)
    )
    table = Table(delimiter=delimiter, has_header=has_header, columns=columns)
    return with_orders(_with_roles(table, body), body)


def with_orders(table: Table, body: Iterable[Sequence[str]]) -> Table:
    """Say in which orders the dates make sense; where there is one only, it is that."""
    place = next(iter(table.places(Role.DATE)), None)
    if place is None:
        return replace(table, order=None, orders=())
    votes = [orders_of(row[place]) for row in body if place < len(row) and row[place].strip()]
    read = [orders for orders in votes if orders]
    common = frozenset(Order).intersection(*read) if read else frozenset()
    orders = tuple(order for order in Order if order in common)
    needs_none = bool(read) and all(each == frozenset(Order) for each in read)
    is_sure = len(orders) == 1 or needs_none
    return replace(table, orders=orders, order=orders[0] if orders and is_sure else None)


def _with_roles(table: Table, body: Sequence[Sequence[str]]) -> Table:
    roles = [
        _role_at(at, column) if table.has_header else None
        for at, column in enumerate(table.columns)
    ]
    dates = [at for at in range(len(roles)) if _are_dates([row[at] for row in body])]
    date_at = next((at for at in dates if roles[at] is Role.DATE), next(iter(dates), None))
    for at, role in enumerate(roles):
        if at == date_at:
            roles[at] = Role.DATE
        elif role is Role.DATE or at in dates:
            roles[at] = Role.IGNORE
    if Role.WHAT not in roles:
        roles = [None if role is Role.VALUE else role for role in roles]
    left = Role.IGNORE if Role.WHAT in roles else Role.HABIT
    comma = any(_HAS_COMMA.fullmatch(cell.strip()) for row in body for cell in row)
    columns = tuple(
        replace(column, role=role or left)
        for column, role in zip(table.columns, _one_value(roles), strict=True)
    )
    return replace(table, columns=columns, comma=comma)


def _role_at(at: int, column: Column) -> Role | None:
    """A sign at the end of each line makes a column without a name and without a word."""
    is_blank = column.name == _nameless(at) and not column.examples
    return Role.IGNORE if is_blank else _role_by_name(column.name)


def _nameless(at: int) -> str:
    return f"Column {at + 1}"


def _one_value(roles: Sequence[Role | None]) -> list[Role | None]:
    """Of several values only the first is one."""
    first = next((at for at, role in enumerate(roles) if role is Role.VALUE), -1)
    return [
        Role.IGNORE if role is Role.VALUE and at != first else role for at, role in enumerate(roles)
    ]


def _role_by_name(name: str) -> Role | None:
    plain = " ".join(name.casefold().replace("_", " ").split())
    return next((role for role, words in _NAMES if words.fullmatch(plain)), None)


def _tells_something(cell: str) -> bool:
    return bool(_IS_NUMBER.fullmatch(cell.strip())) or bool(orders_of(cell))


def _are_dates(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell.strip()]
    return bool(filled) and sum(bool(orders_of(cell)) for cell in filled) > len(filled) / 2


def _examples(body: Sequence[Sequence[str]], at: int) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for row in body:
        if at < len(row) and (text := " ".join(row[at].split())):
            found.setdefault(text if len(text) <= LONGEST_EXAMPLE else f"{text[:38]} …")
        if len(found) == MOST_EXAMPLES:
            break
    return tuple(found)


# --- JSON ---------------------------------------------------------------------------------------


def table_to_json(table: Table) -> dict[str, Any]:
    return {
        "delimiter": table.delimiter,
        "header": table.has_header,
        "order": table.order.value if table.order else None,
        "orders": [order.value for order in table.orders],
        "comma": table.comma,
        "columns": [
            {"name": column.name, "role": column.role.value, "examples": list(column.examples)}
            for column in table.columns
        ],
    }


def table_from_json(data: Mapping[str, Any]) -> Table:
    """Raises KeyError, TypeError or ValueError for anything else."""
    if data["delimiter"] not in DELIMITERS:
        raise ValueError(data["delimiter"])
    return Table(
        delimiter=data["delimiter"],
        has_header=bool(data["header"]),
        order=Order(data["order"]) if data["order"] else None,
        orders=tuple(map(Order, data["orders"])),
        comma=bool(data["comma"]),
        columns=tuple(
            Column(
                name=str(column["name"]),
                role=Role(column["role"]),
                examples=tuple(map(str, column["examples"])),
            )
            for column in data["columns"]
        ),
    )
