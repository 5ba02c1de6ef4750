"""Today, days and steps, as programs read them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine

from routines.accounts.models import User
from routines.api.reading.days import read_days_json
from routines.api.shapes.days import DayShape
from routines.diary.cadence import Cadence, Kind
from routines.diary.gather import read_days
from routines.diary.models import HappeningKind, Pause, Product
from routines.diary.services.catalogue import load_catalogue
from routines.diary.services.entries import Said, log_step
from routines.diary.services.happenings import save_note, set_happening
from routines.diary.services.routine import StepPlan, edit_step, retire_step
from tests.bench.data import make_diarist
from tests.conftest import NOON
from tests.web.api.conftest import TODAY, Program, step_of

CADENCES = {
    "cleanser": Cadence(kind=Kind.EVERY, every_days=3),
    "moisturiser": Cadence(kind=Kind.WEEKLY, times_a_week=5),
    "sunscreen": Cadence(kind=Kind.WEEKDAYS, weekdays=frozenset({0, 2, 5})),
}


@pytest.fixture
def lived(diary: User) -> User:
    """A day with something of everything."""
    product = Product.objects.create(user=diary, name="Lotion", brand="Plain")
    answers = {
        "sunscreen": Said(answer="done", times=2, note="twice", product_id=product.pk),
        "moisturiser": Said(answer="skipped", skip_reason="irritated"),
    }
    for kind, said in answers.items():
        step = step_of(diary, kind)
        log_step(user=diary, day=TODAY, step_id=step.pk, said=said, at=NOON, today=TODAY)
    sun = HappeningKind.objects.get(key="strong-sun")
    set_happening(
        user=diary, day=TODAY, kind=sun, active=True, at=NOON, today=TODAY, note="at the lake"
    )
    save_note(user=diary, day=TODAY, text="A “fine” day", at=NOON, today=TODAY)
    return diary


def test_day_tells_everything_that_was_said_of_it(lived: User, alices: Program) -> None:
    day = alices.get("/days/2026-11-22").json()

    assert {name: day[name] for name in ("day", "state", "due", "done", "skipped", "note")} == {
        "day": "2026-11-22",
        "state": "logged",
        "due": 6,
        "done": 1,
        "skipped": 1,
        "note": "A “fine” day",
    }
    assert day["happenings"] == [{"kind": "strong-sun", "region": None, "note": "at the lake"}]
    steps = {step["step"]: step for step in day["steps"]}
    assert [step["slot"] for step in day["steps"]] == ["morning"] * 3 + ["evening"] * 3
    assert steps[str(step_of(lived).key)] == {
        "step": str(step_of(lived).key),
        "name": "Sunscreen",
        "kind": "sunscreen",
        "slot": "morning",
        "due": True,
        "answer": "done",
        "skip_reason": None,
        "times": 2,
        "note": "twice",
        "product": str(Product.objects.get().key),
    }
    assert steps[str(step_of(lived, "moisturiser").key)]["skip_reason"] == "irritated"
    assert DayShape.model_validate_json(alices.get("/days/2026-11-22").content)


def test_days_agree_with_the_diary_s_own_value_of_them(db: None) -> None:
    load_catalogue()
    person = make_diarist("years@example.org", days=400, today=TODAY)
    step = step_of(person, "exfoliation")
    for kind, cadence in CADENCES.items():
        edit_step(
            user=person,
            step_id=step_of(person, kind).pk,
            plan=StepPlan(name=kind, slot="any", cadence=cadence),
            at=NOON,
            today=TODAY - timedelta(days=100),
        )
    retire_step(user=person, step_id=step.pk, at=NOON, today=TODAY - timedelta(days=40))
    first = TODAY - timedelta(days=399)
    ours = [
        DayShape.model_validate_json(day) for day in read_days_json(person, first, TODAY, TODAY)
    ]
    theirs = read_days(person, first, TODAY, TODAY)

    assert [
        (
            day.day,
            day.state,
            day.due,
            day.done,
            day.skipped,
            [(item.name, item.due, item.answer or "") for item in day.steps],
        )
        for day in ours
    ] == [
        (
            day.day,
            day.state.value,
            day.due,
            day.done,
            day.skipped,
            [(item.step.name, item.due, item.answer) for item in day.steps],
        )
        for day in theirs
    ]


@pytest.mark.parametrize(
    ("query", "first", "last", "count"),
    [
        ("", "2026-10-23", "2026-11-22", 31),
        ("last=2026-11-10", "2026-10-11", "2026-11-10", 31),
        ("first=2026-11-20", "2026-11-20", "2026-11-22", 3),
        ("first=2025-11-23&limit=365", "2025-11-23", "2026-11-22", 365),
        ("first=2026-11-20&last=9999-12-31", "2026-11-20", "2026-11-22", 3),
        ("first=0001-01-01&last=2000-01-02", "2000-01-01", "2000-01-02", 2),
        ("first=2026-11-22&last=2026-11-21", None, None, 0),
        ("last=0001-01-01", None, None, 0),
        ("first=9999-12-31", None, None, 0),
    ],
)
def test_range_holds_every_day_within_reach(
    alices: Program, query: str, first: str | None, last: str | None, count: int
) -> None:
    page = alices.get(f"/days?{query}").json()
    days = [day["day"] for day in page["items"]]
    assert len(days) == count
    assert page["next"] is None
    if days:
        assert (days[0], days[-1]) == (first, last)


def test_pages_follow_each_other_without_gap_or_overlap(alices: Program) -> None:
    query, days, pages = "first=2026-10-01&limit=7", [], 0
    cursor: Any = ""
    while cursor is not None:
        page = alices.get(f"/days?{query}{cursor and '&cursor='}{cursor}").json()
        days += [day["day"] for day in page["items"]]
        cursor, pages = page["next"], pages + 1
    expected = [date(2026, 10, 1) + timedelta(days=number) for number in range(53)]
    assert days == [day.isoformat() for day in expected]
    assert pages == 8


def test_tag_names_a_state_of_the_day(lived: User, alices: Program) -> None:
    first = alices.get("/days/2026-11-22")
    assert alices.get("/days/2026-11-22")["ETag"] == first["ETag"]

    unchanged = alices.get("/days/2026-11-22", If_None_Match=first["ETag"])
    assert (unchanged.status_code, unchanged.content) == (304, b"")

    alices.put("/days/2026-11-22/note", {"text": "Another"})
    changed = alices.get("/days/2026-11-22", If_None_Match=first["ETag"])
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


def test_note_is_written_removed_and_taken_for_the_later_one(alices: Program) -> None:
    path = "/days/2026-11-21/note"
    late = {"text": "late", "at": "2026-11-22T09:00:00+01:00"}
    early = {"text": "early", "at": "2026-11-22T08:00:00+01:00"}

    written = alices.put(path, late).json()
    assert (written["changed"], written["day"]["note"]) == (True, "late")
    again = alices.put(path, early).json()
    assert (again["changed"], again["batch"], again["day"]["note"]) == (False, None, "late")
    assert alices.put(path, {"text": ""}).json()["day"]["note"] == ""


def test_note_is_not_written_over_a_day_that_was_changed_meanwhile(
    diary: User, alices: Program
) -> None:
    tag = alices.get("/days/2026-11-22")["ETag"]
    alices.put(f"/days/2026-11-22/entries/{step_of(diary).key}", {"answer": "done"})

    stale = alices.put("/days/2026-11-22/note", {"text": "x"}, If_Match=tag)
    assert (stale.status_code, alices.get("/days/2026-11-22").json()["note"]) == (412, "")

    fresh = alices.get("/days/2026-11-22")["ETag"]
    answer = alices.put("/days/2026-11-22/note", {"text": "x"}, If_Match=f'"other", W/{fresh}')
    assert answer.status_code == 200
    assert answer["ETag"] == alices.get("/days/2026-11-22")["ETag"]
    assert alices.put("/days/2026-11-22/note", {"text": "y"}, If_Match="*").status_code == 200


def test_today_is_the_evening_before_until_the_day_begins(
    alices: Program, at_noon: time_machine.Traveller
) -> None:
    at_noon.move_to(NOON.replace(hour=23, minute=40))
    today = alices.get("/today").json()
    assert (today["day"]["day"], today["now"]) == ("2026-11-22", "2026-11-23T00:40:00+01:00")
    assert (today["part"], today["time_zone"]) == ("evening", "Europe/Berlin")


def test_today_says_what_is_open_in_each_part(lived: User, alices: Program) -> None:
    today = alices.get("/today").json()
    assert today["open"] == 4
    assert [
        (slot, part["due"], part["done"], len(part["open"]), part["is_finished"])
        for slot, part in today["parts"].items()
    ] == [
        ("morning", 3, 1, 1, False),
        ("evening", 3, 0, 3, False),
        ("any", 0, 0, 0, True),
    ]
    (open_step,) = today["parts"]["morning"]["open"]
    steps = {step["step"]: step for step in today["day"]["steps"]}
    assert open_step == {"step": open_step["step"], "name": steps[open_step["step"]]["name"]}
    assert today["count"] == {
        "asking": "due",
        "weekday": 6,
        "last_count_day": None,
        "due_on": "2026-11-22",
    }


def test_today_says_nothing_of_counts_where_they_are_hidden(diary: User, alices: Program) -> None:
    diary.counts_hidden = True
    diary.save()
    assert alices.get("/today").json()["count"] is None


def test_nothing_is_open_on_a_pause(diary: User, alices: Program) -> None:
    Pause.objects.create(user=diary, starts_on=TODAY)
    today = alices.get("/today").json()
    assert (today["day"]["state"], today["open"]) == ("paused", 0)
    assert all(part["is_finished"] for part in today["parts"].values())
    assert today["count"]["due_on"] is None


def test_steps_are_told_as_they_stand_and_retired_ones_last(diary: User, alices: Program) -> None:
    cleanser, sunscreen = step_of(diary, "cleanser"), step_of(diary)
    retire_step(user=diary, step_id=cleanser.pk, at=NOON, today=TODAY)
    edit_step(
        user=diary,
        step_id=sunscreen.pk,
        plan=StepPlan(name="Sun", slot="any"),
        at=NOON,
        today=TODAY,
    )

    steps = alices.get("/steps").json()["items"]

    assert [step["in_routine"] for step in steps] == [True] * 5 + [False]
    assert steps[-1]["step"] == str(cleanser.key)
    one = alices.get(f"/steps/{sunscreen.key}").json()
    assert one in steps
    assert one == {
        "step": str(sunscreen.key),
        "name": "Sun",
        "kind": "sunscreen",
        "slot": "any",
        "cadence": {"kind": "daily", "times_a_week": None, "every_days": None, "weekdays": None},
        "product": None,
        "in_routine": True,
        "starts_on": "2026-11-22",
        "ends_on": None,
    }


@pytest.mark.parametrize(
    ("path", "queries"),
    [("/days/2026-11-21", 6), ("/days?limit=31", 6), ("/today", 8), ("/steps", 2)],
)
def test_queries_do_not_grow_with_the_diary(
    path: str,
    queries: int,
    at_noon: object,
    db: None,
    make_program: Callable[..., Program],
    django_assert_num_queries: Callable[..., Any],
) -> None:
    load_catalogue()
    for days in (3, 400):
        person = make_diarist(f"{days}@example.org", days=days, today=TODAY)
        program = make_program(person)
        program.get(path)
        with django_assert_num_queries(queries):
            assert program.get(path).status_code == 200


def test_year_is_one_page_of_as_many_queries_as_a_day(
    at_noon: object,
    db: None,
    make_program: Callable[..., Program],
    django_assert_num_queries: Callable[..., Any],
) -> None:
    load_catalogue()
    program = make_program(make_diarist("year@example.org", days=400, today=TODAY))
    program.get("/steps")
    with django_assert_num_queries(6):
        page = program.get("/days?first=2025-11-23&limit=366", Accept_Encoding="gzip")
    assert page["Content-Encoding"] == "gzip"
    assert len(page.content) < 40_000
