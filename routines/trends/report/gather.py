"""Turning rows into a report, in as many queries whatever the length of the period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from routines.accounts.models import User
from routines.diary import gather as diary
from routines.diary.days import PlannedStep
from routines.diary.models import DayNote, Entry, Happening, HappeningGroup, StepTerm
from routines.spots.models import Count
from routines.trends import series
from routines.trends.adherence import Adherence, adherence
from routines.trends.chart import Window
from routines.trends.daysets import Calendar
from routines.trends.events import Event, Happened, Mark, mark, routine_changes, segment_starts
from routines.trends.gather import read_answers, read_counts, read_happened
from routines.trends.report.drawing import Drawing, draw
from routines.trends.report.levels import smooth_levels
from routines.trends.report.page import (
    CountsPart,
    DaysOfPeriod,
    HappeningLine,
    KeptLine,
    NoteLine,
    Report,
    how_often,
    region_rows,
    routine_lines,
)
from routines.trends.report.scope import COUNT_PARTS, Part, Scope
from routines.trends.series import Course, Way

ONE_DAY = timedelta(days=1)


def read_report(user: User, scope: Scope, locale: str) -> Report:
    """Return the report. At most eleven queries."""
    if user.counts_hidden:
        scope = scope.without_counts()
    plans = diary.read_plans(user, date.min, scope.last)
    happened = read_happened(user, scope.first, scope.last)
    has_adherence = Part.ADHERENCE in scope.parts
    kept = _read_adherence(user, plans, scope) if has_adherence else None
    return Report(
        scope=scope,
        counts=_read_counts_part(user, scope, plans, happened, locale),
        routine=routine_lines(plans, scope) if Part.ROUTINE in scope.parts else None,
        adherence=_kept_lines(kept) if kept else None,
        days=_days_of(kept) if kept else None,
        happenings=happening_lines(happened) if Part.HAPPENINGS in scope.parts else None,
        notes=tuple(note for note in read_notes(user, scope) if note.key in scope.notes),
    )


# --- The counts -----------------------------------------------------------------------------------


def _read_counts_part(
    user: User,
    scope: Scope,
    plans: Sequence[PlannedStep],
    happened: Sequence[Happened],
    locale: str,
) -> CountsPart | None:
    if not scope.parts & COUNT_PARTS:
        return None
    rows = read_counts(user, scope.first, scope.last)
    course = series.course(
        rows, series.usual_regions(series.looks_of(rows)), segment_starts(happened, "")
    )
    marks = _marks(scope, plans, happened)
    has_chart = Part.CHART in scope.parts and bool(course.points)
    return CountsPart(
        place=series.name_regions(course.regions),
        counts=len(course.points),
        sentences=_say(scope, course, happened, locale) if Part.VERDICT in scope.parts else (),
        drawing=_draw(user, scope, course, marks, happened) if has_chart else None,
        marks=tuple(marks) if has_chart else (),
        regions=region_rows(rows) if Part.REGIONS in scope.parts else (),
        has_recount=any(point.is_recount for point in course.points),
        has_quick=Way.QUICK in course.ways,
    )


def _marks(
    scope: Scope, plans: Sequence[PlannedStep], happened: Sequence[Happened]
) -> Sequence[Mark]:
    """What is marked in the chart: nothing of a part that was not ticked."""
    events: list[Event] = []
    if Part.HAPPENINGS in scope.parts:
        events += [item.event() for item in happened if item.is_of_note]
    if Part.ROUTINE in scope.parts:
        changes = routine_changes(plans)
        events += [change for change in changes if scope.first <= change.day <= scope.last]
    return mark(events)[0]


def _say(
    scope: Scope, course: Course, happened: Sequence[Happened], locale: str
) -> tuple[str, ...]:
    """Return the verdict as it stands on the last day of the period, from its counts alone."""
    from routines.trends.lately import compare_lately
    from routines.trends.verdict import judge
    from routines.trends.verdict_words import Words

    points = series.main_points(course)
    verdict = judge(points, scope.last, segment_starts(happened, ""))
    words = Words(locale)
    lately = compare_lately(points, scope.last, verdict.since)
    said = [words.verdict(verdict), words.since(verdict)]
    if lately is not None:
        said.append(words.lately(lately))
    return tuple(sentence for sentence in said if sentence)


def _draw(
    user: User,
    scope: Scope,
    course: Course,
    marks: Sequence[Mark],
    happened: Sequence[Happened],
) -> Drawing:
    """Return the chart. One query."""
    return draw(
        window=Window(first=scope.first, last=scope.last),
        course=course,
        levels=smooth_levels(series.main_points(course), segment_starts(happened, "")),
        marks=marks,
        pauses=diary.read_pauses(user, scope.first, scope.last),
    )


# --- The routine ----------------------------------------------------------------------------------


def _read_adherence(user: User, plans: list[PlannedStep], scope: Scope) -> Adherence:
    """Return what was kept in the period. Two queries.

    The calendar's last day counts for a step only once that is answered, as on a day that isn't
    over. So one day without answers is put behind the period, and all of the period is over.
    """
    calendar = Calendar(scope.first, scope.last + ONE_DAY)
    return adherence(
        calendar=calendar,
        plans=[plan for plan in plans if plan.ends_on is None or plan.ends_on > scope.first],
        answers=read_answers(user, Calendar(scope.first, scope.last)),
        pauses=diary.read_pauses(user, scope.first, scope.last),
    )


def _kept_lines(kept: Adherence) -> tuple[KeptLine, ...]:
    return tuple(
        KeptLine(name=step.name, how_often=how_often(step.cadence), kept=step.kept[-1])
        for step in kept.steps
    )


def _days_of(kept: Adherence) -> DaysOfPeriod:
    whole = kept.periods[-1]
    return DaysOfPeriod(logged=whole.logged, unknown=whole.unknown, paused=whole.paused)


# --- Happenings and notes -------------------------------------------------------------------------


def happening_lines(happened: Iterable[Happened]) -> tuple[HappeningLine, ...]:
    """Return a line for each kind and place, treatments first, then by their last day."""
    days: dict[tuple[str, str, bool], list[date]] = defaultdict(list)
    for item in happened:
        is_treatment = item.group == HappeningGroup.TREATMENT
        days[item.name, item.region_label, is_treatment].append(item.day)
    lines = [
        HappeningLine(name=name, where=where, is_treatment=is_treatment, days=tuple(sorted(found)))
        for (name, where, is_treatment), found in days.items()
    ]
    lines.sort(key=lambda line: (line.latest, line.name), reverse=True)
    return tuple(sorted(lines, key=lambda line: not line.is_treatment))


def read_notes(user: User, scope: Scope) -> list[NoteLine]:
    """Return every note of the period by day: those that may be ticked. Up to five queries."""
    first, last = scope.first, scope.last
    days = DayNote.objects.of(user).filter(day__range=(first, last)).exclude(text="")
    happenings = Happening.objects.of(user).between(first, last).kept().exclude(note="")
    entries = Entry.objects.of(user).between(first, last).answered().exclude(note="")
    notes = [
        NoteLine(key=f"day-{key}", day=day, about="", text=text)
        for key, day, text in days.values_list("pk", "day", "text")
    ]
    notes += [
        NoteLine(key=f"happening-{key}", day=day, about=name, text=text)
        for key, day, name, text in happenings.values_list("pk", "day", "kind__name", "note")
    ]
    names = _step_names(user) if (rows := list(entries.values_list(*ENTRY_COLUMNS))) else {}
    notes += [
        NoteLine(key=f"entry-{key}", day=day, about=names.get(step, ""), text=text)
        for key, day, step, text in rows
    ]
    if not user.counts_hidden:
        counts = Count.objects.of(user).kept().between(first, last).exclude(note="")
        notes += [
            NoteLine(key=f"count-{key}", day=day, about="Count", text=text)
            for key, day, text in counts.values_list("pk", "day", "note")
        ]
    return sorted(notes, key=lambda note: (note.day, note.key))


ENTRY_COLUMNS = ("pk", "day", "step_id", "note")


def _step_names(user: User) -> dict[int, str]:
    """The latest name of each step."""
    terms = StepTerm.objects.of(user).order_by("starts_on")
    return dict(terms.values_list("step_id", "name"))
