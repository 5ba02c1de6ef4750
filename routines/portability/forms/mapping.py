"""What the page that asks "what is what" needs of a form. The engine shows it and keeps its answer.

The form's own part of the page is `template`, included within the page's <form> with `form` and
`import_` in its context; the page brings the token, the headline and the buttons.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final, Protocol

from django import forms
from django.http import QueryDict

from routines.diary.models import Slot
from routines.portability.forms.mapping_options import (
    EVERY,
    ROLES,
    orders_of_dates,
    targets_of,
    with_counts,
)
from routines.portability.mapping.choices import (
    Chosen,
    Found,
    NotTheseError,
    from_json,
    to_json,
)
from routines.portability.mapping.targets import LEFT_OUT, Target, To, target_in
from routines.portability.readers.day_words import Order
from routines.portability.readers.table import Role, Table, table_from_json, table_to_json
from routines.portability.reading import OUT_OF_DATE, Asked, Choices

CHOOSE: Final = "Choose one of the answers that are offered."
SELECT: Final = {"class": "form-select"}
BOX: Final = {"class": "form-check-input"}


class MappingForm(Protocol):
    """As a Django form: bound to what was sent, or showing the choices as they are."""

    template: str

    @property
    def errors(self) -> Any: ...

    def is_valid(self) -> bool: ...

    def choices(self) -> Choices:
        """Return what was chosen; only of a valid form."""
        ...


def form_for(
    *,
    format: str,  # noqa: A002 - its name everywhere
    choices: Choices,
    asked: Asked,
    data: QueryDict | None = None,
) -> MappingForm:
    """Return the form of a file whose first look gave `choices`, or whose person chose them."""
    steps = {step.key for step in asked.steps}
    try:
        chosen = from_json(choices, steps=steps, happenings=asked.happenings)
    except NotTheseError:
        # The program was renewed while the file waited.
        return WhatIsWhatForm(data, chosen=Chosen(), asked=asked, problem=OUT_OF_DATE)
    return WhatIsWhatForm(data, chosen=chosen, asked=asked)


@dataclass(frozen=True)
class HabitRow:
    """A habit with its two fields, as the page shows it."""

    found: Found
    to: forms.BoundField
    slot: forms.BoundField


@dataclass(frozen=True)
class ColumnRow:
    """A column with the field of what it is."""

    name: str
    examples: tuple[str, ...]
    role: forms.BoundField


class WhatIsWhatForm(forms.Form):
    """What each habit becomes; of a table first what each column is and how its dates are written.

    The fields of a habit are named by a digest of what names it in its file.
    """

    template = "portability/imports/what_is_what.html"

    every = forms.ChoiceField(
        choices=EVERY,
        required=False,
        error_messages={"invalid_choice": CHOOSE},
        widget=forms.Select(attrs=SELECT),
    )
    texts = forms.BooleanField(required=False, widget=forms.CheckboxInput(attrs=BOX))
    order = forms.ChoiceField(
        required=False,
        error_messages={"invalid_choice": CHOOSE},
        widget=forms.Select(attrs=SELECT),
    )
    comma = forms.BooleanField(
        label="A comma stands for the decimal point",
        required=False,
        widget=forms.CheckboxInput(attrs=BOX),
    )

    cleaned_data: dict[str, Any]

    def __init__(
        self, data: QueryDict | None, *, chosen: Chosen, asked: Asked, problem: str = ""
    ) -> None:
        super().__init__(data)
        self.chosen, self.asked, self.problem = chosen, asked, problem
        self.table = table_from_json(chosen.table) if chosen.table else None
        self.fields["texts"].initial = chosen.texts
        self._add_habits()
        if self.table is not None:
            self._add_columns(self.table)

    # --- The fields -----------------------------------------------------------------------------

    def _add_habits(self) -> None:
        targets = targets_of(self.asked)
        numerical = with_counts(targets)
        for found in self.chosen.found:
            target = self.chosen.targets.get(found.habit.ref, LEFT_OUT)
            name = _name(found)
            self.fields[f"to_{name}"] = forms.ChoiceField(
                label=found.habit.name,
                choices=numerical if found.habit.is_numerical else targets,
                initial=target.code,
                error_messages={"invalid_choice": CHOOSE, "required": CHOOSE},
                widget=forms.Select(attrs=SELECT),
            )
            self.fields[f"slot_{name}"] = forms.ChoiceField(
                label="When",
                choices=Slot.choices,
                initial=target.slot,
                required=False,
                error_messages={"invalid_choice": CHOOSE},
                widget=forms.Select(attrs=SELECT),
            )

    def _add_columns(self, table: Table) -> None:
        for at, column in enumerate(table.columns):
            self.fields[f"column_{at}"] = forms.ChoiceField(
                label=column.name,
                choices=ROLES,
                initial=Role.IGNORE.value if column.role is Role.TIME else column.role.value,
                error_messages={"invalid_choice": CHOOSE, "required": CHOOSE},
                widget=forms.Select(attrs=SELECT),
            )
        order = self.fields["order"]
        if isinstance(order, forms.ChoiceField):
            order.choices = [("", "Please say"), *orders_of_dates(table)]
        order.initial = table.order.value if table.order else ""
        self.fields["comma"].initial = table.comma

    # --- What the page shows --------------------------------------------------------------------

    def habit_rows(self) -> Iterator[HabitRow]:
        for found in self.chosen.found:
            name = _name(found)
            yield HabitRow(found=found, to=self[f"to_{name}"], slot=self[f"slot_{name}"])

    def column_rows(self) -> Iterator[ColumnRow]:
        for at, column in enumerate(self.table.columns if self.table else ()):
            yield ColumnRow(name=column.name, examples=column.examples, role=self[f"column_{at}"])

    # --- What was sent --------------------------------------------------------------------------

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.problem:
            self.add_error(None, self.problem)
        if self.table is not None and not self.errors:
            problem = self._said_table(self.table).problem
            if problem:
                self.add_error(None, problem)
        return cleaned

    def choices(self) -> Choices:
        """Return what was chosen. Columns that were said anew make it stale."""
        # What was not asked was not answered.
        texts = self.cleaned_data["texts"] if self.chosen.has_texts else self.chosen.texts
        chosen = replace(self.chosen, targets=self._said_targets(), texts=texts)
        if self.table is None:
            return to_json(chosen)
        said = self._said_table(self.table)
        is_stale = self.chosen.is_stale or said != self.table or bool(self.chosen.problem)
        return to_json(replace(chosen, table=table_to_json(said), is_stale=is_stale))

    def _said_targets(self) -> dict[str, Target]:
        return {found.habit.ref: self._said_target(found) for found in self.chosen.found}

    def _said_target(self, found: Found) -> Target:
        name, every = _name(found), self.cleaned_data["every"]
        target = target_in(
            self.cleaned_data[f"to_{name}"],
            self.cleaned_data[f"slot_{name}"] or Slot.ANY.value,
            steps={step.key for step in self.asked.steps},
            happenings=self.asked.happenings,
        )
        if target is None or every == "out" or (every == "new" and target.to is To.NEW):
            return LEFT_OUT
        return target

    def _said_table(self, table: Table) -> Table:
        columns = tuple(
            replace(column, role=Role(self.cleaned_data[f"column_{at}"]))
            for at, column in enumerate(table.columns)
        )
        order = self.cleaned_data["order"]
        return replace(
            table,
            columns=columns,
            order=Order(order) if order else None,
            comma=self.cleaned_data["comma"],
        )


def _name(found: Found) -> str:
    return hashlib.sha256(found.habit.ref.encode()).hexdigest()[:16]
