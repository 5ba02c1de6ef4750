"""Every revision there is, to be looked at only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from routines.guidance.admin.people import WITH_AUTHORS, author_of, viewer
from routines.guidance.models import TopicRevision

if TYPE_CHECKING:
    RevisionModelAdmin = admin.ModelAdmin[TopicRevision]
else:
    RevisionModelAdmin = admin.ModelAdmin


@admin.register(TopicRevision)
class TopicRevisionAdmin(RevisionModelAdmin):
    """Lists what was published, newest first; only the services write it."""

    list_display = ("topic", "number", "made_at", "written_by", "comment")
    list_select_related = ("topic", *WITH_AUTHORS)
    ordering = ("-made_at", "-pk")
    list_per_page = 50
    actions = None

    @admin.display(description="author")
    def written_by(self, revision: TopicRevision) -> str:
        return author_of(revision)

    # The arguments of these are the admin's.

    def has_add_permission(self, *_args: Any) -> bool:
        return False

    def has_change_permission(self, *_args: Any) -> bool:
        return False

    def has_delete_permission(self, *_args: Any) -> bool:
        return False

    def change_view(  # type: ignore[override]
        self, request: HttpRequest, object_id: str, *_args: Any, **_more: Any
    ) -> HttpResponseBase:
        """A revision is shown beside the one before it, or the first alone."""
        viewer(request)
        key = int(object_id) if object_id.isdecimal() and len(object_id) < 19 else 0
        revision = get_object_or_404(TopicRevision, pk=key)
        address = reverse("admin:guidance_topic_compare", args=[revision.topic_id])
        old = max(revision.number - 1, 1)
        return redirect(f"{address}?old={old}&new={revision.number}")

    def history_view(self, request: HttpRequest, object_id: str, *_args: Any) -> HttpResponseBase:  # type: ignore[override]
        return self.change_view(request, object_id)
