"""Days as JSON. A year of them is a few thousand steps, of which most read alike.

So each way in which a step can stand on a day is written once, and put together from there.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple
from uuid import UUID

from routines.accounts.models import User
from routines.diary.cadence import days_between, is_due
from routines.diary.days import PlannedStep, Span
from routines.diary.gather import planned, read_pauses
from routines.diary.models import Answer, DayNote, Entry, Happening, StepTerm


class Given(NamedTuple):
    """An answer that was given, on the way to JSON."""

    answer: str
    skip_reason: str
    times: int
    note: str
    product: UUID | None


Writer = Callable[[bool, Given | None], str]
"""Writes a step on a day on which it is due, or not, and has this answer, or none."""


@dataclass(frozen=True)
class KeyedTerm:
    """A step of the routine with its name outside of this database."""

    plan: PlannedStep
    key: UUID


@dataclass(frozen=True)
class Rows:
    """What is known of some days."""

    terms: list[KeyedTerm]
    given: dict[tuple[int, date], Given]
    logged: set[date]
    done: Mapping[int, set[date]]
    pauses: list[Span]
    notes: dict[date, str]
    happenings: Mapping[date, list[dict[str, object]]]


def read_days_json(user: User, first: date, last: date, today: date) -> list[bytes]:
    """Return every day from `first` to `last`, both included, as JSON. Five queries."""
    return write_days(read_rows(user, first, last), days_between(first, last), today)


def read_day_json(user: User, day: date, today: date) -> bytes:
    """Return one day as JSON. Five queries."""
    return read_days_json(user, day, day, today)[0]


def write_days(rows: Rows, days: Iterable[date], today: date) -> list[bytes]:
    """Return days as JSON; they lie within what was read."""
    writers = [_writer(term) for term in rows.terms]
    return [_day(rows, writers, day, today).encode() for day in days]


def read_rows(user: User, first: date, last: date) -> Rows:
    """Read what is known of the days, both included, and of those that decide on them.

    Five queries.
    """
    terms = [
        KeyedTerm(planned(term), term.step.key)
        for term in StepTerm.objects.of(user)
        .touching(first, last)
        .in_order()
        .select_related("step", "product")
    ]
    back = max((term.plan.cadence.looks_back for term in terms), default=0)
    given, logged, done = _read_answers(user, first - timedelta(days=back), last)
    notes = DayNote.objects.of(user).filter(day__range=(first, last)).exclude(text="")
    return Rows(
        terms=terms,
        given=given,
        logged=logged,
        done=done,
        pauses=read_pauses(user, first, last),
        notes=dict(notes.values_list("day", "text")),
        happenings=_read_happenings(user, first, last),
    )


def _read_answers(
    user: User, first: date, last: date
) -> tuple[dict[tuple[int, date], Given], set[date], Mapping[int, set[date]]]:
    """The answers by step and day, the days that have any, and the days on which a step was done.

    One query.
    """
    given: dict[tuple[int, date], Given] = {}
    done: dict[int, set[date]] = defaultdict(set)
    logged: set[date] = set()
    rows = Entry.objects.of(user).between(first, last).answered().values_list(
        "step_id", "day", "answer", "skip_reason", "times", "note", "product__key"
    )  # fmt: skip
    for step_id, day, answer, reason, times, note, product in rows:
        given[step_id, day] = Given(answer, reason, times, note, product)
        logged.add(day)
        if answer == Answer.DONE:
            done[step_id].add(day)
    return given, logged, done


def _read_happenings(user: User, first: date, last: date) -> Mapping[date, list[dict[str, object]]]:
    """What happened, by day. One query."""
    found: dict[date, list[dict[str, object]]] = defaultdict(list)
    rows = Happening.objects.of(user).between(first, last).kept()
    rows = rows.order_by("day", "kind__position", "kind__key", "region")
    for day, kind, region, note in rows.values_list("day", "kind__key", "region", "note"):
        found[day].append({"kind": kind, "region": region or None, "note": note})
    return found


def _writer(term: KeyedTerm) -> Writer:
    """Return what writes a step on a day; each way to stand there is written once."""
    plan = term.plan
    step = {"step": str(term.key), "name": plan.name, "kind": plan.kind, "slot": plan.slot}

    @cache
    def write(due: bool, given: Given | None) -> str:  # noqa: FBT001 - it is what is cached by
        answer = given or Given("", "", 1, "", None)
        return json.dumps(
            {
                **step,
                "due": due,
                "answer": answer.answer or None,
                "skip_reason": answer.skip_reason or None,
                "times": answer.times,
                "note": answer.note,
                "product": str(answer.product) if answer.product else None,
            }
        )

    return write


def _day(rows: Rows, writers: Iterable[Writer], day: date, today: date) -> str:
    steps: list[str] = []
    due = done = skipped = 0
    for term, write in zip(rows.terms, writers, strict=True):
        plan = term.plan
        if not plan.is_on(day):
            continue
        given = rows.given.get((plan.step_id, day))
        is_meant = is_due(plan.cadence, day, rows.done.get(plan.step_id, ()))
        due += is_meant or given is not None
        if given is not None:
            done += given.answer == Answer.DONE
            skipped += given.answer == Answer.SKIPPED
        steps.append(write(is_meant, given))
    note, happened = rows.notes.get(day, ""), rows.happenings.get(day, [])
    return (
        f'{{"day": "{day.isoformat()}", "state": "{_state(rows, day, today)}", "due": {due}, '
        f'"done": {done}, "skipped": {skipped}, "note": {json.dumps(note)}, '
        f'"steps": [{", ".join(steps)}], "happenings": {json.dumps(happened)}}}'
    )


def _state(rows: Rows, day: date, today: date) -> str:
    if _is_paused(rows.pauses, day):
        return "paused"
    if day in rows.logged:
        return "logged"
    return "future" if day > today else "unknown"


def _is_paused(pauses: Iterable[Span], day: date) -> bool:
    return any(pause.covers(day) for pause in pauses)
