"""How nudges, numbers of times and moments of sending are written."""

from __future__ import annotations

from django import template
from django.utils import timezone

from routines.accounts import formats
from routines.diary.cadence import weekdays_from_bits
from routines.reminders.history import State
from routines.reminders.models import Nudge
from routines.reminders.schedule import Sending
from routines.reminders.sentences import nudge_sentence, sending_words, times, weekday_words
from routines.reminders.words import SaidDay

register = template.Library()

MARKS = {
    State.DONE: "done",
    State.MISSED: "missed",
    State.PASSED_OVER: "missed",
    State.SKIPPED: "skipped",
    State.NOT_DUE: "quiet",
    State.UNKNOWN: "unknown",
}


@register.filter
def times_words(number: int) -> str:
    """Words such as: once, twice, 3 times."""
    return times(number, formats.number(number, formats.current.get()))


@register.filter
def nudge_words(nudge: Nudge) -> str:
    """When a nudge comes: if something of the evening is still open · Mon, Thu"""
    names = formats.weekday_names(formats.current.get())
    days = weekday_words(weekdays_from_bits(nudge.weekdays), names)
    return f"{nudge_sentence(nudge.slot)} · {days}"


@register.filter
def evidence_mark(one: SaidDay) -> str:
    """The shape that stands for what a day said of a step."""
    return MARKS[State(one.said)]


@register.filter
def why_then(sending: Sending) -> str:
    """Why something could be sent then: morning messages and evening nudge"""
    return sending_words(sending, timezone.localtime(sending.at).time())
