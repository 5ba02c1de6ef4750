"""The page of somebody's data, and the doors behind it."""

from __future__ import annotations

import io
import uuid
import zipfile
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from routines.accounts.models import User
from routines.portability.models import Export
from routines.portability.pages import data as data_page
from routines.portability.services import exports
from routines.portability.views import data as doors
from tests.web.portability.diaries import fill

PAGE = reverse("portability:data")
ARCHIVE = reverse("portability:archive")
ASK = reverse("portability:export")


@pytest.fixture
def long_diary(alice: User, monkeypatch: pytest.MonkeyPatch) -> User:
    """A diary that is long where anything is."""
    fill(alice)
    for module in (data_page, doors):
        monkeypatch.setattr(module, "SMALL", 5)
    return alice


@pytest.fixture
def at_once() -> object:
    from huey.contrib.djhuey import HUEY

    was = HUEY.immediate
    HUEY.immediate = True
    yield
    HUEY.immediate = was


@pytest.fixture
def later() -> object:
    """A queue whose worker is asleep."""
    from huey.contrib.djhuey import HUEY

    was = HUEY.immediate
    HUEY.immediate = False
    HUEY.storage.flush_queue()
    yield
    HUEY.storage.flush_queue()
    HUEY.immediate = was


def unpacked(answer: object) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(answer.getvalue())) as archive:
        assert archive.testzip() is None
        return archive.namelist()


def test_short_diary_is_downloaded_at_once(alice: User, alice_client: Client) -> None:
    fill(alice)
    page = alice_client.get(PAGE).content.decode()
    assert f'href="{ARCHIVE}" download' in page
    answer = alice_client.get(ARCHIVE)
    day = alice.today(timezone.now())
    assert answer["Content-Disposition"] == (f'attachment; filename="skin-care-diary-{day}.zip"')
    assert answer["Content-Type"] == "application/zip"
    assert "no-store" in answer["Cache-Control"]
    assert "diary.json" in unpacked(answer)
    assert not Export.objects.exists()


def test_long_diary_is_made_in_the_background(
    long_diary: User, alice_client: Client, later: object
) -> None:
    page = alice_client.get(PAGE).content.decode()
    assert f'action="{ASK}"' in page
    assert ARCHIVE not in page
    assert alice_client.get(ARCHIVE)["Location"] == PAGE
    for _ in range(2):
        assert alice_client.post(ASK)["Location"] == PAGE
    assert Export.objects.count() == 1
    page = alice_client.get(PAGE).content.decode()
    assert "Your archive waits for its turn." in page
    assert 'hx-trigger="every 2s"' in page
    part = alice_client.get(PAGE, headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith('<div class="stack stack-small" id="export"')
    Export.objects.update(lease=uuid.uuid4(), leased_until=timezone.now(), rows_done=1)
    page = alice_client.get(PAGE).content.decode()
    assert "Your archive is being made." in page
    assert 'max="100" value="2"' in page
    exports.take_up(clock=timezone.now)
    page = alice_client.get(PAGE).content.decode()
    assert "is ready" in page
    assert "every 2s" not in page
    fetch = reverse("portability:fetch", args=[Export.objects.get().key])
    assert fetch in page
    answer = alice_client.get(fetch)
    assert "diary.json" in unpacked(answer)
    assert int(answer["Content-Length"]) == Export.objects.get().file.size
    assert "no-store" in answer["Cache-Control"]


def test_worker_in_the_web_process_makes_it_at_once(
    long_diary: User, alice_client: Client, at_once: object
) -> None:
    page = alice_client.post(ASK, follow=True).content.decode()
    assert "is ready" in page


def test_archive_can_be_removed_before_its_time(
    alice: User, alice_client: Client, bob_client: Client
) -> None:
    export = exports.ask(user=alice, at=timezone.now())
    exports.make(export_id=export.pk, clock=timezone.now)
    address = reverse("portability:drop_export", args=[export.key])
    assert bob_client.post(address).status_code == 404
    assert alice_client.post(address)["Location"] == PAGE
    assert not Export.objects.exists()
    assert alice_client.post(address).status_code == 404


def test_stranger_and_time_find_no_archive(
    alice: User, alice_client: Client, bob_client: Client
) -> None:
    export = exports.ask(user=alice, at=timezone.now())
    fetch = reverse("portability:fetch", args=[export.key])
    assert alice_client.get(fetch).status_code == 404
    exports.make(export_id=export.pk, clock=timezone.now)
    assert alice_client.get(fetch).status_code == 200
    assert bob_client.get(fetch).status_code == 404
    assert bob_client.get(PAGE).content.count(str(export.key).encode()) == 0
    Export.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert alice_client.get(fetch).status_code == 404
    assert str(export.key) not in alice_client.get(PAGE).content.decode()


def test_failure_is_told_with_a_way_to_try_again(long_diary: User, alice_client: Client) -> None:
    now = timezone.now()
    Export.objects.create(
        user=long_diary, asked_at=now, rows_total=9, failed_at=now, problem=exports.NO_ROOM
    )
    page = alice_client.get(PAGE).content.decode()
    assert f"The archive could not be made. {exports.NO_ROOM}" in page
    assert f'action="{ASK}"' in page


@pytest.mark.parametrize("rows", [1, 3, 365])
def test_page_takes_as_many_queries_however_long_the_diary(
    alice: User, alice_client: Client, rows: int
) -> None:
    from tests.web.portability.test_archive import add_days

    fill(alice)
    add_days(alice, rows)
    alice_client.get(PAGE)
    cache.clear()
    with CaptureQueriesContext(connection) as context:
        alice_client.get(PAGE)
    # The session, the person, and two for the page.
    assert len(context) == 4, [one["sql"] for one in context]


@pytest.mark.django_db
def test_somebody_who_looks_around_is_told_that_it_is_made_up(client: Client) -> None:
    client.post(reverse("home:demo"))
    page = client.get(PAGE).content.decode()
    assert "This diary is made up, and so is what you take out of it." in page
    assert "diary.json" in unpacked(client.get(ARCHIVE))


def test_person_who_withdrew_the_consent_can_still_take_everything_out(
    alice: User, alice_client: Client
) -> None:
    fill(alice)
    alice.consents.update(withdrawn_at=timezone.now())
    assert alice_client.get(PAGE).status_code == 200
    assert "diary.json" in unpacked(alice_client.get(ARCHIVE))


def test_other_pages_lead_to_it(alice_client: Client) -> None:
    for name in ("home:more", "accounts:account"):
        assert f'href="{PAGE}"' in alice_client.get(reverse(name)).content.decode()


def test_nothing_is_written_by_looking(alice: User, alice_client: Client) -> None:
    for address in (PAGE, ARCHIVE):
        assert alice_client.get(address).status_code == 200
    assert alice_client.get(ASK).status_code == 405
    assert not Export.objects.exists()
    assert settings.DEBUG is False
