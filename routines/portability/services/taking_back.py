"""Taking a whole import back at once: what was written over stands there again.

What something else has touched since stays as it is, and so does what that needs: a step that was
logged again, a product that is in use.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from itertools import pairwise
from typing import Any

from django.apps import apps
from django.db.models import Model

from routines.accounts.models import User
from routines.changes import services as changes
from routines.changes.models import Change
from routines.changes.services import Write
from routines.diary.models import Entry, Product, Step, StepTerm
from routines.diary.services.entries import KIND as ENTRY
from routines.portability.services import settings
from routines.portability.services.journal import Line, columns_of, digest_of, revive
from routines.portability.services.shelves import SHELVES
from routines.portability.services.writing import AT_ONCE, delete_by_keys, save_over
from routines.trends.models import Trial

STEP, TERM, PRODUCT = "diary.Step", "diary.StepTerm", "diary.Product"
IN_ORDER = tuple(
    shelf.model._meta.label  # noqa: SLF001 - Django's own public name
    for shelf in reversed(SHELVES)
    if shelf.model is not Product
)
"""The tables whose rows stand for themselves; what names others comes before what is named."""


@dataclass
class TakingBack:
    """Goes through a journal. The caller holds the person, in a transaction."""

    user: User
    at: datetime
    restored: set[tuple[str, str]] = field(default_factory=set)
    """What the log of changes knows to stand as it did before, by kind and target."""
    rows_restored: int = 0
    rows_left: int = 0

    def take_back(self, journal: Iterable[Line]) -> None:
        lines: dict[str, list[Line]] = defaultdict(list)
        for line in journal:
            lines[line.table].append(line)
        self.step_kinds = dict(Step.objects.of(self.user).values_list("pk", "kind"))
        for table in IN_ORDER:
            self._restore(apps.get_model(table), lines.get(table, ()))
        self._restore_routine([*lines.get(STEP, ()), *lines.get(TERM, ())])
        self._restore(Product, lines.get(PRODUCT, ()))
        for line in lines.get(settings.TABLE, ()):
            if settings.is_untouched(user=self.user, line=line) and line.before:
                settings.restore_preferences(user=self.user, before=line.before, at=self.at)
                self.rows_restored += 1
            else:
                self.rows_left += 1

    def writes(self, batch: uuid.UUID) -> Iterator[tuple[int, Write]]:
        """What of the import's batch stands as before: the key of each change, and its reverse."""
        rows = Change.objects.of(self.user).in_batch(batch).filter(undone_at__isnull=True)
        columns = ("pk", "kind", "target", "day", "before", "after")
        for pk, kind, target, day, before, after in rows.values_list(*columns).iterator():
            if (kind, target) in self.restored:
                yield (
                    pk,
                    Write(
                        kind=kind,
                        target=target,
                        day=day,
                        before=after,
                        after=before,
                        subject=self._subject(kind, target),
                    ),
                )

    def _subject(self, kind: str, target: str) -> str:
        """The kind of an answer's step, which may be gone by now."""
        return (
            self.step_kinds.get(int(target.split(":", maxsplit=1)[0]), "-") if kind == ENTRY else ""
        )

    # --- Rows that stand for themselves -------------------------------------------------------

    def _restore(self, model: type[Model], lines: Sequence[Line]) -> None:
        current = self._current(model, lines)
        untouched = [line for line in lines if self._is_free(model, line, current)]
        self.rows_left += len(lines) - len(untouched)
        delete_by_keys(model, [line.pk for line in untouched if line.before is None])
        save_over(model, [self._revived(model, line) for line in untouched if line.before])
        self._note(untouched)

    def _note(self, lines: Iterable[Line]) -> None:
        for line in lines:
            self.restored.add((line.kind, line.target))
            self.rows_restored += 1

    def _current(self, model: type[Model], lines: Sequence[Line]) -> dict[int, str]:
        """The digests of the rows as they are now, by their keys."""
        found: dict[int, str] = {}
        for start in range(0, len(lines), AT_ONCE):
            keys = [line.pk for line in lines[start : start + AT_ONCE]]
            rows: Iterable[Model] = model._default_manager.filter(user=self.user, pk__in=keys)  # noqa: SLF001 - Django's own public name
            found |= {row.pk: digest_of(columns_of(row)) for row in rows}
        return found

    def _is_free(self, model: type[Model], line: Line, current: dict[int, str]) -> bool:
        """Whether nothing has touched it, and nothing else needs it as it is."""
        if current.get(line.pk) != line.digest:
            return False
        if model is Product and line.before is None:
            return not _is_used(line.pk)
        if model is Trial and line.before and line.before["closed_on"] is None:
            return not Trial.objects.of(self.user).open().exclude(pk=line.pk).exists()
        return True

    def _revived(self, model: type[Model], line: Line) -> Any:
        row: Any = revive(model, line.before or {})
        if isinstance(row, Entry | StepTerm) and row.product_id not in self._products:
            row.product_id = None
        return row

    @cached_property
    def _products(self) -> set[int]:
        return set(Product.objects.of(self.user).values_list("pk", flat=True))

    # --- The routine --------------------------------------------------------------------------

    def _restore_routine(self, lines: Iterable[Line]) -> None:
        by_step: dict[str, list[Line]] = defaultdict(list)
        for line in lines:
            by_step[line.target].append(line)
        for target, of_step in by_step.items():
            if self._restore_step(int(target), of_step):
                self._note(of_step)
            else:
                self.rows_left += len(of_step)

    def _restore_step(self, step_id: int, lines: Sequence[Line]) -> bool:
        """Put a step and its terms back; return whether it could be."""
        step_line = next((line for line in lines if line.table == STEP), None)
        terms = [line for line in lines if line.table == TERM]
        if step_line is not None and step_line.digest == "":
            return self._bring_back(step_line, terms)
        current = self._current(StepTerm, terms)
        if any(line.digest and current.get(line.pk) != line.digest for line in terms):
            return False
        if step_line is not None and step_line.before is None:
            return self._remove(step_id, terms)
        return self._restore_terms(step_id, step_line, terms)

    def _bring_back(self, step_line: Line, terms: Sequence[Line]) -> bool:
        step = self._revived(Step, step_line)
        if Step.objects.of(self.user).filter(key=step.key).exists():
            return False
        Step.objects.bulk_create([step])
        StepTerm.objects.bulk_create([self._revived(StepTerm, line) for line in terms])
        return True

    def _remove(self, step_id: int, terms: Sequence[Line]) -> bool:
        step = Step.objects.of(self.user).filter(pk=step_id).first()
        if step is None or step.entries.exists() or step.trials.exists():
            return False
        if step.terms.count() != sum(1 for line in terms if line.digest):
            return False
        step.delete()
        return True

    def _restore_terms(self, step_id: int, step_line: Line | None, terms: Sequence[Line]) -> bool:
        step = Step.objects.of(self.user).filter(pk=step_id).first()
        if step is None:
            return False
        written = {line.pk for line in terms}
        before = [self._revived(StepTerm, line) for line in terms if line.before]
        others = list(step.terms.exclude(pk__in=written))
        whole = sorted([*others, *before], key=lambda term: term.starts_on)
        answered = step.entries.answered().values_list("day", flat=True)
        if not _are_in_order(whole) or not all(_covered(whole, day) for day in answered):
            return False
        delete_by_keys(StepTerm, list(written))
        StepTerm.objects.bulk_create(before)
        if step_line is not None and step_line.before:
            Step.objects.filter(pk=step_id).update(kind=step_line.before["kind"])
        return True


def take_back(
    *, user: User, batch: uuid.UUID, journal: Iterable[Line], at: datetime
) -> tuple[uuid.UUID, TakingBack]:
    """Take the import of this batch back, and say so in the log of changes.

    Returns the name of the new batch there, and what was done. The caller holds the person, in a
    transaction.
    """
    work = TakingBack(user=user, at=at)
    work.take_back(journal)
    reversed_writes = list(work.writes(batch))
    keys = [pk for pk, _ in reversed_writes]
    for start in range(0, len(keys), AT_ONCE):
        Change.objects.filter(pk__in=keys[start : start + AT_ONCE]).update(undone_at=at)
    new_batch = uuid.uuid4()
    writes = [write for _, write in reversed_writes]
    changes.record(user=user, batch=new_batch, writes=writes, at=at, undoes=batch)
    return new_batch, work


def days_touched_since(*, user: User, batch: uuid.UUID) -> list[date]:
    """Return the days on which something that the import wrote was written again since."""
    own = Change.objects.of(user).in_batch(batch)
    last = own.order_by("-pk").values_list("pk", flat=True).first()
    if last is None:
        return []
    since = Change.objects.of(user).filter(pk__gt=last)
    targets: dict[str, set[str]] = defaultdict(set)
    for kind, target in since.values_list("kind", "target").distinct():
        targets[kind].add(target)
    days: set[date] = set()
    for kind, of_kind in targets.items():
        names = sorted(of_kind)
        for start in range(0, len(names), AT_ONCE):
            found = own.filter(kind=kind, target__in=names[start : start + AT_ONCE])
            days |= set(found.values_list("day", flat=True))
    return sorted(days)


def _is_used(product_id: int) -> bool:
    return (
        StepTerm.objects.filter(product_id=product_id).exists()
        or Entry.objects.filter(product_id=product_id).exists()
    )


def _are_in_order(terms: Sequence[StepTerm]) -> bool:
    return all(
        term.ends_on is not None and term.ends_on <= following.starts_on
        for term, following in pairwise(terms)
    )


def _covered(terms: Iterable[StepTerm], day: date) -> bool:
    return any(
        term.starts_on <= day and (term.ends_on is None or day < term.ends_on) for term in terms
    )
