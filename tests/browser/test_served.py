"""The application answers as it is served: with its policy, its files and its processes."""

from __future__ import annotations

from http.client import HTTPConnection

from playwright.sync_api import Page, expect

from tests.browser.application import HOST, Application


def test_health_of_a_running_server_is_ok(application: Application) -> None:
    connection = HTTPConnection(HOST, application.port, timeout=10)
    connection.request("GET", "/health/")
    answer = connection.getresponse()
    assert (answer.status, answer.read()) == (200, b"ok\n")
    connection.close()


def test_landing_loads_without_a_complaint(phone_page: Page) -> None:
    answer = phone_page.goto("/")
    assert answer is not None
    assert answer.status == 200
    expect(phone_page.get_by_role("heading", level=1)).to_be_visible()


def test_today_of_a_logged_in_person_loads_without_a_complaint(logged_in_page: Page) -> None:
    answer = logged_in_page.goto("/")
    assert answer is not None
    assert answer.status == 200
    expect(logged_in_page.get_by_role("heading", level=1)).to_be_visible()
