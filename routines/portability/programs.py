"""The programs whose files are known, as the page that asks for a file names them."""

from __future__ import annotations

from dataclasses import dataclass

from routines.portability.readers import detect


@dataclass(frozen=True, kw_only=True, slots=True)
class Program:
    """A program whose files are known; `how` says in a sentence how to get the file out of it."""

    format: str
    name: str
    how: str


PROGRAMS: tuple[Program, ...] = (
    Program(
        format=detect.OWN,
        name="This diary",
        how="The ZIP file that another account gave you, or the diary.json in it.",
    ),
    Program(
        format=detect.LOOP_CSV,
        name="Loop Habit Tracker",
        how="In Loop: Settings, then “Export as CSV”. Send the ZIP file as it is.",
    ),
    Program(
        format=detect.LOOP_BACKUP,
        name="Loop Habit Tracker, backup",
        how="In Loop: Settings, then “Export full backup”. Send the .db file as it is.",
    ),
    Program(
        format=detect.DAYLIO,
        name="Daylio",
        how="In Daylio: More, then “Export entries”, then CSV.",
    ),
    Program(
        format=detect.TRACK_AND_GRAPH,
        name="Track & Graph",
        how="In Track & Graph: the menu of a group, then “Export to CSV”.",
    ),
    Program(
        format=detect.BEAVER,
        name="Beaver Habits",
        how="In Beaver Habits: the menu, then “Export”. Send the JSON file as it is.",
    ),
    Program(
        format=detect.TABLE,
        name="Any table",
        how=(
            "A CSV file (UTF-8) with a date in each row. You say what each column is: this is also "
            "the way for Bearable, Baby Buddy and your own spreadsheet."
        ),
    ),
)
"""In the order of the page that asks for a file."""
