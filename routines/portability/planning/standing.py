"""What there is room for, as the rows of a file are gone through one after another."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime
from uuid import UUID

from routines.portability.planning.identity import WITHDRAWN
from routines.portability.planning.present import Present
from routines.portability.planning.terms import covers, is_open, may_reach, reaching
from routines.portability.values import (
    Answer,
    Count,
    Nudge,
    Pause,
    Product,
    Record,
    Reminder,
    Rest,
    Step,
    Term,
    Trial,
)

MOST_STEPS = 40
MOST_STEPS_EVER = 1000
"""Those that are retired or taken back among them; nobody comes near."""
MOST_TRIALS = 200
MOST_PRODUCTS = 300
MOST_NUDGES = 12
MOST_COUNTS_A_DAY = 30

NO_SUCH_STEP = "It speaks of a step that is not brought in."
NO_SUCH_PRODUCT = "It speaks of a product that is not brought in."
NOT_ON_THAT_DAY = "That step was not part of your routine on this day."

TRIAL_RULE = re.compile(r"trial:[0-9a-f]{32}@\d{4}-\d\d-\d\d")


def trial_rule(step: UUID, starts_on: date) -> str:
    """The identity under which reminders and rests speak of a trial, outside of this database."""
    return f"trial:{step.hex}@{starts_on.isoformat()}"


class Standing:
    """The diary as it would be after what was let in so far: only what rules need to know of it."""

    def __init__(self, present: Present, gone: frozenset[UUID]) -> None:
        self.terms: dict[UUID, tuple[Term, ...]] = {}
        self.products: dict[UUID, str] = {}
        self.reached: dict[UUID, date] = {}
        """The day from which a step is in the routine now, where it had to reach back."""
        self._pauses: list[Pause] = []
        self._nudges = 0
        self._counts: Counter[date] = Counter()
        self._has_open_trial = False
        self._trials: set[str] = set()
        self._spoken: set[tuple[str, date | datetime]] = set()
        for record in present.records.values():
            if not (isinstance(record, Step) and record.key in gone):
                self.let_in(record, instead_of=None)

    def let_in(self, record: Record, *, instead_of: Record | None) -> None:  # noqa: C901 - a table
        """Take note of a value, which may stand instead of another of its identity."""
        match record:
            case Step():
                self.terms[record.key] = record.terms
            case Product():
                self.products[record.key] = f"{record.brand} {record.name}".strip()
            case Pause() if instead_of is None:
                self._pauses.append(record)
            case Nudge() if instead_of is None:
                self._nudges += 1
            case Count():
                self._counts[record.day] += 1
                if isinstance(instead_of, Count):
                    self._counts[instead_of.day] -= 1
            case Trial():
                self._has_open_trial |= record.closed_on is None
                self._trials.add(trial_rule(record.step, record.starts_on))
            case Reminder() if (occasion := _occasion(record)) is not None:
                self._spoken.add(occasion)

    def refusal(self, record: Record, *, instead_of: Record | None) -> str:  # noqa: C901, PLR0911 - a table
        """Return why there is no room for it, or ""."""
        match record:
            case Answer():
                return self._answer(record)
            case Step():
                return self._step(record, instead_of)
            case Product() if instead_of is None and len(self.products) >= MOST_PRODUCTS:
                return f"The list holds {MOST_PRODUCTS} products at most."
            case Pause() if instead_of is None and any(
                _overlap(record, pause) for pause in self._pauses
            ):
                return "There is another pause on some of these days."
            case Count() if self._is_crowded(record, instead_of):
                return f"A day holds {MOST_COUNTS_A_DAY} counts at most."
            case Trial():
                return self._trial(record, instead_of)
            case Nudge() if instead_of is None and self._nudges >= MOST_NUDGES:
                return f"There can be {MOST_NUDGES} nudges at most."
            case Reminder() | Rest() if self._lacks_trial(record.rule_key):
                return "It speaks of a trial that is not brought in."
            case Reminder() if self._was_said(record, instead_of):
                return "The same rule has spoken on that day here."
        return ""

    def reach(self, answer: Answer) -> None:
        """Let the answer's step reach back to its day where it has to; see `refusal`."""
        terms = self.terms[answer.step]
        if answer.answer and not covers(terms, answer.day):
            self.terms[answer.step] = reaching(terms, answer.day)
            self.reached[answer.step] = answer.day

    def _answer(self, record: Answer) -> str:
        terms = self.terms.get(record.step)
        if terms is None:
            return NO_SUCH_STEP
        if record.product is not None and record.product not in self.products:
            return NO_SUCH_PRODUCT
        if record.answer and not covers(terms, record.day) and not may_reach(terms, record.day):
            return NOT_ON_THAT_DAY
        return ""

    def _step(self, record: Step, instead_of: Record | None) -> str:
        named = {term.product for term in record.terms if term.product is not None}
        if not named <= self.products.keys():
            return NO_SUCH_PRODUCT
        was_open = isinstance(instead_of, Step) and is_open(self.terms[instead_of.key])
        if is_open(record.terms) and not was_open and self._open_steps() >= MOST_STEPS:
            return f"A routine holds {MOST_STEPS} steps at most."
        if instead_of is None and len(self.terms) >= MOST_STEPS_EVER:
            return f"A diary holds {MOST_STEPS_EVER:,} steps at most, retired ones among them."
        return ""

    def _open_steps(self) -> int:
        return sum(map(is_open, self.terms.values()))

    def _is_crowded(self, record: Count, instead_of: Record | None) -> bool:
        stays = isinstance(instead_of, Count) and instead_of.day == record.day
        return not stays and self._counts[record.day] >= MOST_COUNTS_A_DAY

    def _trial(self, record: Trial, instead_of: Record | None) -> str:
        if record.step not in self.terms:
            return NO_SUCH_STEP
        was_open = isinstance(instead_of, Trial) and instead_of.closed_on is None
        if record.closed_on is None and not was_open and self._has_open_trial:
            return "You have a trial planned already."
        if instead_of is None and len(self._trials) >= MOST_TRIALS:
            return f"A diary holds {MOST_TRIALS} trials at most."
        return ""

    def _lacks_trial(self, rule_key: str) -> bool:
        return bool(TRIAL_RULE.fullmatch(rule_key)) and rule_key not in self._trials

    def _was_said(self, record: Reminder, instead_of: Record | None) -> bool:
        before = _occasion(instead_of) if isinstance(instead_of, Reminder) else None
        occasion = _occasion(record)
        return occasion is not None and occasion != before and occasion in self._spoken


def _occasion(record: Reminder) -> tuple[str, date | datetime] | None:
    """What is spoken of once: by a nudge at its time, by a rule on a day unless withdrawn."""
    if record.origin == "nudge":
        return record.rule_key, record.due_at
    return None if record.outcome == WITHDRAWN else (record.rule_key, record.day)


def _overlap(one: Pause, other: Pause) -> bool:
    last, other_last = one.ends_on or date.max, other.ends_on or date.max
    return one.starts_on <= other_last and other.starts_on <= last
