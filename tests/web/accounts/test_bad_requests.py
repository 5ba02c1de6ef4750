"""What no form of ours sends: odd charsets, files, and a `next` that is no page of ours."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from routines.accounts.models import User
from routines.diary.models import DayNote
from routines.diary.services.happenings import save_note

BODY = b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n\\ud800 +2AA-\r\n--x--\r\n'


@pytest.fixture
def today(alice: User) -> str:
    return alice.today(timezone.now()).isoformat()


def _store(*_: object, **__: object) -> None:
    pytest.fail("A file was stored.")


def send_note(client: Client, day: str, charset: str) -> int:
    address = reverse("diary:note", args=[day])
    kind = f"multipart/form-data; boundary=x; charset={charset}"
    return client.generic("POST", address, BODY, content_type=kind).status_code


@pytest.mark.parametrize("charset", ["unicode_escape", "utf-7", "utf-16", "rot13", "hex"])
def test_other_charset_is_refused(alice_client: Client, today: str, charset: str) -> None:
    assert send_note(alice_client, today, charset) == 400
    assert not DayNote.objects.exists()


@pytest.mark.parametrize("charset", ["utf-8", "UTF8", "no-such-charset"])
def test_utf_8_by_any_name_is_read(alice_client: Client, today: str, charset: str) -> None:
    assert send_note(alice_client, today, charset) == 302
    assert DayNote.objects.get().text == "\\ud800 +2AA-"


@pytest.mark.parametrize("charset", ["unicode_escape", "utf-7"])
@pytest.mark.parametrize("name", ["guidance:index", "health"])
def test_other_charset_of_an_address_is_refused(client: Client, name: str, charset: str) -> None:
    address = reverse(name) + "?q=%5Cud800"
    response = client.get(address, CONTENT_TYPE=f"text/plain; charset={charset}")
    assert response.status_code == 400


def test_file_is_refused_before_it_is_stored(
    alice_client: Client, today: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TemporaryFileUploadHandler, "new_file", _store)
    file = SimpleUploadedFile("big.bin", b"x" * 3_000_000)
    response = alice_client.post(reverse("diary:note", args=[today]), {"text": "A", "file": file})
    assert response.status_code == 400
    assert not DayNote.objects.exists()


@pytest.mark.parametrize(
    ("wanted", "leads_to"),
    [
        ("/history/", "/history/"),
        ("home:history", "/"),
        ("history", "/"),
        ("42", "/"),
        ("no:such", "/"),
        ("", "/"),
        ("//elsewhere.example", "/"),
        ("/\\elsewhere.example", "/"),
        ("https://elsewhere.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("\x00", "/"),
    ],
)
def test_next_leads_to_a_page_of_ours(
    alice: User, alice_client: Client, wanted: str, leads_to: str
) -> None:
    now = timezone.now()
    today = alice.today(now)
    batch = save_note(user=alice, day=today, text="Wind", at=now, today=today).batch
    response = alice_client.post(reverse("changes:undo", args=[batch]), {"next": wanted})
    assert (response.status_code, response["Location"]) == (302, leads_to)
    assert DayNote.objects.get().text == ""
