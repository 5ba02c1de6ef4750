"""Everything in this database that hangs on a person, read from the models themselves.

A table that is added tomorrow is found by its foreign keys: what would go with the person by
CASCADE goes, and what only names them (SET_NULL) forgets the name. Django's own cascade would load
each row; here each table is emptied by one statement, those that point before those pointed at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.db import models

from routines.accounts.models import User

ACCOUNT = frozenset({"accounts", "account", "mfa", "usersessions", "admin", "auth", "guidance"})
"""Apps whose rows are a person's account and work as an editor. All others keep their diary."""

Model = type[models.Model]
Link = models.ForeignKey[Any, Any]


@dataclass(frozen=True, kw_only=True)
class Belonging:
    """A table with rows that hang on a person, and the lookups that lead from a row to them."""

    model: Model
    lookups: tuple[str, ...]

    @property
    def is_diary(self) -> bool:
        return self.model._meta.app_label not in ACCOUNT  # noqa: SLF001 - Django's own public name

    def rows(self, user: User) -> Iterator[models.QuerySet[Any]]:
        """One queryset a lookup: a single one with "or" would read the whole table."""
        for lookup in self.lookups:
            yield self.model._base_manager.filter(**{lookup: user.pk})  # noqa: SLF001 - as above

    def exists(self) -> models.Exists:
        """Whether the person of the query around it has any."""
        theirs = {self.lookups[0]: models.OuterRef("pk")}
        return models.Exists(self.model._base_manager.filter(**theirs))  # noqa: SLF001 - as above


@dataclass(frozen=True, kw_only=True)
class Mention:
    """A column that names a person whose row it is not, and may be empty."""

    model: Model
    column: str


@lru_cache(maxsize=1)
def belongings() -> tuple[Belonging, ...]:
    """Return every such table, those that point to others before the ones they point to."""
    lookups: dict[Model, tuple[str, ...]] = {User: ("pk",)}
    while found := dict(_next_found(lookups)):
        lookups |= found
    del lookups[User]
    return tuple(
        Belonging(model=model, lookups=lookups[model]) for model in _pointing_first(lookups)
    )


@lru_cache(maxsize=1)
def mentions() -> tuple[Mention, ...]:
    """Return the columns that only name a person."""
    return tuple(
        Mention(model=model, column=link.name)
        for model in _all_models()
        for link in _links(model)
        if _target(link) is User and not _goes_along(link)
    )


def _next_found(known: dict[Model, tuple[str, ...]]) -> Iterator[tuple[Model, tuple[str, ...]]]:
    """What points straight at what is known; a straight link to the person is link enough."""
    for model in _all_models():
        links = [link for link in _links(model) if _goes_along(link) and _target(link) in known]
        if model in known or not links:
            continue
        straight = [link for link in links if _target(link) is User]
        yield model, tuple(_lookup(link, known) for link in straight or links)


def _lookup(link: Link, known: dict[Model, tuple[str, ...]]) -> str:
    target = _target(link)
    return link.name if target is User else f"{link.name}__{known[target][0]}"


def _pointing_first(found: Iterable[Model]) -> list[Model]:
    """Sort so that nothing comes after a table that it points to."""
    waiting, ordered = list(found), list[Model]()
    while waiting:
        pointed_at = {
            _target(link) for model in waiting for link in _links(model) if _target(link) != model
        }
        free = [model for model in waiting if model not in pointed_at]
        if not free:
            raise ValueError(f"these tables point at each other in a ring: {waiting}")
        ordered += free
        waiting = [model for model in waiting if model in pointed_at]
    return ordered


def _all_models() -> list[Model]:
    every = apps.get_models(include_auto_created=True)
    return [model for model in every if model._meta.managed and not model._meta.proxy]  # noqa: SLF001 - as above


def _links(model: Model) -> list[Link]:
    return [
        field
        for field in model._meta.concrete_fields  # noqa: SLF001 - as above
        if isinstance(field, models.ForeignKey)
    ]


def _target(link: Link) -> Model:
    target: Model = link.remote_field.model
    return target


def _goes_along(link: Link) -> bool:
    return link.remote_field.on_delete is not models.SET_NULL
