"""Topics and what they said before."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Case, Q, Value, When
from django.urls import reverse

from routines.guidance.text import CautionLevel, ReviewStatus, Section, TopicText

SECTION_CHOICES = [(section.value, section.heading) for section in Section]
LEVEL_CHOICES = [(level.value, level.value.capitalize()) for level in CautionLevel]
STATUS_CHOICES = [(status.value, status.value.capitalize()) for status in ReviewStatus]


class TopicQuerySet(models.QuerySet["Topic"]):
    """Speaks of the library."""

    def published(self) -> Self:
        return self.filter(is_published=True)

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
        max_length=80,
        unique=True,
        help_text="Part of the page's address. It stays as it is once the topic exists.",
    )
    title = models.CharField(max_length=120)
    section = models.CharField(max_length=40, choices=SECTION_CHOICES)
    position = models.PositiveSmallIntegerField(
        default=0, help_text="Smaller numbers come first in their section."
    )
    summary = models.CharField(max_length=240, help_text="One or two short sentences.")
    body = models.TextField("text")
    caution_level = models.CharField(
        max_length=20, choices=LEVEL_CHOICES, default=CautionLevel.NONE.value
    )
    review_status = models.CharField(
        max_length=30, choices=STATUS_CHOICES, default=ReviewStatus.EDITED.value
    )
    reviewed_by = models.CharField(max_length=120, blank=True, default="")
    reviewed_on = models.DateField(null=True, blank=True)
    sources = models.TextField(
        blank=True,
        default="",
        help_text="One source a line. A note names a source by the beginning of its line.",
    )
    is_published = models.BooleanField("published", default=True)
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
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            # Its index is read by the admin's list of revisions and by services.publish_topic.
            models.UniqueConstraint(fields=["topic", "number"], name="topicrevision_number_unique"),
        ]

    def __str__(self) -> str:
        return f"revision {self.number}"
