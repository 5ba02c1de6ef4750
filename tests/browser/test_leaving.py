"""Withdrawing, coming back, and leaving for good, as somebody does it on a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from routines.accounts.models import Consent, User
from routines.diary.models import Step
from tests.browser.conftest import PASSWORD, MakePerson, NewPage


def test_consent_is_withdrawn_and_given_again_with_one_button_each(
    new_page: NewPage, make_person: MakePerson
) -> None:
    person = make_person()
    page = new_page(person)
    page.goto("/settings/account/")
    page.get_by_role("link", name="Your consent").tap()
    expect(page.get_by_role("button", name="Withdraw it now")).not_to_be_visible()
    page.get_by_text("Withdraw my consent…").tap()
    page.get_by_role("button", name="Withdraw it now").tap()
    expect(page.get_by_text("You withdrew your consent on")).to_be_visible()

    page.get_by_role("link", name="Today").first.tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your consent")
    page.get_by_role("button", name="Agree again").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Today")
    assert Consent.objects.of(person).count() == 2


def test_tap_on_a_page_from_before_leads_to_the_consent(
    new_page: NewPage, make_person: MakePerson
) -> None:
    person = make_person()
    page = new_page(person)
    page.goto("/")
    Consent.objects.of(person).delete()
    page.locator(".row-button").first.tap()
    expect(page).to_have_url(re.compile(r"/settings/consent/$"))
    assert not person.entries.exists()


@pytest.mark.parametrize("how", [{}, {"script": False}], ids=["script", "no script"])
def test_account_is_deleted_after_password_and_tick(
    new_page: NewPage, make_person: MakePerson, how: dict[str, bool]
) -> None:
    person = make_person()
    page = new_page(**how)
    log_in(page, person)
    confirm(page, "/settings/data/leave/", "Delete my account…")
    page.get_by_label("Yes, remove it all").check()
    page.get_by_role("button", name="Delete my account").tap()

    expect(page.get_by_role("heading", level=1)).to_have_text("Goodbye")
    assert not User.objects.filter(pk=person.pk).exists()
    page.go_back()
    page.reload()
    expect(page).to_have_url(re.compile(r"/account/login/"))


def test_diary_is_deleted_and_begins_anew(new_page: NewPage, make_person: MakePerson) -> None:
    person = make_person()
    before = set(Step.objects.of(person).values_list("pk", flat=True))
    page = new_page()
    log_in(page, person)
    confirm(page, "/settings/data/delete/", "Delete my diary…")
    page.get_by_label("Yes, remove it all").check()
    page.get_by_role("button", name="Delete my diary").tap()

    expect(page.get_by_role("heading", level=1)).to_have_text("Today")
    after = set(Step.objects.of(person).values_list("pk", flat=True))
    assert (len(after), after & before) == (len(before), set())


def log_in(page: Page, person: User) -> None:
    """By the form, which also brings the password's digest up to date."""
    page.goto("/account/login/")
    page.locator("input[name=login]").fill(person.email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Today")


def confirm(page: Page, address: str, button: str) -> None:
    """Begin, and give the password."""
    page.goto(address)
    page.get_by_role("button", name=button).tap()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="It's me").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Are you sure?")
