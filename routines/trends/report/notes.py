"""The notes of a period: what a person may tick for a report."""

from __future__ import annotations

from routines.accounts.models import User
from routines.diary.models import DayNote, Entry, Happening, StepTerm
from routines.spots.models import Count
from routines.trends.report.page import NoteLine
from routines.trends.report.scope import Scope


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
