"""Files made to hurt, through all that a look does, in a process that knows Django."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from routines.portability.planning.deciding import MOST_ROWS
from tests.unit.portability.archives import GIGABYTE, lying, packed_zeros, zipped
from tests.unit.portability.loop_files import YES, Loop, loop_backup, loop_zip, ten_years
from tests.unit.portability.mapping.given import MONDAY
from tests.unit.portability.measuring import told_and_peak

MOST = 200
"""Megabytes."""
LARGEST = 20 * 1024 * 1024

LOOK = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "tracker.settings"
import django
django.setup()
from datetime import UTC, date, datetime
from routines.portability.foreign import RefusedFile
from routines.portability.reading import LARGEST_UPLOAD, Asked, bring, look

asked = Asked(today=date(2026, 11, 26), at=datetime(2026, 11, 26, tzinfo=UTC), zone="Europe/Berlin")
assert os.path.getsize(sys.argv[1]) <= LARGEST_UPLOAD
try:
    with open(sys.argv[1], "rb") as file:
        looked = look(file, name="file", asked=asked, remembered={})
        items = bring(file, format=looked.format, choices=looked.choices, asked=asked)
        print(looked.rows, sum(1 for _ in items))
except RefusedFile as refused:
    print(refused)
"""


def filled(beginning: str, row: str) -> bytes:
    """As long as a file may be."""
    data = beginning.encode()
    return data + row.encode() * ((LARGEST - len(data)) // len(row.encode()))


def many_marks() -> bytes:
    """A zip file of 250 MB unpacked: ten million rows in a few habits."""
    target = io.BytesIO()
    row = "".join(f"{2000 + at % 27}-{at % 12 + 1:02}-{at % 28 + 1:02},NO,\n" for at in range(3000))
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(1, 4):
            with archive.open(f"{number:03} a/Checkmarks.csv", "w") as member:
                for _ in range(1500):
                    member.write(row.encode())
    return target.getvalue()


def many_repetitions() -> bytes:
    numbers = "CREATE TABLE numbers (value INTEGER); INSERT INTO numbers VALUES (0);"
    double = "INSERT INTO numbers SELECT value + (SELECT count(*) FROM numbers) FROM numbers;"
    many = (
        "INSERT INTO Repetitions (habit, timestamp, value) SELECT 1, value * 86400000, 2 "
        "FROM numbers; DROP TABLE numbers; VACUUM;"
    )
    habit = Loop(name="a", marks=[(MONDAY, YES, "")])
    index = "DROP INDEX idx_repetitions_habit_timestamp;"
    return loop_backup([habit], index, numbers, *[double] * 19, many)


DAYLIO = "full_date,date,weekday,time,mood,activities,note_title,note\n"
MANY = f"There are more than {MOST_ROWS:,} rows in this file."
TOO_LONG = "Line 250,001 of this file is beyond the 250,000 rows that are read."


@pytest.mark.slow
@pytest.mark.parametrize(
    ("made", "told"),
    [
        (lambda: loop_zip(ten_years()), "29216 29228"),
        (lambda: loop_backup(ten_years()), "29216 29224"),
        (many_marks, MANY),
        (many_repetitions, MANY),
        (
            lambda: lying(b"Habits.csv", packed_zeros(10 * GIGABYTE), stated=1024),
            "“Habits.csv” in this zip file is damaged.",
        ),
        (lambda: filled("date,name,value\n", "2026-01-05,a,1\n"), TOO_LONG),
        (
            lambda: filled(DAYLIO, f"2026-01-05,,,,good,,,{'n' * 100_000}\n"),
            "418 418",
        ),
        (
            lambda: filled('{"habits": [', '{"name":"a","records":[' + '{"day":"x"},' * 9000),
            "There is more in one item of this file than is read here.",
        ),
        (
            lambda: json.dumps({"habits": [{"name": "a", "records": [{"day": "x"}] * 60_000}] * 2}),
            MANY,
        ),
        (
            lambda: zipped({f"{number:03} a/Checkmarks.csv": "" for number in range(1, 4000)}),
            "There are more than 400 habits in this file.",
        ),
    ],
    ids=[
        *("ten years", "ten years of backup", "many marks", "many repetitions", "lying"),
        *("many rows", "long notes", "one habit without end", "many records", "many habits"),
    ],
)
def test_whatever_is_sent_takes_little_memory(
    tmp_path: Path, made: Callable[[], bytes | str], told: str
) -> None:
    data = made()
    path = tmp_path / "file"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    said, peak = told_and_peak(LOOK, str(path))
    assert (said.splitlines()[-1], peak < MOST) == (told, True), peak
