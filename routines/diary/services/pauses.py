"""Pauses: days taken out altogether."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from routines.accounts.clock import EARLIEST_DAY
from routines.accounts.models import User
from routines.changes import services as changes
from routines.diary.models import Pause
from routines.diary.refusals import Refused
from routines.diary.services.entries import Logged

KIND = "pause"
LONGEST_AHEAD = timedelta(days=366)


def pause_state(pause: Pause | None) -> dict[str, Any] | None:
    """The state that the log of changes keeps."""
    if pause is None:
        return None
    return {
        "starts_on": pause.starts_on.isoformat(),
        "ends_on": pause.ends_on.isoformat() if pause.ends_on else None,
        "reason": pause.reason,
    }


def save_pause(
    *,
    user: User,
    starts_on: date,
    ends_on: date | None,
    reason: str,
    at: datetime,
    today: date,
    pause_id: int | None = None,
) -> Logged:
    """Begin a pause, or change the one with `pause_id`.

    The same pause twice changes nothing. Raises Pause.DoesNotExist for somebody else's, Refused
    where it overlaps another, ends before it begins or lies too far away.
    """
    _refuse_unlikely(starts_on, ends_on, today)
    batch = uuid.uuid4()
    with transaction.atomic():
        User.objects.hold(user)
        pause = Pause(user=user) if pause_id is None else Pause.objects.of(user).get(pk=pause_id)
        before = None if pause_id is None else pause_state(pause)
        overlapping = _overlapping(user, starts_on, ends_on, pause_id)
        if overlapping is not None:
            if pause_id is None and _same(overlapping, starts_on, ends_on):
                return Logged(batch=batch, changed=0)
            raise Refused(
                "You have another pause on some of these days. Change that one, or remove it first."
            )
        pause.starts_on, pause.ends_on, pause.reason = starts_on, ends_on, reason
        pause.save()
        _record(user, batch, pause.pk, today, before, pause_state(pause), at)
    return Logged(batch=batch, changed=int(before != pause_state(pause)))


def end_pause(*, user: User, pause_id: int, at: datetime, today: date) -> Logged:
    """End a pause so that today is logged again; one that began today is removed.

    Raises Pause.DoesNotExist for somebody else's.
    """
    batch = uuid.uuid4()
    with transaction.atomic():
        pause = Pause.objects.select_for_update().of(user).get(pk=pause_id)
        if pause.ends_on is not None and pause.ends_on < today:
            return Logged(batch=batch, changed=0)
        before, key = pause_state(pause), pause.pk
        if pause.starts_on >= today:
            pause.delete()
            after = None
        else:
            pause.ends_on = today - timedelta(days=1)
            pause.save()
            after = pause_state(pause)
        _record(user, batch, key, today, before, after, at)
    return Logged(batch=batch, changed=1)


def remove_pause(*, user: User, pause_id: int, at: datetime, today: date) -> Logged:
    """Take a pause back as if it had never been. Raises Pause.DoesNotExist for somebody else's."""
    batch = uuid.uuid4()
    with transaction.atomic():
        pause = Pause.objects.select_for_update().of(user).get(pk=pause_id)
        before, key = pause_state(pause), pause.pk
        pause.delete()
        _record(user, batch, key, today, before, None, at)
    return Logged(batch=batch, changed=1)


def restore_pause(*, user: User, pause_id: int, state: dict[str, Any] | None) -> None:
    """Write a kept state back. Raises Refused where another pause lies there now."""
    if state is None:
        Pause.objects.of(user).filter(pk=pause_id).delete()
        return
    starts_on = date.fromisoformat(state["starts_on"])
    ends_on = date.fromisoformat(state["ends_on"]) if state["ends_on"] else None
    if _overlapping(user, starts_on, ends_on, pause_id) is not None:
        raise Refused("Another pause lies on these days now.")
    Pause.objects.update_or_create(
        pk=pause_id,
        user=user,
        defaults={"starts_on": starts_on, "ends_on": ends_on, "reason": state["reason"]},
    )


def _refuse_unlikely(starts_on: date, ends_on: date | None, today: date) -> None:
    if ends_on is not None and ends_on < starts_on:
        raise Refused("A pause can't end before it begins.", field="ends_on")
    if starts_on < EARLIEST_DAY:
        raise Refused(
            f"This diary goes back to {EARLIEST_DAY.year} and no further.", field="starts_on"
        )
    for field, day in (("starts_on", starts_on), ("ends_on", ends_on)):
        if day is not None and day > today + LONGEST_AHEAD:
            raise Refused("Please plan a pause no more than a year ahead.", field=field)


def _overlapping(
    user: User, starts_on: date, ends_on: date | None, but: int | None
) -> Pause | None:
    others = Pause.objects.of(user).touching(starts_on, ends_on or date.max)
    if but is not None:
        others = others.exclude(pk=but)
    return others.order_by("starts_on").first()


def _same(pause: Pause, starts_on: date, ends_on: date | None) -> bool:
    return (pause.starts_on, pause.ends_on) == (starts_on, ends_on)


def _record(
    user: User,
    batch: uuid.UUID,
    pause_id: int,
    today: date,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
    at: datetime,
) -> None:
    write = changes.Write(kind=KIND, target=str(pause_id), day=today, before=before, after=after)
    changes.record(user=user, batch=batch, writes=[write], at=at)
