"""The list of topics, and the way from there to everything an editor does."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils import timezone

from routines.accounts.doors import person
from routines.guidance.admin import editing, history, moving, reviewing
from routines.guidance.admin.people import viewer
from routines.guidance.models import Draft, Topic

if TYPE_CHECKING:
    TopicModelAdmin = admin.ModelAdmin[Topic]
else:
    TopicModelAdmin = admin.ModelAdmin

SOON = timedelta(days=30)
View = Callable[..., HttpResponseBase]


class ReviewFilter(admin.SimpleListFilter):
    """Topics by the day on which somebody means to look at them again."""

    title = "next review"
    parameter_name = "review"

    def lookups(self, _request: HttpRequest, _model_admin: Any) -> Iterable[tuple[str, str]]:
        return (("overdue", "Overdue"), ("soon", "Within 30 days"), ("none", "Not planned"))

    def queryset(self, _request: HttpRequest, queryset: QuerySet[Topic]) -> QuerySet[Topic]:
        today = timezone.localdate()
        match self.value():
            case "overdue":
                return queryset.filter(review_due_on__lte=today)
            case "soon":
                return queryset.filter(review_due_on__gt=today, review_due_on__lte=today + SOON)
            case "none":
                return queryset.filter(review_due_on__isnull=True)
        return queryset


@admin.register(Topic)
class TopicAdmin(TopicModelAdmin):
    """Lists topics. Whatever is published goes through a draft and its review."""

    list_display = (
        "title",
        "section",
        "caution_level",
        "review_status",
        "next_review",
        "is_published",
    )
    list_filter: ClassVar = [
        "section",
        "caution_level",
        "review_status",
        "is_published",
        ReviewFilter,
    ]
    search_fields = ("title", "summary", "body")
    list_per_page = 100
    actions = None

    def get_queryset(self, _request: HttpRequest) -> QuerySet[Topic]:
        return Topic.objects.in_reading_order()

    @admin.display(description="Next review", ordering="review_due_on")
    def next_review(self, topic: Topic) -> str:
        return _due_in_words(topic.review_due_on, timezone.localdate())

    def has_delete_permission(self, _request: HttpRequest, _obj: Topic | None = None) -> bool:
        # Addresses and reminders lead to it: a topic is taken back by no longer publishing it.
        return False

    def get_urls(self) -> list[URLPattern]:
        def door(address: str, view: View, name: str) -> URLPattern:
            return path(address, self.admin_site.admin_view(view), name=f"guidance_{name}")

        return [
            door("preview/", editing.preview, "preview"),
            door("export/", moving.export, "export"),
            door("import/", moving.upload, "import"),
            door("import/review/", moving.review, "import_review"),
            door("draft/<key:draft_id>/", reviewing.review, "draft_review"),
            door("draft/<key:draft_id>/consequences/", reviewing.consequences, "consequences"),
            door("draft/<key:draft_id>/rebase/", reviewing.rebase, "draft_rebase"),
            door("draft/<key:draft_id>/discard/", reviewing.discard, "draft_discard"),
            door("<key:topic_id>/history/", history.history, "topic_history"),
            door("<key:topic_id>/compare/", history.compare, "topic_compare"),
            door("<key:topic_id>/restore/", history.bring_back, "topic_restore"),
            *super().get_urls(),
        ]

    # The arguments of these are the admin's.

    def add_view(self, request: HttpRequest, *_args: Any, **_more: Any) -> HttpResponseBase:  # type: ignore[override]
        return editing.edit(request, None)

    def change_view(  # type: ignore[override]
        self, request: HttpRequest, object_id: str, *_args: Any, **_more: Any
    ) -> HttpResponseBase:
        viewer(request)
        key = int(object_id) if object_id.isdecimal() and len(object_id) < 19 else 0
        return editing.edit(request, get_object_or_404(Topic, pk=key))

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        drafts = Draft.objects.filter(editor=person(request)).select_related("topic")
        context = {
            "title": "Guidance",
            "drafts": drafts.order_by("-saved_at"),
            "overdue": Topic.objects.due_for_review(timezone.localdate()).count(),
        }
        return super().changelist_view(request, {**context, **(extra_context or {})})


def _due_in_words(day: date | None, today: date) -> str:
    if day is None:
        return ""
    return f"Overdue since {day.isoformat()}" if day <= today else day.isoformat()
