"""What an address of the history may ask for."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from routines.accounts.clock import EARLIEST_DAY


class PastForm(forms.Form):
    """A day to show, no later than today; without one, today is meant."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def check_past(self, day: date | None) -> date:
        """Raises ValidationError for a day to come or before the diary begins."""
        if day is None:
            return self.today
        if day > self.today:
            raise forms.ValidationError("That has not begun yet.")
        if day < EARLIEST_DAY:
            raise forms.ValidationError(f"This diary goes back to {EARLIEST_DAY.year}.")
        return day


class MonthForm(PastForm):
    """`?month=2026-11`"""

    month = forms.DateField(required=False, input_formats=["%Y-%m"])

    def clean_month(self) -> date:
        return self.check_past(self.cleaned_data["month"])


class WeekForm(PastForm):
    """`?of=2026-11-22`: the seven days that end on this one."""

    of = forms.DateField(required=False, input_formats=["%Y-%m-%d"])

    def clean_of(self) -> date:
        return self.check_past(self.cleaned_data["of"])
