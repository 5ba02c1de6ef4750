"""The trends page in a real browser: read by keyboard and touch, asked for other times, saved."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from routines.diary.regions import FACE
from routines.spots.models import Count
from tests.browser.chromium import Watch
from tests.browser.conftest import Cast, MakePerson, NewPage

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def trends(new_page: NewPage, cast: Cast, database: None) -> Page:
    page = new_page(cast.people["year"])
    page.goto("/trends/?range=all")
    expect(page.get_by_role("slider")).to_be_visible()
    return page


SETTLING = 400
"""Milliseconds after which htmx has taken over what it swapped in. No finger is faster."""


def come_to_rest(page: Page) -> None:
    """Wait until what the page fetches by itself is there, and its links are taken over."""
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(SETTLING)


def number_of_dots(page: Page) -> int:
    return int(page.get_by_role("slider").get_attribute("aria-valuemax") or "")


def test_chart_is_read_dot_by_dot_with_the_keyboard(trends: Page) -> None:
    slider, last = trends.get_by_role("slider"), number_of_dots(trends)
    slider.focus()
    expect(slider).to_have_attribute("aria-valuenow", str(last))
    newest = slider.get_attribute("aria-valuetext")
    trends.keyboard.press("ArrowLeft")
    expect(slider).to_have_attribute("aria-valuenow", str(last - 1))
    assert slider.get_attribute("aria-valuetext") != newest
    trends.keyboard.press("PageDown")
    expect(slider).to_have_attribute("aria-valuenow", str(last - 11))
    trends.keyboard.press("Home")
    expect(slider).to_have_attribute("aria-valuenow", "1")
    expect(slider).to_have_attribute("aria-valuetext", re.compile(r"\d{4}: \d+ spots?"))
    expect(trends.locator(".chart-label")).to_have_text(re.compile(r"\d{4}: \d+ spots?"))
    trends.keyboard.press("Tab")
    expect(trends.locator(".chart-label")).to_be_hidden()


def test_cursor_stands_on_the_dot_that_is_read(trends: Page) -> None:
    """The script lays its cursor over the plot that the server drew: both have to agree."""
    trends.get_by_role("slider").focus()
    trends.keyboard.press("Home")
    picture = trends.locator(".chart-picture").first.bounding_box()
    cursor = trends.locator(".chart-cursor").bounding_box()
    assert picture is not None
    assert cursor is not None
    places = trends.locator("[data-chart]").get_attribute("data-places") or ""
    x, y = map(float, places.split("\n")[0].split(" "))
    assert cursor["x"] + cursor["width"] / 2 == pytest.approx(
        picture["x"] + x / 100 * picture["width"], abs=1.5
    )
    assert cursor["y"] + cursor["height"] / 2 == pytest.approx(
        picture["y"] + y / 100 * picture["height"], abs=1.5
    )


def test_chart_is_read_by_touch(trends: Page) -> None:
    box = trends.get_by_role("slider").bounding_box()
    assert box is not None
    trends.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(trends.locator(".chart-label")).to_have_text(re.compile(r"\d{4}: \d+ spots?"))
    chosen = int(trends.get_by_role("slider").get_attribute("aria-valuenow") or "")
    assert 1 < chosen < number_of_dots(trends)


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_of_the_chart_leaves_its_card(trends: Page, width: int) -> None:
    trends.set_viewport_size({"width": width, "height": 844})
    card = trends.locator("section.card-paper").first.bounding_box()
    assert card is not None
    for part in trends.locator(".chart-picture").first.locator("text:visible, .chart-dot").all():
        box = part.bounding_box()
        assert box is not None
        assert box["x"] >= card["x"]
        assert box["x"] + box["width"] <= card["x"] + card["width"]
    assert trends.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_range_changes_without_loading_the_page_anew(trends: Page) -> None:
    every = number_of_dots(trends)
    trends.evaluate("window.isStillHere = true")
    trends.get_by_role("link", name="12 weeks").tap()
    expect(trends).to_have_url(re.compile(r"/trends/\?range=12w$"))
    expect(trends.get_by_role("link", name="12 weeks")).to_have_attribute("aria-current", "true")
    assert number_of_dots(trends) < every
    trends.get_by_role("slider").focus()
    trends.keyboard.press("ArrowLeft")
    expect(trends.locator(".chart-label")).to_be_visible()
    assert trends.evaluate("window.isStillHere")
    trends.go_back()
    expect(trends).to_have_url(re.compile(r"/trends/\?range=all$"))
    assert number_of_dots(trends) == every


def test_region_and_own_dates_change_without_loading_the_page_anew(trends: Page) -> None:
    trends.evaluate("window.isStillHere = true")
    come_to_rest(trends)
    trends.get_by_role("link", name="Nose").last.tap()
    expect(trends).to_have_url(re.compile(r"region=nose"))
    come_to_rest(trends)
    trends.get_by_text("Own dates").tap()
    first = timezone.now().date() - timedelta(days=60)
    trends.get_by_label("From").fill(first.isoformat())
    trends.get_by_role("button", name="Show").tap()
    expect(trends).to_have_url(re.compile(rf"region=nose&from={first.isoformat()}&to="))
    expect(trends.get_by_label("From")).to_have_value(first.isoformat())
    assert number_of_dots(trends) in {8, 9}
    assert trends.evaluate("window.isStillHere")


def test_wrong_dates_are_said_beside_the_field(trends: Page, watch: Watch) -> None:
    watch.expect("status of 400")
    trends.get_by_text("Own dates").tap()
    trends.get_by_label("From").fill("2026-03-02")
    trends.get_by_label("To", exact=True).fill("2026-03-01")
    trends.get_by_role("button", name="Show").tap()
    expect(trends.get_by_label("To", exact=True)).to_have_accessible_description(
        "This day is before the first one."
    )


def test_picture_is_saved_as_svg(trends: Page, tmp_path: Path) -> None:
    with trends.expect_download() as download:
        trends.get_by_role("link", name="Save the picture").tap()
    assert download.value.suggested_filename == "counts.svg"
    saved = tmp_path / "counts.svg"
    download.value.save_as(saved)
    root = ET.parse(saved).getroot()  # noqa: S314 - our own
    assert root.tag == f"{SVG}svg"
    dots = [
        path.get("d", "") for path in root.iter(f"{SVG}path") if "body" in path.get("class", "")
    ]
    assert dots[0].count("M") == number_of_dots(trends)


def test_counts_are_saved_as_csv(trends: Page, tmp_path: Path) -> None:
    with trends.expect_download() as download:
        trends.get_by_role("link", name="Save every count").tap()
    saved = tmp_path / "counts.csv"
    download.value.save_as(saved)
    assert saved.read_text().startswith("day,counted_at,forehead")


def test_three_counts_ask_for_more(
    new_page: NewPage, make_person: MakePerson, database: None
) -> None:
    now = timezone.now()
    person = make_person(since=now - timedelta(days=30))
    for days in (14, 7, 0):
        at = now - timedelta(days=days)
        Count.objects.create(
            user=person,
            day=person.today(at),
            counted_at=at,
            given_at=at,
            **dict.fromkeys(FACE, 1),
        )
    page = new_page(person)
    page.goto("/trends/")
    expect(page.get_by_text("One count a week for about 6 more weeks")).to_be_visible()
    expect(page.get_by_role("slider")).to_have_attribute("aria-valuemax", "3")


def test_figures_are_there_without_script(new_page: NewPage, cast: Cast, database: None) -> None:
    page = new_page(cast.people["year"], script=False)
    page.goto("/trends/")
    expect(page.locator(".chart-picture").first).to_be_visible()
    page.get_by_text("The same as a table").first.tap()
    assert page.locator("main table").first.locator("tbody tr").count() > 5
    page.get_by_role("link", name="12 weeks").tap()
    expect(page).to_have_url(re.compile("range=12w"))
