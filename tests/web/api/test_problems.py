"""Every error below /api/ has one shape, whoever noticed it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from routines.accounts.models import User
from routines.accounts.services import give_consent, withdraw_consent
from routines.api import who
from routines.api.cursors import write_cursor
from routines.api.limits import Buckets
from routines.api.problems import KINDS
from routines.api.resources import today as today_resource
from routines.api.secret import make_secret
from routines.diary.models import Entry
from tests.conftest import NOON
from tests.web.api.conftest import Program, step_of

MEMBERS = {"type", "title", "status", "detail", "errors"}
TYPES = {kind.address: kind.status for kind in KINDS}


def assert_problem(answer: HttpResponse, status: int, name: str) -> Any:
    """The answer is a problem of that kind; returns its members."""
    body = answer.json()
    assert answer["Content-Type"] == "application/problem+json"
    assert body.keys() == MEMBERS
    assert (answer.status_code, body["status"], body["type"]) == (
        status,
        status,
        f"/api/#problem-{name}",
    )
    assert TYPES[body["type"]] == status
    assert body["title"]
    assert body["detail"]
    for one in body["errors"]:
        assert one.keys() == {"in", "pointer", "detail"}
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    return body


@pytest.mark.parametrize("path", ["/nothing", "/", "", "/days/", "/today/", "/steps/x/y", "/%00"])
def test_unknown_address_is_not_found(alices: Program, path: str) -> None:
    assert_problem(alices.get(path), 404, "not-found")


def test_address_beside_the_version_is_not_found(client: Client) -> None:
    assert_problem(client.get("/api/v2/today"), 404, "not-found")
    assert_problem(client.get("/api/docs"), 404, "not-found")


@pytest.mark.parametrize("method", ["POST", "DELETE", "PATCH", "OPTIONS", "TRACE", "NONSENSE"])
def test_method_that_is_not_taken_says_which_are(alices: Program, method: str) -> None:
    answer = alices.ask(method, "/today")
    assert_problem(answer, 405, "wrong-method")
    assert answer["Allow"] == "GET, HEAD"


def test_page_of_the_description_takes_no_form(client: Client) -> None:
    answer = client.post("/api/")
    assert_problem(answer, 405, "wrong-method")
    assert answer["Allow"] == "GET, HEAD"


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer ", "Bearer x", "Basic YWxpY2U6cGFzcw==", "Bearer diary_" + "é" * 43],
)
def test_what_is_no_token_is_unknown(at_noon: object, db: None, header: str) -> None:
    answer = Client().get("/api/v1/today", headers={"Authorization": header})
    assert_problem(answer, 401, "unknown-caller")
    assert 'error="invalid_token"' in answer["WWW-Authenticate"]


def test_token_of_the_right_form_that_nobody_made_is_unknown(db: None) -> None:
    assert_problem(Program(make_secret()).get("/today"), 401, "unknown-caller")


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"{", (400, "unreadable")),
        (b"\xff\xfe", (400, "unreadable")),
        (b'{"answer": NaN}', (400, "unreadable")),
        (b"[" * 100_000, (400, "unreadable")),
        (b'{"times": ' + b"9" * 5000 + b"}", (400, "unreadable")),
        (b"[]", (422, "not-valid")),
        (b"null", (422, "not-valid")),
        (b'"done"', (422, "not-valid")),
        (b"{}", (422, "not-valid")),
        (b'{"answer": "perhaps"}', (422, "not-valid")),
        (b'{"answer": "done", "times": 21}', (422, "not-valid")),
        (b'{"answer": "done", "times": "1"}', (422, "not-valid")),
        (b'{"answer": "done", "times": true}', (422, "not-valid")),
        (b'{"answer": "done", "times": 1e400}', (422, "not-valid")),
        (b'{"answer": "done", "note": "\\u0000"}', (422, "not-valid")),
        (b'{"answer": "done", "note": "\\ud800"}', (422, "not-valid")),
        (b'{"answer": "done", "at": 1}', (422, "not-valid")),
        (b'{"answer": "done", "at": "2026-11-22T10:00:00"}', (422, "not-valid")),
        (b'{"answer": "done", "at": "2026-11-22"}', (422, "not-valid")),
        (b'{"answer": "done", "anser": "done"}', (422, "not-valid")),
        (b'{"answer": "done", "at": "1970-01-01T00:00:00Z"}', (409, "refused")),
        (b'{"answer": "done", "at": "0001-01-01T00:00:00+14:00"}', (409, "refused")),
        (
            b'{"answer": "done", "product": "00000000-0000-0000-0000-000000000000"}',
            (404, "not-found"),
        ),
    ],
)
def test_body_that_makes_no_sense_says_what_is_wrong(
    diary: User, alices: Program, body: bytes, kind: tuple[int, str]
) -> None:
    answer = Client().put(
        f"/api/v1/days/2026-11-22/entries/{step_of(diary).key}",
        body,
        content_type="application/json",
        headers={"Authorization": f"Bearer {alices.secret}"},
    )
    problem = assert_problem(answer, *kind)
    assert bool(problem["errors"]) == (kind[0] == 422)


def test_each_value_at_fault_is_pointed_at(diary: User, alices: Program) -> None:
    path = f"/days/2026-11-22/entries/{step_of(diary).key}"
    body = {"answer": "perhaps", "times": 0, "no/te~": ""}
    problem = assert_problem(alices.put(path, body), 422, "not-valid")
    assert [(one["in"], one["pointer"]) for one in problem["errors"]] == [
        ("body", "/answer"),
        ("body", "/times"),
        ("body", "/no~1te~0"),
    ]


@pytest.mark.parametrize(
    ("query", "pointers"),
    [
        ("limit=0", ["/limit"]),
        ("limit=401", ["/limit"]),
        ("limit=1.0", ["/limit"]),
        ("limit=" + "9" * 3000, ["/limit"]),
        ("limit=１", ["/limit"]),
        ("first=2026-02-30&last=20261122", ["/first", "/last"]),
        ("firts=2026-11-22", ["/firts"]),
        ("cursor=", ["/cursor"]),
        ("cursor=%00", ["/cursor"]),
    ],
)
def test_parameter_that_makes_no_sense_is_pointed_at(
    alices: Program, query: str, pointers: list[str]
) -> None:
    problem = assert_problem(alices.get(f"/days?{query}"), 422, "not-valid")
    assert [one["pointer"] for one in problem["errors"]] == pointers
    assert {one["in"] for one in problem["errors"]} == {"query"}


@pytest.mark.parametrize("cursor", ["x", "AAAA", "MjAyNi0xMS0yMg-x", "fHx8", "OTk5OS0xMi0zMQ"])
def test_cursor_that_is_none_of_ours_is_not_found(alices: Program, cursor: str) -> None:
    assert_problem(alices.get(f"/days?cursor={cursor}"), 404, "not-found")


@pytest.mark.parametrize(
    "moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-11-22"]
)
@pytest.mark.parametrize("path", ["/counts", "/reminders"])
def test_cursor_of_a_moment_that_no_calendar_has_is_not_found(
    diary: User, alices: Program, path: str, moment: str
) -> None:
    days = ["2026-11-22"] if path == "/counts" else []
    cursor = write_cursor(*days, moment, "0b4f4b0e-8a52-4d0c-9d5e-3f0a6a1c2d4e")
    assert_problem(alices.get(f"{path}?cursor={cursor}"), 404, "not-found")


@pytest.mark.parametrize(
    "day", ["2026-11-23", "1999-12-31", "0001-01-01", "9999-12-31", "2026-02-30", "20261122", "x"]
)
def test_day_out_of_reach_is_not_found(diary: User, alices: Program, day: str) -> None:
    path = f"/days/{day}/entries/{step_of(diary).key}"
    assert_problem(alices.get(f"/days/{day}"), 404, "not-found")
    assert_problem(alices.put(path, {"answer": "done"}), 404, "not-found")
    assert_problem(alices.delete(path), 404, "not-found")
    assert_problem(alices.put(f"/days/{day}/note", {"text": "x"}), 404, "not-found")


@pytest.mark.parametrize(
    "key", ["1", "x", "00000000-0000-0000-0000-000000000000", "{00000000000000000000000000000000}"]
)
def test_key_of_nothing_is_not_found(alices: Program, key: str) -> None:
    assert_problem(alices.get(f"/steps/{key}"), 404, "not-found")
    assert_problem(
        alices.put(f"/days/2026-11-22/entries/{key}", {"answer": "done"}), 404, "not-found"
    )


@pytest.mark.parametrize(
    "content_type",
    ["text/plain", "application/x-www-form-urlencoded", "application/json; charset=utf-7", ""],
)
def test_body_that_is_not_sent_as_json_is_not_read(
    diary: User, alices: Program, content_type: str
) -> None:
    answer = Client().generic(
        "PUT",
        f"/api/v1/days/2026-11-22/entries/{step_of(diary).key}",
        b'{"answer": "done"}',
        content_type=content_type,
        headers={"Authorization": f"Bearer {alices.secret}"},
    )
    assert_problem(answer, 415, "not-json")


def test_body_that_is_too_large_is_refused_before_it_is_read(diary: User, alices: Program) -> None:
    path = f"/days/2026-11-22/entries/{step_of(diary).key}"
    body = {"answer": "done", "note": "x" * 300_000}
    assert_problem(alices.put(path, body), 413, "too-large")


def test_address_that_is_too_long_is_told(alices: Program) -> None:
    assert_problem(alices.get("/days?first=" + "9" * 4000), 414, "too-long")


def test_form_of_answer_that_there_is_not_is_not_acceptable(alices: Program) -> None:
    assert_problem(alices.get("/today", Accept="text/html"), 406, "not-acceptable")
    assert alices.get("/today", Accept="text/html, */*;q=0.1").status_code == 200
    assert alices.get("/today", Accept="application/*").status_code == 200


def test_host_that_is_not_ours_is_refused(alices: Program) -> None:
    assert_problem(alices.get("/today", Host="elsewhere.example"), 400, "unreadable")


@pytest.mark.parametrize("query", ["access_token=x", "token=x", "api_key=x", "q={secret}"])
def test_token_in_an_address_is_refused_and_not_logged(
    alices: Program, caplog: pytest.LogCaptureFixture, query: str
) -> None:
    caplog.set_level(logging.DEBUG)
    secret = alices.secret
    assert_problem(alices.get("/today?" + query.format(secret=secret)), 400, "unreadable")
    assert_problem(alices.get(f"/{secret}"), 400, "unreadable")

    from routines.accounts.logs import DiscreetFormatter

    written = "\n".join(DiscreetFormatter().format(record) for record in caplog.records)
    assert secret not in written


def test_too_many_requests_say_how_long_to_wait(
    alices: Program, bobs: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(who, "requests", Buckets(3))
    lefts = [alices.get("/steps")["RateLimit"] for _ in range(3)]
    assert lefts == ['"caller";r=2;t=0', '"caller";r=1;t=0', '"caller";r=0;t=0']

    answer = alices.get("/steps")

    assert_problem(answer, 429, "too-many")
    assert 1 <= int(answer["Retry-After"]) <= 20
    assert bobs.get("/steps").status_code == 200


def test_too_many_unknown_tokens_from_one_address_are_slowed_down_and_others_not(
    alices: Program,
) -> None:
    assert alices.get("/steps").status_code == 200
    statuses = [Program(make_secret()).get("/steps").status_code for _ in range(22)]
    assert statuses == [401] * who.MOST_BAD_TOKENS + [429] * 2
    assert alices.get("/steps").status_code == 200


def test_what_breaks_is_told_in_the_same_shape_and_logged_without_the_token(
    alices: Program, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("out of paper")

    monkeypatch.setattr(today_resource, "read_today", broken)
    alices.client = Client(raise_request_exception=False)

    answer = alices.get("/today")

    problem = assert_problem(answer, 500, "broken")
    assert "out of paper" not in str(problem)
    assert "out of paper" in caplog.text
    assert alices.secret not in caplog.text


def test_session_of_a_browser_reads_and_writes_with_its_form_token(diary: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(diary)
    path = f"/days/2026-11-22/entries/{step_of(diary).key}"
    browser = Program(client=client)
    assert browser.get("/today").status_code == 200

    assert_problem(browser.put(path, {"answer": "done"}), 403, "forged")

    client.get("/settings/tokens/")
    token = client.cookies["csrftoken"].value
    assert browser.put(path, {"answer": "done"}, X_CSRFToken=token).status_code == 200


def test_session_that_has_ended_is_unknown(diary: User) -> None:
    client = Client()
    client.force_login(diary)
    client.logout()
    client.cookies["session"] = "x" * 32
    assert_problem(Program(client=client).get("/today"), 401, "unknown-caller")


def test_head_is_answered_like_get_without_a_body(
    alices: Program, django_assert_num_queries: Callable[..., object]
) -> None:
    read, head = alices.get("/steps"), alices.ask("HEAD", "/steps")
    assert (head.status_code, head.content) == (200, b"")
    assert head["Content-Length"] == read["Content-Length"]


@pytest.mark.parametrize("way", ["token", "session"])
def test_without_consent_nothing_is_read_or_written(diary: User, alices: Program, way: str) -> None:
    path = f"/days/2026-11-22/entries/{step_of(diary).key}"
    if way == "session":
        client = Client()
        client.force_login(diary)
        alices = Program(client=client)
    withdraw_consent(user=diary, at=NOON)

    assert_problem(alices.get("/today"), 403, "no-consent")
    assert_problem(alices.put(path, {"answer": "done"}), 403, "no-consent")
    assert Entry.objects.count() == 0

    give_consent(user=diary, at=NOON)
    assert alices.put(path, {"answer": "done"}).status_code == 200
