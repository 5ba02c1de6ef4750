"""What the pages of an import may be sent."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from routines.portability.planning.verdicts import Choice, Verdict
from routines.portability.reading import LARGEST_UPLOAD
from routines.portability.services.imports import Upload

MEGABYTES = LARGEST_UPLOAD // 1024**2
CHOOSE = f"Choose one file of at most {MEGABYTES} MB."
ROWS_A_PAGE = 25
MOST_PAGES = 10_000


class UploadForm(forms.Form):
    """A file, and the key under which it is kept once however often the form is sent."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    file = forms.FileField(
        label="File",
        help_text=f"At most {MEGABYTES} MB. Nothing is written to your diary yet.",
        error_messages={"required": CHOOSE, "empty": "This file is empty."},
        widget=forms.FileInput,
    )

    cleaned_data: dict[str, Any]

    def upload(self) -> Upload:
        file: UploadedFile = self.cleaned_data["file"]
        name = "".join(sign for sign in file.name or "" if sign.isprintable())
        return Upload(name=name or "file", data=file.read())

    @classmethod
    def empty(cls) -> UploadForm:
        return cls(initial={"key": uuid.uuid4()})


class ConfirmForm(forms.Form):
    """Who is right where the two differ, and whether settings come along."""

    choice = forms.ChoiceField(
        choices=[
            (Choice.MINE.value, "Keep mine"),
            (Choice.THEIRS.value, "Take the file’s"),
            (Choice.LATER.value, "Whatever was said later"),
        ],
        required=False,
    )
    with_settings = forms.BooleanField(required=False)

    cleaned_data: dict[str, Any]

    def chosen(self) -> Choice:
        return Choice(self.cleaned_data.get("choice") or Choice.MINE.value)


class RowsForm(forms.Form):
    """Which rows are looked through."""

    verdict = forms.ChoiceField(
        choices=[(verdict.value, verdict.value) for verdict in Verdict], required=False
    )
    page = forms.IntegerField(min_value=1, max_value=MOST_PAGES, required=False)

    cleaned_data: dict[str, Any]
