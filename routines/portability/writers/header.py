"""The header of diary.json: whose it is, when it was made, and what is told but does not travel."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet

from routines.accounts.models import Consent, User
from routines.portability.diary_json.codecs import write_moment
from routines.portability.diary_json.shapes import FORMAT, VERSION
from routines.portability.models import Import, RememberedChoices
from routines.reminders.models import Destination, Feed
from routines.trends.models import ReportLink

Rows = list[dict[str, Any]]
_told: dict[str, Callable[[User], Rows]] = {}


def also_tell(name: str, read: Callable[[User], Rows]) -> None:
    """Let a room above this one tell what it keeps. Raises ValueError for a name that is known."""
    if name in _told:
        raise ValueError(f"{name!r} is told already")
    _told[name] = read


def read_header(user: User, at: datetime) -> dict[str, Any]:
    """Return the header. A query for each list. No secret address is in it."""
    stays = {
        "address": "" if user.is_demo else user.email,
        "date_joined": write_moment(user.date_joined),
        **_lists(user),
        **{name: read(user) for name, read in _told.items()},
    }
    return {
        "format": FORMAT,
        "version": VERSION,
        "made_at": write_moment(at),
        **stays,
        "does_not_travel": list(stays),
    }


def _lists(user: User) -> dict[str, Rows]:
    links = ReportLink.objects.of(user).annotate(opened=Count("views"))
    return {
        "consents": rows_of(
            Consent.objects.filter(user=user).order_by("given_at", "pk"),
            *("version", "given_at", "withdrawn_at"),
        ),
        "destinations": rows_of(
            Destination.objects.of(user).order_by("made_at", "pk"),
            *("channel", "label", "active", "made_at", "gone_at"),
        ),
        "report_links": rows_of(
            links.order_by("created_at", "pk"),
            *("reader", "name_shown", "created_at", "expires_at", "revoked_at", "opened"),
        ),
        "calendar_feeds": rows_of(
            Feed.objects.of(user).order_by("made_at", "pk"),
            *("names_shown", "made_at", "revoked_at"),
        ),
        "imports": rows_of(
            Import.objects.of(user).order_by("made_at", "pk"),
            *("name", "format", "state", "total", "made_at", "applied_at", "undone_at"),
        ),
        "remembered_choices": rows_of(
            RememberedChoices.objects.of(user).order_by("format", "likeness"),
            *("format", "likeness", "choices", "made_at"),
        ),
    }


def rows_of(rows: QuerySet[Any], *names: str) -> Rows:
    """Return these columns as JSON values."""
    return [{name: _plain(item) for name, item in row.items()} for row in rows.values(*names)]


def _plain(value: Any) -> Any:
    return write_moment(value) if isinstance(value, datetime) else value
