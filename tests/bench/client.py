"""Asking a server over connections that stay open, and what that took."""

from __future__ import annotations

import gzip
import http.client
import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from tests.browser.application import HOST

MILLISECONDS = 1000
LONGEST_IDLE = 1.0
"""Seconds that a connection is trusted to stay open while nothing is asked."""


@dataclass(frozen=True)
class Answer:
    """What came back: `body` is decoded, `transferred` counts bytes of headers and coded body."""

    status: int
    headers: dict[str, str]
    body: bytes
    transferred: int
    seconds: float


@dataclass(frozen=True)
class Timing:
    """Milliseconds of one request after the other."""

    median: float
    slow: float
    """The 95th percentile."""

    @classmethod
    def of(cls, seconds: list[float]) -> Timing:
        return cls(
            median=statistics.median(seconds) * MILLISECONDS,
            slow=statistics.quantiles(seconds, n=20)[-1] * MILLISECONDS,
        )


class Visitor:
    """One connection with one person's cookies."""

    def __init__(self, port: int, cookies: dict[str, str]) -> None:
        self.port = port
        self.cookies = dict(cookies)
        self.connection = http.client.HTTPConnection(HOST, port, timeout=60)
        self.last_asked_at = 0.0

    def get(
        self, path: str, *, coding: str = "gzip", headers: dict[str, str] | None = None
    ) -> Answer:
        return self._ask("GET", path, None, {"Accept-Encoding": coding, **(headers or {})})

    def post(self, path: str, body: str, headers: dict[str, str] | None = None) -> Answer:
        """Send a form's encoded fields, with the token that the cookie asks for."""
        return self._ask(
            "POST",
            path,
            body,
            {
                "Accept-Encoding": "gzip",
                "Content-Type": "application/x-www-form-urlencoded",
                "X-CSRFToken": self.cookies.get("csrftoken", ""),
                **(headers or {}),
            },
        )

    def put(self, path: str, body: str, headers: dict[str, str]) -> Answer:
        """Send JSON, as another program does."""
        sent = {"Accept-Encoding": "gzip", "Content-Type": "application/json", **headers}
        return self._ask("PUT", path, body, sent)

    def close(self) -> None:
        self.connection.close()

    def _connect(self) -> None:
        """Open the connection anew when the server may have closed it for being idle."""
        now = time.monotonic()
        if self.connection.sock is None or now - self.last_asked_at > LONGEST_IDLE:
            self.connection.close()
            self.connection.connect()
        self.last_asked_at = now

    def _ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Answer:
        self._connect()
        cookie = "; ".join(f"{name}={text}" for name, text in self.cookies.items())
        sent = {**headers, "Cookie": cookie} if cookie else headers
        started = time.perf_counter()
        self.connection.request(method, path, body, sent)
        response = self.connection.getresponse()
        coded = response.read()
        seconds = time.perf_counter() - started
        received = response.getheaders()
        sizes = sum(len(name) + len(text) + 4 for name, text in received)
        is_gzip = response.getheader("Content-Encoding") == "gzip"
        return Answer(
            status=response.status,
            headers={name.lower(): text for name, text in received},
            body=gzip.decompress(coded) if is_gzip else coded,
            transferred=sizes + len(coded),
            seconds=seconds,
        )


Ask = Callable[[], Answer]


def check(answer: Answer) -> Answer:
    """The same answer. Raises RuntimeError unless it is a success: an error page is quick, too."""
    if answer.status != http.client.OK:
        raise RuntimeError(f"status {answer.status}: {answer.body[:500]!r}")
    return answer


def time_in_turns(asks: dict[str, Ask], *, rounds: int, repeats: int) -> dict[str, Timing]:
    """Time each request, taking turns, so that a busy moment of the machine meets all of them."""
    seconds: dict[str, list[float]] = {name: [] for name in asks}
    for ask in asks.values():
        check(ask())
    for _ in range(rounds):
        for name, ask in asks.items():
            seconds[name].extend(check(ask()).seconds for _ in range(repeats))
    return {name: Timing.of(times) for name, times in seconds.items()}


def requests_a_second(asks: list[Ask], *, seconds: float) -> float:
    """How many requests a second are answered when each of `asks` repeats in a thread."""
    done = [0] * len(asks)
    failures: list[BaseException] = []
    end = time.perf_counter() + seconds

    def repeat(number: int, ask: Ask) -> None:
        try:
            while time.perf_counter() < end:
                check(ask())
                done[number] += 1
        except (OSError, RuntimeError, http.client.HTTPException) as problem:
            failures.append(problem)

    threads = [threading.Thread(target=repeat, args=one) for one in enumerate(asks)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return sum(done) / (time.perf_counter() - started)
