"""Turning rows into values, in as many queries whatever the length of the diary.

Days come from the database as text: thousands of them are put into sets or made into dates far
faster here than by the database's own converters.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Aggregate, CharField, Q
from django.db.models.functions import Cast
from django.db.models.sql.compiler import SQLCompiler

from routines.accounts.models import User
from routines.diary import gather
from routines.diary.days import PlannedStep
from routines.diary.models import Answer, Entry, Happening
from routines.diary.regions import LABELS, Region
from routines.spots.models import REGION_FIELDS, Count
from routines.trends import alarms
from routines.trends.adherence import Adherence, adherence
from routines.trends.daysets import Calendar
from routines.trends.events import Happened, segment_starts
from routines.trends.histories import Answers
from routines.trends.models import Trial
from routines.trends.over_use import read_over
from routines.trends.series import CountRow, Point
from routines.trends.trial_runs import TrialRun, running_step

KIND_COLUMNS = ("key", "name", "group", "opens_segment")
DAY_AS_TEXT = Cast("day", CharField())


class JoinedDays(Aggregate):
    """The texts of a group with commas between: one row instead of thousands."""

    function = "GROUP_CONCAT"
    output_field = CharField()

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any
    ) -> tuple[str, list[Any]]:
        # On a copy: a template handed on would meet the one that a filter makes of it.
        joined = self.copy()
        joined.template = "STRING_AGG(%(expressions)s, ',')"
        sql, values = joined.as_sql(compiler, connection, **extra)
        return sql, list(values)


def read_adherence(user: User, plans: list[PlannedStep], today: date) -> Adherence:
    """Return what was kept. `plans` are all terms.

    Two queries, one more with exfoliation, and one where a term has ended.
    """
    calendar = Calendar(min((plan.starts_on for plan in plans), default=today), today)
    return adherence(
        calendar=calendar,
        plans=plans,
        answers=read_answers(user, calendar),
        pauses=gather.read_pauses(user, calendar.first, today),
        over=read_over(user, plans, calendar),
        tried=running_step(read_runs(user, plans), today),
    )


def read_runs(user: User, plans: Iterable[PlannedStep]) -> list[TrialRun]:
    """Return the trials that the terms until today may show, oldest first.

    One query; none where no term has an end, since each block of a trial has one.
    """
    if all(plan.ends_on is None for plan in plans):
        return []
    return [trial.run for trial in Trial.objects.of(user).order_by("starts_on", "pk")]


def read_answers(user: User, calendar: Calendar) -> dict[int, Answers]:
    """Return the answered days of each step. One query."""
    rows = (
        Entry.objects.of(user)
        .between(calendar.first, calendar.last)
        .order_by()
        .values_list("step_id")
        .annotate(
            done=days_with(Answer.DONE),
            skipped=days_with(Answer.SKIPPED),
            not_done=days_with(Answer.NOT_DONE),
        )
    )
    return {
        step_id: Answers(
            done=calendar.read(split(done)),
            skipped=calendar.read(split(skipped)),
            not_done=calendar.read(split(not_done)),
        )
        for step_id, done, skipped, not_done in rows
    }


def days_with(answer: Answer) -> JoinedDays:
    return JoinedDays(DAY_AS_TEXT, filter=Q(answer=answer))


def split(joined: str | None) -> list[str]:
    return joined.split(",") if joined else []


def read_counts(user: User, first: date | None, last: date) -> list[CountRow]:
    """Return the counts from `first` (or the very first one) to `last` in order. One query."""
    rows = (
        Count.objects.of(user)
        .kept()
        .between(first or date.min, last)
        .in_order()
        .annotate(day_as_text=DAY_AS_TEXT)
        .values_list("day_as_text", "whole_face", *REGION_FIELDS)
    )
    return [CountRow(date.fromisoformat(row[0]), row[2:], row[1]) for row in rows]


def read_comparable(user: User, today: date) -> list[Point]:
    """Return what `alarms` may compare on `today`: nothing while counts are hidden. Two queries."""
    if user.counts_hidden:
        return []
    first = today - timedelta(days=alarms.LOOK_BACK)
    segments = segment_starts(read_happened(user, first, today), "")
    return alarms.comparable(read_counts(user, first, today), segments, today)


def read_happened(user: User, first: date, last: date) -> list[Happened]:
    """Return what happened between the two days, both included. One query."""
    rows = (
        Happening.objects.of(user)
        .between(first, last)
        .kept()
        .order_by("day", "pk")
        .annotate(day_as_text=DAY_AS_TEXT)
        .values_list("day_as_text", "region", *[f"kind__{name}" for name in KIND_COLUMNS])
    )
    return [
        Happened(
            day=date.fromisoformat(day),
            region=region,
            region_label=LABELS[Region(region)] if region else "",
            **dict(zip(KIND_COLUMNS, kind, strict=True)),
        )
        for day, region, *kind in rows
    ]


COUNT_COLUMNS = ("day", "counted_at", *REGION_FIELDS, "whole_face", "unsure", "note")


def read_count_sheet(user: User) -> list[tuple[object, ...]]:
    """Return every count, oldest first, in the order of COUNT_COLUMNS. One query."""
    rows = Count.objects.of(user).kept().in_order().values_list(*COUNT_COLUMNS)
    return [
        (day.isoformat(), counted_at.astimezone(user.zone).isoformat(timespec="minutes"), *rest)
        for day, counted_at, *rest in rows
    ]
