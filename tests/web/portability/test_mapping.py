"""Another program's file on its way into a diary: what is what, and what comes of it."""

from __future__ import annotations

import hashlib
import re
import uuid
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from routines.accounts.models import User
from routines.diary.models import DayNote, Entry, Step
from routines.diary.services.routine import start_routine
from routines.portability.models import Import, ImportRow, State
from routines.spots.models import Count
from tests.conftest import NOON
from tests.unit.portability.loop_files import Loop, loop_backup, loop_zip, ten_years

UPLOAD = "/settings/data/imports/"


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOON)


@pytest.fixture
def person(alice: User, client: Client) -> Client:
    start_routine(user=alice, today=alice.today(NOON))
    client.force_login(alice)
    return client


def send(person: Client, data: bytes) -> Import:
    answer = person.post(
        UPLOAD, {"key": str(uuid.uuid4()), "file": SimpleUploadedFile("file", data)}
    )
    assert answer.status_code == 302, answer.content.decode()
    return Import.objects.get(key=answer["Location"].split("/")[-2])


def work(import_: Import) -> Import:
    """As the worker does for what is large."""
    from routines.portability.services import import_work

    import_work.work(import_id=import_.pk, clock=lambda: NOON)
    import_.refresh_from_db()
    return import_


def mapping(import_: Import) -> str:
    return f"{UPLOAD}{import_.key}/mapping/"


def said(person: Client, import_: Import, **changes: str) -> Any:
    """Send the mapping page as it is shown, with these changes."""
    answer = person.get(mapping(import_))
    form, names = answer.context["form"], re.findall(r' name="(\w+)"', answer.content.decode())
    shown = {
        name: form.get_initial_for_field(field, name)
        for name, field in form.fields.items()
        if name in names
    }
    sent = {name: "on" if value is True else value or "" for name, value in shown.items()}
    return person.post(mapping(import_), {**sent, **changes})


def brought(person: Client, import_: Import) -> Import:
    answer = person.post(f"{UPLOAD}{import_.key}/bring-in/", {})
    assert answer.status_code == 302
    done = work(import_)
    assert (done.state, done.problem) == (State.APPLIED, "")
    return done


@pytest.mark.parametrize("made", [loop_zip, loop_backup])
def test_loop_comes_in_and_a_second_time_changes_nothing(
    person: Client, alice: User, made: Any
) -> None:
    data = made(ten_years(until=alice.today(NOON), years=1))
    steps = Step.objects.of(alice).count()
    import_ = work(send(person, data))
    assert import_.state == State.MAPPING
    assert said(person, import_).status_code == 302
    brought(person, work(import_))
    assert Entry.objects.of(alice).count() == 6 * 365
    assert Count.objects.of(alice).count() == 365
    made_now = Step.objects.of(alice).count() - steps
    assert made_now < 6

    again = work(send(person, data))
    assert said(person, again).status_code == 302
    assert work(again).remarks["changes_nothing"] is True
    assert Step.objects.of(alice).count() - steps == made_now


def test_table_is_asked_about_twice_when_its_columns_change(person: Client, alice: User) -> None:
    data = b"day,wash,mood\n03/04/2026,1,good\n05/04/2026,0,bad\n"
    import_ = work(send(person, data))
    refused = said(person, import_)
    assert refused.status_code == 400
    assert "Say how the dates are written." in refused.content.decode()
    assert said(person, import_, order="dmy", column_2="note").status_code == 302
    assert work(import_).state == State.MAPPING

    shown = person.get(mapping(import_)).content.decode()
    assert "Bring the 2 notes of the file into the notes of the days" in shown
    name = hashlib.sha256(b"wash").hexdigest()[:16]
    assert said(person, import_, **{f"to_{name}": "new:cleanser"}).status_code == 302
    brought(person, work(import_))
    assert list(Entry.objects.of(alice).order_by("day").values_list("day", "answer")) == [
        (NOON.date().replace(month=4, day=3), "done"),
        (NOON.date().replace(month=4, day=5), "not_done"),
    ]
    assert list(DayNote.objects.of(alice).order_by("day").values_list("text", flat=True)) == [
        "good",
        "bad",
    ]

    remembered = work(send(person, data)).choices
    assert remembered["table"]["order"] == "dmy"
    assert [column["role"] for column in remembered["table"]["columns"]] == [
        "date",
        "habit",
        "note",
    ]


def test_mapping_page_asks_as_little_of_the_database_for_many_habits(
    person: Client, django_assert_num_queries: Any
) -> None:
    few = work(send(person, b"day,a,b\n2026-01-31,1,0\n"))
    many = work(
        send(person, f"day,{','.join(map(str, range(60)))}\n2026-01-31{',1' * 60}\n".encode())
    )
    with django_assert_num_queries(9):
        person.get(mapping(few))
    with django_assert_num_queries(9):
        person.get(mapping(many))


def test_hostile_names_are_shown_as_text(person: Client) -> None:
    import_ = work(send(person, "day,<b>a</b>,=1+1\n2026-01-31,<i>x</i>,\u202eb\n".encode()))
    page = person.get(mapping(import_)).content.decode()
    assert "<bdi>&lt;b&gt;a&lt;/b&gt;</bdi>" in page
    assert "<i>" not in page


def test_table_of_notes_alone_comes_in(person: Client, alice: User) -> None:
    import_ = work(send(person, b"child_id,note,time\n1,Fine,2026-01-05 10:00:00\n"))
    assert said(person, import_).status_code == 302
    brought(person, work(import_))
    assert list(DayNote.objects.of(alice).values_list("text", flat=True)) == ["Fine"]


def test_page_of_as_many_habits_as_there_may_be_can_be_sent(person: Client) -> None:
    names = ",".join(f"n{number}" for number in range(400))
    import_ = work(send(person, f"day,{names}\n2026-01-31{',1' * 400}\n".encode()))
    assert len(import_.choices["habits"]) == 400
    assert said(person, import_).status_code == 302


def test_too_many_names_are_told_beside_the_columns(person: Client) -> None:
    rows = "".join(f"2026-01-31,n{number},1\n" for number in range(401))
    import_ = work(send(person, f"date,name,value\n{rows}".encode()))
    page = person.get(mapping(import_)).content.decode()
    assert "There are more than 400 different names in this file." in page
    assert said(person, import_, column_1="ignore", column_2="habit").status_code == 302
    again = work(import_)
    assert (again.state, [habit["name"] for habit in again.choices["habits"]]) == (
        State.MAPPING,
        ["value"],
    )


@pytest.mark.parametrize("words", [True, False], ids=["newer values", "older values"])
def test_report_of_what_was_left_out_is_exact(
    person: Client,
    alice: User,
    words: bool,  # noqa: FBT001
) -> None:
    first, second = date(2026, 1, 5), date(2026, 1, 6)
    habits = [
        Loop(
            name='SPF 50, "the good one"/☀️',
            question="Did you?",
            marks=[(first, 2, "=1+1, 🌞"), (second, 1, "")],
        ),
        Loop(name="Milia/nose", is_numerical=True, marks=[(first, 3000, ""), (second, 2500, "")]),
        Loop(name="Guitar", marks=[(first, -1, "sore"), (second, 0, "")]),
    ]
    import_ = work(send(person, loop_zip(habits, words=words)))
    name = hashlib.sha256(b"Guitar").hexdigest()[:16]
    assert said(person, import_, **{f"to_{name}": "out"}).status_code == 302
    done = brought(person, work(import_))
    assert {line["name"]: line["values"] for line in done.dropped} == {
        "Question": 1,
        "Color": 3,
        "Target Type": 1,
        "Target Value": 1,
        "Checkmarks.csv of all habits": 2,
        "Scores": 2 + 2 + 2 + 2,
    }
    left_out = ImportRow.objects.filter(of_import=done, verdict="left_out").order_by("position")
    assert list(left_out.values_list("place", "what", "reason")) == [
        (
            "001 SPF 50 the good one/Checkmarks.csv, line 2",
            'SPF 50, "the good one"/☀️: automatic',
            "Their program filled it in by itself; nobody said it.",
        ),
        (
            "002 Milianose/Checkmarks.csv, line 2",
            "Milia/nose: 2.5",
            "Spots are counted in whole numbers from 0 to 999.",
        ),
        ("003 Guitar/Checkmarks.csv, line 2", "Guitar: not done", "You left “Guitar” out."),
        (
            "003 Guitar/Checkmarks.csv, line 3",
            "Guitar: no answer (sore)",
            "You left “Guitar” out.",
        ),
    ]
    assert list(Entry.objects.of(alice).values_list("day", "answer", "note")) == [
        (first, "done", "=1+1, 🌞")
    ]
    assert list(Count.objects.of(alice).values_list("day", "nose", "whole_face")) == [
        (first, 3, None)
    ]


DAYLIO = (
    "full_date,date,weekday,time,mood,activities,note_title,note\n"
    '2026-01-05,January 5,Monday,10:45 pm,rad,"sunscreen | movies",Title,"A note, 🌞"\n'
    "2026-01-05,January 5,Monday,9:00 am,meh,,,\n"
)
TRACK = (
    "FeatureName,Timestamp,Value,Label,Note\n"
    "Sunscreen,2026-01-06T01:30:00+01:00,1,,\n"
    "Sunscreen,2026-01-05T09:00:00+01:00,1,,lake\n"
)
BEAVER = (
    '{"habits": [{"name": "Sunscreen", "id": "s", "tags": ["a"], '
    '"records": [{"day": "2026-01-05", "done": true, "text": "lake 🌞"}]}]}'
)


@pytest.mark.parametrize(
    ("data", "changes", "times", "note", "day_note"),
    [
        (DAYLIO, {"mood": "note"}, 1, "", "Mood: rad\nTitle\nA note, 🌞\nMood: meh"),
        (TRACK, {}, 2, "", "Sunscreen: 1 – lake"),
        (BEAVER, {}, 1, "lake 🌞", ""),
    ],
    ids=["Daylio", "Track & Graph", "Beaver Habits"],
)
def test_each_program_brings_a_day(
    person: Client,
    alice: User,
    data: str,
    changes: dict[str, str],
    times: int,
    note: str,
    day_note: str,
) -> None:
    import_ = work(send(person, data.encode()))
    sent = {
        f"to_{hashlib.sha256(ref.encode()).hexdigest()[:16]}": to for ref, to in changes.items()
    }
    assert said(person, import_, **sent).status_code == 302
    brought(person, work(import_))
    entry = Entry.objects.of(alice).get()
    assert (entry.day, entry.times, entry.note) == (date(2026, 1, 5), times, note)
    assert entry.step.kind == "sunscreen"
    assert "\n".join(DayNote.objects.of(alice).values_list("text", flat=True)) == day_note
