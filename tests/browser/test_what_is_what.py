"""The page that asks what the habits of another program are here, with script and without."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser import chromium
from tests.browser.conftest import MakePerson, NewPage
from tests.unit.portability.loop_files import NO, YES, Loop, loop_zip

DAYS = [date.today() - timedelta(days=number) for number in range(1, 4)]  # noqa: DTZ011 - a file's days
NAMES = ("Sunscreen", "Guitar", "مرطب الوجه", "Donaudampfschifffahrtsgesellschaftskapitänsmütze")


def export() -> bytes:
    yes_or_no = [Loop(name=name, marks=[(day, YES, "") for day in DAYS]) for name in NAMES]
    spots = Loop(name="Spots", is_numerical=True, marks=[(day, 3000, "") for day in DAYS])
    return loop_zip([*yes_or_no, spots, Loop(name="Nap", marks=[(DAYS[0], NO, "")])])


def send(page: Page, data: bytes, name: str = "Loop Habits.zip") -> None:
    page.goto("/settings/data/imports/")
    page.set_input_files(
        "input[type=file]", {"name": name, "mimeType": "application/zip", "buffer": data}
    )
    page.get_by_role("button", name="Look at it").click()
    page.wait_for_url("**/mapping/")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_habits_are_mapped_on_a_phone(
    new_page: NewPage,
    make_person: MakePerson,
    script: bool,  # noqa: FBT001
) -> None:
    page = new_page(make_person(), script=script)
    send(page, export())
    # A slot is only asked of a new step.
    expect(page.get_by_label("When, if it is a new step: Guitar")).to_be_visible()
    expect(page.get_by_label("When, if it is a new step: Sunscreen")).to_be_hidden()
    page.get_by_label("Guitar", exact=True).select_option("note")
    expect(page.get_by_label("When, if it is a new step: Guitar")).to_be_hidden()
    page.get_by_label("All 6 of them").select_option("new")
    page.get_by_role("button", name="Compare with my diary").click()
    expect(page.get_by_role("heading", name="What the file would bring")).to_be_visible()
    told = re.sub(r"\s+", " ", page.locator("main").inner_text())
    assert "3 answers, 3 counts, 3 notes" in told or "3 answers, 3 counts and 3 notes" in told


@pytest.mark.parametrize("device", ["phone", "desktop"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_page_is_accessible_and_fits(
    new_page: NewPage,
    make_person: MakePerson,
    device: str,
    dark: bool,  # noqa: FBT001
) -> None:
    page = new_page(make_person(), device=device, dark=dark)
    send(page, export(), f"{'X' * 110}.zip")
    assert chromium.axe_findings(page) == []
    name = page.locator(".page-header bdi").bounding_box()
    assert name is not None
    assert name["x"] + name["width"] <= page.evaluate("document.documentElement.clientWidth")
    too_wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert page.evaluate(too_wide) is False
    page.get_by_label("All 6 of them").select_option("out")
    expect(page.get_by_label("Sunscreen", exact=True)).to_be_hidden()


def test_dates_that_could_be_both_are_asked_about(
    new_page: NewPage, make_person: MakePerson, watch: chromium.Watch
) -> None:
    page = new_page(make_person())
    send(page, b"day,wash\n03/04/2026,1\n05/04/2026,0\n", "mine.csv")
    watch.expect("status of 400")
    page.get_by_role("button", name="Compare with my diary").click()
    expect(page.get_by_role("alert")).to_contain_text("Say how the dates are written.")
    page.get_by_label("How dates are written").select_option(label="03/04/2026 is 3 April 2026")
    page.get_by_role("button", name="Compare with my diary").click()
    page.get_by_label("wash", exact=True).nth(1).select_option("new:cleanser")
    page.get_by_role("button", name="Compare with my diary").click()
    expect(page.get_by_role("heading", name="What the file would bring")).to_be_visible()
