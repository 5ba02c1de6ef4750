"""Files that people send: refused, but where a page says how large one may be."""

from __future__ import annotations

import io
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

MOST_DRAINED = 64 * 1024**2
"""Bytes beyond what a page takes that are still read, so that it can say why beside the field."""


class BoundedUpload(FileUploadHandler):
    """Keeps a file in memory, of at most `largest` bytes; none at all where that is 0.

    A larger one is dropped, and its form finds no file. A second file is refused.
    """

    def __init__(self, request: HttpRequest, largest: int) -> None:
        super().__init__(request)
        self.largest = largest
        self.kept = io.BytesIO()
        self.has_file = False

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, str],  # noqa: N803 - Django's own name
        content_length: int,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        """Refuse before reading what is far too large; the rest is read to its end and dropped."""
        if content_length > MOST_DRAINED + self.largest:
            raise RequestDataTooBig("This is far more than the page takes.")

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        if not self.largest:
            raise TooManyFilesSent("No form of this page sends a file.")
        if self.has_file:
            raise TooManyFilesSent("The form of this page sends one file.")
        self.has_file = True
        super().new_file(*args, **kwargs)
        self.kept = io.BytesIO()

    def receive_data_chunk(self, raw_data: bytes, _start: int) -> None:
        if self.kept.tell() + len(raw_data) > self.largest:
            raise StopUpload(connection_reset=False)
        self.kept.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self.kept.seek(0)
        return InMemoryUploadedFile(
            file=self.kept,
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
