"""Which addresses of other services are let in, and what of them may be shown."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from routines.reminders.channels import Refused, Retry
from routines.reminders.channels.apprise import BadAddress, read_address, refusal

TELEGRAM = "tgram://123456789:AAfsdlfjsdlfkjsdlfkjsdlkfjsdlkfjs/12315544/"
WEBHOOK = "https://discord.com/api/webhooks/12345678901234567/" + "a" * 40


@pytest.fixture(autouse=True)
def names(monkeypatch: pytest.MonkeyPatch) -> None:
    """A little internet: one public server, one at home, nothing else."""
    known = {"public.example": "93.184.216.34", "home.example": "192.168.1.5"}

    def answer(host: str, port: int, *_more: Any, **_named: Any) -> list[Any]:
        address = known.get(host, host if host[0].isdigit() or ":" in host else "")
        if not address:
            raise socket.gaierror
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", answer)


@pytest.mark.parametrize(
    ("url", "service", "host"),
    [
        ("ntfy://a-topic", "ntfy", ""),
        ("ntfys://user:word@public.example/a-topic", "ntfy", "public.example"),
        ("gotifys://public.example/AbCdEfGhIjKlMn1", "Gotify", "public.example"),
        (TELEGRAM, "Telegram", ""),
        ("matrixs://user:word@public.example/#room", "Matrix", "public.example"),
        ("pover://userkey@apptoken", "Pushover", ""),
        ("discord://12345678901234567/" + "a" * 40, "Discord", ""),
        (WEBHOOK, "Discord", ""),
        ("  ntfy://a-topic  ", "ntfy", ""),
        ("ntfys://public.example/a-topic?priority=high&tags=bell", "ntfy", "public.example"),
    ],
)
def test_known_services_are_let_in(url: str, service: str, host: str) -> None:
    assert read_address(url, private_allowed=False) == {
        "url": url.strip(),
        "service": service,
        "host": host,
    }


@pytest.mark.parametrize(
    "url",
    [
        "",
        "hello",
        "https://public.example/",
        "json://public.example/",
        "xml://public.example/",
        "form://public.example/",
        "mailto://user:word@public.example",
        "file:///etc/passwd",
        "syslog://",
        "dbus://",
        "exec://true",
        "smpp://user:word@public.example/0/0",
        "apprise://public.example/token",
        "workflows://public.example:443/a/b?template=/etc/passwd",
    ],
)
def test_other_schemes_are_refused(url: str) -> None:
    with pytest.raises(BadAddress, match="not an address of a service we know: ntfy, Gotify"):
        read_address(url, private_allowed=True)


@pytest.mark.parametrize(
    "option",
    [
        "attach=file:///etc/passwd",
        "template=/etc/passwd",
        "redirect=yes",
        "verify=no",
        "store=yes",
        "rto=3600",
        "avatar_url=http://10.0.0.1/",
        "+X-Header=1",
        "overflow=split",
        "priority=high;attach=file:///etc/passwd",
        "priority=high&& attach=file:///etc/passwd",
        "ATTACH=file:///etc/passwd",
        "%61ttach=file:///etc/passwd",
        "attach",
    ],
)
def test_other_options_are_refused(option: str) -> None:
    with pytest.raises(BadAddress, match="is not taken here"):
        read_address(f"ntfys://public.example/a-topic?{option}", private_allowed=True)


@pytest.mark.parametrize(
    "url",
    [
        "ntfy://home.example/a-topic",
        "gotify://192.168.1.5/AbCdEfGhIjKlMn1",
        "matrix://user:word@127.0.0.1:8008/#room",
        "ntfys://[::1]/a-topic",
        "mmost://home.example/abcdefghij",
        "gotify://169.254.169.254/AbCdEfGhIjKlMn1",
    ],
)
def test_private_servers_need_the_operators_leave(url: str) -> None:
    with pytest.raises(BadAddress, match="private address"):
        read_address(url, private_allowed=False)
    assert read_address(url, private_allowed=True)["url"] == url


def test_server_that_does_not_exist() -> None:
    with pytest.raises(BadAddress, match="no server by this name"):
        read_address("ntfys://nowhere.example/a-topic", private_allowed=False)


@pytest.mark.parametrize(
    "url", ["tgram://", "gotifys://public.example/", "matrix://public.example"]
)
def test_half_an_address_is_refused(url: str) -> None:
    with pytest.raises(BadAddress):
        read_address(url, private_allowed=False)


@pytest.mark.parametrize("url", ["ntfy://" + "a" * 600, "ntfy://a\nb", "ntfy://a\x00b"])
def test_unlikely_text_is_refused(url: str) -> None:
    with pytest.raises(BadAddress, match="at most 500 characters"):
        read_address(url, private_allowed=False)


@pytest.mark.parametrize(
    ("heard", "kind", "words"),
    [
        ("Failed: Unauthorized, error=401.", Refused, "ntfy does not accept the password or token"),
        ("error=404", Refused, "ntfy does not know this topic, chat or token"),
        ("error=429", Retry, "ntfy is busy"),
        ("error=502", Retry, "ntfy is busy"),
        ("error=418", Refused, "ntfy refused the message"),
        ("A Connection error occurred", Retry, "ntfy could not be reached"),
        ("", Retry, "ntfy could not be reached"),
    ],
)
def test_refusals_in_plain_words(heard: str, kind: type[Exception], words: str) -> None:
    refused = refusal("ntfy", heard)

    assert isinstance(refused, kind)
    assert str(refused).startswith(words)
