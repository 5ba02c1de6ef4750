"""Where each kind of value is kept: its rows, its columns, and its name in the log of changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from routines.accounts.models import User
from routines.changes.registry import State
from routines.diary.models import DayNote, Entry, Happening, Pause, Product
from routines.diary.services import entries, happenings, pauses, products
from routines.portability.planning.identity import WITHDRAWN, Identity
from routines.portability.planning.verdicts import Kind
from routines.portability.services import columns
from routines.portability.services.names import Names
from routines.reminders.models import Nudge, Reminder, Rest, Wish
from routines.reminders.services import states
from routines.spots import services as spots
from routines.spots.models import Count
from routines.trends.models import Trial


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """`columns` are what a value sets. `identify` says which value a row is. `log` is what the log
    of changes knows it by (kind, target, state), where the log knows it.
    """

    kind: Kind
    model: type[Model]
    columns: Callable[[Any, Names], dict[str, Any]]
    identify: Callable[[Any, Names], Identity]
    log: Callable[[Any], tuple[str, str, State]] | None = None

    def rows(self, user: User) -> Iterator[Any]:
        """Every row of the person, some in memory at a time."""
        return self.model._default_manager.filter(user=user).iterator(chunk_size=1000)  # noqa: SLF001 - Django's own public name


def _log_happening(row: Happening) -> tuple[str, str, State]:
    target = happenings.happening_target(row.kind_id, row.day, row.region)
    return happenings.KIND, target, happenings.happening_state(row)


SHELVES: tuple[Shelf, ...] = (
    Shelf(
        kind=Kind.PRODUCTS,
        model=Product,
        columns=columns.of_product,
        identify=lambda row, _: (Kind.PRODUCTS, row.key),
        log=lambda row: (products.KIND, str(row.pk), products.product_state(row)),
    ),
    Shelf(
        kind=Kind.PAUSES,
        model=Pause,
        columns=columns.of_pause,
        identify=lambda row, _: (Kind.PAUSES, row.starts_on, row.ends_on),
        log=lambda row: (pauses.KIND, str(row.pk), pauses.pause_state(row)),
    ),
    Shelf(
        kind=Kind.ANSWERS,
        model=Entry,
        columns=columns.of_answer,
        identify=lambda row, names: (Kind.ANSWERS, names.step_keys[row.step_id], row.day),
        log=lambda row: (
            entries.KIND,
            entries.entry_target(row.step_id, row.day),
            entries.entry_state(row),
        ),
    ),
    Shelf(
        kind=Kind.HAPPENINGS,
        model=Happening,
        columns=columns.of_happening,
        identify=lambda row, names: (
            *(Kind.HAPPENINGS, row.day),
            *(names.happening_keys[row.kind_id], row.region),
        ),
        log=_log_happening,
    ),
    Shelf(
        kind=Kind.NOTES,
        model=DayNote,
        columns=columns.of_note,
        identify=lambda row, _: (Kind.NOTES, row.day),
        log=lambda row: (
            happenings.NOTE_KIND,
            row.day.isoformat(),
            happenings.note_state(row),
        ),
    ),
    Shelf(
        kind=Kind.COUNTS,
        model=Count,
        columns=columns.of_count,
        identify=lambda row, _: (Kind.COUNTS, row.key),
        log=lambda row: (spots.KIND, str(row.pk), spots.state_of(row)),
    ),
    Shelf(
        kind=Kind.TRIALS,
        model=Trial,
        columns=columns.of_trial,
        identify=lambda row, names: (Kind.TRIALS, names.step_keys[row.step_id], row.starts_on),
    ),
    Shelf(
        kind=Kind.NUDGES,
        model=Nudge,
        columns=columns.of_nudge,
        identify=lambda row, _: (Kind.NUDGES, row.key),
        log=lambda row: (states.NUDGE_KIND, row.key.hex, states.nudge_state(row)),
    ),
    Shelf(
        kind=Kind.RESTS,
        model=Rest,
        columns=columns.of_rest,
        identify=lambda row, names: (Kind.RESTS, names.outward(row.rule_key)),
        log=lambda row: (states.REST_KIND, row.rule_key, states.rest_state(row)),
    ),
    Shelf(
        kind=Kind.WISHES,
        model=Wish,
        columns=columns.of_wish,
        identify=lambda row, _: (Kind.WISHES, row.kind, row.channel),
    ),
    Shelf(
        kind=Kind.REMINDERS,
        model=Reminder,
        columns=columns.of_reminder,
        identify=lambda row, names: (
            *(Kind.REMINDERS, row.origin, names.outward(row.rule_key)),
            *(row.due_at, row.made_at),
            row.message if row.outcome == WITHDRAWN else "",
        ),
    ),
)
"""All but the routine and the settings, in an order in which what is named comes first."""
