"""axe finds nothing on any page: phone and desktop, light and dark."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Literal

import playwright.sync_api
import pytest
from django.utils import timezone

from routines.portability.models import Export
from routines.portability.services import exports
from tests.browser.chromium import DEVICES, Watch, axe_findings
from tests.browser.conftest import PASSWORD, Cast, MakePerson, NewPage
from tests.browser.pages import PAGES, Page

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("shown", PAGES, ids=lambda page: page.name.replace(" ", "-"))
def test_axe_finds_nothing(
    shown: Page, device: str, cast: Cast, new_page: NewPage, watch: Watch, database: None
) -> None:
    page = new_page(cast.people[shown.who], device=device)
    if shown.status != 200:
        watch.expect(f"status of {shown.status}")
    answer = page.goto(cast.path(shown))
    assert answer is not None
    assert answer.status == shown.status
    look_at(page)


@pytest.mark.parametrize("device", DEVICES)
def test_axe_finds_nothing_on_the_way_to_a_token_and_out(
    device: str, make_person: MakePerson, new_page: NewPage, watch: Watch
) -> None:
    watch.expect("status of 400")
    page = new_page(device=device)
    page.goto("/account/login/?next=/settings/tokens/new/")
    page.locator("input[name=login]").fill(make_person().email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    say_who(page)
    look_at(page, "Make a token")
    page.get_by_role("button", name="Make the token").click()
    page.locator(".is-invalid").first.wait_for()
    look_at(page, "Make a token")
    page.get_by_label("Which program is it for?").fill("Home Assistant")
    page.get_by_role("button", name="Make the token").click()
    look_at(page, "Your token")
    page.reload()
    look_at(page, "This token was made already")
    page.goto("/settings/data/delete/")
    page.get_by_role("button", name="Delete my diary…").click()
    say_who(page)
    look_at(page, "Are you sure?")
    page.get_by_role("button", name="Delete my diary").click()
    page.locator(".is-invalid").first.wait_for()
    look_at(page, "Are you sure?")
    page.goto("/settings/consent/")
    page.get_by_text("Withdraw my consent").click()
    look_at(page, "Your consent")
    page.get_by_role("button", name="Withdraw it now").click()
    page.get_by_text("You withdrew your consent").wait_for()
    look_at(page, "Your consent")


def say_who(page: playwright.sync_api.Page) -> None:
    look_at(page, "Is it you?")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="It's me").click()


@pytest.mark.parametrize("state", ["waits for its turn", "is being made", "is ready", "could not"])
def test_axe_finds_nothing_while_an_archive(
    state: str, make_person: MakePerson, new_page: NewPage
) -> None:
    person, now = make_person(), timezone.now()
    export = exports.ask(user=person, at=now)
    rows = Export.objects.filter(pk=export.pk)
    if state == "is being made":
        rows.update(lease=uuid.uuid4(), leased_until=now + timedelta(minutes=5), rows_done=3)
    if state == "is ready":
        exports.make(export_id=export.pk, clock=timezone.now)
    if state == "could not":
        rows.update(failed_at=now, problem="There was no room left to keep it in.")
    page = new_page(person)
    page.goto("/settings/data/")
    page.locator("#export").get_by_text(state).first.wait_for()
    look_at(page, "Your data")


def look_at(page: playwright.sync_api.Page, headline: str = "") -> None:
    if headline:
        playwright.sync_api.expect(page.get_by_role("heading", level=1)).to_have_text(headline)
    found = {}
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found[scheme] = axe_findings(page)
    assert found == {"light": [], "dark": []}
