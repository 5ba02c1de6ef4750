"""Web Push: what a browser may send us, what we send it, and what its service answers."""

from __future__ import annotations

import json
import stat
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from django.core.management import call_command
from py_vapid import Vapid02

from routines.reminders import links
from routines.reminders.channels import Gone, Refused, Retry, push, vapid
from routines.reminders.channels.https import Answer, wait_of
from routines.reminders.channels.push import BadSubscription, read_subscription
from tests.channels.browser import PretendedBrowser
from tests.conftest import NOON
from tests.unit.reminders.messages import (
    CAUTION,
    CAUTION_KEY,
    MESSAGE_KEY,
    TIP,
    TIP_KEY,
    message,
    target,
)

ENDPOINT = "https://push.example/send/abc"


@pytest.fixture(autouse=True)
def own_key(settings: Any) -> None:
    settings.PUSH_KEY = vapid.new_key()


@pytest.fixture
def browser() -> PretendedBrowser:
    return PretendedBrowser()


def shown(*lines: Any, **more: Any) -> dict[str, Any]:
    """What the service worker reads."""
    words = more.pop("words", True)
    sent = message(*lines, **more)
    read: dict[str, Any] = json.loads(push.payload_of(sent, target(words=words)))
    return read


def test_subscription_is_read(browser: PretendedBrowser) -> None:
    sent = browser.subscription(ENDPOINT)

    assert read_subscription(sent, private_allowed=False) == {
        "endpoint": ENDPOINT,
        "p256dh": sent["keys"]["p256dh"],
        "auth": sent["keys"]["auth"],
    }


@pytest.mark.parametrize(
    "endpoint",
    [
        "",
        "http://push.example/a",
        "ftp://push.example/a",
        "https://",
        "https://user:word@push.example/a",
        "https://user@push.example/a",
        "https://push.example/" + "a" * 1000,
        "https://push.example/ä",
        "https://push.example/a\nHost: other",
        "javascript:alert(1)",
    ],
)
def test_endpoint_that_no_push_service_has_is_refused(
    browser: PretendedBrowser, endpoint: str
) -> None:
    with pytest.raises(BadSubscription):
        read_subscription(browser.subscription(endpoint), private_allowed=False)


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"endpoint": ENDPOINT},
        {"endpoint": 3, "keys": {}},
        {"endpoint": ENDPOINT, "keys": []},
        {"endpoint": ENDPOINT, "keys": {"p256dh": "", "auth": ""}},
        {"endpoint": ENDPOINT, "keys": {"p256dh": "A" * 87, "auth": "A" * 22}},
        {"endpoint": ENDPOINT, "keys": {"p256dh": "é", "auth": "é"}},
    ],
)
def test_keys_that_are_none_are_refused(sent: dict[str, Any]) -> None:
    with pytest.raises(BadSubscription):
        read_subscription(sent, private_allowed=False)


def test_keys_are_kept_in_their_usual_writing(browser: PretendedBrowser) -> None:
    sent = browser.subscription(ENDPOINT)
    clean = dict(sent["keys"])
    sent["keys"] = {name: f"\0{text[:9]} \n{text[9:]}==" for name, text in clean.items()}

    read = read_subscription(sent, private_allowed=False)

    assert {"p256dh": read["p256dh"], "auth": read["auth"]} == clean


def test_secret_of_another_length_is_refused(browser: PretendedBrowser) -> None:
    sent = browser.subscription(ENDPOINT)
    sent["keys"]["auth"] = sent["keys"]["auth"][:-4]

    with pytest.raises(BadSubscription):
        read_subscription(sent, private_allowed=False)


def test_payload_is_read_by_this_browser_alone(browser: PretendedBrowser) -> None:
    address = read_subscription(browser.subscription(ENDPOINT), private_allowed=False)
    sealed = push.encrypt(b"words", address)

    assert b"words" not in sealed
    assert browser.read(sealed) == b"words"
    with pytest.raises(InvalidTag):
        PretendedBrowser().read(sealed)


def test_payload_of_one_tip_can_be_done_from_the_notification() -> None:
    read = shown(TIP)
    token = links.sign(links.Purpose.ANSWER, [TIP_KEY.hex], at=NOON)

    assert read == {
        "tag": MESSAGE_KEY.hex,
        "title": "Skin-care diary",
        "body": "Keep the bottle by the toothbrush.",
        "icon": "/static/app-icon-192.png",
        "open": "/",
        "answer": f"/reminders/answer/{token}/",
        "actions": [
            {"action": "done", "title": "Done"},
            {"action": "not_now", "title": "Not now"},
        ],
    }


def test_payload_without_words_offers_nothing_to_be_ticked_blindly() -> None:
    read = shown(TIP, words=False)

    assert (read["body"], read["actions"]) == (
        "A note is waiting in your diary.",
        [{"action": "not_now", "title": "Not now"}],
    )


def test_payload_of_several_reminders_answers_for_all() -> None:
    read = shown(TIP, CAUTION)
    token = links.sign(links.Purpose.ANSWER, [TIP_KEY.hex, CAUTION_KEY.hex], at=NOON)

    assert (read["body"], read["answer"], read["actions"]) == (
        "2 notes are waiting in your diary.",
        f"/reminders/answer/{token}/",
        [{"action": "not_now", "title": "Not now"}],
    )


def test_payload_of_a_test_has_nothing_to_answer() -> None:
    read = shown(is_test=True)

    assert (read["body"], read["actions"], "answer" in read) == (push.TEST_WORDS, [], False)


def test_payload_fits_into_one_record_whatever_is_said() -> None:
    from dataclasses import replace

    long = [replace(TIP, words="ü" * 5000) for _ in range(10)]

    assert len(push.payload_of(message(*long), target())) < 3900


def test_headers_say_who_sends_and_what_is_replaced() -> None:
    headers = push.headers_of(message(TIP), ENDPOINT)
    authorization = headers.pop("Authorization")

    assert headers == {
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": "86400",
        "Topic": "11111111111141118111111111111111",
        "Urgency": "normal",
    }
    assert Vapid02.verify(authorization)
    claims = json.loads(_decoded(authorization.split(".")[1]))
    assert claims == {
        "aud": "https://push.example",
        "exp": int((NOON + timedelta(hours=12)).timestamp()),
        "sub": "mailto:diary@localhost",
    }
    assert authorization.split("k=")[1] == vapid.public_key()


def _decoded(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


@pytest.mark.parametrize("status", [200, 201, 202])
def test_taken(status: int) -> None:
    push.judge(Answer(status, None))


@pytest.mark.parametrize("status", [404, 410])
def test_gone(status: int) -> None:
    with pytest.raises(Gone):
        push.judge(Answer(status, None))


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_busy_service_is_tried_again(status: int) -> None:
    with pytest.raises(Retry) as caught:
        push.judge(Answer(status, timedelta(seconds=90)))
    assert caught.value.after == timedelta(seconds=90)


def test_too_large_is_tried_again_only_where_the_service_says_when() -> None:
    with pytest.raises(Retry):
        push.judge(Answer(413, timedelta(seconds=60)))
    with pytest.raises(Refused):
        push.judge(Answer(413, None))


@pytest.mark.parametrize("status", [301, 400, 401, 403, 405])
def test_refused(status: int) -> None:
    with pytest.raises(Refused, match=str(status)):
        push.judge(Answer(status, None))


@pytest.mark.parametrize(
    ("text", "wait"),
    [
        ("120", timedelta(minutes=2)),
        ("0", timedelta()),
        ("999999999", timedelta(days=1)),
        ("", None),
        ("-5", None),
        ("²", None),
        ("9" * 5000, None),
        ("Wed, 21 Oct 2026 07:28:00 GMT", None),
    ],
)
def test_retry_after(text: str, wait: timedelta | None) -> None:
    assert wait_of(text) == wait


def test_key_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    first, second = vapid.keep_key(tmp_path), vapid.keep_key(tmp_path)
    file = tmp_path / "push-key"

    assert first == second == file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["push-key"]
    assert len(_decoded(first)) == 32


def test_key_of_a_quicker_process_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both saw no key; the other's file is there by the time ours would be put in place."""
    made = vapid.new_key

    def make_while_another_is_quicker() -> str:
        (tmp_path / "push-key").write_text("the other's")
        return made()

    monkeypatch.setattr(vapid, "new_key", make_while_another_is_quicker)

    assert vapid.keep_key(tmp_path) == "the other's"
    assert [path.name for path in tmp_path.iterdir()] == ["push-key"]


def test_public_key_is_a_point_for_the_browser() -> None:
    point = _decoded(vapid.public_key())

    assert (len(point), point[0]) == (65, 4)
    assert "=" not in vapid.public_key()


def test_rfc_8291_example_is_read_and_written_the_same() -> None:
    """The message of the standard's appendix, with its keys and its salt."""
    import http_ece
    from cryptography.hazmat.primitives.asymmetric import ec

    sender = ec.derive_private_key(
        int.from_bytes(_decoded("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw")), ec.SECP256R1()
    )
    sealed = http_ece.encrypt(
        b"When I grow up, I want to be a watermelon",
        salt=_decoded("DGv6ra1nlYgDCS1FRnbzlw"),
        private_key=sender,
        dh=_decoded(
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
        ),
        auth_secret=_decoded("BTBZMqHH6r4Tts7J_aSIgg"),
        version="aes128gcm",
    )

    assert urlsafe_b64encode(sealed).decode().rstrip("=") == (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8w"
        "EqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )


def test_command_makes_the_key_once(
    tmp_path: Path, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.PUSH_KEY, settings.DATA_DIR = "", tmp_path
    for _ in range(2):
        call_command("make_push_key")
    call_command("make_push_key", verbosity=0)

    assert capsys.readouterr().out == f"{vapid.public_key()}\n" * 2
    assert (tmp_path / "push-key").exists()
