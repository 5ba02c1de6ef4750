"""axe finds nothing on any page: phone and desktop, light and dark."""

from __future__ import annotations

from typing import Literal

import pytest

from tests.browser.chromium import DEVICES, Watch, axe_findings
from tests.browser.conftest import Cast, NewPage
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
    found = {}
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found[scheme] = axe_findings(page)
    assert found == {"light": [], "dark": []}
