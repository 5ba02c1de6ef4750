"""Queries that are built and written once, and then only run.

Most of what a short query costs Django is putting it together: joins, names, text. For the few that
every request of another program makes (docs/decisions/0030-api.md) that is done the first time;
afterwards the same text is run with other values, and its rows become models as usual.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from datetime import date
from functools import partial
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import connections, models
from django.db.models.query import ModelIterable

Row = TypeVar("Row", bound=models.Model)
Value = int | str | date | UUID


class Prepared(Generic[Row]):
    """A query with named values.

    `build` returns it for some values; `examples` are such values, each unlike all other values in
    the query, by which their places in it are found.
    """

    def __init__(self, build: Callable[..., models.QuerySet[Row]], **examples: Value) -> None:
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
        rows: list[Row] = list(ModelIterable(written.with_values(values)))
        return rows

    def first(self, **values: Value) -> Row | None:
        """The first row, if there is one."""
        rows = self(**values)
        return rows[0] if rows else None


class _Written:
    """A query as text. Stands in for a queryset where Django makes models of its rows."""

    db = "default"
    _known_related_objects: dict[Any, Any] = {}  # noqa: RUF012 - as Django's querysets have it

    def __init__(self, queryset: models.QuerySet[Any], examples: dict[str, Value]) -> None:
        self.model = queryset.model
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

    def _compiler_for(self, sent: tuple[Any, ...], *, using: str) -> Any:
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
