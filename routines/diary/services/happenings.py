"""What happened on a day, and the day's note."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from django.db import transaction

from routines.accounts.models import User
from routines.changes import services as changes
from routines.diary.models import DayNote, Happening, HappeningKind
from routines.diary.refusals import refuse_unlikely_day
from routines.diary.services.entries import Logged

KIND = "happening"
NOTE_KIND = "note"


def happening_target(kind_id: int, day: date, region: str) -> str:
    return f"{kind_id}:{day.isoformat()}:{region}"


def happening_state(happening: Happening | None) -> dict[str, Any] | None:
    """The state that the log of changes keeps; one taken back is none."""
    if happening is None or not happening.active:
        return None
    return {"note": happening.note}


def set_happening(
    *,
    user: User,
    day: date,
    kind: HappeningKind,
    active: bool,
    at: datetime,
    today: date,
    region: str = "",
    note: str = "",
) -> Logged:
    """Say that something happened on a day (once per kind and region), or that it did not.

    What was said later wins. Raises Refused for a day outside the diary.
    """
    refuse_unlikely_day(day, today)
    batch = uuid.uuid4()
    with transaction.atomic():
        User.objects.hold(user)
        happening = Happening.objects.of(user).on(day).filter(kind=kind, region=region).first()
        before = happening_state(happening)
        if happening is None:
            happening = Happening(user=user, day=day, kind=kind, region=region)
        elif (at, active, note) <= (happening.given_at, happening.active, happening.note):
            return Logged(batch=batch, changed=0)
        happening.active, happening.note, happening.given_at = active, note, at
        happening.save()
        after = happening_state(happening)
        write = changes.Write(
            kind=KIND,
            target=happening_target(kind.pk, day, region),
            day=day,
            before=before,
            after=after,
        )
        changes.record(user=user, batch=batch, writes=[write], at=at)
    return Logged(batch=batch, changed=int(before != after))


def restore_happening(
    *,
    user: User,
    kind_id: int,
    day: date,
    region: str,
    state: dict[str, Any] | None,
    at: datetime,
) -> None:
    """Write a kept state back."""
    happening = Happening.objects.of(user).on(day).get(kind_id=kind_id, region=region)
    happening.active = state is not None
    happening.note = state["note"] if state else ""
    happening.given_at = at
    happening.save()


def note_state(note: DayNote | None) -> dict[str, Any] | None:
    """The state that the log of changes keeps; an empty note is none."""
    return {"text": note.text} if note and note.text else None


def save_note(*, user: User, day: date, text: str, at: datetime, today: date) -> Logged:
    """Write the note of a day; an empty text removes it. The later text wins.

    Raises Refused for a day outside the diary.
    """
    refuse_unlikely_day(day, today)
    batch = uuid.uuid4()
    with transaction.atomic():
        User.objects.hold(user)
        note = DayNote.objects.of(user).filter(day=day).first()
        before = note_state(note)
        if note is None:
            note = DayNote(user=user, day=day)
        elif (at, text) <= (note.given_at, note.text):
            return Logged(batch=batch, changed=0)
        note.text, note.given_at = text, at
        note.save()
        after = note_state(note)
        write = changes.Write(
            kind=NOTE_KIND, target=day.isoformat(), day=day, before=before, after=after
        )
        changes.record(user=user, batch=batch, writes=[write], at=at)
    return Logged(batch=batch, changed=int(before != after))


def restore_note(*, user: User, day: date, state: dict[str, Any] | None, at: datetime) -> None:
    """Write a kept text back."""
    note = DayNote.objects.of(user).get(day=day)
    note.text = state["text"] if state else ""
    note.given_at = at
    note.save()
