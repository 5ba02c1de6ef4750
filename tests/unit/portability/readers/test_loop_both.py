"""Loop's two kinds of file tell the same, whatever the names and notes; ten years fit well."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routines.portability.readers import loop_backup, loop_csv
from tests.unit.portability import loop_files
from tests.unit.portability.loop_files import Loop, ten_years
from tests.unit.portability.measuring import told_and_peak
from tests.unit.portability.readers.reading import Told

text = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r"), max_size=30)
names = text.filter(str.strip)
marks = st.lists(
    st.tuples(
        st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.sampled_from([-1, 0, 1, 2, 3]), text
    ),
    unique_by=lambda mark: mark[0],
    max_size=4,
)
habits = st.lists(
    st.builds(Loop, name=names, marks=marks, description=text, is_archived=st.booleans()),
    max_size=4,
    unique_by=lambda habit: habit.name.strip(),
).filter(bool)


def answers(told: Told) -> set[tuple[str, ...]]:
    by_ref = {habit.ref: habit for habit in told.habits}
    return {
        (by_ref[mark.habit].name, mark.day.isoformat(), mark.said.value, mark.note)
        for mark in told.marks
    }


@given(habits, st.booleans())
def test_any_names_and_notes_survive_in_both(given_habits: list[Loop], words: bool) -> None:  # noqa: FBT001
    from_csv = Told(loop_csv.read, loop_files.loop_zip(given_habits, words=words))
    from_backup = Told(loop_backup.read, loop_files.loop_backup(given_habits))
    assert [habit.name for habit in from_csv.habits] == [
        habit.name.strip() for habit in given_habits
    ]
    assert sum(len(habit.marks) for habit in given_habits) == len(from_csv.marks)
    assert {answer[3] for answer in answers(from_csv)} == {
        note.strip() for habit in given_habits for _, _, note in habit.marks
    }
    assert answers(from_csv) == answers(from_backup)
    assert from_csv.unreadable == from_backup.unreadable == []


READ = """
import sys, time
from routines.portability.readers import loop_backup, loop_csv
reader = {"loop_csv": loop_csv, "loop_backup": loop_backup}[sys.argv[1]]
began = time.process_time()
with open(sys.argv[2], "rb") as source:
    print(sum(type(item).__name__ == "Mark" for item in reader.read(source)))
print(time.process_time() - began)
"""


@pytest.mark.parametrize("reader", ["loop_csv", "loop_backup"])
def test_ten_years_take_little_memory_and_time(tmp_path: Path, reader: str) -> None:
    made = {"loop_csv": loop_files.loop_zip, "loop_backup": loop_files.loop_backup}[reader]
    path = tmp_path / "file"
    path.write_bytes(made(ten_years()))
    told, peak = told_and_peak(READ, reader, str(path))
    number, seconds = told.splitlines()
    assert int(number) == 8 * (timedelta(days=3652).days)
    assert peak < 100
    assert float(seconds) < 5
