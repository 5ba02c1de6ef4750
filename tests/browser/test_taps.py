"""Taps on Today as fingers make them: twice, long, by keyboard, offline, beside a note."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from routines.accounts.models import User
from routines.diary.models import Entry
from tests.browser.chromium import Watch
from tests.browser.conftest import MakePerson, NewPage


@pytest.fixture
def person(make_person: MakePerson) -> User:
    return make_person()


@pytest.fixture
def today(new_page: NewPage, person: User) -> Page:
    page = new_page(person)
    page.goto("/")
    return page


def rows(page: Page) -> Locator:
    return page.locator(".row-button")


def answers(person: User) -> list[str]:
    """What is stored, cleared answers left out."""
    return list(
        Entry.objects.filter(user=person).exclude(answer="").values_list("answer", flat=True)
    )


def test_double_tap_counts_once(today: Page, person: User) -> None:
    rows(today).first.dblclick()
    expect(rows(today).first).to_have_attribute("aria-pressed", "true")
    today.wait_for_timeout(600)
    expect(rows(today).first).to_have_attribute("aria-pressed", "true")
    assert answers(person) == ["done"]


def test_two_rows_in_a_hurry_count_both(today: Page, person: User) -> None:
    rows(today).nth(0).click()
    rows(today).nth(1).click()
    expect(rows(today).nth(0)).to_have_attribute("aria-pressed", "true")
    expect(rows(today).nth(1)).to_have_attribute("aria-pressed", "true")
    assert answers(person) == ["done", "done"]


def test_tap_is_said_aloud_and_can_be_undone(today: Page, person: User) -> None:
    rows(today).first.click()
    toast = today.locator("[data-toast]")
    words = toast.locator(".toast-text").inner_text()
    expect(today.locator("#announcer")).to_have_text(words)
    toast.get_by_role("button", name="Undo").click()
    expect(rows(today).first).to_have_attribute("aria-pressed", "false")
    assert answers(person) == []


def test_toast_goes_away_by_escape(today: Page) -> None:
    rows(today).first.click()
    today.locator("[data-toast]").get_by_role("button", name="Close").focus()
    today.keyboard.press("Escape")
    expect(today.locator("[data-toast]")).to_have_count(0)
    expect(today.locator("#main")).to_be_focused()


def test_keyboard_keeps_its_place(today: Page) -> None:
    rows(today).nth(1).focus()
    today.keyboard.press("Enter")
    expect(rows(today).nth(1)).to_have_attribute("aria-pressed", "true")
    expect(rows(today).nth(1)).to_be_focused()


def test_long_press_opens_the_panel_and_answers_nothing(today: Page, person: User) -> None:
    box = rows(today).first.bounding_box()
    assert box is not None
    today.mouse.move(box["x"] + 40, box["y"] + 20)
    today.mouse.down()
    today.wait_for_timeout(700)
    today.mouse.up()
    panel = today.locator(".row-panel").first
    expect(panel).to_be_visible()
    assert answers(person) == []
    today.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(today.locator(".row-more summary").first).to_be_focused()


def test_tap_without_a_network_can_be_repeated(today: Page, person: User, watch: Watch) -> None:
    watch.expect("ERR_INTERNET_DISCONNECTED|htmx:sendError|htmx:afterRequest")
    today.context.set_offline(True)
    rows(today).first.click()
    toast = today.locator("[data-toast]")
    expect(toast.locator(".toast-text")).to_have_text("You are offline: this was not saved.")
    today.context.set_offline(False)
    today.wait_for_timeout(500)
    toast.get_by_role("button", name="Try again").click()
    expect(rows(today).first).to_have_attribute("aria-pressed", "true")
    assert answers(person) == ["done"]


def test_tap_after_the_session_ended_leads_to_the_login(today: Page) -> None:
    today.context.clear_cookies(name="session")
    rows(today).first.click()
    expect(today.get_by_role("link", name="Log in").first).to_be_visible()


def test_half_written_note_outlives_a_tap(today: Page) -> None:
    note = today.locator("textarea[data-note]")
    note.fill("Slept badly")
    today.locator("[data-slot-rest] button").first.click()
    expect(rows(today).first).to_have_attribute("aria-pressed", "true")
    expect(note).to_have_value("Slept badly")
    note.fill("")  # else the browser asks before the window closes


def test_taps_without_script(new_page: NewPage, person: User) -> None:
    page = new_page(person, script=False)
    page.goto("/")
    rows(page).first.click()
    expect(rows(page).first).to_have_attribute("aria-pressed", "true")
    page.locator("[data-toast]").get_by_role("button", name="Undo").click()
    expect(rows(page).first).to_have_attribute("aria-pressed", "false")


def test_question_of_the_zone_stays_when_the_page_is_redrawn(
    make_person: MakePerson, new_page: NewPage
) -> None:
    page = new_page(make_person(time_zone="Pacific/Chatham"))
    page.goto("/")
    question = page.locator("form[data-confirm-zone]")
    expect(question).to_be_visible()
    page.get_by_role("button", name="Strong sun").tap()
    expect(page.locator(".toast")).to_be_visible()
    expect(question).to_be_visible()
    expect(question).not_to_contain_text("says you are in .")
