"""Draws icons from the built sprite, and reads what a message offers."""

from __future__ import annotations

import re
from functools import lru_cache
from uuid import UUID

from django import template
from django.conf import settings
from django.contrib.messages.storage.base import Message
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

_TURNS = frozenset({"arrow-right", "box-arrow-right", "chevron-left", "chevron-right"})
"""Icons that point along the line of text, so they turn round where text runs right to left."""

_UNDO = re.compile(r"undo:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\s|$)")


@register.simple_tag
def icon(name: str) -> SafeString:
    """The icon of this name in `frontend/icons.json`: an ornament; words must stand beside."""
    return _drawn(name, settings.STORAGES["staticfiles"]["BACKEND"])


@lru_cache(maxsize=512)
def _drawn(name: str, storage: str) -> SafeString:
    """The same two dozen on every page; the storage decides the sprite's address."""
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        "icon icon-turns" if name in _TURNS else "icon",
        static("icons.svg"),
        name,
    )


@register.filter
def undo_batch(message: Message) -> UUID | None:
    """What a message can undo: the batch in its extra tags, written `undo:<uuid>`."""
    found = _UNDO.match(message.extra_tags or "")
    return UUID(found[1]) if found else None
