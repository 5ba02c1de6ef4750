"""The last question before somebody goes."""

from __future__ import annotations

from django import forms


class SureForm(forms.Form):
    """A tick, so that no single tap removes anything."""

    sure = forms.BooleanField(
        label="Yes, remove it all",
        error_messages={"required": "Nothing was removed. Tick this if you are sure."},
    )
