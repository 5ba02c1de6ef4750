"""What readers type into the search and editors into the admin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from routines.guidance.blocks import read_body
from routines.guidance.models import Topic
from routines.guidance.text import (
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


class TopicForm(TopicModelForm):
    """Edits a topic; what is wrong in its text comes back with line numbers."""

    comment = forms.CharField(
        max_length=200,
        label="What did you change, and why?",
        help_text="Kept with the revision.",
        widget=forms.TextInput(attrs={"size": 80}),
    )

    class Meta:
        model = Topic
        fields: ClassVar[list[str]] = [
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
            "is_published",
        ]
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "title": forms.TextInput(attrs={"size": 80}),
            "summary": forms.Textarea(attrs={"rows": 2, "cols": 80}),
            "body": forms.Textarea(attrs={"rows": 24, "cols": 80, "spellcheck": "true"}),
            "sources": forms.Textarea(attrs={"rows": 5, "cols": 80}),
        }
        help_texts: ClassVar[dict[str, str]] = {
            "body": (
                "Leave an empty line between paragraphs. “The article says: …” begins what the "
                "article says, “We add (AAD): …” or “We add, caution (our judgement): …” a note of "
                "ours. A fact in braces, such as {prev-moisturise}, ends the sentence it backs."
            )
        }

    def clean_summary(self) -> str:
        return " ".join(str(self.cleaned_data["summary"]).split())

    def clean_sources(self) -> str:
        lines = plain_newlines(self.cleaned_data["sources"]).split("\n")
        return "\n".join(line.strip() for line in lines if line.strip())

    def clean_body(self) -> str:
        return normal_body(self.cleaned_data["body"])

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
        sources = tuple(self.cleaned_data["sources"].splitlines())
        problems = read_body(self.cleaned_data["body"], sources).problems
        if problems:
            self.add_error("body", ValidationError([str(problem) for problem in problems]))

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
            sources=tuple(cleaned["sources"].splitlines()),
            body=cleaned["body"],
            reviewed_by=cleaned["reviewed_by"],
            reviewed_on=cleaned["reviewed_on"],
        )
