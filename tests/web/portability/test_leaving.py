"""Leaving: after it, nothing anywhere tells that somebody was here."""

from __future__ import annotations

import base64
import importlib
import inspect
import itertools
import json
import pickle
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.mail import send_mail
from django.db import connection
from django.utils.module_loading import autodiscover_modules
from huey.contrib.djhuey import HUEY
from pytest_django import DjangoAssertNumQueries

from routines.accounts.models import Consent, User
from routines.accounts.services import give_consent, withdraw_consent
from routines.diary.models import DayNote, Step
from routines.guidance.models import TopicRevision
from routines.portability.belongings import belongings, mentions
from routines.portability.models import Export, Import, State
from routines.portability.services import exports
from routines.portability.services.import_work import work
from routines.portability.services.leaving import delete_data, leave, remove_withdrawn
from routines.reminders.channels import delivery as ways
from routines.reminders.services.delivery import drain
from routines.trends.memory import _name
from tests.conftest import NOON
from tests.web.portability.everything import WORD, has_rows, use_everything
from tests.web.reminders.given import Recorder

KEY = 736_251_940
"""A number that nothing else in the database is likely to be or to hold."""
ADDRESS = "serendipity@example.org"


@pytest.fixture
def diarist(make_user: Callable[..., User], settings: Any, tmp_path: Path) -> User:
    """Somebody who used everything, where the cache is a table and mail goes to files."""
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "cache",
        }
    }
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    person = make_user(ADDRESS, pk=KEY)
    use_everything(person)
    send_mail("To you", WORD, None, [ADDRESS])
    return person


def traces() -> Iterator[str]:
    """Where in any table, session, cache row or queue the person's key, address or word stands."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            for row in cursor.fetchall():
                if _speaks_of_them(" ".join(_readable(table, value) for value in row)):
                    yield table
    for session in Session.objects.all():
        if _speaks_of_them(json.dumps(session.get_decoded())):
            yield "a session"
    for task in [*HUEY.pending(), *HUEY.scheduled()]:
        if _speaks_of_them(repr((task.args, task.kwargs))):
            yield f"the task {task.name}"


def _readable(table: str, value: object) -> str:
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode(errors="replace")
    if table == "cache" and isinstance(value, str):
        try:
            return repr(pickle.loads(base64.b64decode(value, validate=True)))  # noqa: S301
        except ValueError:
            return value
    return str(value)


def _speaks_of_them(text: str) -> bool:
    return any(sign in text for sign in (str(KEY), ADDRESS, WORD))


def rows_of(user: User) -> dict[str, list[dict[str, Any]]]:
    """Everything that hangs on somebody, by table."""
    return {
        belonging.model._meta.label: [
            row for rows in belonging.rows(user) for row in rows.order_by("pk").values()
        ]
        for belonging in belongings()
    }


def test_somebody_who_used_everything_stands_in_every_table_that_can_hold_them(
    diarist: User,
) -> None:
    assert [one.model for one in belongings() if not has_rows(one, diarist)] == []
    assert {"cache", "a session", "django_session", "accounts_user"} - set(traces()) == {
        "django_session"  # its rows are signed and packed; `traces` unpacks them
    }


def test_nothing_of_them_is_left_in_any_table(diarist: User) -> None:
    assert leave(user=diarist)
    assert list(traces()) == []


def test_what_is_other_peoples_stays_as_it_is(diarist: User, bob: User) -> None:
    use_everything(bob)
    cache.set("theirs", "kept", 60)
    send_mail("To Bob", "hello", None, [bob.email])
    before = rows_of(bob)

    leave(user=diarist)

    assert rows_of(bob) == before
    assert all(before.values())
    assert cache.get("theirs") == "kept"
    assert User.objects.get() == bob


def test_what_an_editor_published_stays_without_a_name(diarist: User) -> None:
    assert TopicRevision.objects.filter(author=diarist).count() == 1
    number = TopicRevision.objects.count()
    leave(user=diarist)
    authors = TopicRevision.objects.values_list("author", flat=True)
    assert list(authors) == [None] * number


def test_mail_files_to_them_go_and_others_stay(diarist: User, settings: Any) -> None:
    send_mail("To Bob", "hello", None, ["bob@example.org"])
    folder = Path(settings.EMAIL_FILE_PATH)
    # Messages of one moment may share a file.
    shared, line = folder / "shared.log", "-" * 79 + "\n"
    shared.write_text(f"To: Serendipity@example.org\n{line}To: bob@example.org\n{line}")
    leave(user=diarist)
    texts = "".join(file.read_text() for file in folder.iterdir())
    assert (texts.count("To: bob@example.org"), ADDRESS in texts.lower()) == (2, False)
    assert shared.read_text() == f"To: bob@example.org\n{line}"


@pytest.mark.parametrize("other", [f"not.{ADDRESS}", f"of-{ADDRESS}", f"{ADDRESS}.uk"])
def test_mail_files_to_an_address_that_is_longer_stay(
    diarist: User, settings: Any, other: str
) -> None:
    send_mail("To somebody else", "hello", None, [other])
    leave(user=diarist)
    texts = "".join(file.read_text() for file in Path(settings.EMAIL_FILE_PATH).iterdir())
    assert f"To: {other}" in texts


def test_second_of_two_finds_nobody(diarist: User) -> None:
    assert (leave(user=diarist), leave(user=diarist)) == (True, False)
    with pytest.raises(User.DoesNotExist):
        delete_data(user=diarist, at=NOON)


def test_every_link_to_what_goes_is_followed_or_forgotten() -> None:
    """No table that stays may point to one that is emptied, but where its name is taken out."""
    emptied = {User, *(one.model for one in belongings())}
    named = {(one.model, one.column) for one in mentions()}
    assert [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if field.is_relation
        and field.remote_field.model in emptied
        and model not in emptied
        and (model, field.name) not in named
    ] == []


def test_deleting_the_diary_keeps_the_account_and_begins_anew(diarist: User) -> None:
    User.objects.filter(pk=KEY).update(skin_type="dry", exfoliation_cap=1, counts_hidden=True)
    delete_data(user=diarist, at=NOON)

    rows = {label: found for label, found in rows_of(diarist).items() if found}
    assert {label: len(found) for label, found in rows.items() if label.startswith("diary.")} == {
        "diary.Step": 6,
        "diary.StepTerm": 6,
    }
    assert sorted(label for label in rows if not label.startswith("diary.")) == [
        "account.EmailAddress",
        "account.EmailConfirmation",
        "accounts.Consent",
        "accounts.User_groups",
        "accounts.User_user_permissions",
        "admin.LogEntry",
        "guidance.Draft",
        "guidance.Signature",
        "guidance.Upload",
        "mfa.Authenticator",
        "usersessions.UserSession",
    ]
    person = User.objects.get()
    assert (person.skin_type, person.exfoliation_cap, person.counts_hidden) == ("", None, True)
    assert cache.get(_name((KEY, 1, WORD))) is None


def test_deleting_the_diary_twice_leaves_one_routine(diarist: User) -> None:
    delete_data(user=diarist, at=NOON)
    delete_data(user=diarist, at=NOON)
    assert Step.objects.of(diarist).count() == 6


@pytest.mark.parametrize("days", [29, 30])
def test_diary_is_removed_thirty_days_after_the_consent_was_withdrawn(
    diarist: User, bob: User, days: int
) -> None:
    use_everything(bob)
    kept = rows_of(bob)
    withdraw_consent(user=diarist, at=NOON)
    assert remove_withdrawn(now=NOON + timedelta(days=days)) == (days == 30)

    assert Step.objects.of(diarist).exists() == (days == 29)
    assert rows_of(bob) == kept
    assert Consent.objects.of(diarist).count() == 1
    # It is done once.
    assert remove_withdrawn(now=NOON + timedelta(days=days, hours=1)) == 0


def test_who_came_back_or_never_agreed_keeps_the_diary(diarist: User, bob: User) -> None:
    use_everything(bob)
    Consent.objects.of(bob).delete()
    withdraw_consent(user=diarist, at=NOON)
    give_consent(user=diarist, at=NOON + timedelta(days=29))
    assert remove_withdrawn(now=NOON + timedelta(days=400)) == 0


def test_who_agrees_again_after_the_diary_is_gone_begins_anew(diarist: User) -> None:
    withdraw_consent(user=diarist, at=NOON)
    remove_withdrawn(now=NOON + timedelta(days=30))
    give_consent(user=diarist, at=NOON + timedelta(days=31))
    assert Step.objects.of(diarist).count() == 6


def test_diary_of_any_length_takes_the_same_number_of_statements(
    diarist: User, bob: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    use_everything(bob)
    day = NOON.date()
    DayNote.objects.bulk_create(
        DayNote(user=bob, day=day - timedelta(days=number), text="x", given_at=NOON)
        for number in range(1, 3000)
    )
    tables = sum(len(one.lookups) for one in belongings())
    for person in (diarist, bob):
        # Besides: a savepoint and its end, three holds, sessions (2), the author's name, the
        # admin's log, the person; then the cache (5).
        with django_assert_num_queries(tables + 2 + 3 + 2 + 3 + 5):
            leave(user=person)


def test_import_waits_while_the_consent_is_withdrawn(alice: User) -> None:
    brought = Import.objects.create(user=alice, name="a.zip", digest="x", made_at=NOON)
    withdraw_consent(user=alice, at=NOON)
    work(import_id=brought.pk, clock=lambda: NOON)
    brought.refresh_from_db()
    assert (brought.state, brought.attempts) == (State.READING, 0)

    give_consent(user=alice, at=NOON)
    work(import_id=brought.pk, clock=lambda: NOON)
    brought.refresh_from_db()
    # There is no such file, but it was looked at.
    assert brought.state == State.FAILED


def leaving_at_look(number: int, user: User) -> Callable[[], datetime]:
    """A clock at whose so-manieth look the person leaves."""
    looks = itertools.count(1)

    def clock() -> datetime:
        if next(looks) == number:
            leave(user=user)
        return NOON

    return clock


@pytest.mark.parametrize("number", range(1, 7))
def test_worker_that_is_at_work_for_them_leaves_nothing_behind(
    diarist: User, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    recorder = Recorder()
    monkeypatch.setattr(ways, "channel_of", lambda _name: recorder)
    monkeypatch.setattr(exports, "RENEWED_AFTER", timedelta(0))
    Export.objects.of(diarist).delete()
    asked = exports.ask(user=diarist, at=NOON)
    brought = Import.objects.of(diarist).get()

    clock = leaving_at_look(number, diarist)
    drain(clock=clock, chance=lambda: 0.5)
    exports.make(export_id=asked.pk, clock=clock)
    work(import_id=brought.pk, clock=clock)
    leave(user=diarist)

    assert list(traces()) == []


def test_tasks_name_rows_and_never_people() -> None:
    """So that nothing in the queue speaks of who has left, and no task looks for them."""
    autodiscover_modules("tasks")
    names = list(HUEY._registry._registry)
    assert len(names) >= 10
    for name in names:
        module, _, function = name.rpartition(".")
        task = getattr(importlib.import_module(module), function)
        assert not {"user", "user_id", "email"} & set(inspect.signature(task.func).parameters), name
