"""Files that wait: an upload to be looked at, an archive to be fetched."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from routines.diary.models import OwnedQuerySet


class StoredFile(models.Model):
    """Somebody's file, kept for a while in parts.

    It is in the database so that it goes with the person, whatever else happens, and so that a
    worker on another machine finds it (docs/decisions/0031-portability.md).
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="stored_files"
    )
    size = models.PositiveBigIntegerField(default=0)
    made_at = models.DateTimeField()

    objects = OwnedQuerySet.as_manager()

    def __str__(self) -> str:
        return f"file {self.pk} of user {self.user_id}"


class FilePart(models.Model):
    """A piece of a file, in its order."""

    file = models.ForeignKey(StoredFile, on_delete=models.CASCADE, related_name="parts")
    position = models.PositiveIntegerField()
    data = models.BinaryField()

    class Meta:
        constraints: ClassVar = [
            # Its index is what files.read_parts reads by.
            models.UniqueConstraint(fields=["file", "position"], name="file_part_once"),
        ]

    def __str__(self) -> str:
        return f"part {self.position} of file {self.file_id}"
