"""What happened on a day, and the day's note."""

from __future__ import annotations

import itertools

import pytest

from routines.accounts.models import User
from routines.changes.models import Change
from routines.diary.models import DayNote, Happening, HappeningKind
from routines.diary.refusals import Refused
from routines.diary.services.catalogue import load_catalogue
from routines.diary.services.entries import Logged
from routines.diary.services.happenings import save_note, set_happening
from tests.conftest import NOON
from tests.unit.diary.given import TODAY, before, later


@pytest.fixture
def picked(db: None) -> HappeningKind:
    load_catalogue()
    return HappeningKind.objects.get(key="picked")


def happen(user: User, kind: HappeningKind, seconds: int = 0, **fields: object) -> Logged:
    said = {"day": TODAY, "active": True, **fields}
    return set_happening(user=user, kind=kind, at=later(seconds), today=TODAY, **said)  # type: ignore[arg-type]


def test_set_happening_once_per_kind_and_region(alice: User, picked: HappeningKind) -> None:
    assert happen(alice, picked, region="nose", note="by the mirror").changed == 1
    assert happen(alice, picked, region="nose", note="by the mirror").changed == 0
    assert happen(alice, picked, region="chin").changed == 1
    rows = Happening.objects.of(alice).order_by("pk").values_list("region", "note", "active")
    assert list(rows) == [("nose", "by the mirror", True), ("chin", "", True)]
    assert Change.objects.count() == 2


def test_set_happening_later_word_wins_in_any_order(alice: User, picked: HappeningKind) -> None:
    said = [(0, True, "first"), (1, False, ""), (2, True, "third")]
    for number, order in enumerate(itertools.permutations(said)):
        for seconds, active, note in order:
            happen(alice, picked, seconds, active=active, note=note, day=before(number))
    assert set(Happening.objects.values_list("active", "note")) == {(True, "third")}
    assert Happening.objects.count() == 6


def test_set_happening_taken_back_is_not_kept(alice: User, picked: HappeningKind) -> None:
    happen(alice, picked)
    assert happen(alice, picked, 1, active=False).changed == 1
    assert happen(alice, picked, 0).changed == 0
    assert list(Happening.objects.kept()) == []


@pytest.mark.parametrize("days", [-1, 10_000])
def test_set_happening_refuses_unlikely_days(alice: User, picked: HappeningKind, days: int) -> None:
    with pytest.raises(Refused):
        happen(alice, picked, day=before(days))
    assert (Happening.objects.count(), Change.objects.count()) == (0, 0)


def test_save_note_keeps_the_later_text(alice: User) -> None:
    known = {"user": alice, "day": TODAY, "today": TODAY}
    assert save_note(**known, text="new", at=later(1)).changed == 1  # type: ignore[arg-type]
    assert save_note(**known, text="old", at=later(0)).changed == 0  # type: ignore[arg-type]
    assert save_note(**known, text="new", at=later(1)).changed == 0  # type: ignore[arg-type]
    assert DayNote.objects.get().text == "new"
    assert save_note(**known, text="", at=later(2)).changed == 1  # type: ignore[arg-type]
    assert [(change.before, change.after) for change in Change.objects.order_by("pk")] == [
        (None, {"text": "new"}),
        ({"text": "new"}, None),
    ]


def test_save_note_of_nothing_records_nothing(alice: User) -> None:
    assert save_note(user=alice, day=TODAY, text="", at=NOON, today=TODAY).changed == 0
    assert Change.objects.count() == 0


def test_save_note_refuses_tomorrow(alice: User) -> None:
    with pytest.raises(Refused):
        save_note(user=alice, day=before(-1), text="x", at=NOON, today=TODAY)
    assert DayNote.objects.count() == 0
