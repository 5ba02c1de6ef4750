"""Which machines are spoken to on somebody's behalf."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import closing

import pytest

from routines.reminders.channels import hosts
from routines.reminders.channels.hosts import (
    PrivateHost,
    UnknownHost,
    addresses_of,
    is_public,
    only_public_connections,
)


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "93.184.216.34", "2606:4700::1111", "::ffff:1.1.1.1"]
)
def test_public_addresses(address: str) -> None:
    assert is_public(address)


def test_address_in_brackets_is_no_name() -> None:
    """As an address of the newer kind stands in a URL."""
    with pytest.raises(PrivateHost):
        addresses_of("[::1]", 443, private_allowed=False)
    assert addresses_of("[::1]", 443, private_allowed=True) == ("::1",)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.9.9.9",
        "0.0.0.0",  # noqa: S104 - refused here
        "10.0.0.1",
        "172.16.5.4",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "192.0.2.1",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fd12:3456::1",
        "ff02::1",
        "2001:db8::1",
        "::ffff:127.0.0.1",
        "::ffff:10.1.2.3",
        "64:ff9b::7f00:1",
        "64:ff9b::a00:1",
        "2002:7f00:1::",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "localhost",
        "",
    ],
)
def test_other_addresses_are_not_public(address: str) -> None:
    assert not is_public(address)


def answer_with(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    """Let every name lead to these addresses."""
    rows = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443)) for address in addresses]
    monkeypatch.setattr(hosts.socket, "getaddrinfo", lambda *_a, **_n: rows)


def test_addresses_of_a_public_name(monkeypatch: pytest.MonkeyPatch) -> None:
    answer_with(monkeypatch, "1.1.1.1", "1.0.0.1", "1.1.1.1")

    found = addresses_of("dns.example", 443, private_allowed=False)

    assert found == ("1.1.1.1", "1.0.0.1")


def test_name_with_two_faces_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    answer_with(monkeypatch, "1.1.1.1", "10.0.0.1")

    with pytest.raises(PrivateHost):
        addresses_of("two.example", 443, private_allowed=False)
    assert addresses_of("two.example", 443, private_allowed=True) == ("1.1.1.1", "10.0.0.1")


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "0x7f000001", "2130706433", "127.1"])
def test_every_way_to_write_this_machine_is_refused(host: str) -> None:
    with pytest.raises((PrivateHost, UnknownHost)):
        addresses_of(host, 80, private_allowed=False)


@pytest.mark.parametrize("host", ["", "nowhere.invalid", "a" * 300, "xn--\u0000"])
def test_name_that_leads_nowhere(host: str) -> None:
    with pytest.raises(UnknownHost):
        addresses_of(host, 443, private_allowed=False)


@pytest.fixture
def listener() -> Iterator[tuple[str, int]]:
    """A server of this machine that only listens."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        yield server.getsockname()


def test_guard_refuses_a_private_connection_at_the_last_moment(
    listener: tuple[str, int],
) -> None:
    with (
        only_public_connections(private_allowed=False) as watch,
        pytest.raises(PrivateHost),
        socket.create_connection(listener, timeout=2),
    ):
        pass
    assert watch.refused


def test_guard_stands_only_within_its_block(listener: tuple[str, int]) -> None:
    with only_public_connections(private_allowed=False):
        pass
    with socket.create_connection(listener, timeout=2):
        pass
    with (
        only_public_connections(private_allowed=True) as watch,
        socket.create_connection(listener, timeout=2),
    ):
        assert not watch.refused
