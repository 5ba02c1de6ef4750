"""What other programs ask: an answer kept, and a year of days read."""

from __future__ import annotations

import json
from datetime import timedelta
from functools import partial
from itertools import cycle

from tests.bench.client import Answer, Ask, Visitor
from tests.bench.pages import CONNECTIONS, HOST_HEADER, LENGTHS, Page, count_queries
from tests.bench.sites import Diarist, today_in_the_diaries
from tests.browser.application import Application

PUT = "API: entry put"
YEAR = "API: year of days"


def program_pages(application: Application, people: dict[str, Diarist]) -> dict[str, Page]:
    """Both at ten years and at one."""
    others = [people[f"beside {number}"] for number in range(CONNECTIONS - 1)]
    pages = {}
    for length in LENGTHS:
        diarist = people[length]
        asks = tuple(putting(one, application.port) for one in (diarist, *others))
        pages[f"{PUT}, {length}"] = Page(asks, _queries_of_put(application, diarist))
        pages[f"{YEAR}, {length}"] = _reading_a_year(application, diarist)
    return pages


def putting(diarist: Diarist, port: int) -> Ask:
    """Answers for the person's steps one after the other, and otherwise the next time round."""
    visitor = Visitor(port, {})
    headers = _headers(diarist)
    answers = cycle([(key, said) for said in ("done", "not_done") for key in diarist.step_keys])

    def put() -> Answer:
        key, said = next(answers)
        return visitor.put(_path(key), json.dumps({"answer": said}), headers)

    return put


def _path(key: object) -> str:
    return f"/api/v1/days/{today_in_the_diaries().isoformat()}/entries/{key}"


def _headers(diarist: Diarist) -> dict[str, str]:
    return {"Authorization": f"Bearer {diarist.secret}"}


def _queries_of_put(application: Application, diarist: Diarist) -> int:
    answers = cycle(["done", "not_done"])
    return count_queries(
        application,
        diarist,
        lambda client: client.put(
            _path(diarist.step_keys[0]),
            json.dumps({"answer": next(answers)}),
            content_type="application/json",
            headers={**HOST_HEADER, **_headers(diarist)},
        ),
    )


def _reading_a_year(application: Application, diarist: Diarist) -> Page:
    last = today_in_the_diaries()
    first = last - timedelta(days=364)
    path = f"/api/v1/days?first={first.isoformat()}&last={last.isoformat()}&limit=366"
    headers = _headers(diarist)
    visitors = [Visitor(application.port, {}) for _ in range(CONNECTIONS)]
    queries = count_queries(
        application, diarist, lambda client: client.get(path, headers={**HOST_HEADER, **headers})
    )
    return Page(tuple(partial(one.get, path, headers=headers) for one in visitors), queries)
