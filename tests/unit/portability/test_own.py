"""Reading our own export: whole files, strangers' files, and files of a later version."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from routines.diary.cadence import Cadence
from routines.portability.foreign import Dropped, RefusedFile, Unreadable
from routines.portability.incoming import Located
from routines.portability.readers.own import begins_own, read_own
from routines.portability.values import Answer, Happening, Note, Step, Term
from tests.unit.portability.documents import HEADER, NAMES, bring, changed, document

KEY = UUID(int=7)
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
DAY = date(2026, 11, 22)
SUNSCREEN = Step(
    key=KEY,
    kind="sunscreen",
    terms=(Term(name="Sunscreen", slot="morning", cadence=Cadence(), position=0, starts_on=DAY),),
)
DONE = Answer(step=KEY, day=DAY, answer="done", given_at=NOON)


def header(**parts: Any) -> dict[str, Any]:
    return HEADER | parts


def test_records_come_with_their_place_and_in_words() -> None:
    diary = {
        "steps": [SUNSCREEN],
        "answers": [DONE, Answer(step=UUID(int=8), day=DAY, answer="", given_at=NOON)],
        "happenings": [Happening(day=DAY, kind="strong-sun", given_at=NOON)],
        "notes": [Note(day=DAY, text="A day by the sea", given_at=NOON)],
    }
    assert [(one.place, one.what, one.is_timed) for one in bring(document(diary))] == [
        ("preferences", "Your settings", True),
        ("steps, item 1", "Step: Sunscreen", True),
        ("answers, item 1", "Sunscreen: done", True),
        ("answers, item 2", "A step: taken back", True),
        ("happenings, item 1", "Strong sun", True),
        ("notes, item 1", "Note: A day by the sea", True),
    ]


def test_archive_is_read_by_its_diary_json() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", "Hello")
        archive.writestr("diary.json", document({"steps": [SUNSCREEN]}))
    packed.seek(0)
    found = list(read_own(packed, happenings=NAMES))
    assert [one.record for one in found if isinstance(one, Located)][1:] == [SUNSCREEN]


def test_archive_without_diary_json_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("Habits.csv", "Position,Name")
    packed.seek(0)
    with pytest.raises(RefusedFile, match="There is no diary\\.json in this zip file"):
        list(read_own(packed, happenings=NAMES))


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ({}, "It has no “answer”."),
        (7, "It is not an object."),
        ({"step": "x", "day": "2026-11-22", "answer": ""}, "It has no “given_at”."),
    ],
)
def test_record_that_makes_no_sense_is_told(written: Any, problem: str) -> None:
    assert bring(changed(answers=[written]))[1:] == [
        Unreadable(place="answers, item 1", text=json.dumps(written), reason=problem)
    ]


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("day", "1789-07-14", "“day” is not a day as in 2026-11-22."),
        ("day", "22.11.2026", "“day” is not a day as in 2026-11-22."),
        ("answer", "perhaps", "“answer” is none of the words that stand there."),
        ("given_at", "2026-11-22T12:00", "“given_at” is not a time with its zone"),
        ("times", 21, "“times” is not between 1 and 20."),
        ("times", True, "“times” is not a whole number."),
        ("times", 1.5, "“times” is not a whole number."),
        ("note", "x" * 501, "“note” has more than 500 letters."),
        ("step", "7", "“step” is not a key (UUID)."),
        ("skip_reason", "rest_day", "It is skipped without a reason"),
    ],
)
def test_field_that_makes_no_sense_is_told(field: str, value: Any, problem: str) -> None:
    written = json.loads(document({"answers": [DONE]}))["answers"][0] | {field: value}
    found = bring(changed(answers=[written]))[1]
    assert isinstance(found, Unreadable)
    assert found.reason.startswith(problem)


def test_field_within_a_field_is_named() -> None:
    written = json.loads(document({"steps": [SUNSCREEN]}))["steps"]
    written[0]["terms"][0]["name"] = ""
    found = bring(changed(steps=written))[1]
    assert isinstance(found, Unreadable)
    assert found.reason == "“terms”: “name” is empty."


def test_terms_that_overlap_are_no_step() -> None:
    written = json.loads(document({"steps": [SUNSCREEN]}))["steps"]
    written[0]["terms"] *= 2
    found = bring(changed(steps=written))[1]
    assert isinstance(found, Unreadable)
    assert found.reason == "It has terms that do not follow each other."


def test_what_is_not_known_is_counted() -> None:
    written = json.loads(document({"answers": [DONE, DONE]}))["answers"]
    for one in written:
        one["mood"] = "fine"
    found = bring(changed(answers=written, moods=[1, 2, 3], song={"title": "x"}))
    assert [one for one in found if isinstance(one, Dropped)] == [
        Dropped(name="“mood” of answers", values=2, reason="There is no place for it here."),
        Dropped(name="“moods”", values=3, reason="There is no place for it here."),
        Dropped(name="“song”", values=1, reason="There is no place for it here."),
    ]
    assert [one.record for one in found if isinstance(one, Located)][1:] == [DONE, DONE]


def test_names_without_end_are_counted_together() -> None:
    found = bring(changed(**{f"section{number}": [1] for number in range(150)}))
    dropped = [one for one in found if isinstance(one, Dropped)]
    assert (len(dropped), dropped[-1].name, dropped[-1].values) == (101, "Other fields", 50)


def test_what_stays_behind_is_told() -> None:
    consent = {"version": 1, "given_at": "2026-01-01T12:00:00Z", "withdrawn_at": None}
    assert bring(changed(header=header(consents=[consent])))[1:] == [
        Dropped(name="Consents", values=1, reason="Your consent is given for each account anew.")
    ]


@pytest.mark.parametrize(
    ("parts", "problem"),
    [
        ({"version": 2}, "written by a newer version"),
        ({"version": "1"}, "no diary\\.json"),
        ({"version": True}, "no diary\\.json"),
        ({"version": 0}, "no diary\\.json"),
        ({"format": "something"}, "no diary\\.json"),
    ],
)
def test_header_that_is_none_of_ours_is_refused(parts: dict[str, Any], problem: str) -> None:
    with pytest.raises(RefusedFile, match=problem):
        bring(changed(header=header(**parts)))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[]",
        b"7",
        b'{"answers": []}',
        b'{"header": 1}',
        b'{"header": {"format": "skin-care-diary", "version": 1}, "answers": [' + b"[" * 10_000,
        b'{"header": {"format": "skin-care-diary", "version": 1}, "notes": ["' + b"x" * 10**6,
        b'{"header": {"format": "skin-care-diary", "version": 1}, "a": ' + b"9" * 10_000 + b"}",
        document({})[:-40],
        '{"header"'.encode("utf-16"),
        b"PK\x03\x04 and then nothing",
    ],
)
def test_file_that_is_none_of_ours_is_refused(content: bytes) -> None:
    with pytest.raises(RefusedFile):
        bring(content)


def test_first_bytes_tell_whose_file_it_is() -> None:
    assert begins_own(document({})[:4096])
    assert begins_own(b'\xef\xbb\xbf{"header":{"format":"skin-care-diary"')
    assert not begins_own(b'{"habits": []}')
