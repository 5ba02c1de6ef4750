"""What the address of a step's page may ask for."""

from __future__ import annotations

from typing import Any

from django import forms


class YearForm(forms.Form):
    """A year of the diary; without one it is the last twelve months."""

    year = forms.IntegerField(required=False)

    cleaned_data: dict[str, Any]

    def __init__(self, *args: Any, years: range, **options: Any) -> None:
        super().__init__(*args, **options)
        self.years = years

    def clean_year(self) -> int | None:
        year: int | None = self.cleaned_data["year"]
        if year is not None and year not in self.years:
            raise forms.ValidationError("Your diary has no days in that year.")
        return year

    def chosen(self) -> int | None:
        """The year that was asked for, None for what is missing or unknown."""
        year: int | None = self.cleaned_data.get("year")
        return year
