"""What an editor sends as a file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from routines.guidance.archive import LARGEST_ARCHIVE


class UploadForm(forms.Form):
    """A zip file of topics."""

    file = forms.FileField(
        label="Zip file",
        help_text="As “Export” makes it: one Markdown file a topic.",
        error_messages={
            "required": f"Choose a zip file of at most {LARGEST_ARCHIVE // 1024**2} MB."
        },
        widget=forms.FileInput(attrs={"accept": ".zip,application/zip"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""

    def data_of_file(self) -> bytes:
        file: UploadedFile = self.cleaned_data["file"]
        data: bytes = file.read()
        return data
