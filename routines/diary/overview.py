"""The routine as its page shows it: what is in it now, and what was."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from routines.accounts.models import User
from routines.diary.models import Slot, StepTerm


@dataclass(frozen=True, kw_only=True)
class SlotOfRoutine:
    """The steps of a part of the day, in the person's order."""

    slot: Slot
    terms: tuple[StepTerm, ...]


@dataclass(frozen=True, kw_only=True)
class RetiredStep:
    """A step that has left the routine, and the days it was in it: (first, last), both included."""

    last: StepTerm
    times: tuple[tuple[date, date], ...]


@dataclass(frozen=True, kw_only=True)
class Overview:
    """Everything that ever belonged to a routine."""

    slots: tuple[SlotOfRoutine, ...]
    retired: tuple[RetiredStep, ...]

    @property
    def is_empty(self) -> bool:
        return not any(slot.terms for slot in self.slots)

    def slot_of(self, step_id: int) -> SlotOfRoutine:
        """The part of the day a step is in. Raises KeyError for one that is not in the routine."""
        for slot in self.slots:
            if any(term.step_id == step_id for term in slot.terms):
                return slot
        raise KeyError(step_id)


def read_overview(user: User) -> Overview:
    """Return the person's routine. One query."""
    terms = StepTerm.objects.of(user).in_order().select_related("step", "product")
    return overview(terms)


def overview(terms: Iterable[StepTerm]) -> Overview:
    """Sort terms, given in the person's order, by what is in the routine and what was."""
    present: list[StepTerm] = []
    past: dict[int, list[StepTerm]] = defaultdict(list)
    for term in terms:
        if term.ends_on is None:
            present.append(term)
        past[term.step_id].append(term)
    for term in present:
        del past[term.step_id]
    retired = [_retired(sorted(own, key=lambda term: term.starts_on)) for own in past.values()]
    return Overview(
        slots=tuple(
            SlotOfRoutine(slot=slot, terms=tuple(term for term in present if term.slot == slot))
            for slot in Slot
        ),
        retired=tuple(sorted(retired, key=lambda step: step.times[-1], reverse=True)),
    )


def _retired(terms: list[StepTerm]) -> RetiredStep:
    return RetiredStep(last=terms[-1], times=tuple(_joined(terms)))


def _joined(terms: list[StepTerm]) -> list[tuple[date, date]]:
    """The spans of the terms; an edit, where one ends as the next begins, does not part them."""
    spans: list[tuple[date, date]] = []
    for term in terms:
        if term.ends_on is None:
            continue
        last = term.ends_on - timedelta(days=1)
        if spans and spans[-1][1] + timedelta(days=1) == term.starts_on:
            spans[-1] = (spans[-1][0], last)
        else:
            spans.append((term.starts_on, last))
    return spans
