"""The files for a spreadsheet that have a row a record. What was taken back is not in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from routines.diary.cadence import Cadence
from routines.diary.regions import LABELS, Region
from routines.diary.words import cadence_words
from routines.portability.diary_json.shapes import NUMBER_NAMES
from routines.portability.gather import Reader
from routines.portability.writers.day_rows import SLOTS, local_time, product_names, step_name
from routines.portability.writers.written import read_written

Rows = Iterator[Sequence[object]]
ONE_DAY = timedelta(days=1)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NUMBER_LABELS = {region.value: LABELS[region] for region in Region} | {
    "whole_face": "Whole face",
    "unsure": "Not sure about",
}
OUTCOMES = {
    "": "",
    "done": "done",
    "not_now": "put off",
    "stopped": "stopped",
    "dismissed": "put away",
    "withdrawn": "no longer so",
}


@dataclass(frozen=True, kw_only=True)
class Table:
    file: str
    header: Sequence[str]
    rows: Callable[[Reader], Rows]


def step_rows(reader: Reader) -> Rows:
    products = product_names(reader.products())
    for step in reader.steps():
        for term in step.terms:
            yield (
                term.name,
                step.kind,
                SLOTS[term.slot],
                how_often(term.cadence),
                products.get(term.product, ""),
                term.starts_on,
                term.ends_on and term.ends_on - ONE_DAY,
            )


def how_often(cadence: Cadence) -> str:
    return cadence_words(cadence, WEEKDAYS) or "every day"


def product_rows(reader: Reader) -> Rows:
    for one in reader.products():
        yield one.brand, one.name, one.opened_on, one.months_it_keeps, one.finished_on


def pause_rows(reader: Reader) -> Rows:
    for one in reader.pauses():
        yield one.starts_on, one.ends_on, one.reason


def happening_rows(reader: Reader) -> Rows:
    for one in reader.happenings():
        if one.active:
            name = reader.names.happenings.get(one.kind, one.kind)
            place = LABELS[Region(one.region)] if one.region else ""
            yield one.day, name, place, one.note, local_time(one.given_at, reader.user.zone)


def note_rows(reader: Reader) -> Rows:
    for one in reader.notes():
        if one.text:
            yield one.day, one.text


def count_rows(reader: Reader) -> Rows:
    """What was not counted is an empty cell, never a zero."""
    for one in reader.counts():
        if one.removed_at is None:
            numbers = (one.numbers.get(name) for name in NUMBER_NAMES)
            yield one.day, local_time(one.counted_at, reader.user.zone), *numbers, one.note


def trial_rows(reader: Reader) -> Rows:
    names = {step.key: step_name(step) for step in reader.steps()}
    for one in reader.trials():
        begins = "with it" if one.begins_with_step else "without it"
        yield names[one.step], one.starts_on, one.blocks, begins, one.closed_on


def reminder_rows(reader: Reader) -> Rows:
    zone = reader.user.zone
    for one in reader.reminders():
        yield (
            one.day,
            local_time(one.made_at, zone),
            one.kind,
            one.message,
            one.title,
            OUTCOMES[one.outcome],
            local_time(one.answered_at, zone),
            local_time(one.until, zone),
        )


def change_rows(reader: Reader) -> Rows:
    zone = reader.user.zone
    for one in read_written(reader):
        yield (
            local_time(one.made_at, zone),
            one.day,
            one.words,
            "yes" if one.is_undo else "",
            local_time(one.undone_at, zone),
        )


TABLES = (
    Table(
        file="steps.csv",
        header=(
            "Step",
            "Kind",
            "Part of the day",
            "How often",
            "Product",
            "First day",
            "Last day",
        ),
        rows=step_rows,
    ),
    Table(
        file="products.csv",
        header=("Brand", "Name", "Opened", "Months it keeps", "Finished"),
        rows=product_rows,
    ),
    Table(
        file="counts.csv",
        header=("Day", "Counted at", *NUMBER_LABELS.values(), "Note"),
        rows=count_rows,
    ),
    Table(
        file="happenings.csv",
        header=("Day", "Happening", "Place", "Note", "Said at"),
        rows=happening_rows,
    ),
    Table(file="notes.csv", header=("Day", "Note"), rows=note_rows),
    Table(file="pauses.csv", header=("First day", "Last day", "Reason"), rows=pause_rows),
    Table(
        file="trials.csv",
        header=("Step", "First day", "Parts of eight weeks", "Begins", "Called off or over on"),
        rows=trial_rows,
    ),
    Table(
        file="reminders.csv",
        header=(
            "Day",
            "Said at",
            "Kind",
            "Message",
            "From",
            "What became of it",
            "Answered at",
            "Put off until",
        ),
        rows=reminder_rows,
    ),
    Table(
        file="changes.csv",
        header=("Written at", "For the day", "What", "Takes something back", "Taken back at"),
        rows=change_rows,
    ),
)
