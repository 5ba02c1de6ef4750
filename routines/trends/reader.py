"""The trends page for one person: gathered, worked out, and kept for a second look.

A part is found again under the version of the diary, so it is worked out anew after any write.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from django.template.loader import render_to_string

from routines.accounts.models import User
from routines.diary import gather as diary
from routines.diary.days import PlannedStep
from routines.trends import alarms, gather
from routines.trends.alarms import HEARD_FOR
from routines.trends.chart import Level, Window
from routines.trends.choice import Choice
from routines.trends.events import Event, rise_event, routine_changes
from routines.trends.fortnight import Rise
from routines.trends.memory import recall, remember, version_of
from routines.trends.page import CountsPage, Tile, TrendsPage, place_tiles
from routines.trends.series import Course, Point, Regions
from routines.trends.spots_card import (
    CountsGathered,
    SpotsCard,
    begun,
    course_of,
    regions_of,
    spots_card,
)
from routines.trends.svg import Markup
from routines.trends.trial_runs import trial_events, without_switches

if TYPE_CHECKING:
    from routines.trends.findings import Findings, RegionFinding

LOOKED_BACK = timedelta(days=HEARD_FOR + alarms.LOOK_BACK)
"""Answers never depend on the time that is shown, so as much is read for all of them."""


@dataclass(frozen=True)
class Asker:
    """Who looks, on which of their days and in which locale; and the version of their diary."""

    user: User
    today: date
    locale: str
    version: int

    @property
    def key(self) -> tuple[object, ...]:
        """What everything on the page depends on."""
        return self.user.pk, self.version, self.today, self.locale

    @cached_property
    def plans(self) -> list[PlannedStep]:
        """All terms of all steps until today. One query, once."""
        return diary.read_plans(self.user, date.min, self.today)


def asker(user: User, today: date, locale: str) -> Asker:
    """Return who asks. One query."""
    return Asker(user, today, locale, version_of(user))


def read_page(user: User, choice: Choice, today: date, locale: str) -> TrendsPage:
    """Return the whole page. Six queries and those of the cache; three of them once it is kept.

    The section of the routine comes along where it is known already; where it is not, the page asks
    for it once it is there, so that nobody waits for years of answers to see what the counts say.
    """
    who = asker(user, today, locale)
    return TrendsPage(
        counts=None if user.counts_hidden else read_counts_page(who, choice),
        routine=recall(_routine_key(who)),
    )


def read_routine(user: User, today: date, locale: str) -> Markup:
    """Return the section of the routine. Five queries and those of the cache."""
    who = asker(user, today, locale)
    return remember(_routine_key(who), lambda: _write_routine(who))


def _routine_key(who: Asker) -> tuple[object, ...]:
    return *who.key, who.user.weekly_exfoliation_cap, "routine"


def _write_routine(who: Asker) -> Markup:
    """Return the section of the routine as it stands on the page: writing it takes a while, too."""
    routine = gather.read_adherence(who.user, who.plans, who.today)
    context = {"routine": routine, "cap": who.user.weekly_exfoliation_cap}
    return Markup(render_to_string("trends/routine.html", context))


def read_counts_page(who: Asker, choice: Choice) -> CountsPage:
    """Return what is shown and said of the counts, for any range and region. Up to four queries."""
    reading = _Reading(who, choice)
    card, findings = _card(reading), _findings(reading)
    regions = recall(_regions_key(who, choice)) if findings.has_places else ()
    return CountsPage(choice=choice, card=card, findings=findings, regions=regions)


def read_tiles(user: User, choice: Choice, today: date, locale: str) -> list[Tile]:
    """Return each region in small. Up to five queries and those of the cache.

    They come after the page, like the routine: eight answers and pictures take longer than all that
    is said of the whole. Once known they come along, whatever time is shown.
    """
    who = asker(user, today, locale)
    reading = _Reading(who, Choice(region=choice.region))  # they speak of no other time
    return place_tiles(remember(_regions_key(who, choice), lambda: reading.regions), choice)


def _regions_key(who: Asker, choice: Choice) -> tuple[object, ...]:
    return *who.key, "regions", choice.region


def read_card(who: Asker, choice: Choice) -> SpotsCard:
    """Return the picture of the counts and what belongs to it. Up to four queries."""
    return _card(_Reading(who, choice))


@dataclass(frozen=True, kw_only=True)
class CourseRead:
    """What the counts say, and their course, for whoever draws for themselves."""

    window: Window
    regions: Regions
    points: tuple[Point, ...]
    levels: tuple[Level, ...]
    findings: Findings


def read_course(who: Asker, choice: Choice) -> CourseRead:
    """Return the course within the range, its smooth level, and what is said. Four queries."""
    reading = _Reading(who, choice)
    return remember((*who.key, "course", choice), lambda: _course_read(reading))


def _course_read(reading: _Reading) -> CourseRead:
    from routines.trends.levels import smooth_levels

    window, course = reading.gathered.window, reading.course
    edges = window.first.toordinal(), window.last.toordinal()
    levels = (
        tuple(knot for knot in level if edges[0] <= knot.day <= edges[1])
        for level in smooth_levels(course.runs)
    )
    return CourseRead(
        window=window,
        regions=course.regions,
        points=tuple(point for point in course.points if window.holds(point.day)),
        levels=tuple(filter(None, levels)),
        findings=_findings(reading),
    )


def _findings(reading: _Reading) -> Findings:
    return remember((*reading.who.key, "findings", reading.choice.region), lambda: reading.findings)


def _card(reading: _Reading) -> SpotsCard:
    key = (*reading.who.key, "card", reading.choice)
    return remember(key, lambda: reading.card(_findings(reading).rises))


class _Reading:
    """What one look at the counts shares, read when first needed."""

    def __init__(self, who: Asker, choice: Choice) -> None:
        self.who = who
        self.choice = choice

    @cached_property
    def gathered(self) -> CountsGathered:
        """The counts as far back as the window or an answer goes. Three queries."""
        user, today = self.who.user, self.who.today
        asked = self.choice.first_day(today)
        first = asked and min(asked, today - LOOKED_BACK)
        rows = gather.read_counts(user, first, today)
        window = self.choice.window(begun(self.choice, rows, self.who.plans, today), today)
        return CountsGathered(
            rows=rows,
            happened=gather.read_happened(user, first or date.min, today),
            pauses=diary.read_pauses(user, window.first, window.last),
            window=window,
            today=today,
        )

    @cached_property
    def course(self) -> Course:
        return course_of(regions_of(self.choice, self.gathered), self.choice, self.gathered)

    def card(self, rises: Iterable[Rise]) -> SpotsCard:
        from routines.trends.levels import smooth_levels

        return spots_card(
            self.choice,
            self.gathered,
            self.course,
            smooth_levels(self.course.runs),
            self._events(rises),
            self.who.locale,
        )

    def _events(self, rises: Iterable[Rise]) -> list[Event]:
        """What may be marked: happenings of note, changes of the routine, trials, alarms."""
        happenings = [item.event() for item in self.gathered.happened if item.is_of_note]
        alarms_heard = [rise_event(rise, self.who.locale) for rise in rises]
        plans, today = self.who.plans, self.who.today
        runs = gather.read_runs(self.who.user, plans)
        changes = routine_changes(without_switches(plans, runs, today))
        return happenings + changes + trial_events(runs, plans, today) + alarms_heard

    @cached_property
    def findings(self) -> Findings:
        from routines.trends.findings import find

        return find(self.choice.region, self.course.regions, self.gathered, self.who.locale)

    @cached_property
    def regions(self) -> tuple[RegionFinding, ...]:
        from routines.trends.findings import find_regions

        return find_regions(self.choice.region, self.gathered, self.who.locale)
