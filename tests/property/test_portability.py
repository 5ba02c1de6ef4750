"""What holds for any diary: it leaves whole, and comes back as it left."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings

from routines.accounts.models import User
from routines.diary.services.catalogue import load_catalogue
from routines.diary.services.routine import start_routine
from routines.home.services import fill_with_demo_year
from routines.portability.archive import export_stream, json_stream
from routines.portability.models import Import, State
from routines.portability.planning.verdicts import Choice
from routines.portability.services import import_work, imports
from routines.reminders.services.made_up import tell_made_up_past
from tests.conftest import NOON
from tests.property.made_diaries import MadeDiary, made_diaries, write

BODY = b'\n"preferences": '
WITH_DATABASE = settings(
    max_examples=40,
    deadline=None,
    # A smaller diary that fails alike is looked for by hand: it takes minutes.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def body(user: User) -> bytes:
    """diary.json from the line after its header on."""
    whole = b"".join(json_stream(user=User.objects.get(pk=user.pk), at=NOON))
    return whole.partition(BODY)[2]


def compared(user: User, data: bytes) -> Import:
    upload = imports.Upload(name="diary.zip", data=data)
    import_ = imports.begin(user=user, key=uuid.uuid4(), upload=upload, at=NOON)
    import_work.work(import_id=import_.pk, clock=lambda: NOON)
    import_.refresh_from_db()
    assert (import_.state, import_.problem) == (State.COMPARED, "")
    return import_


def bring_in(user: User, data: bytes) -> Import:
    """Bring an archive in with its settings, as its own page does."""
    import_ = compared(user, data)
    imports.confirm(import_=import_, choice=Choice.THEIRS, with_settings=True)
    import_work.work(import_id=import_.pk, clock=lambda: NOON)
    import_.refresh_from_db()
    assert (import_.state, import_.problem) == (State.APPLIED, "")
    return import_


@given(made_diaries())
@WITH_DATABASE
def test_export_of_an_import_of_an_export_is_the_export(
    make_user: Callable[..., User], made: MadeDiary
) -> None:
    with transaction.atomic():
        load_catalogue()
        alice, bob = make_user("alice@example.org"), make_user("bob@example.org")
        write(made, alice)
        alice.refresh_from_db()
        # The first routine is there already, and makes way.
        start_routine(user=bob, today=bob.today(NOON))
        if not any(step.terms for step in made.steps):
            bob.steps.all().delete()
        archive = b"".join(export_stream(user=alice, at=NOON))
        before = body(alice)
        first = bring_in(bob, archive)
        assert first.sums.keys() <= {"new", "taken", "same"}
        assert body(bob) == before
        # Once more, into the same diary and into the one it came from: nothing changes.
        for user in (bob, alice):
            again = compared(user, archive)
            assert (again.sums.keys() <= {"same"}, again.remarks["changes_nothing"]) == (True, True)
        imports.take_back(import_=first)
        import_work.work(import_id=first.pk, clock=lambda: NOON)
        assert body(alice) == before
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_empty_diary_leaves_and_comes(make_user: Callable[..., User]) -> None:
    alice, bob = make_user("alice@example.org"), make_user("bob@example.org")
    archive = b"".join(export_stream(user=alice, at=NOON))
    bring_in(bob, archive)
    assert body(bob) == body(alice)


@pytest.mark.django_db
def test_plausible_year_leaves_and_comes(make_user: Callable[..., User]) -> None:
    alice, bob = make_user("alice@example.org"), make_user("bob@example.org", time_zone="UTC")
    fill_with_demo_year(user=alice, today=alice.today(NOON))
    tell_made_up_past(user=alice, at=NOON)
    start_routine(user=bob, today=bob.today(NOON))
    archive = b"".join(export_stream(user=alice, at=NOON))
    bring_in(bob, archive)
    assert len(body(alice)) > 200_000
    assert body(bob) == body(alice)
