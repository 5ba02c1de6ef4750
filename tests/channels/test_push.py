"""Web Push to a real endpoint that decrypts what it is sent."""

from __future__ import annotations

import json
import socket
from typing import Any

import pytest
from py_vapid import Vapid02

from routines.reminders.channels import Gone, Refused, Retry, Target, hosts, push
from tests.channels.browser import PretendedBrowser
from tests.channels.servers import WebServer
from tests.unit.reminders.messages import MESSAGE_KEY, TIP, message, target


@pytest.fixture
def browser() -> PretendedBrowser:
    return PretendedBrowser()


@pytest.fixture
def device(web: WebServer, browser: PretendedBrowser) -> Target:
    """A browser whose push service is the local server."""
    sent = browser.subscription(f"{web.address}/send/abc?x=1")
    return target(**push.read_subscription(sent, private_allowed=True))


@pytest.mark.usefixtures("private_allowed")
def test_message_arrives_and_only_the_browser_reads_it(
    web: WebServer, browser: PretendedBrowser, device: Target
) -> None:
    push.send(message(TIP), device)

    (received,) = web.received
    assert (received.method, received.path) == ("POST", "/send/abc?x=1")
    assert received.headers["Topic"] == MESSAGE_KEY.hex
    assert received.headers["TTL"] == "86400"
    assert received.headers["Content-Encoding"] == "aes128gcm"
    assert Vapid02.verify(received.headers["Authorization"])
    assert b"toothbrush" not in received.body
    shown: dict[str, Any] = json.loads(browser.read(received.body))
    assert (shown["title"], shown["body"]) == ("Skin-care diary", TIP.words)


@pytest.mark.usefixtures("private_allowed")
@pytest.mark.parametrize(
    ("status", "outcome"),
    [(404, Gone), (410, Gone), (429, Retry), (500, Retry), (503, Retry), (400, Refused)],
)
def test_service_that_does_not_take_it(
    web: WebServer, device: Target, status: int, outcome: type[Exception]
) -> None:
    web.status = status

    with pytest.raises(outcome):
        push.send(message(TIP), device)
    assert len(web.received) == 1


@pytest.mark.usefixtures("private_allowed")
def test_redirects_are_not_followed(web: WebServer, device: Target) -> None:
    web.status, web.headers = 307, {"Location": f"{web.address}/elsewhere"}

    with pytest.raises(Refused, match="307"):
        push.send(message(TIP), device)
    assert len(web.received) == 1


@pytest.mark.usefixtures("private_allowed")
def test_service_that_is_down(web: WebServer, device: Target) -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    elsewhere = {**device.address, "endpoint": f"http://127.0.0.1:{port}/"}

    with pytest.raises(Retry, match="could not be reached"):
        push.send(message(TIP), target(**elsewhere))


@pytest.mark.usefixtures("private_allowed")
def test_service_that_never_comes_to_an_end(device: Target, dripping: int) -> None:
    slow = {**device.address, "endpoint": f"http://127.0.0.1:{dripping}/"}

    with pytest.raises(Retry, match="could not be reached"):
        push.send(message(TIP), target(**slow))


def test_private_service_is_not_spoken_to(web: WebServer, device: Target) -> None:
    with pytest.raises(Refused, match="not on the public internet"):
        push.send(message(TIP), device)
    assert web.received == []


@pytest.mark.usefixtures("private_allowed")
def test_connection_goes_to_the_address_that_was_looked_at(
    web: WebServer, device: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name is asked for once; what it would lead to a moment later does not matter."""
    asked: list[str] = []

    def answer(host: str, port: int, **_more: Any) -> list[Any]:
        asked.append(host)
        address = "127.0.0.1" if len(asked) == 1 else "198.51.100.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(hosts.socket, "getaddrinfo", answer)
    moved = {**device.address, "endpoint": f"http://push.example:{web.port}/"}

    with pytest.MonkeyPatch.context() as patched:
        # A numeric address is connected to without asking again.
        patched.setattr(socket, "create_connection", _connect_without_asking)
        push.send(message(TIP), target(**moved))

    assert (asked, len(web.received)) == (["push.example"], 1)
    assert web.received[0].headers["Host"] == f"push.example:{web.port}"


def _connect_without_asking(address: tuple[str, int], timeout: float) -> socket.socket:
    connected = socket.socket()
    connected.settimeout(timeout)
    connected.connect(address)
    return connected
