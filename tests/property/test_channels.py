"""Whatever people and browsers send as an address is read or refused, and never breaks anything."""

from __future__ import annotations

import json
import socket
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from routines.reminders import links
from routines.reminders.channels import apprise, push
from routines.reminders.channels.apprise import BadAddress
from routines.reminders.channels.hosts import is_public
from routines.reminders.channels.https import wait_of
from routines.reminders.channels.push import BadSubscription
from tests.conftest import NOON

SCHEMES = st.sampled_from([*apprise.SERVICES, "https", "json", "file", ""])
PIECES = st.text(alphabet="ab1:/@?&;=#%[].~+- ü\x00\n", max_size=40)
QUIETLY = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(autouse=True)
def no_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every name leads to one public address; nobody outside is asked."""
    row = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", 443))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_n: [row])


@QUIETLY
@given(scheme=SCHEMES, rest=PIECES)
@example(scheme="ntfy", rest="[::1/topic")
@example(scheme="ntfy", rest="host:99999/topic")
@example(scheme="gotify", rest="host:0/AbCdEfGhIjKlMn1")
def test_address_of_a_service_is_read_or_refused(scheme: str, rest: str) -> None:
    try:
        address = apprise.read_address(f"{scheme}://{rest}", private_allowed=False)
    except BadAddress:
        return
    assert address["service"] in apprise.SERVICES.values()
    json.dumps(address)


@QUIETLY
@given(endpoint=st.text() | st.builds("https://{}".format, PIECES))
@example(endpoint="https://[::1")
@example(endpoint="https://push.example:99999/")
@example(endpoint="https://push.example:x/")
@example(endpoint="https://push.example/a b")
def test_endpoint_is_taken_or_refused(endpoint: str) -> None:
    try:
        push.check_endpoint(endpoint, private_allowed=False)
    except BadSubscription:
        return
    assert endpoint.lower().startswith("https:")


JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@QUIETLY
@given(sent=st.dictionaries(st.sampled_from(["endpoint", "keys", "other"]), JSON))
def test_subscription_is_read_or_refused(sent: dict[str, Any]) -> None:
    with pytest.raises(BadSubscription):
        push.read_subscription(sent, private_allowed=True)


@given(text=st.text())
def test_anything_is_an_address_or_not_public(text: str) -> None:
    assert is_public(text) in {True, False}


@given(text=st.text())
def test_anything_is_a_wait_or_none(text: str) -> None:
    assert wait_of(text) is None or text.isdigit()


@given(token=st.text())
def test_anything_that_was_not_signed_is_broken(token: str) -> None:
    with pytest.raises(links.BrokenLink):
        links.read(links.Purpose.ANSWER, token, now=NOON)
