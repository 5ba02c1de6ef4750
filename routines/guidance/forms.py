"""What readers type into the search."""

from __future__ import annotations

from django import forms


class SearchForm(forms.Form):
    """A query of at most 100 characters; none at all is fine."""

    q = forms.CharField(
        required=False,
        max_length=100,
        label="Search the guidance",
        error_messages={"max_length": "Please use fewer words: 100 characters are enough."},
        widget=forms.TextInput(
            attrs={
                "type": "search",
                "class": "form-control",
                "autocomplete": "off",
                "placeholder": "For example: eyelids",
            }
        ),
    )
