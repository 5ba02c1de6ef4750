"""Another program's file on its way into a diary: what is what, and what comes of it."""

from __future__ import annotations

import hashlib
import re
import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from routines.accounts.models import User
from routines.diary.models import DayNote, Entry, Step
from routines.diary.services.routine import start_routine
from routines.portability.models import Import, State
from routines.spots.models import Count
from tests.conftest import NOON
from tests.unit.portability.loop_files import loop_backup, loop_zip, ten_years

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
