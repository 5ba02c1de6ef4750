"""Where guidance editors work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from routines.guidance import services
from routines.guidance.blocks import read_body
from routines.guidance.facts import FACTS, contradictions_of
from routines.guidance.forms import TopicForm
from routines.guidance.models import Topic, TopicRevision
from routines.guidance.words import avoided_words

if TYPE_CHECKING:
    TopicModelAdmin = admin.ModelAdmin[Topic]
    RevisionModelAdmin = admin.ModelAdmin[TopicRevision]
    RevisionTabularInline = admin.TabularInline[TopicRevision, Topic]
else:
    TopicModelAdmin = RevisionModelAdmin = admin.ModelAdmin
    RevisionTabularInline = admin.TabularInline


class ReadOnly:
    """For rows that only the services write."""

    # The arguments are the admin's.

    def has_add_permission(self, *_args: Any) -> bool:
        return False

    def has_change_permission(self, *_args: Any) -> bool:
        return False

    def has_delete_permission(self, *_args: Any) -> bool:
        return False


class RevisionInline(ReadOnly, RevisionTabularInline):
    """What the topic said before, newest first."""

    model = TopicRevision
    fields = ("number", "made_at", "author", "comment")
    readonly_fields = fields
    ordering = ("-number",)
    show_change_link = True
    can_delete = False
    extra = 0
    verbose_name_plural = "revisions"


@admin.register(Topic)
class TopicAdmin(TopicModelAdmin):
    """Edits a topic; saving publishes it and appends a revision."""

    form = TopicForm
    inlines: ClassVar = [RevisionInline]
    list_display = ("title", "section", "caution_level", "review_status", "is_published")
    list_filter = ("section", "caution_level", "review_status", "is_published")
    search_fields = ("title", "summary", "body")
    list_per_page = 100
    readonly_fields = ("facts_cited", "contradictions")
    fieldsets = (
        (None, {"fields": ("title", "slug", "section", "position", "is_published")}),
        ("Text", {"fields": ("summary", "body", "facts_cited", "contradictions")}),
        ("Care", {"fields": ("caution_level", "sources")}),
        ("Review", {"fields": ("review_status", "reviewed_by", "reviewed_on")}),
        ("This revision", {"fields": ("comment",)}),
    )

    def get_queryset(self, _request: HttpRequest) -> QuerySet[Topic]:
        return Topic.objects.in_reading_order()

    def get_readonly_fields(
        self, _request: HttpRequest, obj: Topic | None = None
    ) -> tuple[str, ...]:
        # Reminders and links know a topic by its slug.
        return self.readonly_fields if obj is None else (*self.readonly_fields, "slug")

    @admin.display(description="Facts cited")
    def facts_cited(self, topic: Topic) -> SafeString:
        facts = (FACTS[slug] for slug in read_body(topic.body).facts)
        return _lines((f"{fact.slug}: {fact.gist}",) for fact in facts)

    @admin.display(description="Where the article contradicts itself")
    def contradictions(self, topic: Topic) -> SafeString:
        pairs = contradictions_of(frozenset(read_body(topic.body).facts))
        return _lines((f"“{pair.one}” and “{pair.other}”",) for pair in pairs)

    def save_model(self, request: HttpRequest, obj: Topic, form: TopicForm, change: Any) -> None:
        assert request.user.is_authenticated  # noqa: S101 (for the type: the admin let them in)
        saved = services.publish_topic(
            text=form.text(),
            author=request.user,
            comment=form.cleaned_data["comment"],
            at=timezone.now(),
            topic=obj if change else None,
            position=form.cleaned_data["position"],
            is_published=form.cleaned_data["is_published"],
        )
        # The admin's own log and redirect read the key from this object.
        obj.pk = saved.pk
        self._point_out_words(request, saved)

    def _point_out_words(self, request: HttpRequest, topic: Topic) -> None:
        for problem in avoided_words(topic.body):
            messages.warning(request, f"Published. Please look again: {problem}")


@admin.register(TopicRevision)
class TopicRevisionAdmin(ReadOnly, RevisionModelAdmin):
    """Shows one revision whole."""

    list_display = ("topic", "number", "made_at", "author", "comment")
    list_select_related = ("topic", "author")
    ordering = ("-made_at", "-pk")
    fields = ("topic", "number", "made_at", "author", "comment", "whole_text")
    readonly_fields = fields

    @admin.display(description="Text")
    def whole_text(self, revision: TopicRevision) -> SafeString:
        return format_html("<pre>{}</pre>", revision.text)


def _lines(rows: Any) -> SafeString:
    return format_html_join("", "{}<br>", rows) or SafeString("None.")
