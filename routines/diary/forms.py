"""What a person sends, checked before anything is written."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms

from routines.accounts.clock import EARLIEST_DAY
from routines.accounts.models import User
from routines.diary import regions
from routines.diary.models import (
    Answer,
    HappeningGroup,
    HappeningKind,
    Product,
    SkipReason,
    Slot,
)
from routines.diary.services.entries import Said

LONGEST_NOTE = 500
LONGEST_DAY_NOTE = 2000


class DateInput(forms.DateInput):
    """The browser's own date picker."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class GivenForm(forms.Form):
    """Anything a device may say the time of; without it, now is meant."""

    at = forms.DateTimeField(required=False, widget=forms.HiddenInput)

    def clean_at(self) -> datetime | None:
        """A device that has lost its clock says 1970; year 1 doesn't even fit into every zone."""
        at: datetime | None = self.cleaned_data["at"]
        if at is not None and at.year < EARLIEST_DAY.year:
            raise forms.ValidationError("The clock of this device is wrong.")
        return at


class AnswerForm(GivenForm):
    """The answer for a step; a skip is one tap, so the reason alone says it."""

    answer = forms.ChoiceField(choices=Answer.choices, required=False)
    skip = forms.ChoiceField(label="Why skipped", choices=SkipReason.choices, required=False)
    times = forms.IntegerField(label="How many times", min_value=1, max_value=20, required=False)
    note = forms.CharField(label="Note", max_length=LONGEST_NOTE, required=False)
    product = forms.ModelChoiceField(
        label="Product",
        queryset=Product.objects.none(),
        required=False,
        empty_label="The usual one",
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound and not {"answer", "skip"} & set(self.data):
            # An empty answer means "take it back"; a missing one means nothing at all.
            self.fields["answer"].required = True
        if self.is_bound and not self.data.get("product"):
            # One tap sends no product: no need to ask for the list.
            del self.fields["product"]
        else:
            self.fields["product"].queryset = Product.objects.of(user)  # type: ignore[attr-defined]

    def said(self) -> Said:
        """The answer as a value; call on a valid form."""
        data = self.cleaned_data
        product = data.get("product")
        return Said(
            answer=Answer.SKIPPED if data["skip"] else data["answer"],
            skip_reason=data["skip"],
            times=data["times"] or 1,
            note=data["note"],
            product_id=product.pk if product else None,
        )


class SlotForm(GivenForm):
    """A part of the day, for "the rest of this morning"."""

    slot = forms.ChoiceField(choices=Slot.choices)


class HappeningForm(GivenForm):
    """Something that happened, by its key in the catalogue."""

    kind = forms.ModelChoiceField(
        label="What happened",
        queryset=HappeningKind.objects.filter(is_active=True),
        to_field_name="key",
        error_messages={"invalid_choice": "This is not in the list (any more)."},
    )
    region = forms.ChoiceField(
        label="Where", choices=[("", "Nowhere in particular"), *regions.CHOICES], required=False
    )
    note = forms.CharField(label="Note", max_length=LONGEST_NOTE, required=False)
    active = forms.BooleanField(required=False)


def grouped_kinds(kinds: list[HappeningKind]) -> list[tuple[str, list[HappeningKind]]]:
    """The catalogue by group, in the groups' order, empty ones left out."""
    groups = [
        (group.label, [kind for kind in kinds if kind.group == group]) for group in HappeningGroup
    ]
    return [(label, members) for label, members in groups if members]


class NoteForm(GivenForm):
    """The free note of a day."""

    text = forms.CharField(
        label="Note",
        max_length=LONGEST_DAY_NOTE,
        required=False,
        widget=forms.Textarea(
            attrs={
                "rows": 3,
                "dir": "auto",
                "data-note": "",
                "class": "form-control",
                "placeholder": "Anything you want to remember",
            }
        ),
        error_messages={"required": "No text was sent, so the note stays as it is."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # An empty text removes the note; a request without one is a mistake and removes nothing.
        self.fields["text"].required = self.is_bound and "text" not in self.data
