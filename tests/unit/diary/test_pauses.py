"""Pauses: one at a time, and none twice."""

from __future__ import annotations

from datetime import date

import pytest

from routines.accounts.models import User
from routines.changes.models import Change
from routines.diary.models import Pause
from routines.diary.refusals import Refused
from routines.diary.services.entries import Logged
from routines.diary.services.pauses import end_pause, remove_pause, save_pause
from tests.conftest import NOON
from tests.unit.diary.given import TODAY, before


def pause(user: User, first: date, last: date | None = None, pause_id: int | None = None) -> Logged:
    return save_pause(
        user=user,
        starts_on=first,
        ends_on=last,
        reason="",
        at=NOON,
        today=TODAY,
        pause_id=pause_id,
    )


def spans(user: User) -> list[tuple[date, date | None]]:
    return list(Pause.objects.of(user).order_by("starts_on").values_list("starts_on", "ends_on"))


def test_save_pause_twice_changes_nothing(alice: User) -> None:
    assert pause(alice, TODAY).changed == 1
    assert pause(alice, TODAY).changed == 0
    assert (spans(alice), Change.objects.count()) == ([(TODAY, None)], 1)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (before(10), before(10)),
        (before(12), before(8)),
        (before(9), before(7)),
        (before(5), before(5)),
        (before(20), None),
        (before(5), None),
        (before(6), before(6)),
    ],
)
def test_save_pause_refuses_an_overlap(alice: User, first: date, last: date | None) -> None:
    pause(alice, before(10), before(5))
    with pytest.raises(Refused, match="another pause"):
        pause(alice, first, last)
    assert spans(alice) == [(before(10), before(5))]
    assert Change.objects.count() == 1


def test_save_pause_beside_another_and_of_another_person(alice: User, bob: User) -> None:
    pause(alice, before(10), before(5))
    pause(bob, before(10), before(5))
    pause(alice, before(4), None)
    pause(alice, before(20), before(11))
    assert len(spans(alice)) == 3


@pytest.mark.parametrize(
    ("first", "last", "field", "reason"),
    [
        (TODAY, before(1), "ends_on", "can't end before it begins"),
        (date(1, 1, 1), None, "starts_on", "goes back to 2000"),
        (date(9999, 12, 31), None, "starts_on", "a year ahead"),
        (TODAY, date(9999, 12, 31), "ends_on", "a year ahead"),
    ],
)
def test_save_pause_refuses_unlikely_days(
    alice: User, first: date, last: date | None, field: str, reason: str
) -> None:
    with pytest.raises(Refused, match=reason) as refusal:
        pause(alice, first, last)
    assert refusal.value.field == field
    assert (Pause.objects.count(), Change.objects.count()) == (0, 0)


def test_save_pause_changes_one(alice: User, bob: User) -> None:
    pause(alice, before(10), before(5))
    key = Pause.objects.get().pk
    assert pause(alice, before(9), before(5), key).changed == 1
    assert pause(alice, before(9), before(5), key).changed == 0
    with pytest.raises(Pause.DoesNotExist):
        pause(bob, before(3), None, key)
    assert spans(alice) == [(before(9), before(5))]


def test_end_pause_lets_today_be_logged(alice: User) -> None:
    pause(alice, before(10))
    key = Pause.objects.get().pk
    assert end_pause(user=alice, pause_id=key, at=NOON, today=TODAY).changed == 1
    assert end_pause(user=alice, pause_id=key, at=NOON, today=TODAY).changed == 0
    assert spans(alice) == [(before(10), before(1))]


def test_end_pause_of_today_removes_it(alice: User) -> None:
    pause(alice, TODAY, before(-5))
    key = Pause.objects.get().pk
    assert end_pause(user=alice, pause_id=key, at=NOON, today=TODAY).changed == 1
    assert spans(alice) == []


@pytest.mark.parametrize("service", [end_pause, remove_pause])
def test_pause_of_somebody_else_is_not_there(alice: User, bob: User, service: object) -> None:
    pause(bob, before(3))
    with pytest.raises(Pause.DoesNotExist):
        service(user=alice, pause_id=Pause.objects.get().pk, at=NOON, today=TODAY)  # type: ignore[operator]
    assert spans(bob) == [(before(3), None)]


def test_remove_pause(alice: User) -> None:
    pause(alice, before(10))
    remove_pause(user=alice, pause_id=Pause.objects.get().pk, at=NOON, today=TODAY)
    assert spans(alice) == []


def test_pause_covers_and_days(alice: User) -> None:
    pause(alice, before(2))
    row = Pause.objects.get()
    assert row.days(until=TODAY) == [before(2), before(1), TODAY]
    assert [row.covers(before(days)) for days in (3, 2, -9)] == [False, True, True]
    row.ends_on = before(1)
    assert row.days(until=TODAY) == [before(2), before(1)]
    assert not row.covers(TODAY)
