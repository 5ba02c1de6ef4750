"""What the address of the trends page may ask for."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from routines.diary.regions import CHOICES
from routines.trends.choice import RANGES, USUAL_RANGE, Choice

FIRST, LAST = "from", "to"
"""Own dates, as the address names them."""


def date_field(label: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        error_messages={"invalid": "Write the date as year-month-day, such as 2026-11-22."},
    )


class ChoiceForm(forms.Form):
    """A range or own dates, and a region, all optional. `today` is the last day there may be."""

    range = forms.ChoiceField(
        choices=[(name, name) for name in RANGES],
        required=False,
        error_messages={
            "invalid_choice": "There is no such span of time. Choose one of those below."
        },
    )
    region = forms.ChoiceField(
        choices=CHOICES,
        required=False,
        error_messages={
            "invalid_choice": "There is no such place. Choose one under “Another place”."
        },
    )

    cleaned_data: dict[str, Any]

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today
        self.fields[FIRST] = date_field("From")  # no name that Python would let a class have
        self.fields[LAST] = date_field("To")

    def clean(self) -> dict[str, Any]:
        first, last = self.cleaned_data.get(FIRST), self.cleaned_data.get(LAST)
        if first and first > self.today:
            self.add_error(FIRST, "This day is still to come.")
        elif first and last and last < first:
            self.add_error(LAST, "This day is before the first one.")
        elif last and not first and not self.errors.get(FIRST):
            self.add_error(FIRST, "Say from which day on, too.")
        return self.cleaned_data

    def choice(self) -> Choice:
        """Return what was asked for, the usual in place of what is missing or unknown."""
        first, last = self.cleaned_data.get(FIRST), self.cleaned_data.get(LAST)
        return Choice(
            range=self.cleaned_data.get("range") or USUAL_RANGE,
            region=self.cleaned_data.get("region") or "",
            first=first,
            last=min(last or self.today, self.today) if first else None,
        )
