"""What editors type into the admin."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils import timezone

from routines.guidance.admin.foretelling import Part
from routines.guidance.blocks import read_body
from routines.guidance.catalogue import current_vocabulary
from routines.guidance.files import Place
from routines.guidance.models import Topic
from routines.guidance.text import (
    LONGEST,
    TAKEN_ADDRESSES,
    CautionLevel,
    ReviewStatus,
    Section,
    TopicText,
    normal_body,
    plain_newlines,
)

if TYPE_CHECKING:
    TopicModelForm = forms.ModelForm[Topic]
else:
    TopicModelForm = forms.ModelForm

FIELDS = (
    "slug",
    "title",
    "section",
    "position",
    "summary",
    "body",
    "caution_level",
    "sources",
    "review_status",
    "reviewed_by",
    "reviewed_on",
    "review_due_on",
    "is_published",
)
"""What a draft keeps."""


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class TopicForm(TopicModelForm):
    """Edits a topic; what is wrong in its text comes back with line numbers."""

    body = forms.CharField(
        max_length=LONGEST["body"],
        label="Text",
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "true", "data-body": ""}),
    )

    class Meta:
        model = Topic
        fields = FIELDS
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "summary": forms.Textarea(attrs={"rows": 2}),
            "sources": forms.Textarea(attrs={"rows": 4, "maxlength": LONGEST["sources"]}),
            "reviewed_on": _day(),
            "review_due_on": _day(),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        if self.instance.pk:
            # Reminders and links know a topic by its slug.
            del self.fields["slug"]
        else:
            self.fields["slug"].validators.append(
                RegexValidator(
                    r"^[a-z0-9]+(?:-[a-z0-9]+)*$", "Use small letters, digits and single hyphens."
                )
            )

    def clean_slug(self) -> str:
        slug = str(self.cleaned_data["slug"])
        if slug in TAKEN_ADDRESSES:
            raise ValidationError("Another page has this address.")
        return slug

    def clean_summary(self) -> str:
        return " ".join(str(self.cleaned_data["summary"]).split())

    def clean_sources(self) -> str:
        lines = plain_newlines(self.cleaned_data["sources"]).split("\n")
        return "\n".join(line.strip() for line in lines if line.strip())

    def clean_body(self) -> str:
        self.typed_body = plain_newlines(self.cleaned_data["body"])
        body = normal_body(self.typed_body)
        if not body:
            raise ValidationError(self.fields["body"].error_messages["required"])
        return body

    def clean_reviewed_on(self) -> date | None:
        day: date | None = self.cleaned_data["reviewed_on"]
        if day is not None and day > timezone.localdate():
            raise ValidationError("This day has not come yet. Enter the day of the review.")
        return day

    def clean_review_due_on(self) -> date | None:
        day: date | None = self.cleaned_data["review_due_on"]
        # A day that has passed since it was set stays: the topic is overdue, and may be mended.
        if day is not None and day < timezone.localdate() and day != self.instance.review_due_on:
            raise ValidationError("This day is over. Choose today or a later one, or none.")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "body" in cleaned and "sources" in cleaned:
            self._report_text_problems()
        if not self.errors and self._review_is_stale():
            self.add_error(
                "review_status",
                "The text has changed since that review. Choose “Edited”, or enter the new review.",
            )
        return cleaned

    def _report_text_problems(self) -> None:
        body = read_body(
            # As typed: blank lines before the text count, where somebody looks for line 5.
            self.typed_body,
            tuple(self.cleaned_data["sources"].split("\n")),
            level=CautionLevel(self.cleaned_data.get("caution_level") or CautionLevel.NONE),
            vocabulary=current_vocabulary(),
        )
        if body.problems:
            self.add_error("body", ValidationError([str(problem) for problem in body.problems]))

    def _review_is_stale(self) -> bool:
        words = {"title", "summary", "body", "caution_level"}
        return (
            self.cleaned_data["review_status"] == ReviewStatus.REVIEWED
            and self.initial.get("review_status") == ReviewStatus.REVIEWED
            and not words.isdisjoint(self.changed_data)
            and "reviewed_on" not in self.changed_data
        )

    def text(self) -> TopicText:
        """The cleaned form as a value."""
        cleaned = self.cleaned_data
        return TopicText(
            # An existing topic's slug is shown, not sent.
            slug=cleaned.get("slug") or self.instance.slug,
            title=cleaned["title"],
            section=Section(cleaned["section"]),
            summary=cleaned["summary"],
            caution_level=CautionLevel(cleaned["caution_level"]),
            review_status=ReviewStatus(cleaned["review_status"]),
            sources=tuple(filter(None, cleaned["sources"].split("\n"))),
            body=cleaned["body"],
            reviewed_by=cleaned["reviewed_by"],
            reviewed_on=cleaned["reviewed_on"],
        )

    def place(self) -> Place:
        """Where the cleaned form puts the topic."""
        cleaned = self.cleaned_data
        return Place(cleaned["position"], cleaned["is_published"], cleaned["review_due_on"])


class SeenForm(forms.Form):
    """What the window showed: the draft's version and the revision under it, 0 for none."""

    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, required=False)
    based_on = forms.IntegerField(min_value=0, max_value=2**31 - 1, required=False)
    topic = forms.IntegerField(min_value=1, max_value=2**63 - 1, required=False)


class PublishForm(forms.Form):
    """The last words before readers see it."""

    comment = forms.CharField(
        max_length=200,
        label="What did you change, and why?",
        help_text="Kept with the revision, for other editors.",
        error_messages={"required": "Say it in a few words: other editors will read it."},
    )
    name = forms.CharField(
        max_length=60,
        required=False,
        label="Your name, as other editors see it",
        help_text="Without one you are a number. Your e-mail address is never shown.",
    )
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""

    def full_clean(self) -> None:
        """Whoever has to mend something finds the caret where it is."""
        super().full_clean()
        wrong = next((name for name in self.errors if name in self.fields), None)
        if wrong is not None:
            self.fields[wrong].widget.attrs["autofocus"] = True

    def clean_name(self) -> str:
        name = " ".join(str(self.cleaned_data["name"]).split())
        if "@" in name:
            raise ValidationError("Please give a name, not an address.")
        return name


class PartForm(forms.Form):
    """Which part of what is foretold; all of it where none is named."""

    part = forms.ChoiceField(choices=[(part.value, part.value) for part in Part], required=False)

    def parts(self) -> tuple[Part, ...]:
        chosen = self.cleaned_data.get("part")
        return (Part(chosen),) if chosen else tuple(Part)


class CompareForm(forms.Form):
    """Two revisions by their numbers."""

    old = forms.IntegerField(min_value=1, max_value=2**31 - 1)
    new = forms.IntegerField(min_value=1, max_value=2**31 - 1)


class RestoreForm(forms.Form):
    """A revision by its number; `replace` says that the draft may go."""

    number = forms.IntegerField(min_value=1, max_value=2**31 - 1)
    replace = forms.BooleanField(required=False)
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, required=False)
