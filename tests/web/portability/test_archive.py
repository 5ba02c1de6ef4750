"""Everything of a person as an archive: nothing is missing, nothing is somebody else's."""

from __future__ import annotations

import csv
import io
import json
import tracemalloc
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import jsonschema_rs
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from routines.accounts.models import User
from routines.diary.cadence import Cadence, Kind
from routines.diary.models import Entry, Step
from routines.portability.archive import export_stream, json_stream
from routines.portability.diary_json.schema import schema
from routines.portability.diary_json.shapes import SECTIONS
from routines.portability.foreign import Habit, Mark, Said, Unreadable
from routines.portability.incoming import Located
from routines.portability.pieces import AT_A_TIME
from routines.portability.readers import loop_csv
from routines.portability.readers.own import read_own
from routines.portability.values import Happening, Reminder
from routines.portability.writers.zip_stream import write_zip
from tests.conftest import NOON
from tests.web.portability.diaries import FORMULA, UGLY, fill, records, use_files_and_programs

PUBLISHED = Path(__file__).parents[3] / "docs" / "diary.schema.json"
DAY = "2026-11-22"


def unpacked(user: User, at: datetime = NOON) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(b"".join(export_stream(user=user, at=at)))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def sheet(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_published_schema_is_that_of_the_code() -> None:
    assert json.loads(PUBLISHED.read_text()) == schema()


def test_every_section_has_something_and_fits_the_schema(alice: User) -> None:
    fill(alice)
    use_files_and_programs(alice)
    document = json.loads(b"".join(json_stream(user=alice, at=NOON)))
    validator = jsonschema_rs.Draft202012Validator(schema(), validate_formats=True)
    assert [str(error) for error in validator.iter_errors(document)] == []
    assert [name for name in SECTIONS if not document[name]] == []
    assert [name for name, rows in document["header"].items() if not rows] == []


def test_what_leaves_is_what_is_read_back(alice: User) -> None:
    fill(alice)
    use_files_and_programs(alice)
    archive = io.BytesIO(b"".join(export_stream(user=alice, at=NOON)))
    brought = list(read_own(archive, happenings={}))
    assert [one.record for one in brought if isinstance(one, Located)] == records(alice)
    assert [one.name for one in brought if not isinstance(one, Located)] == [
        "Consents",
        "Where messages go",
        "Links to reports",
        "Calendar addresses",
        "The list of imports",
        "What you said of files of other programs",
        "Other programs that were let in",
    ]


def test_same_diary_gives_the_same_bytes_but_for_the_header(alice: User) -> None:
    fill(alice)
    first = b"".join(json_stream(user=alice, at=NOON))
    later = b"".join(json_stream(user=alice, at=NOON + timedelta(days=3)))
    assert first != later
    assert first.partition(b'\n"preferences": ')[2] == later.partition(b'\n"preferences": ')[2]
    assert unpacked(alice) == unpacked(alice)


def test_nothing_of_a_stranger_is_in_it(alice: User, bob: User) -> None:
    fill(alice)
    document = json.loads(b"".join(json_stream(user=bob, at=NOON)))
    assert [name for name in SECTIONS if document[name]] == []
    for name, content in unpacked(bob).items():
        assert alice.email.encode() not in content
        assert name.startswith("diary.json") or b"../Sun" not in content


def test_no_secret_is_in_it(alice: User) -> None:
    fill(alice)
    use_files_and_programs(alice)
    content = b"".join(unpacked(alice).values())
    link, feed, token = alice.report_links.get(), alice.feeds.get(), alice.api_tokens.get()
    for secret in (str(link.key), link.key.hex, feed.token_digest, token.digest, alice.password):
        assert secret.encode() not in content


def test_numbers_of_this_database_are_not_in_it(alice: User) -> None:
    fill(alice)
    reminders = [one for one in records(alice) if isinstance(one, Reminder)]
    trial = alice.trials.latest("starts_on")
    assert sorted(one.rule_key for one in reminders if one.origin == "trial") == [
        f"trial:{trial.step.key.hex}@{trial.starts_on}",
        "trial:gone:999999",
    ]


def test_what_was_taken_back_is_in_diary_json_alone(alice: User) -> None:
    fill(alice)
    files = unpacked(alice)
    document = json.loads(files["diary.json"])
    assert [one["active"] for one in document["happenings"]] == [True, False]
    assert [one["text"] for one in document["notes"]] == ["", UGLY * 10]
    assert [bool(one["removed_at"]) for one in document["counts"]] == [True, False, False]
    assert "" in [one["answer"] for one in document["answers"]]
    assert len(sheet(files["happenings.csv"])) == 1
    assert len(sheet(files["notes.csv"])) == 1
    assert len(sheet(files["counts.csv"])) == 2


def test_sheets_quote_formulas_and_leave_unlogged_days_empty(alice: User) -> None:
    fill(alice)
    files = unpacked(alice)
    days = sheet(files["days.csv"])
    by_answer = {row["Answer"] for row in days}
    assert by_answer == {"", "done", "not done", "skipped"}
    of_today = {(row["Step"], row["Answer"], row["Note"]) for row in days if row["Day"] == DAY}
    assert of_today >= {("../Sun 💧", "", ""), ("Moisturiser", "done", f"'{FORMULA}")}
    assert {row["Paused"] for row in days if row["Day"] in ("2026-11-14", "2026-11-15")} == {"yes"}
    assert [row["Note"] for row in sheet(files["notes.csv"])] == [UGLY * 10]
    counts = sheet(files["counts.csv"])
    assert sorted((row["Nose"], row["Chin"], row["Whole face"]) for row in counts) == [
        ("", "", "12"),
        ("0", "", ""),
    ]
    assert [row["Reason"] for row in sheet(files["pauses.csv"])] == ["'+ by the sea", ""]


def test_log_of_changes_is_in_it_in_words(alice: User) -> None:
    fill(alice)
    assert [
        (row["Written at"], row["What"], row["Takes something back"], row["Taken back at"])
        for row in sheet(unpacked(alice)["changes.csv"])
    ] == [
        ("2026-11-22 13:00:00", "../Sun 💧: done", "", "2026-11-22 13:01:00"),
        ("2026-11-22 13:01:00", "../Sun 💧: nothing logged", "yes", ""),
        ("2026-11-22 13:00:00", "Moisturiser: done", "", ""),
    ]


def test_loop_folder_is_laid_out_as_loop_does(alice: User) -> None:
    fill(alice)
    files = unpacked(alice)
    assert [name for name in files if name.startswith("loop/")] == [
        "loop/Habits.csv",
        "loop/001 Sun/Checkmarks.csv",
        "loop/002 Moisturiser/Checkmarks.csv",
        "loop/003 Sunscreen/Checkmarks.csv",
        "loop/004 Gentle cleanser/Checkmarks.csv",
        "loop/005 Exfoliation/Checkmarks.csv",
        "loop/006 Moisturiser/Checkmarks.csv",
        "loop/007 other/Checkmarks.csv",
        "loop/Checkmarks.csv",
    ]
    marks = sheet(files["loop/001 Sun/Checkmarks.csv"])
    assert [(row["Date"], row["Value"], row["Notes"]) for row in marks] == [
        ("2026-11-21", "SKIP", UGLY),
        ("2026-11-13", "NO", ""),
    ]
    root = files["loop/Checkmarks.csv"].decode()
    first, second = root.splitlines()[:2]
    names = "Moisturiser,Sunscreen,Gentle cleanser,Exfoliation,Moisturiser,other,"
    assert first == f"Date,../Sun 💧,{names}"
    assert second == "2026-11-22,UNKNOWN,YES_MANUAL" + ",UNKNOWN" * 5 + ","


def test_loop_folder_is_read_by_what_reads_loops_own_files(alice: User) -> None:
    fill(alice)
    loop = {name: data for name, data in unpacked(alice).items() if name.startswith("loop/")}
    packed = io.BytesIO(b"".join(write_zip((name, [data]) for name, data in loop.items())))
    items = list(loop_csv.read(packed))
    habits = [one for one in items if isinstance(one, Habit)]
    assert [one.name for one in habits] == [
        *("../Sun 💧", "Moisturiser", "Sunscreen"),
        *("Gentle cleanser", "Exfoliation", "Moisturiser", "other"),
    ]
    assert [one.cadence for one in habits[3:5]] == [
        Cadence(),
        Cadence(kind=Kind.WEEKLY, times_a_week=2),
    ]
    names = {one.ref: one.name for one in habits}
    marks = [
        (names[one.habit], one.day.isoformat(), one.said, one.note)
        for one in items
        if isinstance(one, Mark)
    ]
    assert marks == [
        ("../Sun 💧", "2026-11-21", Said.SKIPPED, UGLY.replace("\r", "")),
        ("../Sun 💧", "2026-11-13", Said.NOT_DONE, ""),
        ("Moisturiser", "2026-11-22", Said.DONE, f"'{FORMULA}"),
        ("Moisturiser", "2026-11-21", Said.DONE, ""),
    ]
    assert [one for one in items if isinstance(one, Unreadable)] == []


def test_every_file_is_named_in_the_readme(alice: User) -> None:
    files = unpacked(alice)
    readme = files["README.txt"].decode()
    assert [name for name in files if name.split("/")[0] not in readme] == ["README.txt"]


def test_empty_diary_has_all_files(alice: User) -> None:
    files = unpacked(alice)
    assert [one for one in records(alice)[1:] if not isinstance(one, Happening)] == []
    assert files["loop/Checkmarks.csv"] == b"Date,\n"
    assert sheet(files["days.csv"]) == []


# --- How much it takes ----------------------------------------------------------------------------


def add_days(user: User, days: int, *, before: int = 30) -> None:
    """Answers for each step on so many days, up to `before` days ago."""
    steps = list(Step.objects.of(user))
    start = NOON - timedelta(days=before)
    Entry.objects.bulk_create(
        Entry(
            user=user,
            step=step,
            day=(start - timedelta(days=number)).date(),
            answer="done",
            given_at=datetime(2026, 1, 1, tzinfo=UTC),
        )
        for number in range(days)
        for step in steps
    )


def queries(user: User) -> int:
    with CaptureQueriesContext(
        connection,
    ) as context:
        for _ in export_stream(user=user, at=NOON):
            pass
    return len(context)


def test_archive_takes_as_many_queries_for_three_days_as_for_one(alice: User) -> None:
    fill(alice)
    add_days(alice, 1)
    one = queries(alice)
    add_days(alice, 2, before=60)
    assert queries(alice) == one == 80


def test_archive_takes_four_more_queries_for_each_piece_of_a_long_diary(alice: User) -> None:
    """The answers are read four times, and in pieces: no query stays open while one is used."""
    fill(alice)
    few = queries(alice)
    add_days(alice, 340)
    pieces = Entry.objects.of(alice).count() // AT_A_TIME
    assert pieces == 4
    assert queries(alice) == few + 4 * pieces


def peak(user: User) -> int:
    tracemalloc.start()
    try:
        for _ in export_stream(user=user, at=NOON):
            pass
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.slow
def test_memory_is_flat_from_one_year_to_ten(alice: User) -> None:
    fill(alice)
    add_days(alice, 365)
    one_year = peak(alice)
    Entry.objects.of(alice).filter(day__lt="2026-10-25").delete()
    add_days(alice, 3650)
    assert Entry.objects.of(alice).count() > 18_000
    # Eight bytes a row, and never the rows: 18,000 of them would be twenty times as much.
    assert peak(alice) < one_year + 1_000_000
