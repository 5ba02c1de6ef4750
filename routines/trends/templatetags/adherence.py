"""Drawing a step's year, its strength, and what was kept beside what was kept before."""

from __future__ import annotations

import math

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from routines.accounts import formats
from routines.trends import step_page
from routines.trends.adherence import Kept, StepRecord
from routines.trends.daysets import Calendar
from routines.trends.events import say_cadence
from routines.trends.progress import Strength
from routines.trends.progress_words import Words
from routines.trends.streaks import Streak
from routines.trends.year import CELL, WEEKS, Strip
from routines.trends.year import strip as draw_strip

register = template.Library()

SLOTS = {"morning": "morning", "evening": "evening", "any": ""}
BAR_LENGTH = 100
RADIUS = 15
AROUND = 2 * math.pi * RADIUS


@register.simple_tag
def kept_bar(kept: Kept, before: Kept | None = None) -> SafeString:
    """Draw the share as a bar, with a tick at the share before; the figures stand beside it.

    Nothing due is a dashed line, which is not an empty bar.
    """
    if kept.share is None:
        inside = SafeString('<path class="kept-nothing" d="M0 4h100"/>')
    else:
        inside = format_html(
            '<rect class="kept-trough" width="100" height="8"/>'
            '<rect class="kept-share" width="{}" height="8"/>',
            round(kept.share * BAR_LENGTH),
        )
    if before is not None and before.share is not None:
        inside += format_html('<path class="kept-before" d="M{} 0v8"/>', _tick(before.share))
    return format_html(
        '<svg class="kept-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        "{}</svg>",
        inside,
    )


def _tick(share: float) -> int:
    """Where the tick stands: within the bar, so that none of it is cut."""
    return min(BAR_LENGTH - 1, max(1, round(share * BAR_LENGTH)))


@register.simple_tag
def strength_ring(score: float) -> SafeString:
    """Draw the score as a ring that fills up; the figure stands beside it."""
    return format_html(
        '<svg class="strength-ring" viewBox="0 0 36 36" aria-hidden="true">'
        '<circle class="strength-trough" cx="18" cy="18" r="{0}"/>'
        '<circle class="strength-share" cx="18" cy="18" r="{0}" stroke-dasharray="{1} {2}"/></svg>',
        RADIUS,
        round(score * AROUND, 1),
        round(AROUND, 1),
    )


@register.filter
def how_often(step: StepRecord) -> str:
    """Twice a week, evening: two steps may have one name"""
    slot = SLOTS[step.slot]
    return f"{say_cadence(step.cadence)}, {slot}" if slot else say_cadence(step.cadence)


@register.filter
def asks_beyond(step: StepRecord, cap: int) -> bool:
    """Whether it asks for more within seven days than the cap allows."""
    return step_page.asks_beyond(step, cap)


@register.filter
def strip_of(step: StepRecord, calendar: Calendar) -> Strip:
    """The last 53 weeks of a step."""
    return draw_strip(calendar, step.progress)


@register.simple_tag
def year_strip(strip: Strip) -> SafeString:
    """Draw the weeks of a year; a link beside it says the same in words."""
    return format_html(
        '<svg class="year-strip" viewBox="-1 -1 {} {}" aria-hidden="true">{}</svg>',
        WEEKS * CELL + 2,
        7 * CELL + 2,
        format_html_join("", '<path class="year-{}" d="{}"/>', strip.paths),
    )


@register.filter
def streak_words(streak: Streak) -> str:
    return _words().streak(streak)


@register.filter
def moved_words(strength: Strength) -> str:
    return _words().moved(strength)


@register.filter
def open_words(strength: Strength) -> str:
    return _words().open(strength)


@register.filter
def strength_share(strength: Strength) -> str:
    """82 %"""
    return _words().share(strength.score)


def _words() -> Words:
    return Words(formats.current.get())


@register.filter
def weekday_letter(weekday: int) -> str:
    """M, T, W … as the person's locale has it; Monday is 0."""
    return formats.weekday_names(formats.current.get(), "narrow")[weekday]
