"""From a file to what it brings, with all that is known of the formats."""

from __future__ import annotations

import hashlib
import io
from collections import Counter
from datetime import UTC, date, datetime
from typing import Any

import pytest

from routines.portability.foreign import RefusedFile
from routines.portability.incoming import LeftOut, Located
from routines.portability.mapping.choices import key_of
from routines.portability.programs import PROGRAMS
from routines.portability.reading import Asked, bring, is_stale, look, look_again
from routines.portability.values import Answer, Count
from tests.unit.portability.loop_files import Loop, loop_backup, loop_zip, ten_years
from tests.unit.portability.mapping.given import step

ASKED = Asked(
    today=date(2026, 11, 26), at=datetime(2026, 11, 26, 12, tzinfo=UTC), zone="Europe/Berlin"
)


def looked(data: bytes, remembered: Any = (), asked: Asked = ASKED) -> Any:
    return look(io.BytesIO(data), name="a", asked=asked, remembered=dict(remembered))


def brought(data: bytes, format: str, choices: Any, asked: Asked = ASKED) -> list[Any]:  # noqa: A002
    return list(bring(io.BytesIO(data), format=format, choices=choices, asked=asked))


@pytest.mark.parametrize("made", [loop_zip, loop_backup])
def test_ten_years_of_loop_come_in(made: Any) -> None:
    data = made(ten_years(years=1))
    found = looked(data)
    assert {habit["name"]: habit["to"] for habit in found.choices["habits"]} == {
        "Sunscreen": "new:sunscreen",
        "Cleanser, gentle": "new:cleanser",
        "Moisturiser 🌙": "new:moisturiser",
        "Exfoliate": "new:exfoliation",
        "Retinol/night": "new:retinoid",
        "Walk": "new:other",
        "Spots": "count:whole_face",
        "Water": "out",
    }
    items = brought(data, found.format, found.choices)
    records = Counter(type(item.record) for item in items if isinstance(item, Located))
    assert (records[Answer], records[Count]) == (6 * 365, 365)
    assert sum(isinstance(item, LeftOut) for item in items) == 365


def test_second_look_remembers_the_first() -> None:
    data = loop_zip(ten_years(years=1)[:2])
    first = looked(data)
    first.choices["habits"][0]["to"] = "note"
    key = key_of(first.format, "step", "Cleanser, gentle")
    asked = Asked(today=ASKED.today, at=ASKED.at, zone="UTC", steps=(step("C", key=key),))
    again = looked(data, {(first.format, first.likeness): first.choices}, asked)
    assert [habit["to"] for habit in again.choices["habits"]] == ["note", f"step:{key}"]


def test_table_is_looked_at_again_when_its_columns_are_said_anew() -> None:
    data = b"day,wash,mood\n2026-01-05,1,good\n2026-01-06,0,bad\n"
    found = looked(data)
    assert (found.format, found.likeness) == (
        "table",
        hashlib.sha256(b"day\nwash\nmood").hexdigest(),
    )
    assert [habit["name"] for habit in found.choices["habits"]] == ["wash", "mood"]
    found.choices["table"]["columns"][2]["role"] = "note"
    found.choices["stale"] = True
    assert is_stale(found.choices)
    again = look_again(io.BytesIO(data), format="table", choices=found.choices, asked=ASKED)
    assert [(habit["name"], habit["to"]) for habit in again["habits"]] == [("wash", "new:cleanser")]
    assert again["has_texts"] == 2
    assert not is_stale(again)
    remembered = looked(data, {("table", found.likeness): again})
    assert remembered.choices == again


def test_choices_of_another_time_are_refused() -> None:
    with pytest.raises(RefusedFile, match="out of date"):
        brought(loop_zip(ten_years(years=1)), "loop_csv", {"version": 0})


def test_programs_say_how_to_get_the_file() -> None:
    assert [program.format for program in PROGRAMS] == [
        *("own", "loop_csv", "loop_backup", "daylio", "track_and_graph", "beaver", "table")
    ]


def test_name_that_is_a_text_is_refused() -> None:
    long = Loop(name="n" * 501, marks=[(ASKED.today, 2, "")])
    with pytest.raises(RefusedFile, match="more than 500 letters"):
        looked(loop_backup([long]))


def test_column_of_too_many_names_can_be_said_anew() -> None:
    rows = "".join(f"2026-01-05,n{number},1\n" for number in range(401))
    found = looked(f"date,name,value\n{rows}".encode())
    problem = "There are more than 400 different names in this file."
    assert (found.choices["habits"], found.choices["problem"]) == ([], problem)
    with pytest.raises(RefusedFile, match=problem):
        brought(f"date,name,value\n{rows}".encode(), "table", found.choices)
