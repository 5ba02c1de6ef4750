"""What a report and a link to it may be asked for."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms

from routines.accounts.clock import EARLIEST_DAY
from routines.trends.report.scope import COUNT_PARTS, LONGEST_LENGTH, Part, Scope
from routines.trends.report.sharing import LONGEST_DAYS, SHORTEST_DAYS, USUAL_DAYS, Sharing

LASTS = f"A link lasts from {SHORTEST_DAYS} to {LONGEST_DAYS} days."
NOTE_KEY = re.compile(r"(?:day|happening|entry|count)-[0-9]{1,18}")


class NoteKeysField(forms.MultipleChoiceField):
    """Keys of notes. One that names no note of the person and the period finds nothing later."""

    def valid_value(self, value: str) -> bool:
        return NOTE_KEY.fullmatch(value) is not None


class ScopeForm(forms.Form):
    """A period, the parts of the report, and the notes to put in.

    Unsent fields take the usual: the last 26 weeks, all parts, no note. The days
    come along with every form, and so tell one in which all boxes were cleared.
    """

    first = forms.DateField(
        label="From", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    last = forms.DateField(
        label="To", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    parts = forms.MultipleChoiceField(
        label="What is in it",
        required=False,
        choices=[(part.value, part.label) for part in Part],
        widget=forms.CheckboxSelectMultiple,
    )
    notes = NoteKeysField(required=False)

    cleaned_data: dict[str, Any]

    def __init__(self, *args: Any, today: date, counts_hidden: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.usual = Scope.usual(today)
        self.today = today
        # A kept address may still ask for parts that are hidden by now; they are passed over.
        self.offered = [part for part in Part if not (counts_hidden and part in COUNT_PARTS)]
        for name in ("first", "last"):
            self.fields[name].widget.attrs |= {
                "min": EARLIEST_DAY.isoformat(),
                "max": today.isoformat(),
            }

    def clean_first(self) -> date:
        return self._bounded(self.cleaned_data["first"] or self.usual.first)

    def clean_last(self) -> date:
        return self._bounded(self.cleaned_data["last"] or self.usual.last)

    def _bounded(self, day: date) -> date:
        if day > self.today:
            raise forms.ValidationError("That day is still to come.")
        if day < EARLIEST_DAY:
            raise forms.ValidationError("No diary goes back that far.")
        return day

    def clean(self) -> dict[str, Any]:
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        if first and last and first > last:
            self.add_error("last", "The last day lies before the first.")
        elif first and last and (last - first).days >= LONGEST_LENGTH:
            self.add_error("first", "A report covers ten years at most.")
        return self.cleaned_data

    def scope(self) -> Scope:
        """Return what was asked for, the usual in place of what is missing or can't be."""
        read = self.cleaned_data
        usual = self.usual
        days_are_fine = self.errors.keys().isdisjoint({"first", "last"})
        parts = read.get("parts") or (() if "first" in self.data else list(Part))
        return Scope(
            first=read["first"] if days_are_fine else usual.first,
            last=read["last"] if days_are_fine else usual.last,
            parts=frozenset(Part(name) for name in parts),
            notes=frozenset(read.get("notes") or ()),
        )


class SharingForm(forms.Form):
    """Who may read, under which name, and for how long."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    days = forms.IntegerField(
        label="For how many days",
        min_value=SHORTEST_DAYS,
        max_value=LONGEST_DAYS,
        initial=USUAL_DAYS,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), LASTS),
    )
    reader = forms.CharField(
        label="For whom",
        max_length=80,
        required=False,
        help_text="Only you see this, in the list of your links.",
    )
    name_shown = forms.CharField(
        label="Name on the report",
        max_length=80,
        required=False,
        help_text="Leave it empty to show no name.",
    )

    cleaned_data: dict[str, Any]

    def sharing(self, scope: Scope) -> Sharing:
        read = self.cleaned_data
        return Sharing(
            scope=scope,
            days=read["days"],
            reader=read["reader"],
            name_shown=read["name_shown"],
        )
