"""What a person sends, checked before anything is written."""

from __future__ import annotations

from typing import Any

from django import forms

from routines.accounts.models import User
from routines.diary import regions
from routines.diary.cadence import LONGEST_INTERVAL, WEEK, Cadence, weekdays_from_bits
from routines.diary.cadence import Kind as CadenceKind
from routines.diary.models import (
    Answer,
    HappeningGroup,
    HappeningKind,
    Kind,
    Pause,
    Product,
    SkipReason,
    Slot,
    StepTerm,
)
from routines.diary.services.entries import Said
from routines.diary.services.routine import StepPlan

LONGEST_NOTE = 500
LONGEST_DAY_NOTE = 2000


class GivenForm(forms.Form):
    """Anything a device may say the time of; without it, now is meant."""

    at = forms.DateTimeField(required=False, widget=forms.HiddenInput)


class AnswerForm(GivenForm):
    """The answer for a step."""

    answer = forms.ChoiceField(choices=Answer.choices, required=False)
    skip_reason = forms.ChoiceField(
        label="Why skipped", choices=[("", "—"), *SkipReason.choices], required=False
    )
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
        if self.is_bound and "answer" not in self.data:
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
            answer=data["answer"],
            skip_reason=data["skip_reason"] if data["answer"] == Answer.SKIPPED else "",
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
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto", "data-guard": ""}),
    )


class StepForm(forms.Form):
    """A step of the routine."""

    kind = forms.ChoiceField(
        label="What is it for?",
        choices=Kind.choices,
        help_text="Trends and reminders go by this, whatever you call the step.",
    )
    name = forms.CharField(
        label="Your name for it",
        max_length=60,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    slot = forms.ChoiceField(label="When", choices=Slot.choices)
    cadence_kind = forms.ChoiceField(
        label="How often",
        choices=[
            (CadenceKind.DAILY.value, "Every day"),
            (CadenceKind.WEEKLY.value, "Some times a week"),
            (CadenceKind.EVERY.value, "Every few days"),
            (CadenceKind.WEEKDAYS.value, "On certain weekdays"),
        ],
    )
    times_a_week = forms.IntegerField(
        label="Times a week", min_value=1, max_value=WEEK - 1, required=False
    )
    every_days = forms.IntegerField(
        label="Days from one time to the next",
        min_value=2,
        max_value=LONGEST_INTERVAL,
        required=False,
    )
    weekdays = forms.TypedMultipleChoiceField(
        label="Weekdays", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    product = forms.ModelChoiceField(
        label="Product",
        queryset=Product.objects.none(),
        required=False,
        empty_label="None",
        help_text="What you use for it, if you care to note it.",
    )

    def __init__(
        self, *args: Any, user: User, weekday_names: tuple[str, ...], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["product"].queryset = (  # type: ignore[attr-defined]
            Product.objects.of(user).filter(finished_on__isnull=True)
        )
        self.fields["weekdays"].choices = list(enumerate(weekday_names))  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        missing = {
            CadenceKind.WEEKLY: ("times_a_week", "Say how many times a week, 1 to 6."),
            CadenceKind.EVERY: ("every_days", "Say after how many days it comes again, 2 to 90."),
            CadenceKind.WEEKDAYS: ("weekdays", "Choose at least one weekday."),
        }
        field, message = missing.get(data.get("cadence_kind"), ("", ""))  # type: ignore[call-overload]
        if field and not data.get(field) and field not in self.errors:
            self.add_error(field, message)
        return data

    def plan(self) -> StepPlan:
        """The step as a value; call on a valid form."""
        data = self.cleaned_data
        kind = CadenceKind(data["cadence_kind"])
        return StepPlan(
            name=data["name"],
            slot=data["slot"],
            product_id=data["product"].pk if data["product"] else None,
            cadence=Cadence(
                kind=kind,
                times_a_week=data["times_a_week"] or 0 if kind is CadenceKind.WEEKLY else 0,
                every_days=data["every_days"] or 0 if kind is CadenceKind.EVERY else 0,
                weekdays=frozenset(data["weekdays"] if kind is CadenceKind.WEEKDAYS else ()),
            ),
        )


def initial_of(term: StepTerm) -> dict[str, Any]:
    """What the step's form shows at first."""
    return {
        "kind": term.step.kind,
        "name": term.name,
        "slot": term.slot,
        "cadence_kind": term.cadence_kind,
        "times_a_week": term.times_a_week,
        "every_days": term.every_days,
        "weekdays": sorted(weekdays_from_bits(term.weekdays or 0)),
        "product": term.product_id,
    }


class OrderForm(forms.Form):
    """The steps in their new order."""

    step = forms.TypedMultipleChoiceField(coerce=int)

    def __init__(self, *args: Any, step_ids: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["step"].choices = [(step_id, step_id) for step_id in step_ids]  # type: ignore[attr-defined]


class DateInput(forms.DateInput):
    """The browser's own date picker."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ProductForm(forms.ModelForm[Product]):
    """A bottle or tube."""

    class Meta:
        model = Product
        fields = ("brand", "name", "opened_on", "months_it_keeps", "finished_on")
        labels = {  # noqa: RUF012 - Django's way
            "opened_on": "Opened on",
            "months_it_keeps": "Keeps for (months)",
            "finished_on": "Finished on",
        }
        help_texts = {  # noqa: RUF012
            "months_it_keeps": "The figure in the little jar symbol on the pack, such as 12 M.",
            "finished_on": "Once it is used up it is no longer offered.",
        }
        widgets = {  # noqa: RUF012
            "opened_on": DateInput(),
            "finished_on": DateInput(),
        }


class PauseForm(forms.ModelForm[Pause]):
    """Days taken out."""

    class Meta:
        model = Pause
        fields = ("starts_on", "ends_on", "reason")
        labels = {  # noqa: RUF012
            "starts_on": "First day",
            "ends_on": "Last day",
            "reason": "What for",
        }
        help_texts = {  # noqa: RUF012
            "ends_on": "Leave it empty if you don't know yet.",
            "reason": "Only for you, if you like.",
        }
        widgets = {  # noqa: RUF012
            "starts_on": DateInput(),
            "ends_on": DateInput(),
        }

    def validate_constraints(self) -> None:
        """The service says it in words, the database makes sure."""
