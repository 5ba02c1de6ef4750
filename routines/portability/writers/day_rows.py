"""The rows of days.csv: each day with each step that was in the routine, whatever was logged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from uuid import UUID
from zoneinfo import ZoneInfo

from routines.accounts.clock import EARLIEST_DAY
from routines.portability.values import Answer, Pause, Product, Step, Term

HEADER = (
    "Day",
    "Step",
    "Kind",
    "Part of the day",
    "Product",
    "Answer",
    "Reason for skipping",
    "Times",
    "Note",
    "Said at",
    "Paused",
)
ANSWERS = {"done": "done", "not_done": "not done", "skipped": "skipped"}
REASONS = {
    "irritated": "skin is irritated",
    "rest_day": "rest day",
    "travelling": "travelling",
    "other": "another reason",
}
SLOTS = {"morning": "morning", "evening": "evening", "any": "any time"}


def local_time(moment: datetime | None, zone: ZoneInfo) -> str:
    """2026-11-22 21:40:00, where the person lives."""
    return "" if moment is None else moment.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")


def product_names(products: Iterable[Product]) -> dict[UUID | None, str]:
    return {one.key: " ".join(filter(None, (one.brand, one.name))) for one in products}


def day_rows(
    *,
    steps: Sequence[Step],
    pauses: Sequence[Pause],
    answers: Iterable[Answer],
    products: Mapping[UUID | None, str],
    last: date,
    zone: ZoneInfo,
) -> Iterator[Sequence[object]]:
    """Return the rows, the oldest first; the answers come in the order of their days.

    What was not logged is an empty cell, never "not done". An answer that was taken back is none.
    """
    by_day = groupby((one for one in answers if one.answer), key=lambda one: one.day)
    given = next(by_day, None)
    first = _first_day(steps, given[0] if given else last)
    for day in _days(first, last):
        said = {}
        while given is not None and given[0] <= day:
            said = {one.step: one for one in given[1]}
            given = next(by_day, None)
        is_paused = any(_covers(pause, day) for pause in pauses)
        for step, term in _on(steps, day, said):
            answer = said.get(step.key)
            used = (answer and answer.product) or (term.product if term else None)
            yield (
                *_of_step(day, step, term),
                products.get(used, ""),
                *_of_answer(answer, zone),
                "yes" if is_paused else "",
            )


def _first_day(steps: Sequence[Step], otherwise: date) -> date:
    earliest = min([otherwise, *(term.starts_on for step in steps for term in step.terms)])
    return max(earliest, min(otherwise, EARLIEST_DAY))


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def _covers(pause: Pause, day: date) -> bool:
    return pause.starts_on <= day and (pause.ends_on is None or day <= pause.ends_on)


def _on(
    steps: Sequence[Step], day: date, said: Mapping[UUID, Answer]
) -> list[tuple[Step, Term | None]]:
    """The steps of a day in the order in which it is shown, and those that have an answer only."""
    standing = [(step, _term_on(step, day)) for step in steps]
    present = [(step, term) for step, term in standing if term is not None or step.key in said]
    return sorted(present, key=lambda pair: pair[1].position if pair[1] else len(steps))


def _term_on(step: Step, day: date) -> Term | None:
    for term in step.terms:
        if term.starts_on <= day and (term.ends_on is None or day < term.ends_on):
            return term
    return None


def _of_step(day: date, step: Step, term: Term | None) -> Sequence[object]:
    name = term.name if term else step_name(step)
    return day, name, step.kind, SLOTS[term.slot] if term else ""


def _of_answer(answer: Answer | None, zone: ZoneInfo) -> Sequence[object]:
    if answer is None:
        return ("",) * 5
    return (
        ANSWERS[answer.answer],
        REASONS.get(answer.skip_reason, ""),
        answer.times if answer.answer == "done" else "",
        answer.note,
        local_time(answer.given_at, zone),
    )


def step_name(step: Step) -> str:
    """Its latest name."""
    return step.terms[-1].name if step.terms else step.kind
