"""Every door there is, tried by nobody in particular and by a stranger.

The doors are read from the addresses themselves, so a new one is tried the day it is added.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

import pytest
from django.apps import apps
from django.db.models import Model
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from routines.accounts.models import User
from routines.api import scopes
from routines.api.services import Wanted, make_token
from routines.changes.models import Change
from routines.diary.models import Pause, Product, Step
from routines.diary.services.catalogue import load_catalogue
from routines.diary.services.entries import Said, log_step
from routines.diary.services.routine import start_routine
from routines.portability.models import Export, Import
from routines.portability.services.exports import ask, make
from routines.reminders.models import Nudge
from routines.reminders.services.destinations import switch_email
from routines.spots.models import Count
from routines.trends.models import Trial
from routines.trends.report.scope import Scope
from routines.trends.report.sharing import Sharing, share, token_of
from tests.web.reminders.rows import make_reminder

PUBLIC = frozenset(
    {
        "",
        "health/",
        "guidance/",
        "guidance/rules/",
        "guidance/<slug:slug>/",
        "look-around/",
        "look-around/leave/",
        # Whoever has the address of a link may read one report; see trends/test_report.py.
        "trends/shared/<str:token>/",
        "trends/shared/<str:token>/report/",
        # Signed links of messages, a calendar’s secret address, a known browser; see
        # reminders/test_channels.py and test_links.py.
        "reminders/answer/<str:token>/",
        "reminders/unsubscribe/<str:token>/",
        "reminders/calendar/<str:token>.ics",
        "reminders/channels/push/renew/",
        "service-worker.js",
        # The description of the API, which is the same for everybody.
        "api/",
        # Whoever has left has no account; see portability/test_leaving.py.
        "settings/data/goodbye/",
    }
)
"""What needs no account: it holds nobody's diary."""
NOT_OURS = ("account/", "admin/", "api/v1/")
"""allauth's pages, the admin and the API (api/test_strangers.py) have tests of their own."""


@dataclass(frozen=True)
class Door:
    """An address, still with the braces of its pattern."""

    pattern: str

    @property
    def takes_id(self) -> bool:
        return "<key:" in self.pattern or "<uuid:" in self.pattern

    def open(self, values: dict[str, object]) -> str:
        address = self.pattern
        for name, value in values.items():
            address = address.replace(name, str(value))
        assert "<" not in address, f"say in `values` what stands for {address}"
        return f"/{address}"


def doors() -> list[Door]:
    return [
        Door(pattern)
        for pattern in _patterns(get_resolver().url_patterns)
        if not pattern.startswith(NOT_OURS)
    ]


def _patterns(entries: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for entry in entries:
        if isinstance(entry, URLResolver):
            yield from _patterns(entry.url_patterns, before + str(entry.pattern))
        else:
            yield before + str(entry.pattern)


@pytest.fixture
def values(alice: User) -> dict[str, object]:
    """The keys of a diary that is Alice's, with something of every kind in it."""
    load_catalogue()
    now = timezone.now()
    today = alice.today(now)
    start_routine(user=alice, today=today)
    step = Step.objects.of(alice).earliest("pk")
    log_step(user=alice, day=today, step_id=step.pk, said=Said(answer="done"), at=now, today=today)
    yesterday = today - timedelta(days=1)
    link = share(user=alice, key=uuid.uuid4(), sharing=Sharing(scope=Scope.usual(today)), at=now)
    return {
        "<str:day>": today,
        "<key:step_id>": step.pk,
        "<key:product_id>": Product.objects.create(user=alice, name="Lotion").pk,
        "<key:pause_id>": Pause.objects.create(
            user=alice, starts_on=yesterday, ends_on=yesterday
        ).pk,
        "<key:count_id>": Count.objects.create(
            user=alice, day=today, counted_at=now, given_at=now, nose=3
        ).pk,
        "<key:trial_id>": Trial.objects.create(
            user=alice, step=step, starts_on=today + timedelta(days=3), blocks=4
        ).pk,
        "<key:link_id>": link.pk,
        "<str:token>": token_of(link.key),
        "<uuid:destination>": switch_email(user=alice, active=True, at=now).key,
        "<uuid:nudge>": Nudge.objects.create(user=alice, slot="evening", at=time(21, 30)).key,
        "<uuid:reminder>": make_reminder(alice, made_at=now).key,
        "<uuid:import_key>": Import.objects.create(
            user=alice, name="diary.zip", format="own", made_at=now, state="compared"
        ).key,
        "<uuid:batch>": Change.objects.of(alice).latest("pk").batch,
        "<slug:slug>": "a-topic",
        "<uuid:token>": make_token(
            user=alice,
            key=uuid.uuid4(),
            wanted=Wanted(name="A program", scopes=[scopes.Scope.READ]),
            at=now,
        ).token.key,
        "<uuid:export>": made_export(alice, now).key,
    }


def made_export(user: User, now: datetime) -> Export:
    export = ask(user=user, at=now)
    make(export_id=export.pk, clock=timezone.now)
    return export


def rows() -> dict[str, list[dict[str, object]]]:
    """Everything that belongs to a diary, as it stands."""
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values())
        for model in _diary_models()
    }


def _diary_models() -> list[type[Model]]:
    rooms = ("diary", "spots", "trends", "reminders", "changes", "portability")
    return [model for room in rooms for model in apps.get_app_config(room).get_models()]


def test_doors_are_found() -> None:
    assert sum(door.takes_id for door in doors()) >= 12
    assert {door.pattern for door in doors()} >= PUBLIC


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("door", doors(), ids=lambda door: door.pattern or "start")
def test_nobody_in_particular_is_sent_to_the_login(
    client: Client, values: dict[str, object], door: Door, method: str
) -> None:
    if door.pattern in PUBLIC:
        return
    before = rows()
    address = door.open(values)
    answer = getattr(client, method)(address)
    if answer.status_code == 405:
        # A door that only takes the other method is tried with that one.
        assert getattr(client, "post" if method == "get" else "get")(address).status_code == 302
    else:
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/account/login/")
    assert rows() == before


@pytest.mark.parametrize("door", doors(), ids=lambda door: door.pattern or "start")
def test_head_is_answered_like_get_and_writes_nothing(
    alice_client: Client, values: dict[str, object], door: Door
) -> None:
    before = rows()
    address = door.open(values)
    answer = alice_client.head(address)
    assert answer.status_code == alice_client.get(address).status_code
    assert answer.content == b""
    assert rows() == before


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    "door", [door for door in doors() if door.takes_id], ids=lambda door: door.pattern
)
def test_stranger_finds_nothing_behind_somebody_elses_id(
    bob: User, bob_client: Client, values: dict[str, object], door: Door, method: str
) -> None:
    before = rows()
    sent = {"answer": "done", "nose": "1", "name": "Bob’s", "starts_on": "2026-01-01"}
    answer = getattr(bob_client, method)(door.open(values), sent)
    # Not found, or a door that does not take this method at all.
    assert answer.status_code in {404, 405}
    assert rows() == before


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    "door", [door for door in doors() if "<key:" in door.pattern], ids=lambda door: door.pattern
)
def test_number_beyond_any_key_is_not_found(
    alice_client: Client, values: dict[str, object], door: Door, method: str
) -> None:
    huge = {name: 10**30 if name.startswith("<key:") else value for name, value in values.items()}
    answer = getattr(alice_client, method)(door.open(huge), {"answer": "done"})
    assert answer.status_code in {404, 405}
