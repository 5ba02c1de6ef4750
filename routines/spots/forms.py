"""What a person sends of a count, checked before anything is written."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from routines.accounts.clock import EARLIEST_DAY
from routines.diary.forms import LONGEST_NOTE, DateInput, GivenForm
from routines.diary.refusals import Refused, refuse_unlikely_day
from routines.diary.regions import FACE, OPTIONAL, Region
from routines.spots.counting import MOST_SPOTS, Numbers
from routines.spots.models import NUMBER_FIELDS, Count
from routines.spots.services import Said
from routines.spots.words import label_of

NOT_A_NUMBER = f"Write a whole number from 0 to {MOST_SPOTS}, or leave it empty."
LONGEST_NUMBER = 10
MOST_PAGES = 1000


class Way(StrEnum):
    """How the face is counted; it decides where a person filled in both."""

    REGIONS = "regions"
    WHOLE = "whole"


class SpotsField(forms.IntegerField):
    """A number of spots in whole decimal digits of any script; empty is "not counted"."""

    default_error_messages = {"invalid": NOT_A_NUMBER}  # noqa: RUF012 - Django's way

    def __init__(self, *, label: str, help_text: str = "") -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            required=False,
            widget=forms.NumberInput(
                attrs={
                    "min": 0,
                    "max": MOST_SPOTS,
                    "step": 1,
                    "inputmode": "numeric",
                    "autocomplete": "off",
                    "data-stepper": "",
                }
            ),
        )

    def to_python(self, value: Any) -> int | None:
        text = str(value or "").strip()
        if not text:
            return None
        if len(text) > LONGEST_NUMBER or not text.isdecimal() or int(text) > MOST_SPOTS:
            raise ValidationError(NOT_A_NUMBER, code="invalid")
        return int(text)


class CountForm(GivenForm):
    """A count: the face by regions or at a glance, other places, what is unsure, and a note."""

    key = forms.UUIDField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}))
    way = forms.ChoiceField(
        choices=[(Way.REGIONS, "By region"), (Way.WHOLE, "Whole face")],
        required=False,
        widget=forms.RadioSelect,
    )
    whole_face = SpotsField(
        label="The whole face",
        help_text="Everything from the forehead to the chin, without temples and ears.",
    )
    unsure = SpotsField(
        label="Not sure about",
        help_text="Bumps that may be something else. They are noted beside the count, not in it.",
    )
    note = forms.CharField(
        label="Note",
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    day = forms.DateField(label="Day of this count", widget=DateInput())

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        for region in Region:
            self.fields[region.value] = SpotsField(label=label_of(region))
        self.fields["day"].widget.attrs.update(min=EARLIEST_DAY.isoformat(), max=today.isoformat())

    def face(self) -> list[forms.BoundField]:
        """The usual regions, in the fixed order."""
        return [self[region.value] for region in FACE]

    def elsewhere(self) -> list[forms.BoundField]:
        """The regions that only some people count."""
        return [self[region.value] for region in OPTIONAL]

    def elsewhere_in_use(self) -> bool:
        """Whether the fold of optional regions hides a number or an error."""
        return any(field.value() not in (None, "") for field in self.elsewhere())

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        try:
            refuse_unlikely_day(day, self.today)
        except Refused as refusal:
            raise ValidationError(str(refusal)) from refusal
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self._is_face_counted_twice(data):
            self._settle_face(data)
        if not self._names_with_errors() and not self._anything_counted(data):
            raise ValidationError("Count at least one place. None at all is 0, and 0 is a count.")
        return data

    def said(self) -> Said:
        """The count as a value; call on a valid form."""
        data = self.cleaned_data
        numbers = Numbers(
            by_region={region: data[region] for region in Region if data[region] is not None},
            whole_face=data["whole_face"],
        )
        return Said(day=data["day"], numbers=numbers, unsure=data["unsure"], note=data["note"])

    def _names_with_errors(self) -> set[str]:
        return self.errors.keys() & {*NUMBER_FIELDS}

    @staticmethod
    def _anything_counted(data: Mapping[str, Any]) -> bool:
        return any(data.get(name) is not None for name in ("whole_face", *Region))

    @staticmethod
    def _is_face_counted_twice(data: Mapping[str, Any]) -> bool:
        has_region = any(data.get(region) is not None for region in FACE)
        return has_region and data.get("whole_face") is not None

    def _settle_face(self, data: dict[str, Any]) -> None:
        """Keep what belongs to the chosen way; the page shows only that."""
        match data.get("way"):
            case Way.WHOLE:
                data.update(dict.fromkeys((region.value for region in FACE), None))
            case Way.REGIONS:
                data["whole_face"] = None
            case _:
                self.add_error(
                    "whole_face",
                    "Give either one number for the whole face or numbers for its regions.",
                )


def new_count(day: date) -> dict[str, Any]:
    """What an empty form holds: a key of its own, so that saving twice keeps one count."""
    return {"key": uuid.uuid4(), "way": Way.REGIONS, "day": day}


def initial_of(count: Count) -> dict[str, Any]:
    """What the form of a correction shows."""
    way = Way.REGIONS if count.whole_face is None else Way.WHOLE
    return {
        "key": count.key,
        "way": way,
        "day": count.day,
        "note": count.note,
        **count.numbers(),
    }


class PageForm(forms.Form):
    """The page of a list: `?page=2`."""

    page = forms.IntegerField(min_value=1, max_value=MOST_PAGES, required=False)
