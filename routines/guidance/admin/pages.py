"""What every page of the editor stands in."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from routines.guidance.models import Draft, Topic


def show(
    request: HttpRequest, name: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """The template of this name in the frame of the admin."""
    framed = {**admin.site.each_context(request), "opts": Topic._meta, **context}  # noqa: SLF001
    return render(request, f"admin/guidance/{name}.html", framed, status=status)


def edit_address(topic: Topic | None) -> tuple[str, list[int]]:
    """The name and the arguments of the page on which a topic is edited."""
    return (
        ("admin:guidance_topic_change", [topic.pk]) if topic else ("admin:guidance_topic_add", [])
    )


def draft_title(draft: Draft) -> str:
    """What the pages about a draft call it."""
    return draft.topic.title if draft.topic else draft.title
