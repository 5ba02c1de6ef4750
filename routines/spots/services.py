"""The only place that writes counts. Every write is logged and can be taken back."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db import transaction

from routines.accounts.models import User
from routines.changes.models import Change
from routines.changes.registry import State
from routines.changes.services import Write, record
from routines.diary.refusals import Refused, refuse_unlikely_day
from routines.spots.counting import Numbers
from routines.spots.models import NUMBER_FIELDS, Count

KIND = "count"
MOST_A_DAY = 30
"""Counts of one day, removed ones too: far above any use, and a bound on what is stored."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a person says a count to be."""

    day: date
    numbers: Numbers
    unsure: int | None = None
    note: str = ""

    def columns(self) -> dict[str, date | int | str | None]:
        """Column → value, null for what was not counted."""
        columns: dict[str, date | int | str | None] = dict.fromkeys(NUMBER_FIELDS)
        columns.update({region.value: number for region, number in self.numbers.by_region.items()})
        columns.update(whole_face=self.numbers.whole_face, unsure=self.unsure)
        return {"day": self.day, "note": self.note, **columns}


@dataclass(frozen=True, kw_only=True)
class Saved:
    """The count as it now stands. `batch` takes the write back; None where nothing was written."""

    count: Count
    batch: uuid.UUID | None


def save_count(*, user: User, key: uuid.UUID, said: Said, at: datetime) -> Saved:
    """Keep a count under the key its form was given.

    The same request twice changes nothing, even when the count was removed in between. Other
    numbers under a known key correct it: of two the one said later wins, whichever comes first.
    Raises Refused for a day out of reach or one that has too many counts.
    """
    with transaction.atomic():
        User.objects.hold(user)
        count = Count.objects.of(user).filter(key=key).first()
        if count is None:
            count = Count(user=user, key=key, counted_at=at)
        elif _says(count, said):
            return Saved(count=count, batch=None)
        return _write(user, count, said, at)


def correct_count(*, user: User, count_id: int, said: Said, at: datetime) -> Saved:
    """Replace what a count says; an older correction that arrives late changes nothing.

    Raises Count.DoesNotExist for a count that is removed or not the user's, Refused as
    `save_count`.
    """
    with transaction.atomic():
        User.objects.hold(user)
        count = Count.objects.of(user).kept().get(pk=count_id)
        if _says(count, said):
            return Saved(count=count, batch=None)
        return _write(user, count, said, at)


def remove_count(*, user: User, count_id: int, at: datetime) -> Saved:
    """Take a count out of every page. Doing it twice changes nothing.

    Raises Count.DoesNotExist for a count that is not the user's.
    """
    with transaction.atomic():
        User.objects.hold(user)
        count = Count.objects.of(user).get(pk=count_id)
        if count.removed_at is not None or at < count.given_at:
            return Saved(count=count, batch=None)
        before = state_of(count)
        _remove(count, at)
        return _record(user, count, before, at)


def _write(user: User, count: Count, said: Said, at: datetime) -> Saved:
    is_new = count.pk is None
    if not is_new and at < count.given_at:
        return Saved(count=count, batch=None)
    refuse_unlikely_day(said.day, user.today(at))
    if is_new or said.day != count.day:
        _refuse_crowd(user, said.day)
    before = None if is_new else state_of(count)
    _say(count, said, at)
    count.save()
    return _record(user, count, before, at)


def _refuse_crowd(user: User, day: date) -> None:
    if Count.objects.of(user).filter(day=day).count() >= MOST_A_DAY:
        raise Refused(f"This day already has {MOST_A_DAY} counts, which is the most it can hold.")


def _says(count: Count, said: Said) -> bool:
    return all(getattr(count, name) == value for name, value in said.columns().items())


def _say(count: Count, said: Said, at: datetime) -> None:
    for name, value in said.columns().items():
        setattr(count, name, value)
    count.given_at = at
    count.removed_at = None


def _remove(count: Count, at: datetime) -> None:
    count.removed_at = at
    count.given_at = at
    count.save(update_fields=["removed_at", "given_at"])


def _record(user: User, count: Count, before: State, at: datetime) -> Saved:
    batch = uuid.uuid4()
    write = Write(
        kind=KIND, target=str(count.pk), day=count.day, before=before, after=state_of(count)
    )
    record(user=user, batch=batch, writes=[write], at=at)
    return Saved(count=count, batch=batch)


def state_of(count: Count) -> State:
    """Return what the log of changes keeps of a count; a removed one is "there is none"."""
    if count.removed_at is not None:
        return None
    return {
        "key": str(count.key),
        "day": count.day.isoformat(),
        "counted_at": count.counted_at.astimezone(UTC).isoformat(),
        "note": count.note,
        **count.numbers(),
    }


class CountRestorer:
    """How the log of changes reads a count, puts it back and speaks of it."""

    def current(self, *, user: User, target: str, day: date) -> State:
        return state_of(_count_of(user, target))

    def restore(
        self,
        *,
        user: User,
        target: str,
        day: date,
        state: State,
        at: datetime,
    ) -> None:
        count = _count_of(user, target)
        if state is None:
            _remove(count, at)
            return
        for name in ("note", *NUMBER_FIELDS):
            setattr(count, name, state[name])
        count.day = date.fromisoformat(state["day"])
        count.given_at = at
        count.removed_at = None
        count.save()

    def describe(self, changes: Sequence[Change]) -> dict[int, str]:
        """Without numbers: the log is read before counting, and by who hides counts."""
        return {change.pk: _sentence(change) for change in changes}


def _count_of(user: User, target: str) -> Count:
    return Count.objects.of(user).get(pk=int(target))


def _sentence(change: Change) -> str:
    if change.after is None:
        return "A count of spots was removed."
    if change.before is not None:
        return "A count of spots was corrected."
    return "A count of spots was put back." if change.undoes else "Spots were counted."
