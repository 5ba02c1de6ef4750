"""What the address of the trends page may ask for."""

from __future__ import annotations

from typing import Any

from django import forms

from routines.diary.regions import CHOICES
from routines.trends.page import RANGES, USUAL_RANGE, Choice


class ChoiceForm(forms.Form):
    """A range and a region, both optional."""

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

    def choice(self) -> Choice:
        """Return what was asked for, the usual in place of what is missing or unknown."""
        return Choice(
            range=self.cleaned_data.get("range") or USUAL_RANGE,
            region=self.cleaned_data.get("region") or "",
        )
