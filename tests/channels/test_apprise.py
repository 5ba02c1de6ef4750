"""Services by Apprise, against a real HTTP server that pretends to be one of them."""

from __future__ import annotations

import json
import logging
import socket
from collections.abc import Iterator
from typing import Any

import pytest

from routines.reminders import links
from routines.reminders.channels import Refused, Retry, Target, apprise
from tests.channels.servers import WebServer
from tests.conftest import NOON
from tests.unit.reminders.messages import CAUTION, TIP, TIP_KEY, message, target

TOKEN = "AbCdEfGhIjKlMn1"


@pytest.fixture
def ntfy(web: WebServer) -> Target:
    web.status = 200
    return target(url=f"ntfy://127.0.0.1:{web.port}/my-topic", service="ntfy", host="127.0.0.1")


@pytest.mark.usefixtures("private_allowed")
def test_ntfy_gets_neutral_words_and_one_link(web: WebServer, ntfy: Target) -> None:
    apprise.send(message(TIP), ntfy)

    (received,) = web.received
    token = links.sign(links.Purpose.ANSWER, [TIP_KEY.hex], at=NOON)
    assert json.loads(received.body) == {
        "topic": "my-topic",
        "title": "Skin-care diary",
        "message": f"{TIP.words}\n\nhttps://diary.example/reminders/answer/{token}/",
    }


@pytest.mark.usefixtures("private_allowed")
def test_gotify_gets_neutral_words(web: WebServer) -> None:
    web.status = 200
    url = f"gotify://127.0.0.1:{web.port}/{TOKEN}"

    apprise.send(message(CAUTION), target(url=url, service="Gotify", host="127.0.0.1"))

    (received,) = web.received
    sent = json.loads(received.body)
    assert (received.path, received.headers["X-Gotify-Key"]) == ("/message", TOKEN)
    assert sent["title"] == "Skin-care diary"
    assert sent["message"].startswith("A note is waiting in your diary.\n\nhttps://diary.example/")


@pytest.mark.usefixtures("private_allowed")
@pytest.mark.parametrize(
    ("status", "outcome", "words"),
    [
        (401, Refused, "does not accept the password or token"),
        (403, Refused, "does not accept the password or token"),
        (404, Refused, "does not know this topic"),
        (400, Refused, "refused the message"),
        (413, Refused, "refused the message"),
        (429, Retry, "is busy"),
        (500, Retry, "is busy"),
        (503, Retry, "is busy"),
    ],
)
def test_service_that_does_not_take_it(
    web: WebServer, ntfy: Target, status: int, outcome: type[Exception], words: str
) -> None:
    web.status = status

    with pytest.raises(outcome, match=f"ntfy {words}.*{status}"):
        apprise.send(message(TIP), ntfy)


@pytest.mark.usefixtures("private_allowed")
def test_service_that_is_down() -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]

    with pytest.raises(Retry, match="ntfy could not be reached"):
        apprise.send(message(TIP), target(url=f"ntfy://127.0.0.1:{port}/topic", service="ntfy"))


@pytest.mark.usefixtures("private_allowed")
def test_service_that_never_comes_to_an_end(dripping: int) -> None:
    url = f"ntfy://127.0.0.1:{dripping}/topic"

    with pytest.raises(Retry, match="ntfy took too long to answer"):
        apprise.send(message(TIP), target(url=url, service="ntfy"))


@pytest.mark.usefixtures("private_allowed")
def test_redirects_are_not_followed(web: WebServer, ntfy: Target) -> None:
    web.status, web.headers = 307, {"Location": f"{web.address}/elsewhere"}

    with pytest.raises(Refused, match="307"):
        apprise.send(message(TIP), ntfy)
    assert len(web.received) == 1


def test_private_server_is_not_spoken_to(web: WebServer, ntfy: Target) -> None:
    with pytest.raises(Refused, match="private address"):
        apprise.send(message(TIP), ntfy)
    assert web.received == []


def test_name_that_leads_elsewhere_by_now_is_not_followed(
    web: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Public when the address was saved, this machine at the moment of sending."""
    answers = iter(["93.184.216.34"])

    def answer(_host: str, port: int, *_more: Any, **_named: Any) -> list[Any]:
        address = next(answers, "127.0.0.1")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    url = f"ntfy://rebind.example:{web.port}/topic"
    address = apprise.read_address(url, private_allowed=False)

    with pytest.raises(Refused, match="private address"):
        apprise.send(message(TIP), target(**address))
    assert web.received == []


class Everything(logging.Handler):
    """Keeps whatever reaches the log that operators read."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


@pytest.fixture
def log() -> Iterator[list[str]]:
    root, keeper = logging.getLogger(), Everything()
    level = root.level
    root.addHandler(keeper)
    root.setLevel(logging.DEBUG)
    yield keeper.lines
    root.removeHandler(keeper)
    root.setLevel(level)


@pytest.mark.usefixtures("private_allowed")
def test_nothing_of_the_address_reaches_the_log(web: WebServer, log: list[str]) -> None:
    web.status = 401
    url = f"ntfy://somebody:hush-hush@127.0.0.1:{web.port}/my-topic"
    logging.getLogger("some.module").debug("The log is read.")

    with pytest.raises(Refused) as caught:
        apprise.send(message(TIP), target(url=url, service="ntfy", host="127.0.0.1"))

    assert log == ["The log is read."]
    assert "hush-hush" not in str(caught.value)
    assert "my-topic" not in str(caught.value)


def test_target_keeps_its_address_out_of_what_is_printed(ntfy: Target) -> None:
    assert "my-topic" not in repr(ntfy)
