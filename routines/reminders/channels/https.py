"""One POST to a machine whose address has been looked at: pinned, no redirects, no proxy."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import SplitResult, urlsplit

from routines.reminders.channels.hosts import addresses_of

TIMEOUT = 10.0
"""Seconds for each step of the way."""
MOST_WAIT = timedelta(days=1)


@dataclass(frozen=True)
class Answer:
    """What the other side said. `wait` is its Retry-After, where it gave one in seconds."""

    status: int
    wait: timedelta | None


class Unreachable(Exception):  # noqa: N818 - it is an answer, not an error
    """Nobody answered, or not in HTTP."""


@cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()


class PinnedConnection(HTTPConnection):
    """Connects to one numeric address, whatever the name would lead to by now."""

    def __init__(self, host: str, port: int, *, address: str, encrypted: bool) -> None:
        super().__init__(host, port, timeout=TIMEOUT)
        self._address = address
        self._encrypted = encrypted

    def connect(self) -> None:
        self.sock = socket.create_connection((self._address, self.port), self.timeout)
        if self._encrypted:
            # Replaced only once it stands: a refused certificate leaves the plain one to close.
            self.sock = _tls().wrap_socket(self.sock, server_hostname=self.host)


def port_of(parts: SplitResult) -> int:
    """Return the port an address names or implies. Raises ValueError for one that is none."""
    return parts.port or (HTTPSConnection.default_port if parts.scheme == "https" else 80)


def post(
    url: str, *, body: bytes, headers: Mapping[str, str], private_allowed: bool = False
) -> Answer:
    """Send it and return the answer's head; its text is not read.

    Raises PrivateHost, UnknownHost, or Unreachable where nobody answers properly.
    """
    parts = urlsplit(url)
    host, port = parts.hostname or "", port_of(parts)
    address = addresses_of(host, port, private_allowed=private_allowed)[0]
    connection = PinnedConnection(host, port, address=address, encrypted=parts.scheme == "https")
    path = parts.path or "/"
    try:
        connection.request("POST", f"{path}?{parts.query}" if parts.query else path, body, headers)
        response = connection.getresponse()
        return Answer(response.status, wait_of(response.getheader("Retry-After", "")))
    except (OSError, HTTPException) as problem:
        raise Unreachable(type(problem).__name__) from problem
    finally:
        connection.close()


def wait_of(retry_after: str) -> timedelta | None:
    """Read a Retry-After in seconds, at most a day; dates, which hardly anybody sends, are None."""
    if not retry_after.isascii() or not retry_after.isdigit() or len(retry_after) > 9:
        return None
    return min(timedelta(seconds=int(retry_after)), MOST_WAIT)
