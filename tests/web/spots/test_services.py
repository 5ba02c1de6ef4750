"""Writing counts: idempotent, ordered, bounded, and to be taken back."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from routines.accounts.models import User
from routines.changes.models import Change
from routines.changes.services import log_of_day, undo
from routines.diary.refusals import Refused
from routines.diary.regions import FACE, Region
from routines.spots.counting import Numbers
from routines.spots.models import Count
from routines.spots.services import MOST_A_DAY, Said, correct_count, remove_count, save_count
from tests.conftest import NOON

KEY = uuid.UUID("11111111-1111-4111-8111-111111111111")
TODAY = date(2026, 11, 22)
NOSE = Said(day=TODAY, numbers=Numbers(by_region={Region.NOSE: 3}))
CHIN = Said(day=TODAY, numbers=Numbers(by_region={Region.CHIN: 4}), unsure=1, note="by the window")
LATER = NOON + timedelta(minutes=5)


def said_of(count: Count) -> Said:
    """What a row says, as it would be said again."""
    count.refresh_from_db()
    return Said(day=count.day, numbers=count.value(), unsure=count.unsure, note=count.note)


def test_save_count_keeps_what_was_said(alice: User) -> None:
    saved = save_count(user=alice, key=KEY, said=CHIN, at=NOON)
    count = Count.objects.get()
    assert saved.count == count
    assert said_of(count) == CHIN
    assert (count.key, count.counted_at, count.given_at, count.removed_at) == (
        KEY,
        NOON,
        NOON,
        None,
    )
    assert count.numbers() == {
        **dict.fromkeys(count.numbers(), None),
        "chin": 4,
        "unsure": 1,
    }


def test_save_count_twice_changes_nothing(alice: User) -> None:
    first = save_count(user=alice, key=KEY, said=NOSE, at=NOON)
    second = save_count(user=alice, key=KEY, said=NOSE, at=LATER)
    assert (second.count, second.batch) == (first.count, None)
    assert Count.objects.get().given_at == NOON
    assert Change.objects.count() == 1


def test_save_count_again_with_other_numbers_corrects_it(alice: User) -> None:
    first = save_count(user=alice, key=KEY, said=NOSE, at=NOON)
    save_count(user=alice, key=KEY, said=CHIN, at=LATER)
    count = Count.objects.get()
    assert said_of(count) == CHIN
    assert (count.pk, count.counted_at, count.given_at) == (first.count.pk, NOON, LATER)


def test_save_count_that_was_said_earlier_and_arrives_late_changes_nothing(alice: User) -> None:
    save_count(user=alice, key=KEY, said=CHIN, at=LATER)
    late = save_count(user=alice, key=KEY, said=NOSE, at=NOON)
    assert late.batch is None
    assert said_of(Count.objects.get()) == CHIN


def test_save_count_repeated_after_its_removal_stays_removed(alice: User) -> None:
    count = save_count(user=alice, key=KEY, said=NOSE, at=NOON).count
    remove_count(user=alice, count_id=count.pk, at=NOON)
    save_count(user=alice, key=KEY, said=NOSE, at=LATER)
    assert not Count.objects.kept().exists()


def test_save_count_with_a_key_of_somebody_else_makes_a_count_of_its_own(
    alice: User, bob: User
) -> None:
    save_count(user=alice, key=KEY, said=NOSE, at=NOON)
    save_count(user=bob, key=KEY, said=CHIN, at=NOON)
    assert said_of(Count.objects.of(alice).get()) == NOSE
    assert said_of(Count.objects.of(bob).get()) == CHIN


@pytest.mark.parametrize("day", [date(2026, 11, 23), date(1999, 12, 31), date.max, date.min])
def test_save_count_of_a_day_out_of_reach_is_refused(alice: User, day: date) -> None:
    with pytest.raises(Refused):
        save_count(user=alice, key=KEY, said=replace(NOSE, day=day), at=NOON)
    assert not Count.objects.exists()
    assert not Change.objects.exists()


def test_save_count_beyond_the_most_of_a_day_is_refused(alice: User) -> None:
    Count.objects.bulk_create(
        Count(user=alice, key=uuid.uuid4(), day=TODAY, counted_at=NOON, given_at=NOON, nose=1)
        for _ in range(MOST_A_DAY)
    )
    with pytest.raises(Refused, match="already has 30 counts"):
        save_count(user=alice, key=KEY, said=NOSE, at=NOON)
    yesterday = replace(NOSE, day=TODAY - timedelta(days=1))
    other = save_count(user=alice, key=KEY, said=yesterday, at=NOON).count
    with pytest.raises(Refused, match="already has 30 counts"):
        correct_count(user=alice, count_id=other.pk, said=NOSE, at=LATER)
    assert Count.objects.count() == MOST_A_DAY + 1


def test_recount_is_kept_beside_the_first(alice: User, save: Callable[..., Count]) -> None:
    first, second = save(), save(LATER, by_region={Region.NOSE: 4})
    assert list(Count.objects.of(alice).kept().in_order()) == [first, second]
    assert list(Count.objects.of(alice).before(second)) == [first]
    assert list(Count.objects.of(alice).before(first)) == []


def test_correct_count_replaces_all_of_it(alice: User, save: Callable[..., Count]) -> None:
    count = save(by_region={Region.NOSE: 3}, unsure=2)
    correct_count(user=alice, count_id=count.pk, said=CHIN, at=LATER)
    assert said_of(count) == CHIN


def test_correct_count_said_earlier_changes_nothing(
    alice: User, save: Callable[..., Count]
) -> None:
    count = save(LATER)
    assert correct_count(user=alice, count_id=count.pk, said=CHIN, at=NOON).batch is None
    assert said_of(count) == NOSE


def test_correct_or_remove_a_count_of_somebody_else_finds_none(
    bob: User, save: Callable[..., Count]
) -> None:
    count = save()
    with pytest.raises(Count.DoesNotExist):
        correct_count(user=bob, count_id=count.pk, said=CHIN, at=LATER)
    with pytest.raises(Count.DoesNotExist):
        remove_count(user=bob, count_id=count.pk, at=LATER)
    assert said_of(count) == NOSE


def test_remove_count_twice_changes_nothing(alice: User, save: Callable[..., Count]) -> None:
    count = save()
    assert remove_count(user=alice, count_id=count.pk, at=NOON).batch is not None
    assert remove_count(user=alice, count_id=count.pk, at=LATER).batch is None
    count.refresh_from_db()
    assert count.removed_at == NOON


def test_undo_of_a_new_count_removes_it_and_undoing_that_puts_it_back(alice: User) -> None:
    batch = save_count(user=alice, key=KEY, said=CHIN, at=NOON).batch
    assert batch is not None
    undone = undo(user=alice, batch=batch, at=LATER)
    assert (undone.restored, undone.changed_since) == (1, 0)
    assert not Count.objects.kept().exists()
    undo(user=alice, batch=undone.batch, at=LATER)
    assert said_of(Count.objects.kept().get()) == CHIN


def test_undo_of_a_correction_brings_the_numbers_and_the_day_back(
    alice: User, save: Callable[..., Count]
) -> None:
    count = save()
    other_day = replace(CHIN, day=TODAY - timedelta(days=3))
    batch = correct_count(user=alice, count_id=count.pk, said=other_day, at=LATER).batch
    assert batch is not None
    undo(user=alice, batch=batch, at=LATER)
    assert said_of(count) == NOSE
    assert count.counted_at == NOON


def test_undo_of_a_removal_brings_the_count_back(alice: User, save: Callable[..., Count]) -> None:
    count = save()
    batch = remove_count(user=alice, count_id=count.pk, at=LATER).batch
    assert batch is not None
    undo(user=alice, batch=batch, at=LATER)
    assert Count.objects.kept().get() == count


def test_undo_of_a_count_corrected_since_leaves_it_as_it_is(alice: User) -> None:
    saved = save_count(user=alice, key=KEY, said=NOSE, at=NOON)
    correct_count(user=alice, count_id=saved.count.pk, said=CHIN, at=LATER)
    assert saved.batch is not None
    undone = undo(user=alice, batch=saved.batch, at=LATER)
    assert (undone.restored, undone.changed_since) == (0, 1)
    assert said_of(saved.count) == CHIN


def test_log_of_day_speaks_of_counts_without_their_numbers(
    alice: User, save: Callable[..., Count]
) -> None:
    count = save()
    correct_count(user=alice, count_id=count.pk, said=CHIN, at=LATER)
    batch = remove_count(user=alice, count_id=count.pk, at=LATER).batch
    assert batch is not None
    undo(user=alice, batch=batch, at=LATER)
    assert [line.sentences for line in log_of_day(user=alice, day=TODAY)] == [
        ("A count of spots was put back.",),
        ("A count of spots was removed.",),
        ("A count of spots was corrected.",),
        ("Spots were counted.",),
    ]


@pytest.mark.parametrize(
    "numbers",
    [
        {},
        {"unsure": 3},
        {"nose": 1000},
        {"nose": -1},
        {"whole_face": 5, "chin": 1},
    ],
    ids=["no number", "only unsure ones", "above 999", "below 0", "face both ways"],
)
def test_database_refuses_what_is_no_count(alice: User, numbers: dict[str, int]) -> None:
    row = Count(user=alice, day=TODAY, counted_at=NOON, given_at=NOON, **numbers)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_value_of_a_row_leaves_out_what_was_not_counted(save: Callable[..., Count]) -> None:
    count = save(whole_face=12, by_region={Region.CHEST: 0}, unsure=4)
    assert count.value() == Numbers(by_region={Region.CHEST: 0}, whole_face=12)
    assert count.value().regions == {*FACE, Region.CHEST}
