"""Drawing a share, and saying a cadence."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from routines.trends.adherence import Kept
from routines.trends.events import say_cadence

register = template.Library()

register.filter("cadence", say_cadence)

BAR_LENGTH = 100
FRAME = SafeString('viewBox="0 0 100 8" preserveAspectRatio="none"')
TROUGH = SafeString('<rect class="kept-trough" width="100" height="8"/>')
NOTHING = SafeString('<path class="kept-nothing" d="M0 4h100"/>')


@register.simple_tag
def bar(kept: Kept) -> SafeString:
    """Draw the share as a bar; the figures stand beside it in words.

    Nothing due is a dashed line, which is not an empty bar.
    """
    if kept.share is None:
        return format_html('<svg class="kept-bar" {} aria-hidden="true">{}</svg>', FRAME, NOTHING)
    return format_html(
        '<svg class="kept-bar" {} aria-hidden="true">{}<rect class="kept-share" width="{}"'
        ' height="8"/></svg>',
        FRAME,
        TROUGH,
        round(kept.share * BAR_LENGTH),
    )
