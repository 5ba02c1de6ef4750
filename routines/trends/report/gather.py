"""Turning rows into a report, in as many queries whatever the length of the period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from routines.accounts.models import User
from routines.diary import gather as diary
from routines.diary.days import PlannedStep, Span
from routines.diary.models import HappeningGroup
from routines.trends import alarms, series
from routines.trends.adherence import Adherence, adherence
from routines.trends.chart import Chart, Window, dots_of
from routines.trends.daysets import Calendar
from routines.trends.events import (
    Event,
    Happened,
    Mark,
    mark,
    rise_event,
    routine_changes,
    segment_starts,
)
from routines.trends.fortnight import Rise
from routines.trends.gather import read_answers, read_counts, read_happened, read_runs
from routines.trends.over_use import read_over
from routines.trends.picture import draw, mark_rows
from routines.trends.report.notes import read_notes
from routines.trends.report.page import (
    SLOT_WORDS,
    CountsPart,
    DaysOfPeriod,
    HappeningLine,
    KeptLine,
    Report,
    how_often,
    region_rows,
    routine_lines,
)
from routines.trends.report.scope import COUNT_PARTS, Part, Scope
from routines.trends.series import CountRow, Course
from routines.trends.svg import write
from routines.trends.trial_runs import TrialRun, trial_events, without_switches

ONE_DAY = timedelta(days=1)
LOOK_BACK = timedelta(days=alarms.LOOK_BACK)
"""What was counted and happened so long before the period is read too: alarms in it rest on it."""

CAP_LOOKS_BACK = 6
"""Days before one that decide whether it went beyond a cap."""


def read_report(user: User, scope: Scope, locale: str) -> Report:
    """Return the report.

    Five queries; one more each for over-use and for trials, up to five where notes are ticked.
    """
    if user.counts_hidden:
        scope = scope.without_counts()
    plans = diary.read_plans(user, date.min, scope.last)
    happened = read_happened(user, scope.first - LOOK_BACK, scope.last)
    pauses = diary.read_pauses(user, scope.first, scope.last)
    around = _Around(scope, plans, happened, pauses, read_runs(user, plans))
    has_adherence = Part.ADHERENCE in scope.parts
    kept = _read_adherence(user, plans, pauses, scope) if has_adherence else None
    notes = read_notes(user, scope) if scope.notes else []
    return Report(
        scope=scope,
        counts=_read_counts_part(user, around, locale),
        routine=routine_lines(plans, scope) if Part.ROUTINE in scope.parts else None,
        adherence=_kept_lines(kept, plans) if kept else None,
        days=_days_of(kept) if kept else None,
        happenings=happening_lines(around.happened_within)
        if Part.HAPPENINGS in scope.parts
        else None,
        notes=tuple(note for note in notes if note.key in scope.notes),
        cap=user.weekly_exfoliation_cap,
    )


# --- The counts -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Around:
    """What stands around the counts in their chart."""

    scope: Scope
    plans: Sequence[PlannedStep]
    happened: Sequence[Happened]
    pauses: Sequence[Span]
    runs: Sequence[TrialRun]

    @property
    def window(self) -> Window:
        return Window(first=self.scope.first, last=self.scope.last)

    @property
    def happened_within(self) -> list[Happened]:
        return [item for item in self.happened if self.window.holds(item.day)]

    def happening_lines(self) -> tuple[HappeningLine, ...] | None:
        is_ticked = Part.HAPPENINGS in self.scope.parts
        return happening_lines(self.happened_within) if is_ticked else None

    @property
    def segments(self) -> list[date]:
        return segment_starts(self.happened, "")

    def marks(self, rises: Iterable[Rise], locale: str) -> Sequence[Mark]:
        """What is marked: nothing of a part that was not ticked."""
        events: list[Event] = []
        if Part.VERDICT in self.scope.parts:
            events += [rise_event(rise, locale) for rise in rises]
        if Part.HAPPENINGS in self.scope.parts:
            events += [item.event() for item in self.happened_within if item.is_of_note]
        if Part.ROUTINE in self.scope.parts:
            changes = [
                *routine_changes(without_switches(self.plans, self.runs, self.scope.last)),
                *trial_events(self.runs, self.plans, self.scope.last),
            ]
            events += [change for change in changes if self.window.holds(change.day)]
        return mark(events)[0]


def _read_counts_part(user: User, around: _Around, locale: str) -> CountsPart | None:
    """Return the part of the counts, None where nothing of it was ticked. One query."""
    scope = around.scope
    if not scope.parts & COUNT_PARTS:
        return None
    read = read_counts(user, scope.first - LOOK_BACK, scope.last)
    rows = [row for row in read if row.day >= scope.first]
    course = series.course(rows, series.usual_regions(series.looks_of(rows)), around.segments)
    has_chart = Part.CHART in scope.parts and bool(course.points)
    marks = around.marks(_rises(read, around), locale) if has_chart else ()
    chart = _chart(course, marks, around) if has_chart else Chart(window=around.window)
    has_verdict = Part.VERDICT in scope.parts
    said, has_interval = _say(course, around, locale) if has_verdict else ((), False)
    return CountsPart(
        place=series.name_regions(course.regions),
        counts=len(course.points),
        sentences=said,
        has_interval=has_interval,
        picture=write(draw(chart, locale)) if has_chart else None,
        mark_rows=mark_rows(chart),
        marks=chart.marks,
        has_levels=bool(chart.levels),
        has_pauses=bool(chart.pauses),
        is_weekly=chart.is_weekly,
        regions=region_rows(rows) if Part.REGIONS in scope.parts else (),
        has_recount=any(point.is_recount for point in course.points),
    )


def _rises(read: Sequence[CountRow], around: _Around) -> list[Rise]:
    """Return the alarms that sounded in the period."""
    scope = around.scope
    points = alarms.comparable(read, around.segments, scope.last)
    return alarms.sounded(points, scope.first, scope.last)


def _say(course: Course, around: _Around, locale: str) -> tuple[tuple[str, ...], bool]:
    """Return the verdict as it stands on the last day of the period, from its counts alone.

    And whether it has an interval.
    """
    from routines.trends.lately import compare_lately
    from routines.trends.verdict import judge
    from routines.trends.verdict_words import Words

    points, today = series.main_points(course), around.scope.last
    verdict = judge(points, today, around.segments)
    words = Words(locale)
    lately = compare_lately(points, today, verdict.since)
    said = [words.verdict(verdict), words.since(verdict)]
    if lately is not None:
        said.append(words.lately(lately))
    return tuple(sentence for sentence in said if sentence), verdict.slope is not None


def _chart(course: Course, marks: Sequence[Mark], around: _Around) -> Chart:
    # numpy is loaded by the pages that need it only.
    from routines.trends.levels import smooth_levels

    return Chart(
        window=around.window,
        dots=dots_of(course.runs, around.window),
        levels=smooth_levels(course.runs),
        marks=tuple(marks),
        pauses=tuple(around.window.clip(pause) for pause in around.pauses),
    )


# --- The routine ----------------------------------------------------------------------------------


def _read_adherence(
    user: User, plans: Sequence[PlannedStep], pauses: Sequence[Span], scope: Scope
) -> Adherence:
    """Return what was kept in the period. One query, and one for over-use of exfoliation.

    The calendar's last day counts for a step only once that is answered, as on a day that isn't
    over. So one day without answers is put behind the period, and all of the period is over.
    """
    calendar = Calendar(scope.first, scope.last + ONE_DAY)
    wider = Calendar(scope.first - CAP_LOOKS_BACK * ONE_DAY, scope.last)
    return adherence(
        calendar=calendar,
        over=read_over(user, plans, wider) >> CAP_LOOKS_BACK,
        plans=[plan for plan in plans if plan.ends_on is None or plan.ends_on > scope.first],
        answers=read_answers(user, Calendar(scope.first, scope.last)),
        pauses=pauses,
    )


def _kept_lines(kept: Adherence, plans: Iterable[PlannedStep]) -> tuple[KeptLine, ...]:
    slots = {plan.step_id: plan.slot for plan in sorted(plans, key=lambda plan: plan.starts_on)}
    return tuple(
        KeptLine(
            name=step.name,
            slot=SLOT_WORDS.get(slots[step.step_id], ""),
            how_often=how_often(step.cadence),
            kept=step.kept[-1],
        )
        for step in kept.steps
    )


def _days_of(kept: Adherence) -> DaysOfPeriod:
    whole = kept.periods[-1]
    return DaysOfPeriod(logged=whole.logged, unknown=whole.unknown, paused=whole.paused)


# --- Happenings -----------------------------------------------------------------------------------


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
