"""Turning rows into answers: before and after an occasion, and what goes along.

numpy and scipy are loaded where something is worked out, and not before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from routines.accounts.models import User
from routines.diary import gather as diary
from routines.diary.days import PlannedStep, Span
from routines.trends import alarms, gather, series
from routines.trends.daysets import DaySet
from routines.trends.events import Event, rise_event, routine_changes, segment_starts
from routines.trends.histories import NO_ANSWERS, History
from routines.trends.models import Trial
from routines.trends.occasions import Occasion, occasions
from routines.trends.question_page import Along, AlongLine, BeforeAfter, Drawn, QuestionsPage
from routines.trends.series import CountRow, Course, Point
from routines.trends.step_gather import read_history
from routines.trends.svg import write
from routines.trends.trial_runs import trial_events, without_switches
from routines.trends.year import places_of

if TYPE_CHECKING:
    from routines.trends.exposure import StepDays

ALONG_LOOKS_BACK = 600
"""Days of answers that matter: a year of counts, and what of the time before has not faded."""


@dataclass(frozen=True, kw_only=True)
class Counted:
    """Counts that may be compared, by day; the days on which another segment began; the occasions.

    `plans` are all terms of all steps until today; `events` is what may be marked in a picture.
    """

    rows: list[CountRow]
    points: list[Point]
    course: Course
    """The same as it is drawn, with the segments."""

    segments: list[date]
    occasions: tuple[Occasion, ...]
    plans: list[PlannedStep]
    events: list[Event]
    pauses: list[Span]
    tried: int | None
    """The step of a trial that isn't over. Nothing is said of it: that would be a look in between.
    """

    has_trial: bool


def read_counted(user: User, today: date) -> Counted:
    """Return what every question rests on. Five queries."""
    plans = diary.read_plans(user, date.min, today)
    trials = list(Trial.objects.of(user).order_by("starts_on", "pk"))
    runs = [trial.run for trial in trials]
    untried = without_switches(plans, runs, today)
    happened = gather.read_happened(user, date.min, today)
    rows = gather.read_counts(user, None, today)
    segments = segment_starts(happened, "")
    return Counted(
        rows=rows,
        points=points_of(rows),
        course=series.course(rows, series.usual_regions(series.looks_of(rows)), segments),
        segments=segments,
        occasions=occasions(happened, untried, today),
        plans=plans,
        events=[item.event() for item in happened if item.is_of_note or item.can_be_compared]
        + routine_changes(untried)
        + trial_events(runs, plans, today),
        pauses=diary.read_pauses(user, date.min, today),
        tried=next((run.step_id for run in runs if today < run.end), None),
        has_trial=any(trial.closed_on is None for trial in trials),
    )


def points_of(rows: Sequence[CountRow]) -> list[Point]:
    """Return the counts over the usual regions, counted the way most of them were, by day."""
    regions = series.usual_regions(series.looks_of(rows))
    return series.main_points(series.course(rows, regions, ()))


def read_questions(
    user: User, counted: Counted, chosen: date | None, today: date, locale: str
) -> QuestionsPage:
    """Return the page. Two queries, three with exfoliation. `chosen` is the day of an occasion."""
    occasion = next((item for item in counted.occasions if item.day == chosen), None)
    return QuestionsPage(
        occasions=counted.occasions,
        chosen=chosen,
        before_after=before_and_after(counted, occasion, today, locale) if occasion else None,
        along=_along(counted, read_history(user, counted.plans, today, counted.pauses), locale),
        has_trial=counted.has_trial,
    )


def before_and_after(counted: Counted, occasion: Occasion, today: date, locale: str) -> BeforeAfter:
    """Return what differs before and after an occasion."""
    from routines.trends.before_after import What, compare_sides
    from routines.trends.question_words import Words as Beside
    from routines.trends.verdict_words import Words

    what = What.REMOVED if occasion.is_removal else What.BEGUN
    compared = compare_sides(counted.points, occasion.day, what, counted.segments)
    return BeforeAfter(
        occasion=occasion,
        says=Words(locale).comparison(compared),
        missing=Beside(locale).still_missing(compared),
        is_answer=compared.estimate is not None,
        drawn=_drawn(counted, occasion, today, locale) if compared.estimate else None,
    )


def _drawn(counted: Counted, occasion: Occasion, today: date, locale: str) -> Drawn:
    """Draw the counts on either side, as far as they are compared, with all that fell among them.

    What else was marked there, and the pauses, may be what the two sides differ by.
    """
    from routines.trends.before_after import LONGEST_SIDE
    from routines.trends.chart import Chart, Window, dots_of
    from routines.trends.events import mark
    from routines.trends.levels import smooth_levels
    from routines.trends.picture import draw, mark_rows

    reach = timedelta(days=LONGEST_SIDE)
    first = max(occasion.day - reach, counted.points[0].day)
    window = Window(first=first, last=min(today, occasion.day + reach))
    events = counted.events + _heard(counted, today, locale)
    marks, left_out = mark(
        (event for event in events if window.holds(event.day)), always=occasion.day
    )
    chart = Chart(
        window=window,
        dots=dots_of(counted.course.runs, window),
        levels=smooth_levels(counted.course.runs),
        marks=tuple(marks),
        pauses=tuple(window.clip(pause) for pause in counted.pauses if window.touches(pause)),
    )
    return Drawn(
        picture=write(draw(chart, locale)),
        marks=chart.marks,
        marks_left_out=left_out,
        mark_rows=mark_rows(chart),
        has_pauses=bool(chart.pauses),
    )


def _heard(counted: Counted, today: date, locale: str) -> list[Event]:
    """Return the alarms of the last year, as the trends mark them."""
    comparable = alarms.comparable(counted.rows, counted.segments, today)
    since = today - timedelta(days=alarms.HEARD_FOR)
    return [rise_event(rise, locale) for rise in alarms.sounded(comparable, since, today)]


def _along(counted: Counted, history: History, locale: str) -> Along:
    from routines.trends.exposure import what_goes_along
    from routines.trends.verdict_words import Words

    names = step_names(counted.plans)
    steps = [_step_days(history, step_id) for step_id in names if step_id != counted.tried]
    answer = what_goes_along(
        counted.points,
        steps,
        since=max(counted.segments, default=None),
    )
    words = Words(locale)
    return Along(
        missing=words.along_missing(answer) if steps or answer.weeks_missing else "",
        tried=names.get(counted.tried or 0, ""),
        lines=tuple(
            AlongLine(
                step_id=line.step_id,
                name=names[line.step_id],
                says=words.along(line, names[line.step_id]),
                is_clear=line.is_clear,
                varied=line.estimate is not None,
            )
            for line in answer.steps
        ),
    )


def step_names(plans: Iterable[PlannedStep]) -> dict[int, str]:
    """Return the latest name of each step, with the part of the day where two have one name."""
    latest: dict[int, PlannedStep] = {}
    for plan in sorted(plans, key=lambda plan: (plan.starts_on, plan.position)):
        latest[plan.step_id] = plan
    names = [plan.name for plan in latest.values()]
    return {
        step_id: f"{plan.name} ({plan.slot})"
        if names.count(plan.name) > 1 and plan.slot != "any"
        else plan.name
        for step_id, plan in latest.items()
    }


def _step_days(history: History, step_id: int) -> StepDays:
    """Return the days of the last months on which it is known whether a step was done.

    On a logged day it was done or it was not, whether or not it belonged to the routine then.
    """
    from routines.trends.exposure import StepDays

    last = history.calendar.last
    recent = history.calendar.between(last - timedelta(days=ALONG_LOOKS_BACK), last)
    answers = history.answers.get(step_id, NO_ANSWERS)
    known = recent & history.logged & ~(history.today & ~answers.given)
    return StepDays(
        step_id=step_id,
        done=_days(history, known & answers.done),
        not_done=_days(history, known & ~answers.done),
    )


def _days(history: History, days: DaySet) -> Sequence[date]:
    first = history.calendar.first
    return [first + timedelta(days=place) for place in places_of(days)]
