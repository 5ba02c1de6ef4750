"""What a person says of a token, checked before one is made."""

from __future__ import annotations

import uuid
from typing import Any, Final

from crispy_forms.layout import Field
from django import forms
from django.urls import reverse

from routines.api.scopes import WORDS, Scope
from routines.api.services import USUAL_DAYS, Wanted
from routines.diary.routine_forms import form_helper

LASTING: Final = ((7, "A week"), (30, "30 days"), (90, "90 days"), (365, "A year"))


class TokenForm(forms.Form):
    """A new token; its key makes sure that sending the form twice makes one."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    name = forms.CharField(
        label="Which program is it for?",
        max_length=80,
        help_text="Only to tell it from others, for example “Home Assistant”.",
        error_messages={"required": "Please give it a name, so that you know it again."},
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    scopes = forms.MultipleChoiceField(
        label="What may it do?",
        choices=[(scope.value, f"{WORDS[scope][0]}: {WORDS[scope][1]}") for scope in Scope],
        initial=[Scope.READ.value],
        help_text="As little as it needs. This can’t be changed later.",
        error_messages={"required": "Choose at least one thing it may do."},
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.TypedChoiceField(
        label="For how long?",
        choices=LASTING,
        coerce=int,
        initial=USUAL_DAYS,
        help_text="Then it ends by itself, and you make another if you still want one.",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = form_helper(
            "key",
            Field("name"),
            Field("scopes"),
            Field("days"),
            save="Make the token",
            back=reverse("api:tokens"),
        )

    def wanted(self) -> Wanted:
        """What is asked for, as a value; call on a valid form."""
        data = self.cleaned_data
        return Wanted(
            name=data["name"],
            scopes=frozenset(Scope(name) for name in data["scopes"]),
            days=data["days"],
        )
