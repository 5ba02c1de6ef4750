"""Track & Graph's CSV export: instants on the person's days."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import IO
from zoneinfo import ZoneInfo

import pytest

from routines.portability.foreign import Habit, Item, Mark, Said, Unreadable
from routines.portability.readers import track_and_graph
from routines.portability.readers.local import Local
from tests.unit.portability.readers.reading import Told, refusal

HEADER = "FeatureName,Timestamp,Value,Label,Note\n"
BERLIN = Local(ZoneInfo("Europe/Berlin"), time(3))


def read(source: IO[bytes]) -> Iterator[Item]:
    return track_and_graph.read(source, BERLIN)


def told(*rows: str, header: str = HEADER) -> Told:
    return Told(read, (header + "".join(f"{row}\n" for row in rows)).encode())


def test_points_become_numbers() -> None:
    assert told('Skin/Sun,2026-01-05T21:15:00.000+01:00,2.0,often,"at, lake 🌞"').items == [
        Habit(ref="Skin/Sun", name="Skin/Sun", is_numerical=True),
        Mark(
            place="line 2",
            habit="Skin/Sun",
            day=date(2026, 1, 5),
            said=Said.NUMBER,
            number=Decimal("2.0"),
            note="often – at, lake 🌞",
            at=datetime(2026, 1, 5, 21, 15, tzinfo=timezone(timedelta(hours=1))),
        ),
    ]


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("2026-01-06T02:59:00+01:00", date(2026, 1, 5)),
        ("2026-01-06T03:00:00+01:00", date(2026, 1, 6)),
        ("2026-01-06T01:59:00Z", date(2026, 1, 5)),
        ("2026-01-05T21:00:00-05:00", date(2026, 1, 6)),
    ],
)
def test_point_belongs_to_the_day_that_the_person_lived(stamp: str, day: date) -> None:
    assert [mark.day for mark in told(f"a,{stamp},1,,").marks] == [day]


@pytest.mark.parametrize(
    ("value", "number", "note"),
    [
        ("1", "1", ""),
        ("-0.5", "-0.5", ""),
        ("3:sometimes", "3", "sometimes"),
        ("1:30:00", "90", ""),
        ("0:00:30", "0.5", ""),
    ],
)
def test_values_of_older_files_and_durations(value: str, number: str, note: str) -> None:
    marks = told(f"a,2026-01-05T12:00:00Z,{value},,").marks
    assert [(mark.number, mark.note) for mark in marks] == [(Decimal(number), note)]


def test_duration_is_in_minutes() -> None:
    assert told("a,2026-01-05T12:00:00Z,0:10:00,,").habits[0].unit == "minutes"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",2026-01-05T12:00:00Z,1,,", "It names no feature."),
        (
            "a,2026-01-05T12:00:00,1,,",
            "There is no time such as 2026-01-31T21:15:00+01:00 in it.",
        ),
        (
            "a,0001-01-01T00:00:00+14:00,1,,",
            "There is no time such as 2026-01-31T21:15:00+01:00 in it.",
        ),
        ("a,2026-01-05T12:00:00Z,many,,", "Its value is no number."),
        ("a,2026-01-05T12:00:00Z,1e9,,", "Its value is no number."),
    ],
)
def test_rows_that_make_no_sense_are_told(row: str, reason: str) -> None:
    assert told(row).unreadable == [Unreadable(place="line 2", text=row, reason=reason)]


@pytest.mark.parametrize(
    ("value", "label", "note"),
    [
        ("1.0", "Yes", "x"),
        ("1:Yes", "", "x"),
        ("0", "no", "x"),
        ("0", "yes", "yes – x"),
        ("1", "Yes: twice", "Yes: twice – x"),
        ("2", "done", "done – x"),
    ],
)
def test_label_that_says_what_its_number_says_makes_no_note(
    value: str, label: str, note: str
) -> None:
    (mark,) = told(f"a,2026-01-05T12:00:00Z,{value},{label},x").marks
    assert mark.note == note


def test_file_without_labels_and_with_more_is_read() -> None:
    read_ = told("2026-01-05T12:00:00Z,a,1,x", header="Timestamp,FeatureName,Value,Colour\n")
    assert (len(read_.marks), read_.dropped) == (1, {"Colour": 1})


def test_other_table_is_refused() -> None:
    assert refusal(read, b"a,b\n1,2\n") == (
        "This is none of Track & Graph's files: its first line names other columns."
    )


def test_too_many_features_are_refused() -> None:
    rows = "".join(f"f{number},2026-01-05T12:00:00Z,1,,\n" for number in range(401))
    assert refusal(read, (HEADER + rows).encode()) == (
        "There are more than 400 features in this file."
    )
    assert list(read(io.BytesIO(HEADER.encode()))) == []
