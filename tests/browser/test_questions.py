"""A step day by day, before and after, and a planned trial, as people meet them on a phone."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from routines.accounts.models import User
from routines.diary.models import Step
from routines.diary.services import routine
from routines.trends.models import Trial
from tests.browser.chromium import axe_findings
from tests.browser.conftest import Cast, MakePerson, NewPage


@pytest.fixture
def trends(new_page: NewPage, cast: Cast, database: None) -> Page:
    page = new_page(cast.people["year"])
    page.goto("/trends/")
    return page


@pytest.fixture
def demo(new_page: NewPage) -> Page:
    """The trends of somebody who looks around in the made-up year."""
    page = new_page()
    page.goto("/")
    page.get_by_role("button", name="Look around").first.tap()
    expect(page.get_by_role("heading", name="Today", exact=True)).to_be_visible()
    page.goto("/trends/")
    return page


@pytest.fixture
def person(make_person: MakePerson) -> User:
    """Somebody with the first routine, and a cream of their own."""
    person = make_person()
    now = timezone.now()
    routine.add_step(
        user=person,
        kind="other",
        plan=routine.StepPlan(name="Night cream", slot="evening"),
        at=now,
        today=person.today(now) - timedelta(days=20),
        key=uuid.uuid4(),
    )
    return person


def test_strength_says_what_moved_it_and_the_year_leads_to_a_day(trends: Page) -> None:
    step = trends.locator(".kept-step").first
    said = step.get_by_text(re.compile(r"(Today|Last, on)"))
    expect(said).to_be_hidden()
    step.get_by_text("Habit strength").tap()
    expect(said).to_be_visible()
    step.locator(".kept-year").tap()
    expect(trends.get_by_role("heading", name="Day by day")).to_be_visible()
    done = trends.get_by_role("link", name=re.compile(r": done$"))
    assert done.count() > 200
    box = done.first.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 24
    done.first.tap()
    expect(trends).to_have_url(re.compile(r"/day/\d{4}-\d{2}-\d{2}/"))


def test_too_much_exfoliation_is_told_as_such(demo: Page) -> None:
    step = demo.locator(".kept-step", has_text="Exfoliation").first
    expect(step).to_contain_text("over your cap")
    step.get_by_role("link", name="Exfoliation", exact=True).tap()
    expect(
        demo.get_by_text(re.compile("^Over your cap of 2 in seven days on [1-3] days? shown"))
    ).to_be_visible()
    assert demo.get_by_role("link", name=re.compile("done, more than your cap")).count() in {
        1,
        2,
        3,
    }


def test_before_and_after_is_answered_in_place(demo: Page) -> None:
    demo.get_by_role("link", name=re.compile("^Did something make")).tap()
    expect(demo.get_by_role("heading", name="Questions to your counts")).to_be_visible()
    demo.evaluate("window.isTheSame = true")
    choice = demo.get_by_label("What?")
    choice.select_option(label=_option(demo))
    demo.get_by_role("button", name="Compare").tap()
    answer = demo.locator(".answer")
    expect(answer).to_contain_text("New product")
    expect(answer.locator(".trend-headline")).to_have_text(
        re.compile("^(No clear difference|Lower than expected|Higher than expected)")
    )
    expect(answer.get_by_role("img", name="Your counts before and after")).to_be_visible()
    expect(demo).to_have_url(re.compile(r"\?event=\d{4}-\d{2}-\d{2}$"))
    assert demo.evaluate("window.isTheSame") is True
    assert demo.evaluate("document.documentElement.scrollWidth <= innerWidth")


def _option(page: Page) -> str:
    """The words of the choice about the new product."""
    options = page.get_by_label("What?").locator("option").all_text_contents()
    return next(text for text in options if "New product" in text)


def test_before_and_after_is_answered_without_script(
    new_page: NewPage, cast: Cast, database: None
) -> None:
    page = new_page(cast.people["year"], script=False)
    page.goto("/trends/questions/")
    page.get_by_label("What?").select_option(label=_option(page))
    page.get_by_role("button", name="Compare").tap()
    expect(page.locator(".answer .trend-headline")).to_be_visible()


def test_trial_is_planned_seen_called_off_and_taken_back(new_page: NewPage, person: User) -> None:
    page = new_page(person)
    page.goto("/trends/trial/")
    page.get_by_label("Which step?").select_option(label="Night cream (evening)")
    page.get_by_label("Without it").check()
    page.get_by_role("button", name="Plan this trial").tap()
    expect(page.get_by_role("list", name="Its blocks").get_by_role("listitem")).to_have_count(6)
    expect(page.get_by_text("without it, and ends on")).to_be_visible()
    assert axe_findings(page) == []
    page.goto("/routine/")
    expect(page.get_by_text("comes and goes by a plan until")).to_be_visible()
    page.goto("/trends/trial/")
    page.get_by_role("link", name="Call it off").tap()
    expect(page.get_by_role("heading", name="Call the trial off?")).to_be_visible()
    assert axe_findings(page) == []
    page.get_by_role("button", name="Call it off").tap()
    expect(page.get_by_role("heading", name="Before you begin")).to_be_visible()
    assert not Trial.objects.of(person).exists()
    page.get_by_role("button", name="Undo").tap()
    expect(page.get_by_role("list", name="Its blocks")).to_be_visible()
    step = Step.objects.of(person).latest("pk")
    assert step.terms.count() == 4
