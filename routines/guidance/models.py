"""Topics and what they said before."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Case, Q, Value, When
from django.urls import reverse

from routines.guidance.files import Place
from routines.guidance.text import LONGEST, CautionLevel, ReviewStatus, Section, TopicText

SECTION_CHOICES = [(section.value, section.heading) for section in Section]
LEVEL_CHOICES = [(level.value, level.value.capitalize()) for level in CautionLevel]
STATUS_CHOICES = [(status.value, status.value.capitalize()) for status in ReviewStatus]


class TopicQuerySet(models.QuerySet["Topic"]):
    """Speaks of the library."""

    def published(self) -> Self:
        return self.filter(is_published=True)

    def due_for_review(self, today: date) -> Self:
        """Those that somebody meant to look at again by `today`."""
        return self.filter(review_due_on__lte=today)

    def in_reading_order(self) -> Self:
        order = [When(section=section, then=Value(at)) for at, section in enumerate(Section)]
        return self.order_by(
            Case(*order, default=Value(len(order)), output_field=models.SmallIntegerField()),
            "position",
            "slug",
        )


class Topic(models.Model):
    """One page of guidance, as it stands now."""

    slug = models.SlugField(
        max_length=LONGEST["slug"],
        unique=True,
        help_text="Part of the page's address. It stays as it is once the topic exists.",
    )
    title = models.CharField(max_length=LONGEST["title"])
    section = models.CharField(max_length=40, choices=SECTION_CHOICES)
    position = models.PositiveSmallIntegerField(
        default=0, help_text="Smaller numbers come first in their section."
    )
    summary = models.CharField(
        max_length=LONGEST["summary"], help_text="One or two short sentences."
    )
    body = models.TextField("text")
    caution_level = models.CharField(
        max_length=20, choices=LEVEL_CHOICES, default=CautionLevel.NONE.value
    )
    review_status = models.CharField(
        max_length=30, choices=STATUS_CHOICES, default=ReviewStatus.EDITED.value
    )
    reviewed_by = models.CharField(max_length=LONGEST["reviewed_by"], blank=True, default="")
    reviewed_on = models.DateField(null=True, blank=True)
    sources = models.TextField(
        blank=True,
        default="",
        help_text="One source a line. A note names a source by the beginning of its line.",
    )
    review_due_on = models.DateField(
        "look at it again on",
        null=True,
        blank=True,
        help_text="From that day on the topic is listed as overdue.",
    )
    is_published = models.BooleanField(
        "published", default=True, help_text="Readers see it, and its rules are in force."
    )
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    objects = TopicQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(review_status=ReviewStatus.REVIEWED.value, reviewed_on__isnull=False)
                & ~Q(reviewed_by="")
                | ~Q(review_status=ReviewStatus.REVIEWED.value)
                & Q(reviewed_on__isnull=True, reviewed_by=""),
                name="topic_reviewer_iff_reviewed",
                violation_error_message=(
                    "A review by a clinician needs a name and a date, and only it has them."
                ),
            ),
            models.CheckConstraint(
                condition=Q(section__in=[section.value for section in Section]),
                name="topic_section_known",
            ),
            models.CheckConstraint(
                condition=Q(caution_level__in=[level.value for level in CautionLevel]),
                name="topic_caution_level_known",
            ),
            models.CheckConstraint(
                condition=Q(review_status__in=[status.value for status in ReviewStatus]),
                name="topic_review_status_known",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("guidance:topic", args=[self.slug])

    @property
    def text(self) -> TopicText:
        """The row as a value."""
        return TopicText(
            slug=self.slug,
            title=self.title,
            section=Section(self.section),
            summary=self.summary,
            caution_level=CautionLevel(self.caution_level),
            review_status=ReviewStatus(self.review_status),
            # Only the line feed parts them: a source may hold rarer signs that end lines elsewhere.
            sources=tuple(filter(None, self.sources.split("\n"))),
            body=self.body,
            reviewed_by=self.reviewed_by,
            reviewed_on=self.reviewed_on,
        )

    def newest_revision(self) -> TopicRevision | None:
        """Its revision as it stands, with who wrote it."""
        revisions = self.revisions.select_related("author__signature")
        return revisions.order_by("-number").first()

    @property
    def place(self) -> Place:
        """What is kept of it beside its text."""
        return Place(self.position, self.is_published, self.review_due_on)


class TopicRevision(models.Model):
    """What a topic said from one moment on; `text` is the whole file of `files.write_topic`."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    comment = models.CharField(max_length=200, blank=True, default="")
    text = models.TextField()
    is_starter = models.BooleanField("came with the application", default=False)
    is_published = models.BooleanField("shown to readers", default=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            # Its index is read by the admin's list of revisions and by services.publish_topic.
            models.UniqueConstraint(fields=["topic", "number"], name="topicrevision_number_unique"),
        ]

    def __str__(self) -> str:
        return f"revision {self.number}"


class Draft(models.Model):
    """What an editor typed and has not published.

    `fields` are the form's as typed, so that what can't be read yet is kept too. `based_on` is the
    number of the topic's newest revision when the draft was begun, 0 for a new topic. `version`
    rises with every save: a window that shows an older one is told instead of overwriting it.
    """

    editor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    topic = models.ForeignKey(
        Topic, on_delete=models.CASCADE, null=True, blank=True, related_name="drafts"
    )
    based_on = models.PositiveIntegerField(default=0)
    fields = models.JSONField()
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            # Its index finds the draft that an editor goes on with.
            models.UniqueConstraint(fields=["editor", "topic"], name="draft_once_a_topic"),
            models.UniqueConstraint(
                fields=["editor"], condition=Q(topic__isnull=True), name="draft_one_new_topic"
            ),
        ]

    def __str__(self) -> str:
        return f"draft {self.pk}"

    @property
    def title(self) -> str:
        return str(self.fields.get("title", "")).strip() or "Untitled"


class Signature(models.Model):
    """The name by which other editors know an editor; addresses are shown to nobody."""

    editor = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="signature"
    )
    name = models.CharField(max_length=60)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(name__contains="@"), name="signature_is_no_address"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Upload(models.Model):
    """A zip file that an editor looks at before its topics are published.

    `based_on` has the number of each topic's newest revision at that time, by slug.
    """

    editor = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    data = models.BinaryField()
    based_on = models.JSONField()
    uploaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"upload {self.pk}"
