"""How a step of the routine is written."""

from __future__ import annotations

from django import template

from routines.accounts import formats
from routines.diary.models import StepTerm
from routines.diary.words import cadence_words

register = template.Library()


@register.filter
def how_often(term: StepTerm) -> str:
    """Words such as: every day; twice a week; Mon, Thu."""
    weekdays = formats.weekday_names(formats.current.get())
    return cadence_words(term.cadence, weekdays) or "every day"
