"""Happenings, counts, pauses, steps, reminders, trends, guidance, export, and taking back."""

from __future__ import annotations

import io
import json
import uuid
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command

from routines.accounts.models import User
from routines.api.scopes import Scope
from routines.changes.models import Change
from routines.diary.models import Entry, Happening, Pause, Product, Step
from routines.diary.services.catalogue import load_catalogue
from routines.portability.planning.verdicts import Choice
from routines.portability.services.import_work import bring_in
from routines.portability.services.imports import Upload
from routines.reminders.models import Reminder, Wish
from routines.spots.models import Count
from tests.bench.data import make_diarist
from tests.conftest import NOON
from tests.web.api.conftest import TODAY, MakeProgram, Program, step_of
from tests.web.reminders.rows import make_reminder

SUN = "/days/2026-11-22/happenings/strong-sun"


# --- Happenings -----------------------------------------------------------------------------------


def test_happening_is_kept_once_a_day_kind_and_place(alices: Program) -> None:
    first = alices.put(SUN, {"note": "at the lake"})
    again = alices.put(SUN, {"note": "at the lake"}).json()
    alices.put(f"{SUN}?region=nose", {})

    assert first.json()["changed"] is True
    assert first["ETag"]
    assert (again["changed"], again["batch"]) == (False, None)
    assert alices.get("/days/2026-11-22").json()["happenings"] == [
        {"kind": "strong-sun", "region": None, "note": "at the lake"},
        {"kind": "strong-sun", "region": "nose", "note": ""},
    ]


def test_happening_is_taken_back_at_its_place_alone(alices: Program) -> None:
    alices.put(SUN, {"at": "2026-11-22T10:00:00+01:00"})
    alices.put(f"{SUN}?region=nose", {"at": "2026-11-22T10:00:00+01:00"})

    day = alices.delete(f"{SUN}?region=nose").json()["day"]

    assert [one["region"] for one in day["happenings"]] == [None]
    assert Happening.objects.filter(active=True).count() == 1


@pytest.mark.parametrize("path", ["/days/2026-11-22/happenings/flood", f"{SUN}x", f"{SUN}%00"])
def test_happening_that_is_not_in_the_catalogue_is_not_found(alices: Program, path: str) -> None:
    assert alices.put(path, {}).status_code == 404
    assert alices.delete(path).status_code == 404


def test_place_that_does_not_exist_is_pointed_at(alices: Program) -> None:
    answer = alices.put(f"{SUN}?region=tail", {})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/region")


def test_catalogue_is_listed_with_what_its_keys_mean(alices: Program) -> None:
    kinds = {kind["kind"]: kind for kind in alices.get("/happenings").json()["items"]}
    assert kinds["strong-sun"] == {
        "kind": "strong-sun",
        "name": "Strong sun",
        "group": "sun",
        "opens_segment": False,
    }


# --- Counts ---------------------------------------------------------------------------------------


def count(alices: Program, key: object, **body: object) -> Any:
    return alices.put(f"/counts/{key}", body)


def test_count_is_kept_corrected_and_removed_under_its_key(alices: Program) -> None:
    key = uuid.uuid4()
    first = count(alices, key, numbers={"nose": 3, "chin": 0}, at="2026-11-22T09:00:00+01:00")
    again = count(alices, key, numbers={"nose": 3, "chin": 0}, at="2026-11-22T09:00:00+01:00")
    corrected = count(alices, key, numbers={"nose": 2}, at="2026-11-22T10:00:00+01:00")
    late = count(alices, key, numbers={"nose": 9}, at="2026-11-22T09:30:00+01:00")

    assert (first.json()["changed"], first.json()["count"]["total"]) == (True, 3)
    assert first.json()["count"]["numbers"]["forehead"] is None
    assert (again.json()["changed"], again.json()["batch"]) == (False, None)
    assert (corrected.json()["changed"], corrected.json()["count"]["total"]) == (True, 2)
    assert (late.json()["changed"], late.json()["count"]["total"]) == (False, 2)

    assert alices.delete(f"/counts/{key}").json()["count"]["is_removed"] is True
    assert alices.delete(f"/counts/{key}").json()["changed"] is False
    assert alices.get(f"/counts/{key}").status_code == 404
    assert alices.get("/counts").json()["items"] == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"numbers": {}}, 409),
        ({"numbers": {"nose": None}}, 409),
        ({"numbers": {"nose": 1, "whole_face": 9}}, 409),
        ({"numbers": {"nose": 1}, "day": "2026-11-23"}, 409),
        ({"numbers": {"nose": 1}, "day": "1999-12-31"}, 409),
        ({"numbers": {"nose": 1000}}, 422),
        ({"numbers": {"nose": -1}}, 422),
        ({"numbers": {"nose": 1.5}}, 422),
        ({"numbers": {"elbow": 1}}, 422),
        ({}, 422),
        ({"numbers": {"whole_face": 9, "back": 2.0}}, 200),
    ],
)
def test_count_that_is_none_is_not_kept(
    alices: Program, body: dict[str, object], status: int
) -> None:
    answer = count(alices, uuid.uuid4(), **body)
    assert (answer.status_code, Count.objects.count()) == (status, int(status == 200))


def test_counts_are_listed_newest_first_page_by_page(diary: User, alices: Program) -> None:
    for number in range(5):
        Count.objects.create(
            user=diary,
            day=TODAY - timedelta(days=number // 2),
            counted_at=NOON,
            given_at=NOON,
            nose=number,
        )
    found: list[dict[str, Any]] = []
    cursor: Any = ""
    while cursor is not None:
        page = alices.get(f"/counts?limit=2{cursor and f'&cursor={cursor}'}").json()
        found, cursor = found + page["items"], page["next"]

    assert [one["day"] for one in found] == ["2026-11-22"] * 2 + ["2026-11-21"] * 2 + ["2026-11-20"]
    assert len({one["count"] for one in found}) == 5
    assert len(alices.get("/counts?first=2026-11-21&last=2026-11-21").json()["items"]) == 2


def test_counts_are_not_there_while_they_are_hidden(diary: User, alices: Program) -> None:
    key = uuid.uuid4()
    count(alices, key, numbers={"nose": 3})
    diary.counts_hidden = True
    diary.save()

    for answer in (
        alices.get("/counts"),
        alices.get(f"/counts/{key}"),
        alices.get("/trends/counts"),
        alices.delete(f"/counts/{key}"),
        count(alices, uuid.uuid4(), numbers={"nose": 1}),
    ):
        assert (answer.status_code, answer.json()["type"]) == (404, "/api/#problem-not-found")
    assert Count.objects.filter(removed_at=None).count() == 1


# --- Pauses ---------------------------------------------------------------------------------------


def test_pause_begins_changes_and_ends_under_its_first_day(alices: Program) -> None:
    begun = alices.put("/pauses/2026-11-20", {"reason": "At the sea"}).json()
    changed = alices.put("/pauses/2026-11-20", {"last": "2026-11-30"}).json()
    ended = alices.post("/pauses/2026-11-20/end").json()

    assert begun["pause"] == {
        "first": "2026-11-20",
        "last": None,
        "reason": "At the sea",
        "is_now": True,
    }
    assert (changed["changed"], changed["pause"]["last"]) == (True, "2026-11-30")
    assert ended["pause"]["last"] == "2026-11-21"
    assert alices.get("/pauses").json()["items"] == [ended["pause"]]

    removed = alices.delete("/pauses/2026-11-20").json()
    assert (removed["changed"], removed["pause"]) == (True, None)
    assert Pause.objects.count() == 0


def test_pause_that_makes_no_sense_is_refused(alices: Program) -> None:
    alices.put("/pauses/2026-11-20", {"last": "2026-11-30"})
    refused = {
        "/pauses/2026-11-25": {"last": "2026-12-05"},
        "/pauses/2026-12-05": {"last": "2026-12-01"},
        "/pauses/2030-01-01": {},
        "/pauses/1999-01-01": {"last": "1999-01-02"},
    }
    for path, body in refused.items():
        assert alices.put(path, body).status_code == 409
    assert alices.put("/pauses/2026-02-30", {}).status_code == 404
    assert alices.post("/pauses/2026-01-01/end").status_code == 404
    assert Pause.objects.count() == 1


# --- Steps ----------------------------------------------------------------------------------------


def test_step_is_added_changed_retired_and_brought_back(diary: User, alices: Program) -> None:
    key = uuid.uuid4()
    product = Product.objects.create(user=diary, name="Retinoid cream")
    body = {
        "name": " Retinoid ",
        "kind": "retinoid",
        "slot": "evening",
        "cadence": {"kind": "weekly", "times_a_week": 2},
        "product": str(product.key),
    }
    added = alices.put(f"/steps/{key}", body).json()
    again = alices.put(f"/steps/{key}", body).json()
    changed = alices.put(f"/steps/{key}", {**body, "slot": "any"}).json()

    assert (added["changed"], added["step"]["name"]) == (True, "Retinoid")
    assert added["step"]["cadence"]["times_a_week"] == 2
    assert added["step"]["product"] == str(product.key)
    assert again["changed"] is False
    assert (changed["changed"], changed["step"]["slot"]) == (True, "any")
    assert Step.objects.of(diary).filter(key=key).count() == 1

    other = step_of(diary).key
    assert alices.delete(f"/steps/{other}").json()["step"]["in_routine"] is False
    assert alices.delete(f"/steps/{other}").json()["changed"] is False
    assert alices.post(f"/steps/{other}/bring-back").json()["step"]["in_routine"] is True


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "cleanser"},
        {"name": "   "},
        {"cadence": {"kind": "weekly"}},
        {"cadence": {"kind": "weekdays", "weekdays": None}},
        {"cadence": {"kind": "every", "times_a_week": 3}},
    ],
)
def test_step_that_makes_no_sense_is_refused(
    diary: User, alices: Program, change: dict[str, object]
) -> None:
    body = {"name": "Sunscreen", "kind": "sunscreen", "slot": "morning", **change}
    answer = alices.put(f"/steps/{step_of(diary).key}", body)
    assert (answer.status_code, Change.objects.count()) == (409, 0)


def test_products_are_listed(diary: User, alices: Program) -> None:
    row = Product.objects.create(
        user=diary, name="Lotion", brand="Plain", opened_on=TODAY, months_it_keeps=3
    )
    assert alices.get("/products").json()["items"] == [
        {
            "product": str(row.key),
            "name": "Lotion",
            "brand": "Plain",
            "opened_on": "2026-11-22",
            "months_it_keeps": 3,
            "keeps_until": "2027-02-22",
            "finished_on": None,
        }
    ]


# --- Reminders ------------------------------------------------------------------------------------


def test_reminder_that_is_done_logs_its_step(diary: User, alices: Program) -> None:
    row = make_reminder(diary)

    done = alices.post(f"/reminders/{row.key}/done").json()
    again = alices.post(f"/reminders/{row.key}/done").json()

    assert (done["changed"], done["logged"], done["reminder"]["outcome"]) == (True, 1, "done")
    assert (again["changed"], again["batch"]) == (False, None)
    assert Entry.objects.get().answer == "done"


def test_reminder_is_put_off_put_away_and_listed(diary: User, alices: Program) -> None:
    first, second = make_reminder(diary), make_reminder(diary, rule_key="other")

    put_off = alices.post(f"/reminders/{first.key}/not-now", {"until": "tomorrow"}).json()
    assert put_off["reminder"]["outcome"] == "not_now"
    assert put_off["reminder"]["until"].startswith("2026-11-23")
    put_away = alices.post(f"/reminders/{second.key}/dismiss").json()
    assert put_away["reminder"]["outcome"] == "dismissed"

    assert len(alices.get("/reminders").json()["items"]) == 2
    assert alices.get("/reminders?outcome=open").json()["items"] == []
    assert alices.post(f"/reminders/{first.key}/not-now", {"until": "never"}).status_code == 422


def test_reminders_are_listed_page_by_page(diary: User, alices: Program) -> None:
    for number in range(5):
        made_at = NOON - timedelta(days=number // 2)
        make_reminder(diary, made_at=made_at, rule_key=f"rule {number}")
    found: list[str] = []
    cursor: Any = ""
    while cursor is not None:
        page = alices.get(f"/reminders?limit=2{cursor and f'&cursor={cursor}'}").json()
        found += [one["reminder"] for one in page["items"]]
        cursor = page["next"]
    assert len(found) == len(set(found)) == Reminder.objects.count() == 5


# --- Taking back ----------------------------------------------------------------------------------


def test_write_is_taken_back_and_that_as_well(diary: User, alices: Program) -> None:
    path = f"/days/2026-11-22/entries/{step_of(diary).key}"
    batch = alices.put(path, {"answer": "done", "at": "2026-11-22T09:00:00Z"}).json()["batch"]

    undone = alices.post(f"/changes/{batch}/undo").json()
    again = alices.post(f"/changes/{batch}/undo").json()

    assert (undone["changed"], undone["restored"], undone["left"]) == (True, 1, 0)
    assert (again["changed"], again["batch"], again["restored"]) == (False, None, 0)
    assert alices.get("/days/2026-11-22").json()["state"] == "unknown"
    assert alices.post(f"/changes/{undone['batch']}/undo").json()["restored"] == 1
    assert alices.get("/days/2026-11-22").json()["done"] == 1


def test_what_was_changed_again_is_left_as_it_is(diary: User, alices: Program) -> None:
    path = f"/days/2026-11-22/entries/{step_of(diary).key}"
    batch = alices.put(path, {"answer": "done", "at": "2026-11-22T09:00:00Z"}).json()["batch"]
    alices.put(path, {"answer": "not_done"})

    undone = alices.post(f"/changes/{batch}/undo").json()

    assert (undone["changed"], undone["restored"], undone["left"]) == (False, 0, 1)
    assert undone["detail"] == "It was changed again since, so it was left as it is."


def test_import_is_taken_back_by_a_program_that_may_do_everything_only(
    diary: User, alices: Program, make_program: MakeProgram
) -> None:
    document = {
        "header": {"format": "skin-care-diary", "version": 1},
        "notes": [{"day": "2026-11-20", "text": "Rain", "given_at": "2026-11-20T20:00:00Z"}],
        "wishes": [{"kind": "tip", "channel": "email", "wanted": False}],
    }
    upload = Upload(name="diary.json", data=json.dumps(document).encode())
    brought = bring_in(
        user=diary, key=uuid.uuid4(), upload=upload, choice=Choice.MINE, clock=lambda: NOON
    )
    address = f"/changes/{brought.batch}/undo"
    assert make_program(diary, Scope.LOG).post(address).status_code == 403
    assert Wish.objects.of(diary).exists()
    assert alices.post(address).json()["restored"] == 2
    assert not Wish.objects.of(diary).exists()


@pytest.mark.parametrize(
    ("scope", "kind", "status"),
    [
        (Scope.LOG, "entry", 200),
        (Scope.COUNTS, "entry", 403),
        (Scope.LOG, "count", 403),
        (Scope.COUNTS, "count", 200),
        (Scope.LOG, "pause", 403),
        (Scope.COUNTS, "pause", 403),
        (Scope.EVERYTHING, "pause", 200),
        (Scope.LOG, "nothing", 404),
    ],
)
def test_who_may_write_a_thing_may_take_it_back(
    diary: User, alices: Program, make_program: MakeProgram, scope: Scope, kind: str, status: int
) -> None:
    batches = {
        "entry": lambda: alices.put(
            f"/days/2026-11-22/entries/{step_of(diary).key}", {"answer": "done"}
        ).json()["batch"],
        "count": lambda: count(alices, uuid.uuid4(), numbers={"nose": 1}).json()["batch"],
        "pause": lambda: alices.put("/pauses/2026-11-20", {}).json()["batch"],
        "nothing": uuid.uuid4,
    }
    batch = batches[kind]()
    assert make_program(diary, scope).post(f"/changes/{batch}/undo").status_code == status


# --- Trends ---------------------------------------------------------------------------------------


@pytest.fixture
def years(db: None, at_noon: object) -> User:
    """Somebody with more than a year behind them."""
    load_catalogue()
    return make_diarist("years@example.org", days=400, today=TODAY)


def test_verdict_is_that_of_the_page_with_its_limits(
    years: User, make_program: MakeProgram
) -> None:
    trend = make_program(years, Scope.COUNTS).get("/trends/counts?range=26w").json()

    verdict = trend["verdict"]
    assert verdict["kind"] in {"down", "up", "steady", "unclear"}
    assert verdict["sentence"]
    limits = verdict["change_a_month"]
    assert limits["low"] < limits["high"]
    assert (trend["last"], trend["alarm"]) == ("2026-11-22", "")
    assert all(trend["first"] <= point["day"] <= trend["last"] for point in trend["points"])
    for level in trend["levels"]:
        assert all(knot["low"] <= knot["level"] <= knot["high"] for knot in level)


def test_verdict_without_counts_says_that_it_is_too_early(alices: Program) -> None:
    trend = alices.get("/trends/counts").json()
    assert (trend["verdict"]["kind"], trend["verdict"]["change_a_month"]) == ("not_yet", None)
    assert (trend["points"], trend["levels"]) == ([], [])


def test_what_was_kept_is_told_for_each_step(years: User, make_program: MakeProgram) -> None:
    steps = make_program(years, Scope.READ).get("/trends/adherence").json()["items"]

    assert {step["step"] for step in steps} == {
        str(key) for key in Step.objects.of(years).values_list("key", flat=True)
    }
    for step in steps:
        assert [period["days"] for period in step["periods"]] == [7, 30, 90, 365, None]
        assert 0 <= step["strength"] <= 1
        for period in step["periods"]:
            kept = period["kept"]
            assert kept["kept"] <= kept["scheduled"]


@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("/trends/counts?range=all", 8),
        ("/trends/adherence", 8),
        ("/counts", 2),
        ("/reminders", 2),
        ("/pauses", 2),
        ("/products", 2),
        ("/happenings", 2),
    ],
)
def test_lists_and_trends_take_as_many_queries_for_years(
    years: User,
    make_program: MakeProgram,
    django_assert_max_num_queries: Callable[..., Any],
    path: str,
    queries: int,
) -> None:
    program = make_program(years)
    program.get("/steps")
    with django_assert_max_num_queries(queries):
        assert program.get(path).status_code == 200


# --- Guidance and export --------------------------------------------------------------------------


def test_guidance_is_open_to_everybody(db: None, django_assert_num_queries: Any) -> None:
    call_command("load_guidance", verbosity=0)
    nobody = Program()
    with django_assert_num_queries(1):
        topics = nobody.get("/guidance")
    assert topics["Cache-Control"] == "public, max-age=300"
    first = topics.json()["items"][0]

    topic = nobody.get(f"/guidance/{first['topic']}").json()

    assert first.items() <= topic.items()
    assert topic["revision"] == 1
    assert topic["text"]
    assert nobody.get("/guidance/no-such-topic").status_code == 404
    assert nobody.get("/guidance?x=1").status_code == 422


def test_export_is_the_archive_of_the_pages(diary: User, alices: Program) -> None:
    alices.put(f"/days/2026-11-22/entries/{step_of(diary).key}", {"answer": "done"})

    answer = alices.get("/export")
    head = alices.ask("HEAD", "/export")

    assert answer["Content-Type"] == "application/zip"
    assert 'filename="skin-care-diary-2026-11-22.zip"' in answer["Content-Disposition"]
    archive = zipfile.ZipFile(io.BytesIO(answer.getvalue()))
    assert archive.testzip() is None
    assert "diary.json" in archive.namelist()
    assert (head.status_code, head.content) == (200, b"")
