"""What is asked of both sites, and how many queries that takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import cycle

from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.bench.client import Answer, Ask, Visitor, check
from tests.bench.sites import TOKEN, Diarist, today_in_the_diaries
from tests.browser.application import Application, stored_in

CONNECTIONS = 8
LENGTHS = ("10 years", "1 year")
READ = {
    "Today": "/",
    "History": "/history/",
    "Trends": "/trends/",
    "All trends": "/trends/?range=all",
}
HOST_HEADER = {"host": "127.0.0.1"}
FRAMES = {"BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"}
"""What frames a transaction asks for no rows."""


@dataclass(frozen=True)
class Page:
    """Something to ask for: one way for each connection, of which the first is timed alone."""

    asks: tuple[Ask, ...]
    queries: int | None = None


def pages_of(application: Application, people: dict[str, Diarist]) -> dict[str, Page]:
    """The application's pages at ten years and at one, and a tap."""
    pages = {
        f"{name}, {length}": reading(application, people[length], path)
        for name, path in READ.items()
        for length in LENGTHS
    }
    for name in ("Trends", "All trends"):
        for length in LENGTHS:
            anew = reading_anew(application, people[length], READ[name])
            pages[f"{name} anew, {length}"] = anew
    others = [people[f"beside {number}"] for number in range(CONNECTIONS - 1)]
    for length in LENGTHS:
        asks = tuple(tapping(one, application.port) for one in (people[length], *others))
        queries = count_queries(application, people[length], tapping_client(people[length]))
        pages[f"One tap, {length}"] = Page(asks, queries)
    return pages


def reading(application: Application, diarist: Diarist, path: str) -> Page:
    visitors = [diarist.visitor(application.port) for _ in range(CONNECTIONS)]
    queries = count_queries(
        application, diarist, lambda client: client.get(path, headers=HOST_HEADER)
    )
    return Page(tuple(partial(visitor.get, path) for visitor in visitors), queries)


def reading_anew(application: Application, diarist: Diarist, path: str) -> Page:
    """Read after a tap, so that nothing that was kept holds any more; only the reading is timed."""
    visitor = diarist.visitor(application.port)
    tap = tapping(diarist, application.port)

    def read() -> Answer:
        check(tap())
        return visitor.get(path)

    return Page((read,))


def count_queries(
    application: Application, diarist: Diarist, ask: Callable[[Client], object]
) -> int:
    """Statements of one request, with those of the session and the person; run in this process."""
    with stored_in(application.database):
        client = Client()
        client.cookies["session"] = diarist.session
        ask(client)
        with CaptureQueriesContext(connections["default"]) as queries:
            ask(client)
        words = [query["sql"].split(" ", 1)[0] for query in queries.captured_queries]
        return sum(word not in {"BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"} for word in words)


def tap_path(diarist: Diarist, step_id: int) -> str:
    return f"/day/{today_in_the_diaries().isoformat()}/step/{step_id}/"


def tapping(diarist: Diarist, port: int) -> Ask:
    """Ticks the person's steps one after the other, then takes the ticks back, and so on."""
    visitor = diarist.visitor(port)
    taps = cycle([(step, answer) for answer in ("done", "") for step in diarist.step_ids])

    def tap() -> Answer:
        step, answer = next(taps)
        return visitor.post(tap_path(diarist, step), f"answer={answer}", {"HX-Request": "true"})

    return tap


def tapping_client(diarist: Diarist) -> Callable[[Client], object]:
    """The same taps by a client in this process: a tick at first, then taking it back."""
    path = tap_path(diarist, diarist.step_ids[0])
    answers = cycle(["done", ""])
    headers = {"HX-Request": "true", **HOST_HEADER}
    return lambda client: client.post(path, {"answer": next(answers)}, headers=headers)


def floor_pages(floor: Application, sessions: list[str]) -> dict[str, Page]:
    """The three requests that the application's are compared with."""
    visitors = [Visitor(floor.port, {"sessionid": key, "csrftoken": TOKEN}) for key in sessions]
    return {
        "Floor: page": Page(tuple(partial(one.get, "/") for one in visitors)),
        "Floor: insert": Page(tuple(partial(one.post, "/insert/", "number=1") for one in visitors)),
        "Floor: chart": Page(tuple(partial(one.get, "/chart/") for one in visitors)),
    }
