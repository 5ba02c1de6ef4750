"""Which machines we may speak to on somebody's behalf: public ones, unless the operator says more.

A person may name any server as the place for their reminders. Without these rules they could make
this one knock at doors behind its own firewall and read the answers from our error messages.
"""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

TRANSLATED = IPv6Network("64:ff9b::/96")
"""NAT64: the last four bytes are an address of the older kind (RFC 6052)."""
TUNNELS = (IPv6Network("2002::/16"), IPv6Network("2001::/32"), IPv6Network("64:ff9b:1::/48"))
"""6to4, Teredo and local NAT64 lead to addresses that can't be seen from here."""


class PrivateHost(OSError):  # noqa: N818 - it is an answer, not an error
    """The name leads to a machine that is not on the public internet."""


class UnknownHost(OSError):  # noqa: N818 - it is an answer, not an error
    """The name leads nowhere at the moment."""


def is_public(address: str) -> bool:
    """Say whether an address, such as "192.0.2.1" or "fe80::1%eth0", is on the public internet."""
    try:
        number = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(number, IPv6Address):
        return _is_public_6(number)
    return _is_public_4(number)


def _is_public_4(number: IPv4Address) -> bool:
    return number.is_global and not number.is_multicast


def _is_public_6(number: IPv6Address) -> bool:
    if number.ipv4_mapped is not None:
        return _is_public_4(number.ipv4_mapped)
    if number in TRANSLATED:
        return _is_public_4(IPv4Address(int(number) & 0xFFFFFFFF))
    if any(number in tunnel for tunnel in TUNNELS):
        return False
    return number.is_global and not number.is_multicast


def addresses_of(host: str, port: int, *, private_allowed: bool) -> tuple[str, ...]:
    """Return the numeric addresses of a host, all of them allowed.

    Raises UnknownHost for a name that leads nowhere, PrivateHost where any of its addresses is
    not public: a name with two faces is not worth the doubt.
    """
    host = host.removeprefix("[").removesuffix(
        "]"
    )  # as an address of the newer kind stands in a URL
    if not host:
        raise UnknownHost(host)
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as problem:
        raise UnknownHost(host) from problem
    addresses = tuple(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not private_allowed and not all(is_public(address) for address in addresses):
        raise PrivateHost(host)
    return addresses


@dataclass
class Watch:
    """What the guard saw while it stood."""

    refused: bool = False


_watch: ContextVar[Watch | None] = ContextVar("watch", default=None)


@contextmanager
def only_public_connections(*, private_allowed: bool) -> Iterator[Watch]:
    """Refuse, in this thread and until the end of the block, every connection to a private address.

    For libraries that resolve names by themselves. It looks at the address that is about to be
    connected to, so that a name which changes its answer between two questions gains nothing.
    """
    watch = Watch()
    if not private_allowed:
        _stand_guard()
    token = _watch.set(None if private_allowed else watch)
    try:
        yield watch
    finally:
        _watch.reset(token)


@cache
def _stand_guard() -> None:
    """Once a process: hooks of the interpreter can't be taken away again."""
    sys.addaudithook(_look_at)


def _look_at(event: str, arguments: tuple[object, ...]) -> None:
    if event != "socket.connect":
        return
    watch = _watch.get()
    if watch is None:
        return
    address = arguments[1]
    # A socket of this machine's own files has a path for an address; nothing of ours needs one.
    if not isinstance(address, tuple) or not is_public(str(address[0])):
        watch.refused = True
        raise PrivateHost("a connection to a private address was refused")
