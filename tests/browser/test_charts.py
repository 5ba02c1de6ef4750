"""The chart of counts: drawn under the policy, read by keyboard and touch, its table beside it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Cast, NewPage


@pytest.fixture
def trends(new_page: NewPage, cast: Cast, database: None) -> Page:
    page = new_page(cast.people["year"])
    page.goto("/trends/?range=all")
    expect(page.get_by_role("slider")).to_be_visible()
    return page


def test_chart_is_read_point_by_point_with_the_arrow_keys(trends: Page) -> None:
    slider = trends.get_by_role("slider")
    slider.focus()
    last = int(slider.get_attribute("aria-valuemax") or "")
    expect(slider).to_have_attribute("aria-valuenow", str(last))
    newest = slider.get_attribute("aria-valuetext")
    trends.keyboard.press("ArrowLeft")
    expect(slider).to_have_attribute("aria-valuenow", str(last - 1))
    assert slider.get_attribute("aria-valuetext") != newest
    trends.keyboard.press("Home")
    expect(slider).to_have_attribute("aria-valuenow", "1")
    expect(slider).to_have_attribute("aria-valuetext", re.compile(r": \d+ spots?"))
    expect(trends.locator(".chart-label")).to_be_visible()


def test_chart_is_read_by_touch(trends: Page) -> None:
    slider = trends.get_by_role("slider")
    box = slider.bounding_box()
    assert box is not None
    trends.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(trends.locator(".chart-label")).to_have_text(re.compile(r": \d+ spots?"))
    chosen = int(slider.get_attribute("aria-valuenow") or "")
    assert 1 < chosen < int(slider.get_attribute("aria-valuemax") or "")


def test_chart_is_drawn_anew_for_another_width(trends: Page) -> None:
    drawing = trends.locator("main svg:not(.icon)").first
    before = drawing.bounding_box()
    trends.set_viewport_size({"width": 800, "height": 844})
    trends.wait_for_timeout(400)
    after = drawing.bounding_box()
    assert before is not None
    assert after is not None
    assert after["width"] > before["width"] * 1.3
    assert trends.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_range_is_a_link_that_can_be_kept(trends: Page) -> None:
    every = int(trends.get_by_role("slider").get_attribute("aria-valuemax") or "")
    trends.get_by_role("link", name=re.compile("12 weeks")).first.tap()
    expect(trends).to_have_url(re.compile("range=12w"))
    few = int(trends.get_by_role("slider").get_attribute("aria-valuemax") or "")
    assert few < every


def test_figures_are_there_without_script(new_page: NewPage, cast: Cast, database: None) -> None:
    page = new_page(cast.people["year"], script=False)
    page.goto("/trends/")
    page.get_by_text("The same as a table").tap()
    assert page.locator("main table").first.locator("tbody tr").count() > 5
