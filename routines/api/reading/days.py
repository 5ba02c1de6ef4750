"""Days as JSON. A year of them is a few thousand steps, of which most read alike.

So each way in which a step can stand on a day is written once, and put together from there. Days
are looked up by their text, which is how the database has them and how they are answered.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from itertools import repeat
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet

from routines.accounts.models import User
from routines.accounts.prepared import Prepared, Value
from routines.diary.cadence import Kind, days_between, is_due
from routines.diary.days import PlannedStep, Span
from routines.diary.gather import planned
from routines.diary.models import Answer, DayNote, Entry, Happening, Pause, Product, StepTerm
from routines.trends.gather import DAY_AS_TEXT, JoinedDays, split

Given = tuple[str, str, int, str, int | None]
"""An answer that was given: what, why skipped, how many times, note, product."""

Piece = tuple[str, int]
"""A step on a day as JSON; and what it counts as, in one number that can be added up."""

MOST: Final = 1000
"""More steps than a day can have: so far apart lie the places of the counts in that number."""

ONE_OF: Final = (1, MOST, MOST**2)
"""One that is due, one that is done, one that is skipped."""

Writer = Callable[[bool, Given | None], Piece]
"""Writes a step on a day on which it is due, or not, and has this answer, or none."""

NOTHING: Given = ("", "", 1, "", None)


@dataclass(frozen=True)
class KeyedTerm:
    """A step of the routine with its name outside of this database."""

    plan: PlannedStep
    key: UUID


@dataclass(frozen=True)
class Rows:
    """What is known of some days."""

    terms: list[KeyedTerm]
    given: Mapping[int, Mapping[str, Given]]
    """By step and day."""

    products: Mapping[int, UUID]
    pauses: list[Span]
    notes: Mapping[str, str]
    happenings: Mapping[str, list[dict[str, object]]]


def read_days_json(user: User, first: date, last: date, today: date) -> list[str]:
    """Return every day from `first` to `last`, both included, as JSON. Five queries.

    A sixth one where another product than the usual was used.
    """
    return write_days(read_rows(user, first, last), days_between(first, last), today)


def read_day_json(user: User, day: date, today: date) -> bytes:
    """Return one day as JSON. As many queries."""
    return read_days_json(user, day, day, today)[0].encode()


def read_rows(user: User, first: date, last: date) -> Rows:
    """Read what is known of the days, both included, and of those that decide on them."""
    span: dict[str, Value] = {"user": user.pk, "first": first, "last": last}
    terms = [KeyedTerm(planned(term), term.step.key) for term in _terms(**span)]
    back = max((term.plan.cadence.looks_back for term in terms), default=0)
    given, with_product = _read_answers(user, first - timedelta(days=back), last)
    return Rows(
        terms=terms,
        given=given,
        products=_read_products(user) if with_product else {},
        pauses=[Span(first=pause.starts_on, last=pause.ends_on) for pause in _pauses(**span)],
        notes={note.day.isoformat(): note.text for note in _notes(**span)},
        happenings=_by_day(_happenings(**span)),
    )


def _terms_of(user: int, first: date, last: date) -> QuerySet[StepTerm]:
    rows = StepTerm.objects.of(User(pk=user)).touching(first, last)
    return rows.in_order().select_related("step", "product")


def _pauses_of(user: int, first: date, last: date) -> QuerySet[Pause]:
    return Pause.objects.of(User(pk=user)).touching(first, last)


def _notes_of(user: int, first: date, last: date) -> QuerySet[DayNote]:
    return DayNote.objects.of(User(pk=user)).filter(day__range=(first, last)).exclude(text="")


def _happenings_of(user: int, first: date, last: date) -> QuerySet[Happening, Any]:
    rows = Happening.objects.of(User(pk=user)).between(first, last).kept()
    in_order = rows.order_by("day", "kind__position", "kind__key", "region")
    return in_order.annotate(text=DAY_AS_TEXT).values_list("text", "kind__key", "region", "note")


def _answers_of(user: int, first: date, last: date) -> QuerySet[Entry, Any]:
    """The database puts together the days with the same answer, so that few rows come from it."""
    rows = Entry.objects.of(User(pk=user)).between(first, last).answered().order_by()
    columns = ("answer", "skip_reason", "times", "note", "product_id")
    return rows.values_list("step_id", *columns).annotate(days=JoinedDays(DAY_AS_TEXT))


EXAMPLES: Final[dict[str, Value]] = {"user": -1, "first": date(1, 1, 2), "last": date(1, 1, 3)}
_terms = Prepared(_terms_of, **EXAMPLES)
_pauses = Prepared(_pauses_of, **EXAMPLES)
_notes = Prepared(_notes_of, **EXAMPLES)
_happenings = Prepared(_happenings_of, **EXAMPLES)
_answers = Prepared(_answers_of, **EXAMPLES)


def _read_answers(
    user: User, first: date, last: date
) -> tuple[Mapping[int, Mapping[str, Given]], bool]:
    """The answers by step and day, and whether one names a product. One query."""
    given: dict[int, dict[str, Given]] = defaultdict(dict)
    with_product = False
    grouped = _answers(user=user.pk, first=first, last=last)
    for step_id, answer, reason, times, note, product, days in grouped:
        one: Given = (answer, reason, times, note, product)
        given[step_id].update(dict.fromkeys(split(days), one))
        with_product = with_product or product is not None
    return given, with_product


def _read_products(user: User) -> Mapping[int, UUID]:
    return dict(Product.objects.of(user).values_list("pk", "key"))


def _by_day(happenings: Iterable[tuple[str, ...]]) -> Mapping[str, list[dict[str, object]]]:
    """What happened, by day."""
    found: dict[str, list[dict[str, object]]] = defaultdict(list)
    for day, kind, region, note in happenings:
        found[day].append({"kind": kind, "region": region or None, "note": note})
    return found


def write_days(rows: Rows, days: Sequence[date], today: date) -> list[str]:
    """Return days as JSON; they follow each other, and lie within what was read."""
    texts = [day.isoformat() for day in days]
    written: list[list[Piece]] = [[] for _ in days]
    for term in rows.terms:
        _write_step(term, rows, days, texts, written)
    logged = set().union(*rows.given.values())
    return [
        _write_day(rows, text, _state(rows, day, text in logged, today), pieces)
        for day, text, pieces in zip(days, texts, written, strict=True)
    ]


def _write_step(
    term: KeyedTerm,
    rows: Rows,
    days: Sequence[date],
    texts: Sequence[str],
    written: Sequence[list[Piece]],
) -> None:
    """Add a step to each of the days on which it was in the routine."""
    write, plan = _writer(term, rows.products), term.plan
    given_on = rows.given.get(plan.step_id, {})
    due_on = _due_on(plan, days[0], given_on)
    here = _positions(plan, days)
    due = repeat(True) if due_on is None else map(due_on, days[here])
    for pieces, piece in zip(
        written[here], map(write, due, map(given_on.get, texts[here])), strict=False
    ):
        pieces.append(piece)


def _positions(plan: PlannedStep, days: Sequence[date]) -> slice:
    """Where among the days those lie on which it was in the routine."""
    first = max(0, (plan.starts_on - days[0]).days)
    end = len(days) if plan.ends_on is None else (plan.ends_on - days[0]).days
    return slice(first, max(first, end))


def _due_on(
    plan: PlannedStep, first: date, given_on: Mapping[str, Given]
) -> Callable[[date], bool] | None:
    """Return what says whether the step is due on a day; None where it is on every day.

    What decides is on which of the days before it was done. There are few ways for that, so each is
    asked after once.
    """
    cadence = plan.cadence
    if cadence.kind is Kind.DAILY:
        return None
    if cadence.is_fixed:
        return lambda day: is_due(cadence, day, ())
    back, begin = cadence.looks_back, first.toordinal() - cadence.looks_back
    before = [(1 << at, first - timedelta(days=back - at)) for at in range(back)]
    done = 0
    for text, given in given_on.items():
        place = date.fromisoformat(text).toordinal() - begin
        done |= (given[0] == Answer.DONE and place >= 0) << max(place, 0)

    @cache
    def after(pattern: int) -> bool:
        return is_due(cadence, first, {day for bit, day in before if pattern & bit})

    return lambda day: after(done >> day.toordinal() - begin - back & (1 << back) - 1)


def _writer(term: KeyedTerm, products: Mapping[int, UUID]) -> Writer:
    """Return what writes a step on a day; each way to stand there is written once."""
    plan = term.plan
    step = {"step": str(term.key), "name": plan.name, "kind": plan.kind, "slot": plan.slot}

    @cache
    def write(due: bool, given: Given | None) -> Piece:  # noqa: FBT001 - it is what is cached by
        answer, reason, times, note, product = given or NOTHING
        text = _text(
            {
                **step,
                "due": due,
                "answer": answer or None,
                "skip_reason": reason or None,
                "times": times,
                "note": note,
                "product": str(products[product]) if product else None,
            }
        )
        counts = (due or given is not None, answer == Answer.DONE, answer == Answer.SKIPPED)
        return text, sum(count * ONE_OF[at] for at, count in enumerate(counts))

    return write


def _write_day(rows: Rows, text: str, state: str, pieces: Sequence[Piece]) -> str:
    steps, counts = zip(*pieces, strict=True) if pieces else ((), ())
    happened = rows.happenings.get(text)
    return (
        f'{{"day":"{text}","state":"{state}",{_counted(sum(counts))},'
        f'"note":{_text(rows.notes[text]) if text in rows.notes else EMPTY},'
        f'"steps":[{",".join(steps)}],"happenings":{_text(happened) if happened else "[]"}}}'
    )


EMPTY = '""'


@lru_cache(maxsize=1000)
def _counted(counts: int) -> str:
    """What the steps of a day count as. Most days of a diary come to one of a few such sums."""
    due, done, skipped = (counts // one % MOST for one in ONE_OF)
    return f'"due":{due},"done":{done},"skipped":{skipped}'


def _text(value: object) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def _state(rows: Rows, day: date, is_logged: object, today: date) -> str:
    if rows.pauses and _is_paused(rows.pauses, day):
        return "paused"
    if is_logged:
        return "logged"
    return "future" if day > today else "unknown"


def _is_paused(pauses: Iterable[Span], day: date) -> bool:
    return any(pause.covers(day) for pause in pauses)
