"""How a step on a day is written in a row."""

from __future__ import annotations

from django import template

from routines.accounts import formats
from routines.diary.days import StepOnDay
from routines.diary.words import cadence_words, said_words

register = template.Library()

MARKS = {"done": "done", "skipped": "skipped", "not_done": "missed"}


@register.filter
def state_of(item: StepOnDay) -> str:
    """The mark's shape: done, skipped, missed; open where it is due, else quiet."""
    return MARKS.get(item.answer, "open" if item.due else "quiet")


@register.filter
def answer_words(item: StepOnDay) -> str:
    """The answer as one would say it."""
    return said_words(item.given)


@register.filter
def row_note(item: StepOnDay) -> str:
    """The small line under a step's name: product, how often, what was said beyond "done"."""
    parts = [item.given.product if item.given and item.given.product else item.step.product]
    parts.append(cadence_words(item.step.cadence, formats.weekday_names(formats.current.get())))
    if item.given is None:
        parts.append("" if item.due else "not due yet")
    else:
        words = said_words(item.given)
        parts.append("" if words == "done" else words)
        parts.append(item.given.note)
    return " · ".join(part for part in parts if part)
