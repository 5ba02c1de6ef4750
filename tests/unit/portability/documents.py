"""Diaries as files of JSON, made and read without a database."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping
from datetime import time
from typing import Any

from routines.portability import values
from routines.portability.diary_json.shapes import FORMAT, SECTIONS, VERSION
from routines.portability.diary_json.writing import write_document
from routines.portability.incoming import Incoming
from routines.portability.readers.own import read_own

NAMES = {"strong-sun": "Strong sun"}
HEADER: dict[str, Any] = {
    "format": FORMAT,
    "version": VERSION,
    "made_at": "2026-11-22T12:00:00Z",
    "address": "alice@example.org",
    "date_joined": "2026-01-01T12:00:00Z",
    "consents": [],
    "destinations": [],
    "report_links": [],
    "calendar_feeds": [],
    "imports": [],
    "remembered_choices": [],
    "programs": [],
    "does_not_travel": [],
}
PREFERENCES = values.Preferences(
    time_zone="Europe/Berlin",
    day_starts_at=time(3, 0),
    locale="",
    appearance="system",
    skin_type="",
    exfoliation_cap=None,
    count_weekday=6,
    counts_hidden=False,
    messages_at=time(9, 0),
    quiet_from=time(22, 0),
    quiet_until=time(7, 0),
    most_a_day=1,
    most_a_week=3,
    reminders_paused_until=None,
    language="en",
)


def document(
    sections: Mapping[str, Iterable[Any]], preferences: values.Preferences = PREFERENCES
) -> bytes:
    whole = dict.fromkeys(SECTIONS, ()) | dict(sections)
    return b"".join(write_document(HEADER, preferences, whole, NAMES))


def bring(content: bytes) -> list[Incoming]:
    return list(read_own(io.BytesIO(content), happenings=NAMES))


def changed(**parts: Any) -> bytes:
    """An empty diary's file with some of its parts replaced or added."""
    return json.dumps(json.loads(document({})) | parts).encode()
