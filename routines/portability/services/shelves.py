"""Where each kind of value is kept: its rows, its columns, and its name in the log of changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Model

from routines.accounts.models import User
from routines.changes.registry import State
from routines.diary.cadence import bits_from_weekdays
from routines.diary.models import DayNote, Entry, Happening, HappeningKind, Pause, Product, Step
from routines.diary.services import entries, happenings, pauses, products
from routines.portability import values
from routines.portability.planning.identity import WITHDRAWN, Identity
from routines.portability.planning.standing import TRIAL_RULE, trial_rule
from routines.portability.planning.verdicts import Kind
from routines.reminders.models import Nudge, Reminder, Rest, Wish
from routines.reminders.services import states
from routines.spots import services as spots
from routines.spots.models import NUMBER_FIELDS, Count
from routines.trends.models import Trial


@dataclass
class Names:
    """What values are named by → what rows are, and back. Grows as rows are made."""

    user: User
    steps: dict[UUID, int] = field(default_factory=dict)
    step_keys: dict[int, UUID] = field(default_factory=dict)
    step_kinds: dict[int, str] = field(default_factory=dict)
    products: dict[UUID, int] = field(default_factory=dict)
    happenings: dict[str, int] = field(default_factory=dict)
    happening_keys: dict[int, str] = field(default_factory=dict)
    trials: dict[str, int] = field(default_factory=dict)
    trial_names: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, user: User) -> Names:
        """Four queries."""
        names = cls(user=user)
        for step in Step.objects.of(user):
            names.add_step(step)
        names.products = dict(Product.objects.of(user).values_list("key", "pk"))
        names.happenings = dict(HappeningKind.objects.values_list("key", "pk"))
        names.happening_keys = {pk: key for key, pk in names.happenings.items()}
        for trial in Trial.objects.of(user):
            names.add_trial(trial)
        return names

    def add_step(self, step: Step) -> None:
        self.steps[step.key] = step.pk
        self.step_keys[step.pk] = step.key
        self.step_kinds[step.pk] = step.kind

    def add_trial(self, trial: Trial) -> None:
        name = trial_rule(self.step_keys[trial.step_id], trial.starts_on)
        self.trials[name] = trial.pk
        self.trial_names[f"trial:{trial.pk}"] = name

    def rule_key(self, key: str) -> str:
        """The key by which this database knows a rule, a nudge or a trial."""
        return f"trial:{self.trials[key]}" if TRIAL_RULE.fullmatch(key) else key

    def outward(self, rule_key: str) -> str:
        """The key by which files know it."""
        return self.trial_names.get(rule_key, rule_key)

    def product(self, key: UUID | None) -> int | None:
        return None if key is None else self.products[key]


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


def _product(record: values.Product, names: Names) -> dict[str, Any]:
    return {
        "key": record.key,
        "name": record.name,
        "brand": record.brand,
        "opened_on": record.opened_on,
        "months_it_keeps": record.months_it_keeps,
        "finished_on": record.finished_on,
    }


def _pause(record: values.Pause, names: Names) -> dict[str, Any]:
    return {
        "starts_on": record.starts_on,
        "ends_on": record.ends_on,
        "reason": record.reason,
    }


def _answer(record: values.Answer, names: Names) -> dict[str, Any]:
    return {
        "step_id": names.steps[record.step],
        "day": record.day,
        "answer": record.answer,
        "skip_reason": record.skip_reason,
        "times": record.times,
        "product_id": names.product(record.product),
        "note": record.note,
        "given_at": record.given_at,
    }


def _happening(record: values.Happening, names: Names) -> dict[str, Any]:
    return {
        "day": record.day,
        "kind_id": names.happenings[record.kind],
        "region": record.region,
        "note": record.note,
        "active": record.active,
        "given_at": record.given_at,
    }


def _note(record: values.Note, names: Names) -> dict[str, Any]:
    return {"day": record.day, "text": record.text, "given_at": record.given_at}


def _count(record: values.Count, names: Names) -> dict[str, Any]:
    return {
        "key": record.key,
        "day": record.day,
        "counted_at": record.counted_at,
        "given_at": record.given_at,
        "removed_at": record.removed_at,
        "note": record.note,
        **{name: record.numbers.get(name) for name in NUMBER_FIELDS},
    }


def _trial(record: values.Trial, names: Names) -> dict[str, Any]:
    return {
        "step_id": names.steps[record.step],
        "starts_on": record.starts_on,
        "blocks": record.blocks,
        "begins_with_step": record.begins_with_step,
        "closed_on": record.closed_on,
    }


def _nudge(record: values.Nudge, names: Names) -> dict[str, Any]:
    return {
        "key": record.key,
        "slot": record.slot,
        "at": record.at,
        "weekdays": bits_from_weekdays(record.weekdays),
        "active": record.active,
    }


def _rest(record: values.Rest, names: Names) -> dict[str, Any]:
    return {
        "rule_key": names.rule_key(record.rule_key),
        "made_at": record.made_at,
        "until": record.until,
    }


def _wish(record: values.Wish, names: Names) -> dict[str, Any]:
    return {"kind": record.kind, "channel": record.channel, "wanted": record.wanted}


_REMINDER = (
    *("origin", "kind", "message", "day", "due_at", "made_at", "topic", "title", "revision"),
    *("line", "sentence", "saying", "offers", "outcome", "answered_at", "until"),
)


def _reminder(record: values.Reminder, names: Names) -> dict[str, Any]:
    return {
        "rule_key": names.rule_key(record.rule_key),
        "facts": list(record.facts),
        "figures": dict(record.figures),
        **{name: getattr(record, name) for name in _REMINDER},
    }


def _log_happening(row: Happening) -> tuple[str, str, State]:
    target = happenings.happening_target(row.kind_id, row.day, row.region)
    return happenings.KIND, target, happenings.happening_state(row)


SHELVES: tuple[Shelf, ...] = (
    Shelf(
        kind=Kind.PRODUCTS,
        model=Product,
        columns=_product,
        identify=lambda row, _: (Kind.PRODUCTS, row.key),
        log=lambda row: (products.KIND, str(row.pk), products.product_state(row)),
    ),
    Shelf(
        kind=Kind.PAUSES,
        model=Pause,
        columns=_pause,
        identify=lambda row, _: (Kind.PAUSES, row.starts_on, row.ends_on),
        log=lambda row: (pauses.KIND, str(row.pk), pauses.pause_state(row)),
    ),
    Shelf(
        kind=Kind.ANSWERS,
        model=Entry,
        columns=_answer,
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
        columns=_happening,
        identify=lambda row, names: (
            *(Kind.HAPPENINGS, row.day),
            *(names.happening_keys[row.kind_id], row.region),
        ),
        log=_log_happening,
    ),
    Shelf(
        kind=Kind.NOTES,
        model=DayNote,
        columns=_note,
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
        columns=_count,
        identify=lambda row, _: (Kind.COUNTS, row.key),
        log=lambda row: (spots.KIND, str(row.pk), spots.state_of(row)),
    ),
    Shelf(
        kind=Kind.TRIALS,
        model=Trial,
        columns=_trial,
        identify=lambda row, names: (Kind.TRIALS, names.step_keys[row.step_id], row.starts_on),
    ),
    Shelf(
        kind=Kind.NUDGES,
        model=Nudge,
        columns=_nudge,
        identify=lambda row, _: (Kind.NUDGES, row.key),
        log=lambda row: (states.NUDGE_KIND, row.key.hex, states.nudge_state(row)),
    ),
    Shelf(
        kind=Kind.RESTS,
        model=Rest,
        columns=_rest,
        identify=lambda row, names: (Kind.RESTS, names.outward(row.rule_key)),
        log=lambda row: (states.REST_KIND, row.rule_key, states.rest_state(row)),
    ),
    Shelf(
        kind=Kind.WISHES,
        model=Wish,
        columns=_wish,
        identify=lambda row, _: (Kind.WISHES, row.kind, row.channel),
    ),
    Shelf(
        kind=Kind.REMINDERS,
        model=Reminder,
        columns=_reminder,
        identify=lambda row, names: (
            *(Kind.REMINDERS, row.origin, names.outward(row.rule_key)),
            *(row.due_at, row.made_at),
            row.message if row.outcome == WITHDRAWN else "",
        ),
    ),
)
"""All but the routine and the settings, in an order in which what is named comes first."""
