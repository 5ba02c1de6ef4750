"""What a person says of their routine, its products and its pauses."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Field, Layout, Submit
from django import forms
from django.db.models import Q

from routines.accounts.models import User
from routines.diary.cadence import LONGEST_INTERVAL, WEEK, Cadence, weekdays_from_bits
from routines.diary.cadence import Kind as CadenceKind
from routines.diary.forms import DateInput
from routines.diary.models import Kind, Pause, Product, Slot, StepTerm
from routines.diary.services.products import ProductFacts
from routines.diary.services.routine import StepPlan

LONGEST_KEEPING = 120
OWN_WORDS = {"dir": "auto", "autocomplete": "off"}
FITTING_FIELD = {
    CadenceKind.WEEKLY: ("times_a_week", "Say how many times a week, 1 to 6."),
    CadenceKind.EVERY: ("every_days", "Say after how many days it comes again, 2 to 90."),
    CadenceKind.WEEKDAYS: ("weekdays", "Choose at least one weekday."),
}
"""Which field says more of a cadence, and what to say where it is empty."""


def form_helper(*fields: Any, save: str, back: str) -> FormHelper:
    """Draw the fields one below another, then the button and the way back to the address."""
    helper = FormHelper()
    helper.form_class = "card-paper"
    helper.attrs = {"novalidate": ""}
    helper.layout = Layout(
        *fields,
        Div(
            Submit("", save),
            HTML(f'<a class="btn btn-plain" href="{back}">Cancel</a>'),
            css_class="form-actions",
        ),
    )
    return helper


class KeyedForm(forms.Form):
    """A form that adds something: its key makes sure that sending it twice adds it once."""

    key = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid.uuid4)

    def given_key(self) -> uuid.UUID:
        """The key that came along, or a new one; call on a valid form."""
        key: uuid.UUID | None = self.cleaned_data.get("key")
        return key or uuid.uuid4()


class StepForm(KeyedForm):
    """A step of the routine."""

    kind = forms.ChoiceField(
        label="What is it for?",
        choices=Kind.choices,
        help_text="Trends and reminders go by this, whatever you call the step.",
    )
    name = forms.CharField(
        label="Your name for it", max_length=60, widget=forms.TextInput(attrs=OWN_WORDS)
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
        label="Times a week", min_value=1, max_value=WEEK - 1, required=False, initial=2
    )
    every_days = forms.IntegerField(
        label="Days from one time to the next",
        min_value=2,
        max_value=LONGEST_INTERVAL,
        required=False,
        initial=2,
        help_text="2 is every other day.",
    )
    weekdays = forms.TypedMultipleChoiceField(
        label="Weekdays", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    product = forms.ModelChoiceField(
        label="Product (optional)",
        queryset=Product.objects.none(),
        required=False,
        empty_label="None",
        help_text="What you use for it, if you care to note it.",
    )

    def __init__(
        self,
        *args: Any,
        user: User,
        weekday_names: tuple[str, ...],
        back: str,
        term: StepTerm | None = None,
        **kwargs: Any,
    ) -> None:
        if term is not None:
            kwargs["initial"] = initial_of(term)
        super().__init__(*args, **kwargs)
        self._offer_products(user, term)
        self._set_choices("weekdays", list(enumerate(weekday_names)))
        if term is not None:
            # What a step is for is what trends know it by: it stays.
            del self.fields["kind"], self.fields["key"]
        self.helper = form_helper(
            *(name for name in ("key", "kind") if name in self.fields),
            "name",
            "slot",
            "cadence_kind",
            Field("times_a_week", wrapper_class="cadence-weekly", inputmode="numeric"),
            Field("every_days", wrapper_class="cadence-every", inputmode="numeric"),
            Field("weekdays", wrapper_class="cadence-weekdays"),
            "product",
            save="Add this step" if term is None else "Save from today on",
            back=back,
        )

    def _offer_products(self, user: User, term: StepTerm | None) -> None:
        """Those in use, and the one the step has."""
        offered = Q(finished_on__isnull=True)
        if term is not None and term.product_id is not None:
            offered |= Q(pk=term.product_id)
        field = self.fields["product"]
        field.queryset = Product.objects.of(user).filter(offered).order_by("brand", "name")  # type: ignore[attr-defined]

    def _set_choices(self, name: str, choices: list[tuple[int, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """See that the field that fits the cadence is filled in, and overlook the others."""
        data = super().clean() or self.cleaned_data
        chosen = data.get("cadence_kind")
        for kind, (field, message) in FITTING_FIELD.items():
            if kind != chosen:
                self.errors.pop(field, None)
            elif field not in self.errors and not data.get(field):
                self.add_error(field, message)
        return data

    def plan(self) -> StepPlan:
        """The step as a value; call on a valid form."""
        data = self.cleaned_data
        return StepPlan(
            name=data["name"],
            slot=data["slot"],
            product_id=data["product"].pk if data["product"] else None,
            cadence=self._cadence(CadenceKind(data["cadence_kind"])),
        )

    def _cadence(self, kind: CadenceKind) -> Cadence:
        data = self.cleaned_data
        match kind:
            case CadenceKind.WEEKLY:
                return Cadence(kind=kind, times_a_week=data["times_a_week"])
            case CadenceKind.EVERY:
                return Cadence(kind=kind, every_days=data["every_days"])
            case CadenceKind.WEEKDAYS:
                return Cadence(kind=kind, weekdays=frozenset(data["weekdays"]))
            case _:
                return Cadence()


def initial_of(term: StepTerm) -> dict[str, Any]:
    """What the step's form shows at first."""
    return {
        "name": term.name,
        "slot": term.slot,
        "cadence_kind": term.cadence_kind,
        "times_a_week": term.times_a_week or 2,
        "every_days": term.every_days or 2,
        "weekdays": sorted(weekdays_from_bits(term.weekdays or 0)),
        "product": term.product_id,
    }


class OrderForm(forms.Form):
    """The steps of a part of the day in their new order."""

    step = forms.TypedMultipleChoiceField(
        coerce=int,
        error_messages={
            "invalid_choice": "Your routine has changed meanwhile. Here it is as it stands.",
            "required": "No step was named.",
        },
    )

    def __init__(self, *args: Any, step_ids: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["step"].choices = [(step_id, step_id) for step_id in step_ids]  # type: ignore[attr-defined]


class MoveForm(forms.Form):
    """The step that was moved: up or down by one place, or dragged, where the order comes along."""

    moved = forms.TypedChoiceField(coerce=int)
    by = forms.TypedChoiceField(coerce=int, choices=[(-1, "up"), (1, "down")], required=False)

    def __init__(self, *args: Any, step_ids: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["moved"].choices = [(step_id, step_id) for step_id in step_ids]  # type: ignore[attr-defined]


class ProductForm(KeyedForm):
    """A bottle or tube."""

    brand = forms.CharField(
        label="Brand (optional)",
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs=OWN_WORDS),
    )
    name = forms.CharField(label="Name", max_length=120, widget=forms.TextInput(attrs=OWN_WORDS))
    opened_on = forms.DateField(label="Opened on (optional)", required=False, widget=DateInput)
    months_it_keeps = forms.IntegerField(
        label="Keeps for, in months (optional)",
        min_value=1,
        max_value=LONGEST_KEEPING,
        required=False,
        help_text="The figure in the little open jar on the pack, such as 12M.",
    )
    finished_on = forms.DateField(
        label="Finished on (optional)",
        required=False,
        widget=DateInput,
        help_text="Once it is used up it is no longer offered for new steps.",
    )

    def __init__(
        self, *args: Any, today: date, back: str, product: Product | None = None, **kwargs: Any
    ) -> None:
        if product is not None:
            kwargs["initial"] = initial_of_product(product)
        super().__init__(*args, **kwargs)
        if product is not None:
            del self.fields["key"]
        for name in ("opened_on", "finished_on"):
            self.fields[name].widget.attrs["max"] = today.isoformat()
        self.helper = form_helper(
            *(name for name in ("key",) if name in self.fields),
            "brand",
            "name",
            "opened_on",
            Field("months_it_keeps", inputmode="numeric"),
            "finished_on",
            save="Add this product" if product is None else "Save",
            back=back,
        )

    def facts(self) -> ProductFacts:
        """The product as a value; call on a valid form."""
        data = self.cleaned_data
        return ProductFacts(
            brand=data["brand"],
            name=data["name"],
            opened_on=data["opened_on"],
            months_it_keeps=data["months_it_keeps"],
            finished_on=data["finished_on"],
        )


def initial_of_product(product: Product) -> dict[str, Any]:
    """What the product's form shows at first."""
    return {
        "brand": product.brand,
        "name": product.name,
        "opened_on": product.opened_on,
        "months_it_keeps": product.months_it_keeps,
        "finished_on": product.finished_on,
    }


class PauseForm(forms.Form):
    """Days taken out."""

    starts_on = forms.DateField(label="First day", widget=DateInput)
    ends_on = forms.DateField(
        label="Last day (optional)",
        required=False,
        widget=DateInput,
        help_text="Leave it empty if you don't know yet.",
    )
    reason = forms.CharField(
        label="What for (optional)",
        max_length=120,
        required=False,
        help_text="Only for you, if you like.",
        widget=forms.TextInput(attrs=OWN_WORDS),
    )

    def __init__(self, *args: Any, back: str, pause: Pause | None = None, **kwargs: Any) -> None:
        if pause is not None:
            kwargs["initial"] = {
                "starts_on": pause.starts_on,
                "ends_on": pause.ends_on,
                "reason": pause.reason,
            }
        super().__init__(*args, **kwargs)
        self.helper = form_helper(
            "starts_on",
            "ends_on",
            "reason",
            save="Add this pause" if pause is None else "Save",
            back=back,
        )
