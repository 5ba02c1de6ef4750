"""Bringing a file in, page by page, and taking it back."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import FakePayload
from django.utils import timezone

from routines.accounts.logs import DiscreetFormatter
from routines.accounts.models import Consent, User
from routines.changes import services as changes
from routines.changes.models import Change
from routines.diary.models import DayNote, Entry, Step, StepTerm
from routines.diary.services.entries import Said, log_step
from routines.diary.services.happenings import save_note
from routines.diary.services.routine import start_routine
from routines.portability.archive import export_stream, json_stream
from routines.portability.foreign import RefusedFile
from routines.portability.forms.imports import ROWS_A_PAGE
from routines.portability.models import FilePart, Import, ImportRow, State, StoredFile
from routines.portability.planning.verdicts import Choice
from routines.portability.services import import_work, imports
from routines.portability.services.import_batches import NOT_AGAIN, WHOLE
from routines.portability.services.leases import claim
from tests.conftest import NOON
from tests.unit.portability.loop_files import YES, Loop, loop_zip
from tests.web.portability.diaries import fill, records
from tests.web.test_doors import rows as all_rows

UPLOAD = "/settings/data/imports/"
BODY = b'\n"preferences": '


@pytest.fixture
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every door's clock shows the tests' usual present."""
    monkeypatch.setattr(timezone, "now", lambda: NOON)


@pytest.fixture
def archive(alice: User) -> bytes:
    """Everything of Alice's, as it leaves."""
    fill(alice)
    return b"".join(export_stream(user=alice, at=NOON))


@pytest.fixture
def bob_begins(bob: User, noon: None) -> User:
    """Bob has the first routine and nothing else."""
    start_routine(user=bob, today=bob.today(NOON))
    return bob


def send(
    client: Client, data: bytes, *, name: str = "diary.zip", key: uuid.UUID | None = None
) -> Any:
    file = SimpleUploadedFile(name, data)
    return client.post(UPLOAD, {"key": str(key or uuid.uuid4()), "file": file})


def sent(client: Client, data: bytes) -> Import:
    """An import of the data, compared."""
    answer = send(client, data)
    assert answer.status_code == 302, answer.content.decode()
    import_ = Import.objects.get(key=answer["Location"].split("/")[-2])
    assert import_.state == State.COMPARED
    return import_


def page(import_: Import, *parts: str) -> str:
    return "/".join([f"{UPLOAD}{import_.key}", *parts, ""])


def brought(client: Client, data: bytes, **chosen: str) -> Import:
    """An import of the data, brought in."""
    import_ = sent(client, data)
    answer = client.post(page(import_, "bring-in"), chosen)
    assert answer.status_code == 302
    import_.refresh_from_db()
    assert (import_.state, import_.problem) == (State.APPLIED, "")
    return import_


def diary_rows() -> dict[str, Any]:
    """All rows of all diaries, but for the log of changes and when people are looked at next."""
    own = ("changes.", "portability.", "reminders.Plan")
    return {name: rows for name, rows in all_rows().items() if not name.startswith(own)}


def body(user: User) -> bytes:
    """diary.json without its header."""
    whole = b"".join(json_stream(user=User.objects.get(pk=user.pk), at=NOON))
    return whole.partition(BODY)[2]


# --- Our own export -------------------------------------------------------------------------------


def test_own_export_into_a_new_account_gives_the_same_diary(
    alice: User, bob_begins: User, bob_client: Client, archive: bytes
) -> None:
    import_ = brought(bob_client, archive, with_settings="on")
    assert body(bob_begins) == body(alice)
    assert records(User.objects.get(pk=bob_begins.pk)) == records(alice)
    assert import_.remarks["gone"] == 6
    assert import_.sums.keys() <= {"new", "taken", "same"}
    assert StoredFile.objects.filter(user=bob_begins).count() == 1  # the journal


def test_dry_run_writes_nothing_to_the_diary_and_says_what_would_come(
    bob_begins: User, bob_client: Client, archive: bytes
) -> None:
    before = diary_rows()
    import_ = sent(bob_client, archive)
    answer = bob_client.get(page(import_))
    assert diary_rows() == before
    said = answer.content.decode()
    assert "nothing written yet" in said
    assert "The 6 steps that your diary began with make way for yours" in said
    assert "Take over its settings too" in said
    assert "Links to reports" in said
    assert import_.with_settings


def test_same_file_twice_changes_nothing(
    bob_begins: User, bob_client: Client, archive: bytes
) -> None:
    brought(bob_client, archive, with_settings="on")
    before = diary_rows()
    number = Change.objects.count()
    again = sent(bob_client, archive)
    assert (again.sums.keys(), again.remarks["changes_nothing"]) == ({"same"}, True)
    bob_client.post(page(again, "bring-in"), {"choice": "theirs", "with_settings": "on"})
    again.refresh_from_db()
    assert again.state == State.APPLIED
    assert diary_rows() == before
    assert Change.objects.count() == number


def test_rollback_leaves_all_rows_as_they_were_and_the_file_can_come_again(
    alice: User, bob_begins: User, bob_client: Client, archive: bytes
) -> None:
    people = list(User.objects.order_by("pk").values())
    before = diary_rows()
    import_ = brought(bob_client, archive, with_settings="on")
    assert diary_rows() != before
    answer = bob_client.post(page(import_, "take-back"), follow=True)
    import_.refresh_from_db()
    assert (import_.state, import_.remarks["left"]) == (State.UNDONE, 0)
    assert "Your diary is as it was before this import." in answer.content.decode()
    assert diary_rows() == before
    assert list(User.objects.order_by("pk").values()) == people
    assert not StoredFile.objects.filter(user=bob_begins).exists()
    brought(bob_client, archive, with_settings="on")
    assert body(bob_begins) == body(alice)


def test_import_into_the_diary_it_came_from_changes_nothing(
    alice: User, alice_client: Client, archive: bytes, noon: None
) -> None:
    assert sent(alice_client, archive).sums.keys() == {"same"}


# --- Conflicts ------------------------------------------------------------------------------------


@pytest.fixture
def small(alice: User) -> bytes:
    """A diary of one step with two answers, one of which Alice has changed since it left."""
    today = alice.today(NOON)
    start_routine(user=alice, today=today)
    step = Step.objects.of(alice).earliest("pk")
    for days in range(2):
        log_step(
            user=alice,
            day=today - timedelta(days=days),
            step_id=step.pk,
            said=Said(answer="done"),
            at=NOON - timedelta(hours=3),
            today=today,
        )
    data = b"".join(export_stream(user=alice, at=NOON))
    log_step(
        user=alice,
        day=today,
        step_id=step.pk,
        said=Said(answer="not_done"),
        at=NOON - timedelta(hours=1),
        today=today,
    )
    return data


def test_clock_that_was_fast_does_not_hold_off_what_is_said_from_now_on(
    alice: User, alice_client: Client, noon: None
) -> None:
    today = alice.today(NOON)
    start_routine(user=alice, today=today)
    step = Step.objects.of(alice).earliest("pk")
    told = {"day": today.isoformat(), "given_at": "2099-01-01T00:00:00Z"}
    document = {
        "header": {"format": "skin-care-diary", "version": 1},
        "answers": [{"step": str(step.key), "answer": "done", **told}],
        "notes": [{"text": "From the future", **told}],
    }
    brought(alice_client, json.dumps(document).encode())
    log_step(
        user=alice,
        day=today,
        step_id=step.pk,
        said=Said(answer="not_done"),
        at=NOON + timedelta(minutes=1),
        today=today,
    )
    entry = Entry.objects.of(alice).get(day=today)
    note = DayNote.objects.of(alice).get(day=today)
    assert (entry.answer, note.given_at) == ("not_done", NOON)


@pytest.mark.parametrize(
    ("choice", "answer", "verdict"),
    [("mine", "not_done", "kept"), ("theirs", "done", "taken"), ("later", "not_done", "kept")],
)
def test_conflict_is_asked_about(
    alice: User,
    alice_client: Client,
    small: bytes,
    noon: None,
    choice: str,
    answer: str,
    verdict: str,
) -> None:
    import_ = sent(alice_client, small)
    said = alice_client.get(page(import_)).content.decode()
    assert "Where the two differ: 1 row" in said
    assert "Whatever was said later" in said
    alice_client.post(page(import_, "bring-in"), {"choice": choice})
    entry = Entry.objects.of(alice).get(day=alice.today(NOON))
    assert entry.answer == answer
    row = ImportRow.objects.get(of_import=import_, verdict=verdict)
    assert (row.mine, row.theirs) == ("Not done", "Done")


def test_taken_answer_is_as_before_after_the_rollback(
    alice: User, alice_client: Client, small: bytes, noon: None
) -> None:
    before = diary_rows()
    import_ = brought(alice_client, small, choice="theirs")
    alice_client.post(page(import_, "take-back"))
    assert diary_rows() == before


def test_what_was_touched_since_stays_and_is_told_before(
    alice: User, bob: User, bob_begins: User, bob_client: Client, archive: bytes
) -> None:
    import_ = brought(bob_client, archive)
    today = bob.today(NOON)
    answered = Entry.objects.of(bob).answered().filter(day=today).get()
    later = NOON + timedelta(hours=1)
    log_step(
        user=bob,
        day=today,
        step_id=answered.step_id,
        said=Said(answer="skipped"),
        at=later,
        today=today,
    )
    save_note(user=bob, day=today, text="A word of my own", at=later, today=today)
    said = bob_client.get(page(import_)).content.decode()
    assert "Something else was written since on" in said
    assert "22 Nov 2026" in said
    bob_client.post(page(import_, "take-back"))
    import_.refresh_from_db()
    assert import_.remarks["left"] > 0
    assert [(entry.answer, entry.step_id) for entry in Entry.objects.of(bob)] == [
        ("skipped", answered.step_id)
    ]
    assert [note.text for note in DayNote.objects.of(bob)] == ["A word of my own"]
    # The step that the answer needs stays, the others went; the first routine is back.
    assert Step.objects.of(bob).count() == 7
    assert StepTerm.objects.filter(step=answered.step_id).exists()
    said = bob_client.get(page(import_)).content.decode()
    assert "but for what something else had touched" in said


# --- The log of changes ---------------------------------------------------------------------------


def test_undo_from_the_log_takes_all_of_it_back_and_can_not_be_taken_back(
    bob_begins: User, bob_client: Client, archive: bytes
) -> None:
    before = diary_rows()
    import_ = brought(bob_client, archive)
    assert import_.batch is not None
    undone = changes.undo(user=bob_begins, batch=import_.batch, at=NOON)
    assert (undone.batch, undone.changed_since) == (None, 0)
    assert diary_rows() == before
    import_.refresh_from_db()
    assert import_.undo_batch is not None
    again = changes.undo(user=bob_begins, batch=import_.undo_batch, at=NOON)
    assert (again.restored, again.refusal) == (0, NOT_AGAIN)
    assert diary_rows() == before
    assert changes.undo(user=bob_begins, batch=import_.batch, at=NOON).was_undone
    log = changes.log_of_day(user=bob_begins, day=bob_begins.today(NOON))
    assert [(batch.is_undo, batch.is_undone, batch.whole) for batch in log] == [
        (True, False, ""),
        (False, True, WHOLE),
    ]


def test_log_of_a_day_says_that_undo_means_the_whole_import(
    bob_begins: User, bob_client: Client, archive: bytes
) -> None:
    brought(bob_client, archive)
    said = bob_client.get("/day/2026-11-21/log/").content.decode()
    assert "Part of an import:" in said
    assert "Undo all of it" in said


def test_log_names_the_steps_that_went_with_their_import(
    bob_begins: User, bob_client: Client, archive: bytes
) -> None:
    import_ = brought(bob_client, archive)
    assert import_.batch is not None
    (before,) = changes.log_of_day(user=bob_begins, day=date(2026, 11, 21))
    changes.undo(user=bob_begins, batch=import_.batch, at=NOON)
    log = changes.log_of_day(user=bob_begins, day=date(2026, 11, 21))
    assert [batch.is_undo for batch in log] == [True, False]
    assert log[1].sentences == before.sentences
    assert not any(words.startswith("A step:") for words in log[0].sentences)


def test_stranger_cannot_undo_an_import(
    alice: User, bob_begins: User, bob_client: Client, archive: bytes
) -> None:
    import_ = brought(bob_client, archive)
    with pytest.raises(Change.DoesNotExist):
        changes.undo(user=alice, batch=import_.batch or uuid.uuid4(), at=NOON)


# --- The rows -------------------------------------------------------------------------------------


def test_rows_are_looked_through_by_verdict_and_page(
    bob_begins: User, bob_client: Client, archive: bytes
) -> None:
    import_ = sent(bob_client, archive)
    whole = bob_client.get(page(import_, "rows")).content.decode()
    assert f"1–{ROWS_A_PAGE} of {import_.total}" in whole
    last = bob_client.get(page(import_, "rows") + "?page=2").content.decode()
    assert f"{ROWS_A_PAGE + 1}–{import_.total} of {import_.total}" in last
    assert "&lt;b&gt;twice" in whole + last
    settings = bob_client.get(page(import_, "rows") + "?verdict=taken").content.decode()
    assert "1–1 of 1" in settings
    assert bob_client.get(page(import_, "rows") + "?verdict=perhaps").status_code == 400
    assert bob_client.get(page(import_, "rows") + f"?page={10**30}").status_code == 400
    beyond = bob_client.get(page(import_, "rows") + "?page=9999")
    assert "There are no rows here." in beyond.content.decode()


def test_sheet_of_rows_runs_no_formula(
    bob_begins: User, bob_client: Client, archive: bytes
) -> None:
    import_ = sent(bob_client, archive)
    ImportRow.objects.filter(of_import=import_, position=0).update(what="=1+1", reason="@SUM(A1)")
    answer = bob_client.get(f"{UPLOAD}{import_.key}/rows.csv")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0] == "Where,What,Day,Verdict,Why,In your diary,In the file"
    assert "'=1+1" in lines[1]
    assert "'@SUM(A1)" in lines[1]


@pytest.mark.parametrize("parts", [(), ("rows",)])
def test_pages_take_as_many_queries_for_many_rows(
    bob_begins: User,
    bob_client: Client,
    archive: bytes,
    django_assert_num_queries: Any,
    parts: tuple[str, ...],
) -> None:
    import_ = sent(bob_client, archive)
    with django_assert_num_queries(4 if parts else 3):
        bob_client.get(page(import_, *parts))
    ImportRow.objects.filter(of_import=import_, position__gt=2).delete()
    with django_assert_num_queries(4 if parts else 3):
        bob_client.get(page(import_, *parts))


# --- What is refused ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "This file is empty."),
        (b"hello", "This is text, but no table with columns."),
        (b"PK\x03\x04 and no more", "This zip file is damaged"),
        (
            json.dumps({"header": {"format": "skin-care-diary", "version": 99}}).encode(),
            "newer version",
        ),
    ],
)
def test_file_that_is_not_known_is_refused_and_not_kept(
    alice: User, alice_client: Client, data: bytes, reason: str
) -> None:
    answer = send(alice_client, data)
    assert (answer.status_code, reason in answer.content.decode()) == (400, True)
    assert not Import.objects.exists()
    assert not FilePart.objects.exists()


def test_upload_without_a_file_or_with_a_huge_one_is_refused(alice_client: Client) -> None:
    answer = alice_client.post(UPLOAD, {"key": str(uuid.uuid4())})
    assert answer.status_code == 400
    assert "Choose one file of at most 20 MB." in answer.content.decode()
    answer = send(alice_client, b"x" * (20 * 1024**2 + 1))
    assert answer.status_code == 400
    assert "Choose one file of at most 20 MB." in answer.content.decode()
    assert not FilePart.objects.exists()


def test_file_that_is_far_too_large_is_refused_before_it_is_read(alice_client: Client) -> None:
    unread = FakePayload(b"--x\r\n")
    answer = alice_client.generic(
        "POST",
        UPLOAD,
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(10 * 1024**3),
        **{"wsgi.input": unread},
    )
    assert answer.status_code == 400
    assert unread.read(5) == b"--x\r\n"


def test_two_files_at_once_are_refused(alice_client: Client, archive: bytes) -> None:
    files = [SimpleUploadedFile(name, archive) for name in ("one.zip", "two.zip")]
    answer = alice_client.post(UPLOAD, {"key": str(uuid.uuid4()), "file": files})
    assert answer.status_code == 400
    assert not Import.objects.exists()


# --- Two taps, two tabs, a word too late ----------------------------------------------------------


def test_second_tap_on_upload_finds_the_first(
    bob_begins: User, bob_client: Client, archive: bytes
) -> None:
    key = uuid.uuid4()
    places = {send(bob_client, archive, key=key)["Location"] for _ in range(2)}
    assert places == {f"{UPLOAD}{key}/"}
    assert Import.objects.count() == 1


def test_key_of_somebody_elses_import_is_no_key_of_ours(
    alice: User, alice_client: Client, bob_begins: User, bob_client: Client, archive: bytes
) -> None:
    key = uuid.uuid4()
    assert send(alice_client, archive, key=key).status_code == 302
    answer = send(bob_client, archive, key=key)
    import_ = Import.objects.of(bob_begins).get()
    assert (answer.status_code, answer["Location"]) == (302, page(import_))
    assert import_.key != key


def test_import_at_work_lets_no_other_begin(
    bob_begins: User, bob_client: Client, archive: bytes
) -> None:
    import_ = sent(bob_client, archive)
    other = sent(bob_client, archive)
    Import.objects.filter(pk=import_.pk).update(state=State.APPLYING)
    answer = send(bob_client, archive)
    assert answer.status_code == 409
    assert "Another import is at work" in answer.content.decode()
    bob_client.post(page(other, "bring-in"))
    other.refresh_from_db()
    assert other.state == State.COMPARED
    progress = bob_client.get(page(import_)).content.decode()
    assert "Bringing it in" in progress


def test_second_tap_on_bring_in_does_it_once(
    bob_begins: User, bob_client: Client, archive: bytes
) -> None:
    import_ = brought(bob_client, archive)
    number = Change.objects.count()
    answer = bob_client.post(page(import_, "bring-in"), follow=True)
    assert "This import has moved on since" in answer.content.decode()
    assert Change.objects.count() == number


def test_what_was_logged_after_the_dry_run_is_a_conflict_by_then(
    alice: User, alice_client: Client, small: bytes, noon: None
) -> None:
    entry = Entry.objects.of(alice).get(day=alice.today(NOON))
    import_ = sent(alice_client, small)
    log_step(
        user=alice,
        day=entry.day - timedelta(days=1),
        step_id=entry.step_id,
        said=Said(answer="skipped"),
        at=NOON,
        today=alice.today(NOON),
    )
    alice_client.post(page(import_, "bring-in"), {"choice": "mine"})
    import_.refresh_from_db()
    assert import_.sums["kept"] == {"answers": 2}
    assert Entry.objects.of(alice).get(day=entry.day - timedelta(days=1)).answer == "skipped"


def test_discarded_file_is_gone(bob_begins: User, bob_client: Client, archive: bytes) -> None:
    import_ = sent(bob_client, archive)
    answer = bob_client.post(page(import_, "discard"))
    assert answer["Location"] == UPLOAD
    assert not Import.objects.exists()
    assert not FilePart.objects.exists()
    done = brought(bob_client, archive)
    bob_client.post(page(done, "discard"))
    assert Import.objects.get().state == State.APPLIED


def test_only_the_newest_files_wait(
    bob_begins: User, bob_client: Client, archive: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "MOST_WAITING", 2)
    brought_in = brought(bob_client, archive)
    _, *newest = (sent(bob_client, archive) for _ in range(3))
    assert set(Import.objects.of(bob_begins)) == {brought_in, *newest}
    assert set(StoredFile.objects.filter(user=bob_begins)) == {
        brought_in.journal,
        *(one.file for one in newest),
    }


def test_two_taps_on_discard_at_a_time_are_one(compared: Import) -> None:
    also = Import.objects.get(pk=compared.pk)
    imports.discard(import_=compared)
    imports.discard(import_=also)
    assert not Import.objects.exists()


def test_file_that_nobody_asked_for_again_is_forgotten_after_a_week(
    bob_begins: User, bob_client: Client, archive: bytes
) -> None:
    sent(bob_client, archive)
    assert imports.tidy(at=NOON + timedelta(days=6)) == 0
    assert imports.tidy(at=NOON + timedelta(days=8)) == 1
    assert not FilePart.objects.exists()


# --- Work that breaks -----------------------------------------------------------------------------


@pytest.fixture
def compared(bob_begins: User, bob_client: Client, archive: bytes) -> Iterator[Import]:
    return sent(bob_client, archive)


def test_broken_write_leaves_nothing_and_can_be_tried_again(
    compared: Import, bob_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = diary_rows()

    def full(**_: object) -> None:
        raise OSError("No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("routines.portability.services.applying.keep_journal", full)
        bob_client.post(page(compared, "bring-in"))
    compared.refresh_from_db()
    assert (compared.state, compared.problem) == (State.COMPARED, import_work.BROKEN)
    assert diary_rows() == before
    assert import_work.BROKEN in bob_client.get(page(compared)).content.decode()
    bob_client.post(page(compared, "bring-in"))
    compared.refresh_from_db()
    assert (compared.state, compared.problem) == (State.APPLIED, "")


def test_what_broke_is_logged_without_a_word_of_the_file(
    compared: Import,
    bob_client: Client,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def breaks(**_: object) -> None:
        raise ValueError("invalid literal: 'my secret rash'")

    monkeypatch.setattr("routines.portability.services.applying.keep_journal", breaks)
    bob_client.post(page(compared, "bring-in"))
    told = "\n".join(DiscreetFormatter().format(record) for record in caplog.records)
    assert f"import {compared.pk} broke while applying: ValueError in breaks:" in told
    assert "rash" not in told


def test_nothing_is_written_once_the_consent_is_withdrawn(compared: Import) -> None:
    before = diary_rows()
    imports.confirm(import_=compared, choice=Choice.THEIRS, with_settings=True)
    desk = claim(compared.pk, lambda: NOON)
    assert desk is not None
    # Withdrawn while a worker is at it: before that, none begins.
    Consent.objects.of(compared.user).update(withdrawn_at=NOON)
    import_work._do(desk)
    compared.refresh_from_db()
    assert compared.state == State.COMPARED
    assert compared.problem == "You have withdrawn your consent, so nothing is written."
    assert diary_rows() == before


def test_who_only_looks_around_may_try_it_with_a_file(
    bob_begins: User, bob_client: Client, archive: bytes
) -> None:
    Consent.objects.of(bob_begins).delete()
    User.objects.filter(pk=bob_begins.pk).update(
        is_demo=True, demo_expires_at=NOON + timedelta(hours=2)
    )
    assert "This diary is made up." in bob_client.get(UPLOAD).content.decode()
    brought(bob_client, archive)
    assert Entry.objects.of(bob_begins).answered().exists()


def test_work_of_a_worker_that_died_is_taken_up_once_its_lease_is_over(compared: Import) -> None:
    Import.objects.filter(pk=compared.pk).update(
        state=State.APPLYING, lease=uuid.uuid4(), leased_until=NOON + timedelta(minutes=5)
    )
    assert import_work.take_up(clock=lambda: NOON) == 0
    assert import_work.take_up(clock=lambda: NOON + timedelta(minutes=6)) == 1
    compared.refresh_from_db()
    assert (compared.state, compared.attempts) == (State.APPLIED, 0)


def test_work_that_kills_every_worker_is_given_up(compared: Import) -> None:
    Import.objects.filter(pk=compared.pk).update(
        state=State.APPLYING, lease=uuid.uuid4(), leased_until=NOON, attempts=3
    )
    import_work.take_up(clock=lambda: NOON + timedelta(minutes=6))
    compared.refresh_from_db()
    assert (compared.state, compared.problem[:23]) == (State.COMPARED, "It stopped halfway, sev")


# --- For other programs ---------------------------------------------------------------------------


def test_program_brings_a_file_in_and_the_mapping_is_remembered(bob_begins: User) -> None:
    marks = [(NOON.date() - timedelta(days=days), YES, "") for days in range(1, 4)]
    upload = imports.Upload(name="loop.zip", data=loop_zip([Loop(name="LSF 50", marks=marks)]))
    sums = []
    for key in (uuid.uuid4(), uuid.uuid4()):
        import_ = import_work.bring_in(
            user=bob_begins, key=key, upload=upload, choice=Choice.THEIRS, clock=lambda: NOON
        )
        assert (import_.state, import_.problem) == (State.APPLIED, "")
        sums.append(import_.sums)
    assert sums == [{"new": {"answers": 3, "steps": 1}}, {"same": {"answers": 3}}]
    assert Step.objects.of(bob_begins).count() == 7


def test_program_is_told_of_a_file_that_is_not_read(bob_begins: User) -> None:
    with pytest.raises(RefusedFile, match="no table with columns"):
        import_work.bring_in(
            user=bob_begins,
            key=uuid.uuid4(),
            upload=imports.Upload(name="x", data=b"hello"),
            choice=Choice.MINE,
            clock=lambda: NOON,
        )
    assert not Import.objects.exists()


# --- What the worker does -------------------------------------------------------------------------


def test_large_file_is_left_to_the_worker_and_its_progress_is_shown(
    bob_begins: User, bob_client: Client, archive: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    left: list[int] = []
    monkeypatch.setattr(imports, "SMALL_FILE", 0)
    monkeypatch.setattr(imports, "FEW_ROWS", 0)
    monkeypatch.setattr("routines.portability.tasks.work_on", left.append)
    place = send(bob_client, archive)["Location"]
    import_ = Import.objects.get()
    assert left == [import_.pk]
    assert "Reading your file" in bob_client.get(place).content.decode()
    import_work.take_up(clock=lambda: NOON)
    assert "What the file would bring" in bob_client.get(place).content.decode()
    bob_client.post(page(import_, "bring-in"))
    Import.objects.update(done=10, total=40)
    said = bob_client.get(place).content.decode()
    assert "Bringing it in" in said
    assert "10 of 40 rows" in said
    import_work.take_up(clock=lambda: NOON)
    assert "Brought in" in bob_client.get(place).content.decode()
    bob_client.post(page(import_, "take-back"))
    assert "Taking it back" in bob_client.get(place).content.decode()
    import_work.take_up(clock=lambda: NOON)
    assert "Taken back" in bob_client.get(place).content.decode()
    assert left == [import_.pk] * 3


def test_word_that_is_none_of_those_offered_is_refused(
    compared: Import, bob_client: Client
) -> None:
    answer = bob_client.post(page(compared, "bring-in"), {"choice": "yours"})
    assert answer.status_code == 400
    assert "Choose one of the answers that are offered." in answer.content.decode()
    Import.objects.update(state=State.MAPPING)
    answer = bob_client.post(page(compared, "bring-in"), {"choice": "yours"})
    assert answer.status_code == 302
    compared.refresh_from_db()
    assert compared.state == State.MAPPING
