"""The admin edits the catalogue. It has no door to anybody's diary."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.contrib import admin

from routines.diary.models import HappeningKind

if TYPE_CHECKING:
    KindModelAdmin = admin.ModelAdmin[HappeningKind]
else:
    KindModelAdmin = admin.ModelAdmin


@admin.register(HappeningKind)
class HappeningKindAdmin(KindModelAdmin):
    """Kinds in use can't be deleted (the diary needs their names), only no longer be offered."""

    list_display = ("name", "group", "key", "opens_segment", "is_quick", "is_active")
    list_editable: ClassVar = ["is_quick", "is_active"]
    list_filter: ClassVar = ["group", "is_active"]
    search_fields: ClassVar = ["name", "key"]

    def get_readonly_fields(self, request: object, obj: HappeningKind | None = None) -> list[str]:
        """The key is what rules know a kind by: it never changes."""
        return ["key"] if obj else []

    def has_delete_permission(self, request: object, obj: HappeningKind | None = None) -> bool:
        return False
