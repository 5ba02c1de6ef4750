"""SQLite databases, read in memory and never from a disk.

A database from a stranger may carry programs of its own (views, triggers, virtual tables, reckoned
columns) and break the library in other ways. Rows are read only after the schema has shown nothing
but plain tables and indexes; by one statement a table, without index or sorting, and with a bound
on what all of them may cost.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Final

from routines.portability.bounds import kinds, sizes
from routines.portability.foreign import RefusedFile

LARGEST: Final = 24 * sizes.MEGABYTE
"""Bytes; they are in memory twice for a moment."""
MOST_STEPS: Final = 100_000
"""Of the library's machine, in thousands."""
_LIMITS: Final = (
    (sqlite3.SQLITE_LIMIT_LENGTH, 1_000_000),
    (sqlite3.SQLITE_LIMIT_SQL_LENGTH, 100_000),
    (sqlite3.SQLITE_LIMIT_COLUMN, 100),
    (sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 50),
    (sqlite3.SQLITE_LIMIT_COMPOUND_SELECT, 2),
    (sqlite3.SQLITE_LIMIT_VDBE_OP, 10_000),
    (sqlite3.SQLITE_LIMIT_ATTACHED, 0),
    (sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 1),
)
_BROKEN: Final = "This database is damaged and can't be read."
_OWN_TABLES: Final = ("sqlite_", "android_metadata", "room_master_table")
"""How the names begin of tables that belong to the library or the phone."""

Value = int | float | str | None
Values = dict[str, Value]


class Database:
    """The plain tables of a database."""

    def __init__(self, connection: sqlite3.Connection, tables: dict[str, str]) -> None:
        self._connection = connection
        self._tables = tables
        """The names as they are written, by the names in lower case."""

    @property
    def tables(self) -> frozenset[str]:
        """The names in lower case, without those of the library and the phone."""
        return frozenset(name for name in self._tables if not name.startswith(_OWN_TABLES))

    def columns(self, table: str) -> frozenset[str]:
        """Return the names in lower case. Raises RefusedFile where some are reckoned."""
        found = set()
        with _in_our_words():
            for row in self._connection.execute(f"PRAGMA table_xinfo({self._quoted(table)})"):
                if row[6]:
                    raise RefusedFile("This database holds columns that are reckoned.")
                found.add(_text(row[1]).lower())
        return frozenset(found)

    def rows(self, table: str, columns: tuple[str, ...]) -> Iterator[Values]:
        """Return the rows in their order; broken text comes with a sign in its place."""
        if not self.columns(table).issuperset(columns):
            raise RefusedFile(f"The table “{table}” of this database is none that is known here.")
        names = ", ".join(f'"{name}"' for name in columns)
        with _in_our_words():
            statement = f"SELECT {names} FROM {self._quoted(table)} NOT INDEXED"  # noqa: S608 - names that are ours, or quoted
            for number, row in enumerate(self._connection.execute(statement), start=1):
                if number > sizes.MOST_ROWS:
                    raise RefusedFile("There are more rows in this database than are read here.")
                yield dict(zip(columns, map(_value, row), strict=True))

    def count(self, table: str) -> int:
        with _in_our_words():
            statement = f"SELECT count(*) FROM {self._quoted(table)} NOT INDEXED"  # noqa: S608 - quoted
            return int(self._connection.execute(statement).fetchone()[0])

    def _quoted(self, table: str) -> str:
        name = self._tables[table].replace('"', '""')
        return f'"{name}"'


@contextmanager
def open_database(source: IO[bytes]) -> Iterator[Database]:
    """Read a database whole. Raises RefusedFile."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        for limit, value in _LIMITS:
            connection.setlimit(limit, value)
        connection.text_factory = bytes
        _refuse_long_work(connection)
        with _in_our_words():
            connection.deserialize(_bytes(source))
            for pragma in ("trusted_schema=OFF", "query_only=ON", "cell_size_check=ON"):
                connection.execute(f"PRAGMA {pragma}")
        yield Database(connection, _plain_tables(connection))
    finally:
        connection.close()


@contextmanager
def _in_our_words() -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OverflowError, UnicodeError) as error:
        # The library's own messages quote what is damaged.
        raise RefusedFile(_BROKEN) from error


def _bytes(source: IO[bytes]) -> bytearray:
    data = bytearray(source.read(LARGEST + 1))
    if not data.startswith(kinds.SQLITE):
        raise RefusedFile("This is no SQLite database.")
    if len(data) > LARGEST:
        raise RefusedFile(f"This database is larger than {sizes.in_words(LARGEST)}.")
    if len(data) < 100:
        raise RefusedFile(_BROKEN)
    # Phones write with a log beside the file. A copy is whole without it, and would ask for it.
    data[18:20] = b"\x01\x01"
    return data


def _refuse_long_work(connection: sqlite3.Connection) -> None:
    left = iter(range(MOST_STEPS))

    def is_enough() -> int:
        return int(next(left, None) is None)

    connection.set_progress_handler(is_enough, 1_000)


def _plain_tables(connection: sqlite3.Connection) -> dict[str, str]:
    tables: dict[str, str] = {}
    with _in_our_words():
        statement = "SELECT type, name, rootpage, sql FROM sqlite_schema LIMIT 500"
        for kind, name, page, sql in connection.execute(statement):
            if _text(kind) == "index":
                continue
            is_plain = _text(kind) == "table" and page
            if not is_plain or not _text(sql).lstrip().upper().startswith("CREATE TABLE"):
                raise RefusedFile(
                    "This database holds views, triggers or the like: it is none that is read here."
                )
            tables[_text(name).lower()] = _text(name)
    return tables


def _value(value: object) -> Value:
    return _text(value) if isinstance(value, bytes) else value  # type: ignore[return-value]


def _text(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value or "")
