"""Queries that are built and written once, and then only run.

Most of what a short query costs Django is putting it together: joins, names, text. For the few that
every request of another program makes (docs/decisions/0030-api.md) that is done the first time;
afterwards the same text is run with other values, and its rows become models or tuples as usual.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from datetime import date
from functools import cache, partial
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db import connections, models
from django.db.models.sql import InsertQuery

Row = TypeVar("Row")
Value = int | str | date | UUID


class Prepared(Generic[Row]):
    """A query with named values.

    `build` returns it for some values; `examples` are such values, each unlike all other values in
    the query, by which their places in it are found.
    """

    def __init__(self, build: Callable[..., models.QuerySet[Any, Row]], **examples: Value) -> None:
        self._build = build
        self._examples = examples
        self._written: dict[str, _Written] = {}
        """By the kind of database: its text and the names of its values, in their order."""

    def __call__(self, **values: Value) -> list[Row]:
        """Run it with these values: of the examples' names, and none of them null."""
        vendor = connections["default"].vendor
        written = self._written.get(vendor)
        if written is None:
            written = _Written(self._build(**self._examples), self._examples)
            self._written[vendor] = written
        rows: list[Row] = list(written.rows_of(written.with_values(values)))
        return rows

    def first(self, **values: Value) -> Row | None:
        """The first row, if there is one."""
        rows = self(**values)
        return rows[0] if rows else None


class _Written:
    """A query as text. Stands in for a queryset where Django makes something of its rows."""

    db = "default"
    _known_related_objects: dict[Any, Any] = {}  # noqa: RUF012 - as Django's querysets have it

    def __init__(self, queryset: models.QuerySet[Any], examples: dict[str, Value]) -> None:
        self.model = queryset.model
        self.rows_of: Any = queryset._iterable_class  # noqa: SLF001 - makes models or tuples
        compiler = queryset.query.get_compiler(using=self.db)
        self._text, places = compiler.as_sql()
        named = {adapted(value): name for name, value in examples.items()}
        self._places = [(named.get(value), value) for value in places]
        if {name for name, _ in self._places if name} != examples.keys():
            raise ValueError("every value has to stand in the query")
        compiler.connection = None
        self._compiler = compiler

    def with_values(self, values: dict[str, Value]) -> Any:
        """Return what stands for the query with these values."""
        bound: Any = copy(self)
        sent = tuple(adapted(values[name]) if name else kept for name, kept in self._places)
        bound.get_compiler = partial(self._compiler_for, sent)
        bound.query = bound
        return bound

    def _compiler_for(self, sent: tuple[Any, ...], using: str) -> Any:
        compiler = copy(self._compiler)
        compiler.connection = connections[using]
        compiler.as_sql = lambda: (self._text, sent)
        return compiler


def adapted(value: Value) -> Any:
    """Return the value as the database takes it."""
    connection = connections["default"]
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    if isinstance(value, UUID) and not connection.features.has_native_uuid_field:
        return value.hex
    return value


def insert(row: models.Model) -> None:
    """Store a new row whose key in this database nobody needs, as `bulk_create` does, once written.

    Signals are not sent, and the row does not learn its key.
    """
    connection = connections["default"]
    fields, text = _insertion(type(row), connection.vendor)
    values = [field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(text, values)


def update(row: models.Model) -> None:
    """Store a row that is there already, as `save` does. Signals are not sent.

    Raises DoesNotExist where it is gone.
    """
    connection = connections["default"]
    fields, text = _change(type(row), connection.vendor)
    values = [field.get_db_prep_save(field.pre_save(row, False), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(text, [*values, row.pk])
        if not cursor.rowcount:
            raise ObjectDoesNotExist


def _columns(model: type[models.Model]) -> list[Any]:
    fields = model._meta.local_concrete_fields  # noqa: SLF001 - Django's own public name
    return [field for field in fields if not field.primary_key]


@cache
def _insertion(model: type[models.Model], vendor: str) -> tuple[list[Any], str]:
    """The columns of a new row, and the text that stores one."""
    fields, query = _columns(model), InsertQuery(model)
    query.insert_values(fields, [model()], raw=True)
    ((text, _),) = query.get_compiler(using="default").as_sql()
    return fields, text


@cache
def _change(model: type[models.Model], vendor: str) -> tuple[list[Any], str]:
    """The columns of a row, and the text that stores them; the last value is its key."""
    fields, options = _columns(model), model._meta  # noqa: SLF001 - Django's own public name
    quote = connections["default"].ops.quote_name
    columns = ", ".join(f"{quote(field.column)} = %s" for field in fields)
    table, key = quote(options.db_table), quote(options.pk.column)
    return fields, f"UPDATE {table} SET {columns} WHERE {key} = %s"  # noqa: S608 - names alone
