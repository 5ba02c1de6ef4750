"""Web Push: a message for one browser alone (RFC 8291), left with its push service (RFC 8030)."""

from __future__ import annotations

import binascii
import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from functools import partial
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

from routines.reminders import links
from routines.reminders.channels import (
    TITLE,
    Gone,
    Message,
    Refused,
    Retry,
    Target,
    patience,
    vapid,
)
from routines.reminders.channels.discreet import lock_screen_words
from routines.reminders.channels.hosts import PrivateHost, UnknownHost
from routines.reminders.channels.https import Answer, Unreachable, port_of, post
from routines.reminders.channels.patience import TookTooLong

LONGEST_ENDPOINT = 1000
POINT_BYTES = 65
SECRET_BYTES = 16
A_DAY = 86_400
VISIBLE = re.compile("[!-~]+")
NO_SERVICE = "The browser named no push service we can reach."
TEST_WORDS = "This is the test you asked for. Reminders will look like this."
GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
TAKEN = frozenset({HTTPStatus.OK, HTTPStatus.CREATED, HTTPStatus.ACCEPTED})
URGENT_KINDS = frozenset({"warning sign", "safety"})


class BadSubscription(ValueError):  # noqa: N818 - it is an answer, not an error
    """What a browser sent is no subscription we can use; the text says why."""


def read_subscription(sent: Mapping[str, Any], *, private_allowed: bool) -> dict[str, Any]:
    """Return the address of a destination from what a browser sent. Raises BadSubscription."""
    keys = sent.get("keys")
    endpoint = sent.get("endpoint")
    if not isinstance(keys, Mapping) or not isinstance(endpoint, str):
        raise BadSubscription("The browser sent no subscription.")
    check_endpoint(endpoint, private_allowed=private_allowed)
    point, secret = _bytes_of(str(keys.get("p256dh"))), _bytes_of(str(keys.get("auth")))
    if not _is_point(point) or len(secret) != SECRET_BYTES:
        raise BadSubscription("The browser's keys can't be read.")
    return {"endpoint": endpoint, "p256dh": _text_of(point), "auth": _text_of(secret)}


def check_endpoint(endpoint: str, *, private_allowed: bool) -> None:
    """Raises BadSubscription for an address that no push service has."""
    schemes = {"https", "http"} if private_allowed else {"https"}
    if len(endpoint) > LONGEST_ENDPOINT or not VISIBLE.fullmatch(endpoint):
        raise BadSubscription(NO_SERVICE)
    try:
        parts = urlsplit(endpoint)
        port_of(parts)
    except ValueError as problem:
        raise BadSubscription(NO_SERVICE) from problem
    has_login = parts.username is not None or parts.password is not None
    if parts.scheme not in schemes or not parts.hostname or has_login:
        raise BadSubscription(NO_SERVICE)


def send(message: Message, target: Target) -> None:
    """Leave the message with the device's push service. Raises Retry, Gone or Refused."""
    endpoint = target.address["endpoint"]
    request = partial(
        post,
        endpoint,
        body=encrypt(payload_of(message, target), target.address),
        headers=headers_of(message, endpoint),
        private_allowed=settings.ALLOW_PRIVATE_HOSTS,
    )
    try:
        answer = patience.within(patience.LONGEST_WAIT, request)
    except PrivateHost as problem:
        raise Refused("The push service is not on the public internet.") from problem
    except (UnknownHost, Unreachable, TookTooLong) as problem:
        raise Retry("The push service could not be reached.") from problem
    judge(answer)


def judge(answer: Answer) -> None:
    """Return where the service took the message. Raises Retry, Gone or Refused."""
    status = answer.status
    if status in TAKEN:
        return
    if status in GONE:
        raise Gone("This device has switched notifications off.")
    too_many = status == HTTPStatus.TOO_MANY_REQUESTS
    if too_many or answer.wait is not None or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise Retry(f"The push service is busy (it answered {status}).", after=answer.wait)
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        raise Refused(
            f"The push service does not accept this diary's key (it answered {status}). "
            "Switch notifications off and on again on the device."
        )
    raise Refused(f"The push service refused the message (it answered {status}).")


def headers_of(message: Message, endpoint: str) -> dict[str, str]:
    """Return what the service is told: who we are, how long to keep it, and what it replaces."""
    is_urgent = any(line.kind in URGENT_KINDS for line in message.lines)
    return {
        "Authorization": vapid.authorization(endpoint, at=message.at),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(A_DAY),
        "Topic": message.key.hex,
        "Urgency": "high" if is_urgent else "normal",
    }


def payload_of(message: Message, target: Target) -> bytes:
    """Return what the service worker reads: neutral words, and where its buttons lead."""
    wanted = bool(target.address.get("words", True))
    words = lock_screen_words(message.lines, words_wanted=wanted)
    shown: dict[str, Any] = {
        "tag": message.key.hex,
        "title": TITLE,
        "body": TEST_WORDS if message.is_test else words,
        # By its plain name: whoever sends need not have the collected files.
        "icon": f"{settings.STATIC_URL}app-icon-192.png",
        "open": "/",
        "actions": [],
    }
    if message.lines:
        token = links.sign(links.Purpose.ANSWER, [key.hex for key in message.keys], at=message.at)
        shown["answer"] = reverse("reminders:answer", args=[token])
        shown["actions"] = _actions(message, words)
    return json.dumps(shown, ensure_ascii=False).encode()


def _actions(message: Message, words: str) -> list[dict[str, str]]:
    """Offer "Done" only for one step that is named on the screen: nobody taps it blindly."""
    not_now = {"action": "not_now", "title": "Not now"}
    only = message.lines[0]
    if len(message.lines) == 1 and only.offers and words == only.words:
        return [{"action": "done", "title": "Done"}, not_now]
    return [not_now]


def encrypt(payload: bytes, address: Mapping[str, Any]) -> bytes:
    """Return the payload as only this browser can read it (aes128gcm, one record)."""
    import http_ece
    from cryptography.hazmat.primitives.asymmetric import ec

    sealed: bytes = http_ece.encrypt(
        payload,
        private_key=ec.generate_private_key(ec.SECP256R1()),
        dh=_bytes_of(address["p256dh"]),
        auth_secret=_bytes_of(address["auth"]),
        version="aes128gcm",
    )
    return sealed


def _bytes_of(text: str) -> bytes:
    """Read URL-safe base64 with or without its padding; empty where it is none."""
    try:
        return urlsafe_b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4))
    except (binascii.Error, ValueError):
        return b""


def _text_of(raw: bytes) -> str:
    """Write it the one usual way, whatever else stood between the letters that were sent."""
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def _is_point(raw: bytes) -> bool:
    """Say whether this is a point on the curve that browsers use."""
    from cryptography.hazmat.primitives.asymmetric import ec

    if len(raw) != POINT_BYTES:
        return False
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw)
    except ValueError:
        return False
    return True
