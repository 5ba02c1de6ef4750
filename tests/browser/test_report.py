"""The report: printed to a PDF that is read back, shared with a second browser, and taken away."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from routines.accounts.models import User
from routines.home.services import fill_with_demo_year
from tests.browser.chromium import Watch
from tests.browser.conftest import Cast, MakePerson, NewPage

POINTS_A_MILLIMETRE = 72 / 25.4
SIZES = {"A4": (210, 297), "Letter": (215.9, 279.4)}


def printed(page: Page, size: str) -> PdfReader:
    """The PDF that Chromium makes of a page, as a person saves it: backgrounds are left out."""
    # Chromium writes headings and tables as such into a PDF with tags only.
    return PdfReader(io.BytesIO(page.pdf(format=size, tagged=True, prefer_css_page_size=False)))


def tags_of(node: Any) -> list[str]:
    """The names of the structure tree's elements, in the order in which they are read aloud."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [name for child in node for name in tags_of(child)]
    if not isinstance(node, dict):
        return []
    own = [str(node["/S"])] if "/S" in node else []
    return own + tags_of(node.get("/K", []))


@pytest.fixture
def diarist(make_person: MakePerson) -> User:
    """Somebody with the demo's year behind them: a usual routine, a count a week."""
    person = make_person()
    person.steps.all().delete()
    fill_with_demo_year(user=person, today=person.today(timezone.now()))
    return person


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("dark", [False, True])
def test_report_prints_on_one_page_with_its_structure(
    new_page: NewPage, diarist: User, size: str, *, dark: bool
) -> None:
    page = new_page(diarist, device="desktop", dark=dark)
    page.goto("/trends/report/")
    expect(page.locator(".chart-picture")).to_be_visible()
    document = printed(page, size)
    assert len(document.pages) == 1
    (sheet,) = document.pages
    expected = [millimetres * POINTS_A_MILLIMETRE for millimetres in SIZES[size]]
    assert [float(sheet.mediabox.width), float(sheet.mediabox.height)] == pytest.approx(
        expected, abs=2
    )
    text = " ".join(sheet.extract_text().split())
    for words in ("Spots counted", "Counts by region", "Routine", "How much of it was done"):
        assert words in text
    assert re.search(r"from \d+ counts in \d+ weeks", text)
    for words in ("What is in it", "Make a link", "History"):
        assert words not in text, "only the sheet is printed"
    root = document.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    tags = tags_of(root["/StructTreeRoot"])
    assert (tags.count("/H1"), tags.count("/Table")) == (1, 4)
    assert tags.count("/H2") == 5
    # The chart is lines, not an image of them.
    assert not list(sheet.images)


def test_chosen_parts_are_shown_at_once_and_kept_in_the_address(
    new_page: NewPage, cast: Cast, database: None
) -> None:
    page = new_page(cast.people["year"], device="desktop")
    page.goto("/trends/report/")
    page.get_by_label("Your routine, with products").uncheck()
    expect(page.locator("#report-routine")).to_have_count(0)
    assert "parts=chart" in page.url
    assert "parts=routine" not in page.url
    page.reload()
    expect(page.locator("#report-adherence")).to_be_visible()
    expect(page.locator("#report-routine")).to_have_count(0)


def test_shared_report_is_read_without_an_account_until_it_is_revoked(
    new_page: NewPage, cast: Cast, database: None, watch: Watch
) -> None:
    owner = new_page(cast.people["year"], device="desktop")
    owner.goto("/trends/report/")
    owner.get_by_label("For whom").fill("Dr Example")
    owner.get_by_role("button", name="Make a link").click()
    card = owner.locator("section", has_text="Dr Example").first
    address = card.get_by_label("Address").input_value()
    expect(card).to_contain_text("Not opened yet")

    reader = new_page()
    reader.goto(address)
    expect(reader.get_by_role("heading", level=1)).to_have_text("Somebody shares a report with you")
    reader.get_by_role("button", name="Open the report").tap()
    expect(reader.locator(".chart-picture")).to_be_visible()
    expect(reader.get_by_role("navigation")).to_have_count(0)
    assert reader.evaluate("document.documentElement.scrollWidth <= innerWidth")

    owner.reload()
    expect(card).to_contain_text("Opened 1 time")
    card.get_by_role("button", name="Revoke").click()
    expect(card).to_contain_text("Nobody can read it any more")

    watch.expect("status of 410")
    answer = reader.reload()
    assert answer is not None
    assert answer.status == 410
    expect(reader.get_by_role("heading", level=1)).to_have_text("This report is no longer shared")


def test_report_works_without_script(new_page: NewPage, cast: Cast, database: None) -> None:
    page = new_page(cast.people["year"], script=False)
    page.goto("/trends/report/")
    page.get_by_label("The counts as a picture").uncheck()
    page.get_by_role("button", name="Show this").tap()
    expect(page.locator(".chart-picture")).to_have_count(0)
    expect(page.locator("#report-routine")).to_be_visible()
