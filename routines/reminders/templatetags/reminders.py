"""How nudges, numbers of times and moments of sending are written."""

from __future__ import annotations

from django import template
from django.utils import timezone

from routines.accounts import formats
from routines.diary.cadence import weekdays_from_bits
from routines.reminders.models import EVERY_WEEKDAY, Nudge
from routines.reminders.schedule import Sending
from routines.reminders.sentences import nudge_sentence, sending_words, times

register = template.Library()


@register.filter
def times_words(number: int) -> str:
    """Words such as: once, twice, 3 times."""
    return times(number, formats.number(number, formats.current.get()))


@register.filter
def nudge_words(nudge: Nudge) -> str:
    """When a nudge comes: if something of the evening is still open · Mon, Thu"""
    names = formats.weekday_names(formats.current.get())
    chosen = [names[weekday] for weekday in sorted(weekdays_from_bits(nudge.weekdays))]
    days = "every day" if nudge.weekdays == EVERY_WEEKDAY else ", ".join(chosen)
    return f"{nudge_sentence(nudge.slot)} · {days}"


@register.filter
def why_then(sending: Sending) -> str:
    """Why something could be sent then: morning messages and evening nudge"""
    return sending_words(sending, timezone.localtime(sending.at).time())
