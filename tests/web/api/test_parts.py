"""The rest of a part of a day, answered by one button, and the day that the button calls today."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine

from routines.accounts.models import User
from routines.api.scopes import Scope
from routines.diary.models import Entry, Pause
from routines.diary.services.entries import Said, log_step
from tests.conftest import NOON
from tests.web.api.conftest import TODAY, MakeProgram, Program, step_of
from tests.web.reminders.rows import make_reminder

EVENING_DONE = "/days/2026-11-22/parts/evening/done"


def answers(user: User) -> list[str]:
    """What was said of today, in the order of the routine."""
    rows = Entry.objects.of(user).on(TODAY).order_by("step_id")
    return list(rows.values_list("answer", flat=True))


def test_rest_of_a_part_is_done_and_nothing_else(diary: User, alices: Program) -> None:
    told = alices.post(EVENING_DONE).json()
    assert told["changed"] is True
    said = {(step["slot"], step["answer"]) for step in told["day"]["steps"]}
    assert said == {("morning", None), ("evening", "done")}
    assert alices.get("/days/2026-11-22").json() == told["day"]


def test_rest_leaves_what_was_answered_before(diary: User, alices: Program) -> None:
    step = step_of(diary, "moisturiser")
    said = Said(answer="skipped", skip_reason="irritated", note="Red")
    log_step(user=diary, day=TODAY, step_id=step.pk, said=said, at=NOON, today=TODAY)
    before = Entry.objects.of(diary).values().get()
    for slot in ("morning", "evening", "any"):
        alices.post(f"/days/2026-11-22/parts/{slot}/done")
    assert Entry.objects.of(diary).filter(pk=before["id"]).values().get() == before
    assert sorted(answers(diary)) == ["done"] * 5 + ["skipped"]


def test_rest_done_twice_is_done_once(diary: User, alices: Program) -> None:
    first, second = alices.post(EVENING_DONE).json(), alices.post(EVENING_DONE).json()
    assert (second["changed"], second["batch"]) == (False, None)
    assert second["day"] == first["day"]


@pytest.mark.parametrize("body", [None, {}, []])
def test_empty_body_of_a_shortcut_does_no_harm(alices: Program, body: object) -> None:
    assert alices.post(EVENING_DONE, body).json()["changed"] is True


def test_rest_is_taken_back_at_once(diary: User, alices: Program) -> None:
    batch = alices.post(EVENING_DONE).json()["batch"]
    assert alices.post(f"/changes/{batch}/undo").json()["restored"] == 3
    assert set(answers(diary)) == {""}


def test_nothing_is_done_on_a_pause(diary: User, alices: Program) -> None:
    Pause.objects.create(user=diary, starts_on=TODAY)
    assert alices.post(EVENING_DONE).json()["changed"] is False
    assert answers(diary) == []


def test_rest_is_not_done_on_a_day_that_was_changed_meanwhile(diary: User, alices: Program) -> None:
    tag = alices.get("/days/2026-11-22")["ETag"]
    alices.put("/days/2026-11-22/note", {"text": "Sun"})
    assert alices.post(EVENING_DONE, If_Match=tag).status_code == 412
    assert answers(diary) == []


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/days/2026-11-21/parts/any/done", None),
        ("PUT", "/days/2026-11-21/happenings/strong-sun", {}),
        ("DELETE", "/days/2026-11-21/happenings/laser", None),
        ("PUT", "/days/2026-11-21/note", {"text": "", "at": "2001-01-01T00:00:00Z"}),
    ],
)
def test_program_that_only_logs_learns_nothing_of_the_day(
    diary: User, alices: Program, make_program: MakeProgram, method: str, path: str, body: object
) -> None:
    alices.put("/days/2026-11-21/note", {"text": "Red all over"})
    answer = make_program(diary, Scope.LOG).ask(method, path, body)
    assert (answer.status_code, answer.json()["day"]) == (200, None)
    assert "ETag" not in answer
    readers = make_program(diary, Scope.LOG, Scope.READ).ask(method, path, body)
    assert readers.json()["day"]["note"] == "Red all over"


def test_program_that_only_logs_learns_nothing_of_answers_and_reminders(
    diary: User, alices: Program, make_program: MakeProgram
) -> None:
    entry = f"/days/2026-11-21/entries/{step_of(diary).key}"
    alices.put(entry, {"answer": "skipped", "note": "Red all over"})
    logger = make_program(diary, Scope.LOG)
    late = logger.put(entry, {"answer": "done", "at": "2026-11-01T08:00:00Z"}).json()
    assert late == {"changed": False, "batch": None, "entry": None}
    reminder = make_reminder(diary)
    told = logger.post(f"/reminders/{reminder.key}/dismiss").json()
    assert (told["changed"], told["reminder"]) == (True, None)


def test_another_part_of_the_day_is_not_there(alices: Program) -> None:
    answer = alices.post("/days/2026-11-22/parts/noon/done")
    assert (answer.status_code, answer.json()["detail"]) == (
        404,
        "A part of the day is “morning”, “evening” or “any”.",
    )


def test_rest_of_three_steps_takes_few_queries(
    diary: User, alices: Program, django_assert_max_num_queries: Any
) -> None:
    alices.get("/today")
    with django_assert_max_num_queries(24):
        alices.post(EVENING_DONE)


def test_today_as_a_word_is_the_day_of_the_persons_clock(
    diary: User, alices: Program, at_noon: time_machine.Traveller
) -> None:
    at_noon.move_to(NOON.replace(hour=23, minute=40))
    assert alices.get("/days/today").json()["day"] == "2026-11-22"
    at_noon.move_to(NOON.replace(day=23, hour=2, minute=1))
    assert alices.get("/days/today").json()["day"] == "2026-11-23"


def test_today_as_a_word_stands_in_every_address_of_a_day(
    diary: User, alices: Program, at_noon: time_machine.Traveller
) -> None:
    key = step_of(diary).key
    assert alices.put(f"/days/today/entries/{key}", {"answer": "done"}).status_code == 200
    assert alices.delete(f"/days/today/entries/{key}").json()["entry"]["day"] == "2026-11-22"
    assert alices.put("/days/today/note", {"text": "Sun"}).json()["day"]["note"] == "Sun"
    sun = alices.put("/days/today/happenings/strong-sun", {}).json()["day"]["happenings"]
    assert sun == [{"kind": "strong-sun", "region": None, "note": ""}]
    at_noon.shift(1)
    assert alices.delete("/days/today/happenings/strong-sun").json()["day"]["happenings"] == []


def test_today_in_other_words_is_no_day(alices: Program) -> None:
    for word in ("Today", "TODAY", "tomorrow", "yesterday", "today%20"):
        assert alices.get(f"/days/{word}").status_code == 404
    assert alices.put("/pauses/today", {}).status_code == 404
