"""Counting on the face with a thumb, by keyboard, and without script."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from routines.accounts.models import User
from routines.diary.regions import FACE, LABELS
from routines.spots.models import Count
from tests.browser.chromium import Watch, axe_findings
from tests.browser.conftest import MakePerson, NewPage

THUMB = 44
"""Pixels that a target of a thumb measures at least."""
NARROWEST = {"width": 320, "height": 640}


@pytest.fixture
def person(make_person: MakePerson) -> User:
    return make_person()


def earlier_count(person: User) -> Count:
    """A count of 987 spots on each region, a week ago."""
    moment = timezone.now() - timedelta(days=7)
    return Count.objects.create(
        user=person,
        day=person.today(moment),
        counted_at=moment,
        given_at=moment,
        **{region.value: 987 for region in FACE},
    )


def numbers_of(person: User) -> list[dict[str, int]]:
    """What was counted in each kept count, oldest first."""
    return [
        {name: number for name, number in count.numbers().items() if number is not None}
        for count in Count.objects.of(person).kept().in_order()
    ]


def test_counting_with_a_thumb_walks_the_face_and_can_be_taken_back(
    new_page: NewPage, person: User
) -> None:
    page = new_page(person)
    page.goto("/spots/count/")
    page.locator("[data-region=forehead]").tap()
    for _ in range(3):
        page.get_by_role("button", name="One more", exact=True).tap()
    page.get_by_role("button", name="Next").tap()
    for name in FACE[1:]:
        expect(page.locator(f"[data-region={name}]")).to_have_attribute("aria-expanded", "true")
        page.get_by_role("button", name="None here").tap()
    expect(page.locator("[data-count-words]")).to_have_text("3 so far, in 8 of 8 regions")
    page.get_by_role("button", name="Save", exact=True).tap()

    expect(page.get_by_role("heading", level=1)).to_have_text("Your count")
    expect(page.get_by_text("Counted: the whole face.")).to_be_visible()
    assert numbers_of(person) == [{"forehead": 3, **dict.fromkeys(FACE[1:], 0)}]
    page.get_by_role("button", name="Undo").tap()
    expect(page.get_by_role("heading", name="No counts yet")).to_be_visible()
    assert numbers_of(person) == []


def test_regions_are_large_enough_for_a_thumb_on_the_narrowest_screen(
    new_page: NewPage, person: User
) -> None:
    page = new_page(person)
    page.set_viewport_size(NARROWEST)
    page.goto("/spots/count/")
    small = {}
    for name in FACE:
        box = page.locator(f"[data-region={name}] .face-shape").bounding_box()
        assert box is not None
        if min(box["width"], box["height"]) < THUMB:
            small[LABELS[name]] = box
    assert small == {}
    assert page.evaluate("document.documentElement.scrollWidth") == NARROWEST["width"]


def test_the_face_and_the_list_show_the_same_numbers(new_page: NewPage, person: User) -> None:
    page = new_page(person, device="desktop")
    page.goto("/spots/count/")
    page.locator("#id_nose").fill("4")
    expect(page.locator("[data-region=nose] .face-number")).to_have_text("4")
    page.locator("[data-region=nose]").click()
    expect(page.locator("[data-panel-number]")).to_have_value("4")
    page.get_by_role("button", name="One less", exact=True).click()
    expect(page.locator("#id_nose")).to_have_value("3")


def test_counting_by_keyboard_alone(new_page: NewPage, person: User) -> None:
    page = new_page(person, device="desktop")
    page.goto("/spots/count/")
    page.locator("[data-region=forehead]").focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="One more", exact=True)).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.type("12")
    page.keyboard.press("Enter")
    expect(page.locator("[data-panel-name]")).to_have_text("Around your right eye")
    page.keyboard.press("Escape")
    expect(page.locator("[data-region=right_eye]")).to_be_focused()
    page.locator("#id_chin").focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Save this count")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your count")
    assert numbers_of(person) == [{"forehead": 12, "chin": 1}]


def test_a_count_in_progress_survives_a_reload_and_is_forgotten_once_saved(
    new_page: NewPage, person: User
) -> None:
    page = new_page(person)
    page.goto("/spots/count/")
    page.locator("[data-region=nose]").tap()
    page.get_by_role("button", name="One more", exact=True).tap()
    page.reload()
    expect(page.locator("[data-region=nose] .face-number")).to_have_text("1")
    expect(page.get_by_label("Day of this count")).to_be_hidden()
    page.get_by_role("button", name="Save", exact=True).tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your count")
    page.goto("/spots/count/")
    expect(page.locator("#id_nose")).to_have_value("")
    assert numbers_of(person) == [{"nose": 1}]


def test_the_last_count_is_shown_only_after_saving(new_page: NewPage, person: User) -> None:
    earlier_count(person)
    page = new_page(person, device="desktop")
    page.goto("/spots/count/")
    assert "987" not in page.content()
    page.locator("#id_nose").fill("2")
    page.get_by_role("button", name="Save this count").click()
    expect(page.get_by_text("Other regions were counted then")).to_be_visible()
    expect(page.get_by_role("cell", name="987").first).to_be_visible()


def test_counting_without_script(new_page: NewPage, person: User) -> None:
    page = new_page(person, script=False)
    page.goto("/spots/count/")
    page.get_by_text("Whole face").first.tap()
    expect(page.locator("#id_nose")).to_be_hidden()
    page.get_by_label("The whole face", exact=True).fill("14")
    page.get_by_role("button", name="Save this count").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your count")
    assert numbers_of(person) == [{"whole_face": 14}]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_pages_of_counts(
    new_page: NewPage, person: User, scheme: str
) -> None:
    count = earlier_count(person)
    page = new_page(person, dark=scheme == "dark")
    found = {}
    for path in ("/spots/", "/spots/count/", f"/spots/{count.pk}/", f"/spots/{count.pk}/correct/"):
        page.goto(path)
        found[path] = axe_findings(page)
    page.goto("/spots/count/")
    page.locator("[data-region=nose]").tap()
    found["the panel"] = axe_findings(page)
    assert found == {place: [] for place in found}


def test_a_refused_count_leads_to_its_message(
    new_page: NewPage, person: User, watch: Watch
) -> None:
    watch.expect("status of 400")
    page = new_page(person, device="desktop")
    page.goto("/spots/count/")
    page.locator("#id_nose").fill("3.5")
    page.get_by_role("button", name="Save this count").click()
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("alert").get_by_role("link", name="Nose").click()
    expect(page.locator("#id_nose")).to_be_focused()
    assert axe_findings(page) == []
    assert numbers_of(person) == []
