"""Answers of other programs: as often as they like, in whatever order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from routines.accounts.models import User
from routines.api.scopes import Scope
from routines.changes.models import Change
from routines.changes.services import undo
from routines.diary.models import Entry, Product
from routines.diary.services.routine import retire_step
from tests.conftest import NOON
from tests.web.api.conftest import TODAY, MakeProgram, Program, step_of


def path_of(user: User, kind: str = "sunscreen", day: str = "2026-11-22") -> str:
    return f"/days/{day}/entries/{step_of(user, kind).key}"


def test_answer_is_kept_and_told(diary: User, alices: Program) -> None:
    product = Product.objects.create(user=diary, name="Lotion")
    body = {
        "answer": "done",
        "times": 2,
        "note": "<b>=1+1</b> نعم 🌞",
        "product": str(product.key),
        "at": "2026-11-22T10:00:00.5+01:00",
    }

    written = alices.put(path_of(diary), body).json()

    assert written == {
        "changed": True,
        "batch": str(Change.objects.get().batch),
        "entry": {
            "step": str(step_of(diary).key),
            "day": "2026-11-22",
            "answer": "done",
            "skip_reason": None,
            "times": 2,
            "note": "<b>=1+1</b> نعم 🌞",
            "product": str(product.key),
            "given_at": "2026-11-22T10:00:00.500000+01:00",
        },
    }


def test_same_answer_again_changes_nothing(diary: User, alices: Program) -> None:
    body = {"answer": "done", "at": "2026-11-22T10:00:00+01:00"}
    alices.put(path_of(diary), body)

    again = alices.put(path_of(diary), body).json()

    assert (again["changed"], again["batch"]) == (False, None)
    assert (Entry.objects.count(), Change.objects.count()) == (1, 1)


def test_later_answer_holds_whichever_arrives_first(diary: User, alices: Program) -> None:
    alices.put(path_of(diary), {"answer": "not_done", "at": "2026-11-22T10:00:00+01:00"})

    older = alices.put(path_of(diary), {"answer": "done", "at": "2026-11-22T08:59:59Z"}).json()

    assert (older["changed"], older["entry"]["answer"]) == (False, "not_done")


def test_time_to_come_counts_as_now(diary: User, alices: Program) -> None:
    alices.put(path_of(diary), {"answer": "done", "at": "2036-01-01T00:00:00Z"})
    assert Entry.objects.get().given_at == NOON


def test_skip_without_a_reason_has_another_one(diary: User, alices: Program) -> None:
    entry = alices.put(path_of(diary), {"answer": "skipped"}).json()["entry"]
    assert (entry["answer"], entry["skip_reason"]) == ("skipped", "other")


def test_answer_is_taken_back_and_an_older_one_does_not_bring_it_back(
    diary: User, alices: Program
) -> None:
    alices.put(path_of(diary), {"answer": "done", "at": "2026-11-22T10:00:00+01:00"})

    assert alices.delete(path_of(diary)).json()["entry"]["answer"] is None
    assert alices.delete(path_of(diary)).json()["changed"] is False

    late = alices.put(path_of(diary), {"answer": "done", "at": "2026-11-22T11:00:00+01:00"}).json()
    assert (late["changed"], late["entry"]["answer"]) == (False, None)


def test_batch_takes_the_write_back(diary: User, alices: Program) -> None:
    batch = alices.put(path_of(diary), {"answer": "done"}).json()["batch"]
    undo(user=diary, batch=batch, at=NOON + timedelta(seconds=1))
    assert alices.get("/days/2026-11-22").json()["state"] == "unknown"


def test_step_that_was_no_part_of_the_routine_that_day_is_refused(
    diary: User, alices: Program
) -> None:
    retire_step(user=diary, step_id=step_of(diary).pk, at=NOON, today=TODAY)
    answer = alices.put(path_of(diary), {"answer": "done"})
    assert (answer.status_code, answer.json()["detail"]) == (
        409,
        "That step was not part of your routine on this day.",
    )
    assert alices.put(path_of(diary, day="2026-11-21"), {"answer": "done"}).status_code == 200


def test_answer_is_not_given_for_a_day_that_was_changed_meanwhile(
    diary: User, alices: Program
) -> None:
    tag = alices.get("/days/2026-11-22")["ETag"]
    alices.put("/days/2026-11-22/note", {"text": "meanwhile"})

    for ask in (
        lambda: alices.put(path_of(diary), {"answer": "done"}, If_Match=tag),
        lambda: alices.delete(path_of(diary), If_Match=tag),
    ):
        stale = ask()
        assert (stale.status_code, stale.json()["type"]) == (412, "/api/#problem-stale")
        assert stale["ETag"] == alices.get("/days/2026-11-22")["ETag"]
    assert Entry.objects.count() == 0

    assert alices.put(path_of(diary), {"answer": "done"}, If_Match=stale["ETag"]).status_code == 200


@pytest.mark.parametrize("header", ["", '"', "x", '"a" "b"', '"é"', '"' + "x" * 600 + '"'])
def test_condition_that_names_no_state_is_never_met(
    diary: User, alices: Program, header: str
) -> None:
    answer = alices.put(path_of(diary), {"answer": "done"}, If_Match=header)
    assert (answer.status_code, Entry.objects.count()) == (412, 0)
    assert alices.get("/days/2026-11-22", If_None_Match=header).status_code == 200


def test_answer_takes_few_queries(
    diary: User, make_program: MakeProgram, django_assert_num_queries: Callable[..., Any]
) -> None:
    program = make_program(diary, Scope.LOG)
    path = path_of(diary)
    program.put(path, {"answer": "not_done", "at": "2026-11-22T08:00:00+01:00"})
    # The token with its person, the step’s term, the answer, the write, and the log of it;
    # around them what begins and ends the transaction.
    with django_assert_num_queries(7):
        program.put(path, {"answer": "done"})
