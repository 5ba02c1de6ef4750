"""Writing what was decided, in bulk, with a journal of what was written over.

Everything here runs within the one transaction of an import, whose caller holds the person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Model

from routines.accounts.models import User
from routines.changes.registry import State
from routines.changes.services import Write
from routines.diary.models import Entry, Step, StepTerm
from routines.diary.services import routine
from routines.diary.services.routine import StepPlan, routine_states
from routines.portability import values
from routines.portability.planning.identity import identity_of, kind_of
from routines.portability.planning.plan import Plan
from routines.portability.planning.verdicts import Kind
from routines.portability.services import settings
from routines.portability.services.columns import said_by
from routines.portability.services.journal import Columns, Line, columns_of, digest_of
from routines.portability.services.names import Names
from routines.portability.services.shelves import SHELVES, Shelf
from routines.reminders.services import plans
from routines.trends import services as trends
from routines.trends.models import Trial

AT_ONCE = 1000
"""Rows of a statement; the database may take fewer."""


@dataclass
class Writer:
    """Writes a plan, and gathers what the log of changes and the journal keep of it."""

    user: User
    plan: Plan
    at: datetime
    today: date
    writes: list[Write] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    def write(self) -> None:
        records: dict[Kind, list[Any]] = defaultdict(list)
        for record in self.plan.puts:
            records[kind_of(record)].append(said_by(record, self.at))
        self._remove_steps()
        self.names = Names.of(self.user)
        for shelf in SHELVES:
            if found := records.get(shelf.kind):
                self._put(shelf, found)
            if shelf.kind is Kind.PRODUCTS and (steps := records.get(Kind.STEPS)):
                self._put_steps(steps)
        for preferences in records.get(Kind.SETTINGS, ()):
            self.lines.append(
                settings.put_preferences(user=self.user, preferences=preferences, at=self.at)
            )
        if records.keys() & {Kind.NUDGES, Kind.SETTINGS}:
            plans.reschedule(user=self.user, at=self.at)

    # --- Whatever has rows of its own ---------------------------------------------------------

    def _put(self, shelf: Shelf, records: Sequence[Any]) -> None:
        standing = self._standing(shelf, records)
        for start in range(0, len(records), AT_ONCE):
            self._put_piece(shelf, records[start : start + AT_ONCE], standing)

    def _put_piece(self, shelf: Shelf, records: Sequence[Any], standing: dict[Any, Any]) -> None:
        fresh: list[Any] = []
        changed: list[tuple[Any, Columns, State]] = []
        for record in records:
            row = standing.pop(identity_of(record), None)
            if row is None:
                fresh.append(shelf.model(user=self.user, **shelf.columns(record, self.names)))
                continue
            before = columns_of(row), self._state(shelf, row)
            for name, value in shelf.columns(record, self.names).items():
                setattr(row, name, value)
            changed.append((row, *before))
        made = shelf.model._default_manager.bulk_create(fresh, batch_size=AT_ONCE)  # noqa: SLF001 - Django's own public name
        save_over(shelf.model, [row for row, _, _ in changed])
        self._note_names(shelf, made)
        for row in made:
            self._log(shelf, row, None, None)
        for row, columns, state in changed:
            self._log(shelf, row, columns, state)

    def _standing(self, shelf: Shelf, records: Iterable[Any]) -> dict[Any, Any]:
        """The rows that are written over, by their identity. No query where there are none."""
        wanted = {identity_of(record) for record in records} & self.plan.present.records.keys()
        if not wanted:
            return {}
        rows = ((shelf.identify(row, self.names), row) for row in shelf.rows(self.user))
        return {identity: row for identity, row in rows if identity in wanted}

    def _note_names(self, shelf: Shelf, made: Iterable[Any]) -> None:
        for row in made:
            if shelf.kind is Kind.PRODUCTS:
                self.names.products[row.key] = row.pk
            elif shelf.kind is Kind.TRIALS:
                self.names.add_trial(row)

    def _state(self, shelf: Shelf, row: Any) -> State:
        if isinstance(row, Trial):
            return trends.trial_state(row)
        return shelf.log(row)[2] if shelf.log else None

    def _log(self, shelf: Shelf, row: Any, columns: Columns | None, state: State) -> None:
        kind = target = ""
        if isinstance(row, Trial):
            kind, target = trends.KIND, f"{row.pk}:{row.step_id}"
            self._record(kind, target, self.today, state, trends.trial_state(row))
        elif shelf.log is not None:
            kind, target, after = shelf.log(row)
            day = getattr(row, "day", self.today)
            subject = self.names.step_kinds[row.step_id] if isinstance(row, Entry) else ""
            self._record(kind, target, day, state, after, subject)
        self._keep(row, kind, target, columns)

    def _record(
        self, kind: str, target: str, day: date, before: State, after: State, subject: str = ""
    ) -> None:
        self.writes.append(
            Write(kind=kind, target=target, day=day, before=before, after=after, subject=subject)
        )

    def _keep(self, row: Model, kind: str, target: str, before: Columns | None) -> None:
        digest = digest_of(columns_of(row))
        self.lines.append(Line(row._meta.label, row.pk, kind, target, digest, before))  # noqa: SLF001 - Django's own public name

    # --- The routine --------------------------------------------------------------------------

    def _remove_steps(self) -> None:
        """Let steps go that nobody has used. They take their terms with them."""
        steps = list(Step.objects.of(self.user).filter(key__in=self.plan.gone))
        states = routine_states([step.pk for step in steps])
        terms = StepTerm.objects.of(self.user).filter(step__in=steps)
        for row in [*steps, *terms]:
            target = str(row.pk if isinstance(row, Step) else row.step_id)
            label = row._meta.label  # noqa: SLF001 - Django's own public name
            self.lines.append(Line(label, row.pk, routine.KIND, target, "", columns_of(row)))
        for step in steps:
            self._record(routine.KIND, str(step.pk), self.today, states.get(step.pk), None)
        Step.objects.filter(pk__in=[step.pk for step in steps]).delete()

    def _put_steps(self, records: Sequence[values.Step]) -> None:
        known = [self.names.steps[one.key] for one in records if one.key in self.names.steps]
        before = routine_states(known)
        self._put_step_rows(records)
        self._put_terms(records)
        after = routine_states([self.names.steps[record.key] for record in records])
        for record in records:
            pk = self.names.steps[record.key]
            self._record(routine.KIND, str(pk), self.today, before.get(pk), after.get(pk))

    def _put_step_rows(self, records: Sequence[values.Step]) -> None:
        kept = {row.key: row for row in Step.objects.of(self.user)}
        fresh = [
            Step(user=self.user, key=record.key, kind=record.kind)
            for record in records
            if record.key not in kept
        ]
        for row in Step.objects.bulk_create(fresh, batch_size=AT_ONCE):
            self.names.add_step(row)
            self._keep(row, routine.KIND, str(row.pk), None)
        changed = [
            (step, record.kind)
            for record in records
            if (step := kept.get(record.key)) is not None and step.kind != record.kind
        ]
        for step, kind in changed:
            columns, step.kind = columns_of(step), kind
            self.names.add_step(step)
            self._keep(step, routine.KIND, str(step.pk), columns)
        save_over(Step, [step for step, _ in changed])

    def _put_terms(self, records: Sequence[values.Step]) -> None:
        """Write the terms anew where they differ; a term that only changed keeps its key."""
        step_ids = [self.names.steps[record.key] for record in records]
        kept: dict[int, list[StepTerm]] = defaultdict(list)
        rows = StepTerm.objects.of(self.user).order_by("starts_on")
        for row in rows.filter(step_id__in=step_ids):
            kept[row.step_id].append(row)
        surplus: list[StepTerm] = []
        written: list[tuple[StepTerm, Columns | None]] = []
        for step_id, record in zip(step_ids, records, strict=True):
            present = kept[step_id]
            surplus += present[len(record.terms) :]
            for place, term in enumerate(record.terms):
                row = StepTerm(user=self.user, step_id=step_id, **self._term_columns(term))
                before = None
                if place < len(present):
                    row.pk, before = present[place].pk, columns_of(present[place])
                    if columns_of(row) == before:
                        continue
                written.append((row, before))
        # Out of the way first: one step has one term a day, and one that is open.
        old = [row.pk for row in surplus] + [row.pk for row, _ in written if row.pk]
        delete_by_keys(StepTerm, old)
        StepTerm.objects.bulk_create([row for row, _ in written], batch_size=AT_ONCE)
        for row in surplus:
            target = str(row.step_id)
            self.lines.append(
                Line("diary.StepTerm", row.pk, routine.KIND, target, "", columns_of(row))
            )
        for row, before in written:
            self._keep(row, routine.KIND, str(row.step_id), before)

    def _term_columns(self, term: values.Term) -> dict[str, Any]:
        plan = StepPlan(
            name=term.name,
            slot=term.slot,
            cadence=term.cadence,
            product_id=self.names.product(term.product),
        )
        return {
            **plan.fields(),
            "position": term.position,
            "starts_on": term.starts_on,
            "ends_on": term.ends_on,
        }


def save_over(model: type[Model], rows: Sequence[Any]) -> None:
    """Save rows that are there already, in bulk."""
    if not rows:
        return
    fields = model._meta.concrete_fields  # noqa: SLF001 - Django's own public name
    model._default_manager.bulk_create(  # noqa: SLF001 - Django's own public name
        rows,
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["pk"],
        update_fields=[field.name for field in fields if not field.primary_key],
    )


def delete_by_keys(model: type[Model], keys: Sequence[int]) -> None:
    """Delete rows, some hundreds a statement."""
    for start in range(0, len(keys), AT_ONCE):
        model._default_manager.filter(pk__in=keys[start : start + AT_ONCE]).delete()  # noqa: SLF001 - Django's own public name
