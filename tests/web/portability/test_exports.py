"""Archives made in the background: once, by one worker at a time, and gone after a week."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from routines.accounts.models import User
from routines.portability import tasks
from routines.portability.archive import export_stream
from routines.portability.files import read_parts
from routines.portability.models import Export, FilePart, StoredFile
from routines.portability.services import exports
from tests.conftest import NOON
from tests.web.portability.diaries import fill

LATER = NOON + 2 * exports.LEASE


def ticking(start: datetime = NOON, step: timedelta = timedelta(seconds=1)) -> Iterator[datetime]:
    while True:
        yield start
        start += step


class Clock:
    """Shows a second more each time it is looked at, and calls `then` at the given look."""

    def __init__(self, start: datetime = NOON, *, look: int = 0, then: object = None) -> None:
        self.times = ticking(start)
        self.looks = 0
        self.look, self.then = look, then

    def __call__(self) -> datetime:
        self.looks += 1
        if self.looks == self.look:
            self.then()
        return next(self.times)


def content(export: Export) -> bytes:
    assert export.file is not None
    return b"".join(read_parts(export.file))


def test_archive_is_made_once_and_kept_a_week(alice: User) -> None:
    fill(alice)
    export = exports.ask(user=alice, at=NOON)
    exports.make(export_id=export.pk, clock=Clock())
    export.refresh_from_db()
    assert (export.is_under_way, export.percent, export.attempts) == (False, 100, 1)
    assert export.expires_at == export.finished_at + timedelta(days=7)
    with zipfile.ZipFile(io.BytesIO(content(export))) as archive:
        assert archive.testzip() is None
        assert "diary.json" in archive.namelist()
    before = content(export)
    exports.make(export_id=export.pk, clock=Clock(LATER))
    assert content(export) == before
    assert StoredFile.objects.count() == 1


def test_archive_made_in_the_background_is_that_made_at_once(alice: User) -> None:
    fill(alice)
    export = exports.ask(user=alice, at=NOON)
    exports.make(export_id=export.pk, clock=lambda: NOON)
    export.refresh_from_db()
    assert content(export) == b"".join(export_stream(user=alice, at=NOON))


def test_second_tap_finds_the_archive_that_is_under_way(alice: User, bob: User) -> None:
    first = exports.ask(user=alice, at=NOON)
    assert exports.ask(user=alice, at=LATER) == first
    assert exports.ask(user=bob, at=NOON) != first
    assert Export.objects.of(alice).count() == 1


def test_new_archive_takes_the_place_of_the_last(alice: User) -> None:
    first = exports.ask(user=alice, at=NOON)
    exports.make(export_id=first.pk, clock=Clock())
    second = exports.ask(user=alice, at=LATER)
    assert list(Export.objects.of(alice)) == [second]
    assert (StoredFile.objects.count(), FilePart.objects.count()) == (0, 0)


def test_progress_is_told_and_the_lease_held_while_it_is_made(alice: User) -> None:
    fill(alice)
    seen: list[tuple[int, bool]] = []

    def look() -> None:
        row = Export.objects.get()
        seen.append((row.rows_done, row.leased_until is not None))

    export = exports.ask(user=alice, at=NOON)
    exports.make(export_id=export.pk, clock=Clock(look=30, then=look))
    assert len(seen) == 1
    done, is_leased = seen[0]
    assert 0 < done <= export.rows_total
    assert is_leased


def test_archive_that_somebody_works_on_is_left_alone(alice: User) -> None:
    fill(alice)
    export = exports.ask(user=alice, at=NOON)
    tries: list[int] = []

    def try_too() -> None:
        tries.append(exports.take_up(clock=lambda: NOON))

    exports.make(export_id=export.pk, clock=Clock(look=5, then=try_too))
    export.refresh_from_db()
    assert tries == [0]
    assert (export.attempts, export.finished_at is not None) == (1, True)


def test_archive_of_a_worker_that_died_is_made_anew(alice: User) -> None:
    fill(alice)

    def die() -> None:
        raise KeyboardInterrupt

    export = exports.ask(user=alice, at=NOON)
    with pytest.raises(KeyboardInterrupt):
        exports.make(export_id=export.pk, clock=Clock(look=20, then=die))
    assert exports.take_up(clock=lambda: NOON + timedelta(seconds=30)) == 0
    assert exports.take_up(clock=Clock(LATER)) == 1
    export.refresh_from_db()
    assert export.finished_at is not None
    assert zipfile.ZipFile(io.BytesIO(content(export))).testzip() is None
    assert StoredFile.objects.count() == 1


def test_slow_worker_whose_archive_was_taken_up_writes_no_more(alice: User) -> None:
    fill(alice)

    def take_up() -> None:
        assert exports.take_up(clock=Clock(LATER)) == 1

    export = exports.ask(user=alice, at=NOON)
    exports.make(export_id=export.pk, clock=Clock(look=20, then=take_up))
    export.refresh_from_db()
    assert (export.attempts, export.problem) == (2, "")
    assert zipfile.ZipFile(io.BytesIO(content(export))).testzip() is None
    assert StoredFile.objects.count() == 1


def test_archive_of_somebody_who_left_is_let_go(alice: User) -> None:
    fill(alice)

    def leave() -> None:
        User.objects.filter(pk=alice.pk).delete()

    export = exports.ask(user=alice, at=NOON)
    exports.make(export_id=export.pk, clock=Clock(look=20, then=leave))
    assert (Export.objects.count(), StoredFile.objects.count(), FilePart.objects.count()) == (
        0,
        0,
        0,
    )


def test_archive_that_several_workers_died_of_is_given_up(alice: User) -> None:
    export = exports.ask(user=alice, at=NOON)
    Export.objects.update(attempts=exports.MOST_ATTEMPTS)
    exports.make(export_id=export.pk, clock=Clock())
    export.refresh_from_db()
    assert (export.problem, export.is_under_way) == (exports.STOPPED, False)
    assert exports.ask(user=alice, at=LATER) != export


def test_failure_is_told_in_words_and_leaves_no_file(
    alice: User, caplog: pytest.LogCaptureFixture
) -> None:
    fill(alice)

    def break_down() -> None:
        raise ValueError("words of the diary")

    export = exports.ask(user=alice, at=NOON)
    exports.make(export_id=export.pk, clock=Clock(look=20, then=break_down))
    export.refresh_from_db()
    assert (export.problem, export.failed_at is not None) == (exports.WENT_WRONG, True)
    assert StoredFile.objects.count() == 0
    assert "words of the diary" not in caplog.text


@pytest.mark.django_db(transaction=True)
def test_full_disk_is_told_in_words(alice: User) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("a disk can be made full for SQLite alone")
    fill(alice)
    export = exports.ask(user=alice, at=NOON)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages + 1}")
        try:
            exports.make(export_id=export.pk, clock=Clock())
        finally:
            cursor.execute("PRAGMA max_page_count = 4294967294")
    export.refresh_from_db()
    assert (export.problem, StoredFile.objects.count()) == (exports.NO_ROOM, 0)


def test_archives_are_tidied_when_their_week_is_over(alice: User, bob: User) -> None:
    for user in (alice, bob):
        exports.make(export_id=exports.ask(user=user, at=NOON).pk, clock=Clock())
    assert exports.tidy(at=NOON + timedelta(days=6)) == 0
    Export.objects.of(bob).update(expires_at=NOON + timedelta(days=9))
    assert exports.tidy(at=NOON + timedelta(days=8)) == 1
    assert [one.user for one in Export.objects.all()] == [bob]
    assert [one.user for one in StoredFile.objects.all()] == [bob]


def test_word_of_a_failure_is_forgotten_after_a_week(alice: User) -> None:
    Export.objects.create(user=alice, asked_at=NOON, rows_total=1, failed_at=NOON, problem="No.")
    assert exports.tidy(at=NOON + timedelta(days=6)) == 0
    assert exports.tidy(at=NOON + timedelta(days=7)) == 1
    assert not Export.objects.exists()


def test_worker_takes_up_and_tidies_by_itself(alice: User) -> None:
    export = exports.ask(user=alice, at=timezone.now())
    tasks.take_up_exports.call_local()
    export.refresh_from_db()
    assert export.finished_at is not None
    Export.objects.update(expires_at=timezone.now())
    tasks.tidy_exports.call_local()
    assert not Export.objects.exists()
