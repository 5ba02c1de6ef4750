"""The header of diary.json: whose it is, when it was made, and what is told but does not travel."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Count, Model, QuerySet

from routines.accounts.models import Consent, User
from routines.portability.diary_json.codecs import write_moment
from routines.portability.diary_json.shapes import FORMAT, VERSION
from routines.reminders.models import Destination, Feed
from routines.trends.models import ReportLink

STAYS = ("address", "date_joined", "consents", "destinations", "report_links", "calendar_feeds")
"""Told for the person to know; an import passes them over."""


def read_header(user: User, at: datetime) -> dict[str, Any]:
    """Return the header. Four queries. Secret addresses are not in it."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "made_at": write_moment(at),
        "address": "" if user.is_demo else user.email,
        "date_joined": write_moment(user.date_joined),
        "consents": _rows(
            Consent.objects.filter(user=user).order_by("given_at", "pk"),
            "version",
            "given_at",
            "withdrawn_at",
        ),
        "destinations": _rows(
            Destination.objects.of(user).order_by("made_at", "pk"),
            "channel",
            "label",
            "active",
            "made_at",
            "gone_at",
        ),
        "report_links": _rows(
            ReportLink.objects.of(user)
            .annotate(opened=Count("views"))
            .order_by("created_at", "pk"),
            "reader",
            "name_shown",
            "created_at",
            "expires_at",
            "revoked_at",
            "opened",
        ),
        "calendar_feeds": _rows(
            Feed.objects.of(user).order_by("made_at", "pk"), "names_shown", "made_at", "revoked_at"
        ),
        "does_not_travel": list(STAYS),
    }


def _rows(rows: QuerySet[Model], *names: str) -> list[dict[str, Any]]:
    return [{name: _plain(item) for name, item in row.items()} for row in rows.values(*names)]


def _plain(value: Any) -> Any:
    return write_moment(value) if isinstance(value, datetime) else value
