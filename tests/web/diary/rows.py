"""Everything the diary holds, to see that a refusal has written nothing."""

from __future__ import annotations

from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpResponse

from routines.changes.models import Change
from routines.diary.models import DayNote, Entry, Happening, Pause, Product, Step, StepTerm

TABLES = (Step, StepTerm, Entry, Happening, DayNote, Pause, Product, Change)


def all_rows() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table of the diary, and of the log of changes."""
    return {table.__name__: list(table.objects.order_by("pk").values()) for table in TABLES}


def messages_of(response: HttpResponse) -> list[str]:
    """What the answer says in its toasts."""
    return [str(message) for message in get_messages(response.wsgi_request)]  # type: ignore[attr-defined]
