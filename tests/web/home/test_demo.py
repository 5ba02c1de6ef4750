"""Looking around without an account, and the demo account."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db.models import ForeignKey
from django.test import Client
from django.utils import timezone

from routines.accounts.models import User
from routines.diary.models import Entry, Pause
from routines.home import services
from routines.reminders.models import Nudge, Plan, Reminder
from routines.reminders.services.passing import make_pass
from routines.spots.models import Count
from tests.conftest import NOON


def rows_of(user_id: int) -> dict[str, int]:
    """Model → rows that point to this person, in every table."""
    found: dict[str, int] = {}
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, ForeignKey) and field.related_model is User:
                number = model._default_manager.filter(**{field.name: user_id}).count()
                if number:
                    found[model._meta.label] = number
    return found


def test_look_around_opens_a_year_without_an_account(client: Client, db: None) -> None:
    answer = client.post("/look-around/", {"time_zone": "Asia/Tokyo"})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    visitor = User.objects.get()
    assert (visitor.is_demo, visitor.time_zone) == (True, "Asia/Tokyo")
    assert visitor.has_usable_password() is False
    html = client.get("/").content.decode()
    assert "You are looking around" in html
    assert Entry.objects.of(visitor).count() > 1500
    assert Count.objects.of(visitor).count() > 40


def test_leaving_removes_every_row(client: Client, db: None) -> None:
    client.post("/look-around/")
    visitor = User.objects.get()
    client.get("/")
    assert rows_of(visitor.pk)["diary.Entry"] > 1500
    client.post("/look-around/leave/")
    assert rows_of(visitor.pk) == {}
    assert not User.objects.exists()
    assert not Session.objects.exists()


def test_leaving_to_sign_up_leads_there(client: Client, db: None) -> None:
    client.post("/look-around/")
    answer = client.post("/look-around/leave/", {"then_sign_up": "on"})
    assert answer["Location"] == "/account/signup/"


def test_leaving_by_somebody_with_an_account_removes_nothing(
    alice: User, alice_client: Client
) -> None:
    alice_client.post("/look-around/leave/")
    assert User.objects.filter(pk=alice.pk).exists()


def test_looking_around_with_an_account_leads_to_its_own_diary(
    alice: User, alice_client: Client
) -> None:
    alice_client.post("/look-around/")
    assert list(User.objects.all()) == [alice]


def test_visitors_are_removed_after_their_time(alice: User, db: None) -> None:
    services.make_visitor(now=NOON, time_zone="UTC")
    almost = NOON + services.DEMO_LIVES - timedelta(seconds=1)
    assert services.remove_expired_visitors(now=almost) == 0
    assert services.remove_expired_visitors(now=NOON + services.DEMO_LIVES) == 1
    assert list(User.objects.all()) == [alice]


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../../etc/passwd", "x" * 5000])
def test_visitor_from_a_zone_that_does_not_exist_gets_utc(
    client: Client, db: None, zone: str
) -> None:
    client.post("/look-around/", {"time_zone": zone})
    assert User.objects.get().time_zone == "UTC"


def test_too_many_visitors_are_told_so(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "MOST_VISITORS", 0)
    html = client.post("/look-around/", follow=True).content.decode()
    assert "Many people are looking around" in html
    assert not User.objects.exists()


def test_look_around_has_a_limit(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "fill_with_demo_year", lambda **_: None)
    statuses = []
    for _ in range(21):
        statuses.append(client.post("/look-around/").status_code)
        client.logout()
    assert statuses == [302] * 20 + [429]


def test_look_around_needs_a_post(client: Client, db: None) -> None:
    assert client.get("/look-around/").status_code == 405
    assert not User.objects.exists()


def test_visitor_has_no_account_pages(client: Client, db: None) -> None:
    client.post("/look-around/")
    for page in ("email", "password/change", "2fa", "sessions"):
        assert client.get(f"/account/{page}/")["Location"] == "/"


def test_make_demo_makes_a_person_who_can_log_in(client: Client, db: None) -> None:
    out = io.StringIO()
    call_command("make_demo", stdout=out)
    password = out.getvalue().rsplit("password", 1)[1].strip()
    person = User.objects.get()
    assert person.check_password(password)
    assert (person.email, person.is_demo, person.is_staff) == ("demo@example.org", False, False)
    assert Pause.objects.of(person).count() == 1
    call_command("make_demo", stdout=io.StringIO())
    assert User.objects.count() == 1


def test_make_demo_for_a_real_address_is_refused(alice: User) -> None:
    with pytest.raises(CommandError):
        call_command("make_demo", email="somebody@skin.example")


def test_a_made_up_diary_has_been_reminded(client: Client, db: None) -> None:
    call_command("load_guidance", stdout=io.StringIO())
    client.post("/look-around/")
    visitor = User.objects.get()
    said = Reminder.objects.of(visitor)
    assert said.count() > 8
    assert set(said.values_list("outcome", flat=True)) == {"", "done", "dismissed"}
    today = client.get("/").content.decode()
    assert today.count('class="thought-message"') == 2
    assert Nudge.objects.of(visitor).count() == 1


def test_nothing_is_said_twice_by_the_next_pass(client: Client, db: None) -> None:
    call_command("load_guidance", stdout=io.StringIO())
    client.post("/look-around/")
    said = Reminder.objects.count()
    Plan.objects.update(next_pass_at=timezone.now())
    make_pass(at=timezone.now())
    assert Reminder.objects.count() == said
