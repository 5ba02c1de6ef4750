"""Beaver Habits' JSON export."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routines.diary.cadence import Cadence, Kind
from routines.portability.foreign import Habit, Mark, Said, Unreadable
from routines.portability.readers.beaver import read
from tests.unit.portability.readers.reading import Told, refusal

MONDAY, TUESDAY, WEDNESDAY = date(2026, 1, 5), date(2026, 1, 6), date(2026, 1, 7)


def habit(**more: Any) -> dict[str, Any]:
    return {"name": "Wash 🌞", "id": "a1", "records": [], **more}


def told(*habits: Any, **more: Any) -> Told:
    return Told(read, json.dumps({"habits": list(habits), **more}).encode())


def test_everything_arrives() -> None:
    records = [
        {"day": "2026-01-05", "done": True, "text": "=1+1\n🌞"},
        {"day": "2026-01-06", "done": False},
        {"day": "2026-01-07", "done": None, "text": "?", "extra": 1},
    ]
    period = {"period_type": "W", "period_count": 1, "target_count": 3}
    read_ = told(
        habit(records=records, period=period, tags=["x", "y"], star=True, status="archive"),
        habit(name="No id", id=""),
        order=["a1"],
    )
    assert read_.habits == [
        Habit(
            ref="a1",
            name="Wash 🌞",
            cadence=Cadence(kind=Kind.WEEKLY, times_a_week=3),
            is_archived=True,
        ),
        Habit(ref="No id", name="No id", position=1),
    ]
    assert read_.marks == [
        Mark(
            place="Wash 🌞, record 1",
            habit="a1",
            day=MONDAY,
            said=Said.DONE,
            note="=1+1\n🌞",
        ),
        Mark(place="Wash 🌞, record 2", habit="a1", day=TUESDAY, said=Said.NOT_DONE),
        Mark(place="Wash 🌞, record 3", habit="a1", day=WEDNESDAY, said=Said.UNKNOWN, note="?"),
    ]
    assert read_.dropped == {"tags": 2, "star": 1, "extra of a record": 1, "order": 1}


@pytest.mark.parametrize(
    ("period", "cadence"),
    [
        (None, None),
        ({"period_type": "D", "period_count": 1, "target_count": 1}, Cadence()),
        (
            {"period_type": "D", "period_count": 3, "target_count": 1},
            Cadence(kind=Kind.EVERY, every_days=3),
        ),
    ],
)
def test_periods_become_cadences(period: Any, cadence: Cadence | None) -> None:
    read_ = told(habit(period=period))
    assert (read_.habits[0].cadence, read_.dropped) == (cadence, {})


@pytest.mark.parametrize(
    "period", [{"period_type": "M", "period_count": 1, "target_count": 2}, {"period_type": 3}]
)
def test_period_without_a_match_is_counted(period: Any) -> None:
    read_ = told(habit(period=period))
    assert (read_.habits[0].cadence, read_.dropped) == (None, {"Frequency": 1})


@pytest.mark.parametrize("bad", [None, 3, "x", [], {"name": ""}, {"name": 3}])
def test_habit_without_a_name_is_told(bad: Any) -> None:
    read_ = told(bad)
    assert [item.reason for item in read_.unreadable] == ["A habit without a name."]


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (None, "There is no date such as 2026-01-31 in it."),
        ({"day": "05-01-2026", "done": True}, "There is no date such as 2026-01-31 in it."),
        (
            {"day": "2026-01-05", "done": [1]},
            "It says neither that it was done nor that it was not.",
        ),
    ],
)
def test_records_that_make_no_sense_are_told(record: Any, reason: str) -> None:
    read_ = told(habit(records=[record]))
    assert [(item.place, item.reason) for item in read_.unreadable] == [
        ("Wash 🌞, record 1", reason)
    ]


def test_habits_of_one_id_stay_two() -> None:
    assert [each.ref for each in told(habit(), habit()).habits] == ["a1", "a1 (2)"]


def test_json_without_habits_is_refused() -> None:
    assert refusal(read, b'{"a": [1]}') == (
        "There is no list of habits in this file: it is none that is read here."
    )


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-99, 99) | st.text(max_size=5).filter(str.isprintable),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["name", "id", "records", "period", "day", "done", "text"]), inner
        )
    ),
    max_leaves=15,
)


@given(st.lists(json_values, min_size=1, max_size=3))
def test_any_json_is_read_without_breaking(habits: list[Any]) -> None:
    read_ = told(*habits)
    assert len(read_.habits) + len(read_.unreadable) >= len(habits)
    assert all(isinstance(item, Unreadable | Mark | Habit) or item for item in read_.items)


def test_many_other_things_are_told_together() -> None:
    read_ = told(habit(), **{f"k{number}": 1 for number in range(300)})
    assert (len(read_.dropped), read_.dropped["Other things"]) == (201, 100)
