"""The main job, as a new person does it on a phone, against the built application."""

from __future__ import annotations

import os
import re
from datetime import timedelta
from pathlib import Path

from django.utils import timezone
from playwright.sync_api import Page, expect

from routines.accounts.models import Consent, User
from routines.diary.models import Entry, Happening
from routines.spots.models import Count
from tests.browser.conftest import Cast, MakePerson, NewPage


def shoot(page: Page, name: str) -> None:
    """Keep a picture where PICTURES names a folder, for somebody to watch the journey."""
    folder = os.environ.get("PICTURES")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def sign_up(page: Page, email: str) -> None:
    page.goto("/")
    page.get_by_role("link", name="Sign up").first.tap()
    page.get_by_label("E-mail").fill(email)
    page.locator("input[type=password]").first.fill("milk and honey 2026")
    page.locator("input[type=checkbox][required]").check()
    shoot(page, "journey-1-sign-up")
    page.get_by_role("button", name="Start my diary").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Today")


def tap_all(page: Page, slot: str) -> None:
    """Each step of a slot, one tap a step, waiting as a person does for each tick."""
    rows = page.locator(f"#slot-{slot} .rows:not(.rows-quiet) .row-button")
    for number in range(rows.count()):
        rows.nth(number).tap()
        expect(rows.nth(number)).to_have_attribute("aria-pressed", "true")


def count_spots(page: Page, numbers: dict[str, int]) -> None:
    """Count on the list under the face; the face itself is tapped in test_spots."""
    page.goto("/spots/count/")
    for region, number in numbers.items():
        page.locator(f"input[name={region}]").fill(str(number))
    shoot(page, "journey-4-count")
    page.get_by_role("button", name="Save this count").tap()
    expect(page).to_have_url(re.compile(r"/spots/\d+/"))


def test_new_person_keeps_a_diary_on_a_phone(phone_page: Page, database: None) -> None:
    page, email = phone_page, "journey@example.org"
    sign_up(page, email)
    person = User.objects.get(email=email)
    today = person.today(timezone.now())
    assert (person.time_zone, Consent.objects.filter(user=person).count()) == ("Europe/Berlin", 1)

    # A normal morning is three taps.
    assert page.locator("#slot-morning .row-button").count() == 3
    tap_all(page, "morning")
    expect(page.locator("#slot-morning [data-slot-count]")).to_have_text("3 of 3")
    shoot(page, "journey-2-morning")

    # The evening in one tap, taken back and done again.
    page.get_by_role("button", name="The rest of this evening is done").tap()
    expect(page.locator("#slot-evening [data-slot-count]")).to_have_text("3 of 3")
    page.get_by_role("button", name="Undo").tap()
    expect(page.locator("#slot-evening [data-slot-count]")).to_have_text("0 of 3")
    page.get_by_role("button", name="The rest of this evening is done").tap()
    expect(page.locator("#slot-evening [data-slot-count]")).to_have_text("3 of 3")
    shoot(page, "journey-3-evening")
    assert Entry.objects.of(person).on(today).filter(answer="done").count() == 6

    count_spots(page, {"forehead": 3, "nose": 0, "left_cheek": 2})
    expect(page.locator("main")).to_contain_text("5")
    count = Count.objects.get(user=person)
    assert (count.forehead, count.nose, count.left_cheek, count.chin) == (3, 0, 2, None)
    shoot(page, "journey-5-counted")

    # Yesterday can be filled in and corrected as well.
    page.goto("/")
    page.locator(".day-strip-day").nth(5).tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Yesterday")
    tap_all(page, "morning")
    page.wait_for_timeout(600)  # sooner, it would be a second tap by a trembling finger
    page.locator("#slot-morning .row-button").nth(2).tap()
    expect(page.locator("#slot-morning [data-slot-count]")).to_have_text("2 of 3")
    yesterday = today - timedelta(days=1)
    assert Entry.objects.of(person).on(yesterday).filter(answer="done").count() == 2
    page.get_by_role("button", name="Strong sun").tap()
    expect(page.get_by_role("button", name="Strong sun")).to_have_attribute("aria-pressed", "true")
    happening = Happening.objects.of(person).kept().get()
    assert (happening.kind.key, happening.day) == ("strong-sun", yesterday)
    shoot(page, "journey-6-yesterday")

    page.goto("/history/")
    cell = page.locator(".month-day[aria-current=date]")
    expect(cell).to_contain_text("6 of 6 done")
    expect(cell.locator(".month-count")).to_have_text("5")
    shoot(page, "journey-7-month")

    page.goto("/trends/")
    expect(page.get_by_role("heading", name="Spots").first).to_be_visible()
    expect(page.locator("main")).to_contain_text("Sunscreen")
    shoot(page, "journey-8-trends")

    page.goto("/more/")
    page.get_by_role("button", name="Log out").tap()
    expect(page.get_by_role("link", name="Log in").first).to_be_visible()
    page.goto("/history/")
    expect(page).to_have_url(re.compile(r"/account/login/\?next=/history/"))


def test_yesterday_is_corrected_and_the_correction_taken_back(
    new_page: NewPage, cast: Cast, database: None
) -> None:
    person = cast.people["year"]
    assert person is not None
    page = new_page(person)
    yesterday = person.today(timezone.now()) - timedelta(days=1)
    page.goto(f"/day/{yesterday}/")
    row = page.locator("#slot-morning .row-item").first
    before = row.get_attribute("data-answer")
    row.locator("summary").tap()
    row.get_by_role("button", name="Travelling").tap()
    expect(page.locator("#slot-morning .row-item").first).to_have_attribute(
        "data-answer", "skipped"
    )
    expect(page.locator("#slot-morning .row-note").first).to_contain_text("skipped (travelling)")
    page.goto(f"/day/{yesterday}/log/")
    page.get_by_role("button", name="Undo").first.tap()
    expect(page.locator(".is-undone")).to_contain_text("skipped (travelling)")
    page.goto(f"/day/{yesterday}/")
    expect(page.locator("#slot-morning .row-item").first).to_have_attribute(
        "data-answer", before or ""
    )


def test_visitor_looks_around_and_leaves_nothing(phone_page: Page, database: None) -> None:
    page, before = phone_page, User.objects.count()
    page.goto("/")
    page.get_by_role("button", name="Look around").first.tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Today")
    assert User.objects.count() == before + 1
    page.locator(".row-button").first.tap()
    expect(page.locator(".row-button").first).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Leave").tap()
    expect(page.get_by_role("button", name="Look around").first).to_be_visible()
    assert User.objects.count() == before


def test_day_is_logged_without_script(new_page: NewPage, make_person: MakePerson) -> None:
    person = make_person()
    page = new_page(person, script=False)
    page.goto("/")
    page.locator(".row-button").first.tap()
    expect(page.locator(".row-button").first).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Undo").tap()
    expect(page.locator(".row-button").first).to_have_attribute("aria-pressed", "false")
    page.get_by_role("button", name="The rest of this morning is done").tap()
    expect(page.locator("#slot-morning [data-slot-count]")).to_have_text("3 of 3")
    page.locator("#slot-morning summary").first.tap()
    page.get_by_role("link", name="Skip, note, how many times").first.tap()
    page.get_by_role("button", name="Rest day").tap()
    expect(page.locator("#slot-morning .row-note").first).to_have_text("skipped (rest day)")
    assert Entry.objects.of(person).filter(answer="done").count() == 2
