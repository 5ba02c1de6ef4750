"""Files that wait; imports, and what became of them; archives that somebody asked for."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from routines.diary.models import OwnedQuerySet
from routines.portability.planning.verdicts import Choice, Kind, Verdict
from routines.portability.reading import OWN


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


class State(models.TextChoices):
    """How far an import has come. What ends in "ing" is work, in the request or by a worker."""

    READING = "reading", "Being read"
    MAPPING = "mapping", "Waiting to be told what is what"
    COMPARING = "comparing", "Being compared"
    COMPARED = "compared", "Waiting for your word"
    APPLYING = "applying", "Being brought in"
    APPLIED = "applied", "Brought in"
    UNDOING = "undoing", "Being taken back"
    UNDONE = "undone", "Taken back"
    FAILED = "failed", "Not brought in"


AT_WORK = (State.READING, State.COMPARING, State.APPLYING, State.UNDOING)
WAITING = (State.MAPPING, State.COMPARED)


class ImportQuerySet(OwnedQuerySet["Import"]):
    """Speaks of one person's imports."""

    def at_work(self) -> Self:
        return self.filter(state__in=AT_WORK)

    def newest_first(self) -> Self:
        return self.order_by("-made_at", "-pk")

    def free(self, at: datetime) -> Self:
        """Work that nobody is at."""
        return self.at_work().filter(Q(leased_until__isnull=True) | Q(leased_until__lte=at))


class Import(models.Model):
    """A file that somebody brought, what it would do, and what it did.

    `file` is the upload, which is kept until it is brought in, or a week. `journal` is another
    file: what was written over, so that all of it can be taken back at once. `batch` names the
    import in the log of changes.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="imports"
    )
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    format = models.CharField(max_length=20, blank=True, default="")
    likeness = models.CharField(max_length=64, blank=True, default="")
    file = models.ForeignKey(
        StoredFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    journal = models.ForeignKey(
        StoredFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    choices = models.JSONField(default=dict, blank=True)
    """What is what: see reading.Choices."""
    choice = models.CharField(
        max_length=6, choices=[(one.value, one.value) for one in Choice], default=Choice.MINE.value
    )
    with_settings = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.READING)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    """Rows of the file, and how many of them the work has been through."""
    sums = models.JSONField(default=dict, blank=True)
    """Verdict → kind → rows."""
    dropped = models.JSONField(default=list, blank=True)
    remarks = models.JSONField(default=dict, blank=True)
    """What else there is to say: steps that reach back, steps that go."""
    batch = models.UUIDField(null=True, blank=True)
    undo_batch = models.UUIDField(null=True, blank=True)
    """What the log of changes knows taking it back as."""
    problem = models.CharField(max_length=300, blank=True, default="")
    made_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    lease = models.UUIDField(null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    objects = ImportQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            # Two taps, two tabs: one thing at a time is done to a diary.
            models.UniqueConstraint(
                fields=["user"], condition=Q(state__in=AT_WORK), name="import_one_at_work"
            ),
            # Its index is what taking back from the log of changes looks by.
            models.UniqueConstraint(
                fields=["batch"], condition=Q(batch__isnull=False), name="import_batch_unique"
            ),
        ]
        indexes: ClassVar = [
            # Read by imports.take_up: work that a worker left.
            models.Index(
                fields=["leased_until"], name="import_at_work", condition=Q(state__in=AT_WORK)
            ),
        ]

    def __str__(self) -> str:
        return f"import {self.pk} of user {self.user_id}"

    @property
    def is_at_work(self) -> bool:
        return self.state in AT_WORK

    @property
    def is_waiting(self) -> bool:
        return self.state in WAITING

    @property
    def is_own(self) -> bool:
        return self.format == OWN


class ImportRow(models.Model):
    """A row of the file and what becomes of it; see planning.verdicts."""

    of_import = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField()
    verdict = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Verdict])
    kind = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Kind])
    place = models.CharField(max_length=200)
    what = models.CharField(max_length=300)
    day = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True, default="")
    mine = models.CharField(max_length=300, blank=True, default="")
    theirs = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["of_import", "position"], name="import_row_once"),
        ]
        indexes: ClassVar = [
            # Read by import_pages: the rows of one verdict, a page at a time.
            models.Index(fields=["of_import", "verdict", "position"], name="import_row_verdict"),
        ]

    def __str__(self) -> str:
        return f"row {self.position} of import {self.of_import_id}"


class RememberedChoices(models.Model):
    """What somebody said of a file, for the next one alike."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="remembered_choices"
    )
    format = models.CharField(max_length=20)
    likeness = models.CharField(max_length=64, blank=True, default="")
    choices = models.JSONField(default=dict)
    made_at = models.DateTimeField()

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "format", "likeness"], name="remembered_choices_once"
            ),
        ]

    def __str__(self) -> str:
        return f"choices {self.pk} of user {self.user_id}"


class ExportQuerySet(OwnedQuerySet["Export"]):
    """Speaks of archives that somebody asked for."""

    def under_way(self) -> Self:
        return self.filter(finished_at__isnull=True, failed_at__isnull=True)

    def free(self, at: datetime) -> Self:
        """What nobody works on: it was not begun, or whoever began it is heard of no more."""
        return self.under_way().filter(Q(leased_until__isnull=True) | Q(leased_until__lte=at))


class Export(models.Model):
    """An archive that is made in the background, and then kept for a while.

    Whoever makes it holds a lease and renews it while they go on. `rows_done` of `rows_total` were
    read; what they count is the way through the diary, not the rows of any table.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="exports"
    )
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    asked_at = models.DateTimeField()
    rows_total = models.PositiveIntegerField()
    rows_done = models.PositiveIntegerField(default=0)
    lease = models.UUIDField(null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    file = models.OneToOneField(
        StoredFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="export"
    )
    finished_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=200, blank=True, default="")
    """Why it failed, in words for the person."""

    objects = ExportQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(finished_at__isnull=True, failed_at__isnull=True),
                name="export_one_under_way",
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(failed_at__isnull=True),
                name="export_ends_once",
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(expires_at__isnull=False),
                name="export_finished_expires",
            ),
        ]

    def __str__(self) -> str:
        return f"export {self.pk} of user {self.user_id}"

    @property
    def is_under_way(self) -> bool:
        return self.finished_at is None and self.failed_at is None

    @property
    def percent(self) -> int:
        """Of the way through the diary; whole only once it is finished."""
        if self.finished_at is not None or not self.rows_total:
            return 100
        return min(99, 100 * self.rows_done // self.rows_total)

    def is_ready(self, now: datetime) -> bool:
        """Whether the archive can be fetched."""
        return self.file_id is not None and self.expires_at is not None and now < self.expires_at
