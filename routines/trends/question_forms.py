"""What may be asked: of an occasion, and of a step that somebody wants to try."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms

from routines.diary.forms import DateInput
from routines.diary.routine_forms import KeyedForm, form_helper
from routines.trends.occasions import Occasion
from routines.trends.plan import FEWEST_BLOCKS, MOST_BLOCKS, USUAL_BLOCKS

WEEKS_A_BLOCK = 8


class OccasionForm(forms.Form):
    """The day of one of the person's own occasions; none is asked of at first."""

    event = forms.DateField(
        required=False,
        error_messages={"invalid": "There is no such day. Choose one of yours."},
    )

    cleaned_data: dict[str, Any]

    def __init__(self, *args: Any, occasions: Sequence[Occasion], **options: Any) -> None:
        super().__init__(*args, **options)
        self.days = {occasion.day for occasion in occasions}

    def clean_event(self) -> date | None:
        day: date | None = self.cleaned_data["event"]
        if day is not None and day not in self.days:
            raise forms.ValidationError("Nothing to compare was logged that day. Choose another.")
        return day

    def chosen(self) -> date | None:
        day: date | None = self.cleaned_data.get("event")
        return day


class TrialForm(KeyedForm):
    """A planned trial: which step, how long, from when, beginning how."""

    step = forms.TypedChoiceField(
        label="Which step?",
        coerce=int,
        error_messages={"invalid_choice": "Choose one of the steps in your routine."},
    )
    begins = forms.ChoiceField(
        label="How it begins",
        choices=[("on", "With the step"), ("off", "Without it")],
        widget=forms.RadioSelect,
        initial="on",
    )
    blocks = forms.TypedChoiceField(
        label="How long",
        coerce=int,
        choices=[
            (number, f"{number} blocks of 8 weeks, {number * WEEKS_A_BLOCK} weeks in all")
            for number in range(FEWEST_BLOCKS, MOST_BLOCKS + 1, 2)
        ],
        initial=USUAL_BLOCKS,
        help_text="Longer finds more.",
    )
    starts_on = forms.DateField(
        label="First day", widget=DateInput, help_text="Tomorrow, or within the next 60 days."
    )

    cleaned_data: dict[str, Any]

    def __init__(
        self,
        *args: Any,
        steps: Mapping[int, str],
        today: date,
        back: str,
        wanted: int | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.fields["step"].choices = list(steps.items())  # type: ignore[attr-defined]
        self.initial["step"] = wanted
        self.initial["starts_on"] = today + timedelta(days=1)
        self.helper = form_helper(
            "key", "step", "blocks", "begins", "starts_on", save="Plan this trial", back=back
        )


class WantedForm(forms.Form):
    """Which step the address proposes to try; anything else proposes none."""

    step = forms.IntegerField(required=False, min_value=1)

    cleaned_data: dict[str, Any]

    def wanted(self, steps: Mapping[int, str]) -> int | None:
        step: int | None = self.cleaned_data.get("step") if self.is_valid() else None
        return step if step in steps else None
