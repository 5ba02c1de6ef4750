"""Takes the README's picture from the real application: `make screenshots`."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PICTURE = ROOT / "docs" / "today.png"


def main() -> None:
    """Serve a demo diary, log the morning, and keep a picture of Today on a phone."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    import django

    django.setup()
    # The browser's event loop makes Django take every query for an asynchronous one.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    from playwright.sync_api import sync_playwright

    from tests.browser import chromium
    from tests.browser.application import Application

    with tempfile.TemporaryDirectory() as folder:
        application = Application(Path(folder))
        application.manage("prepare")
        application.start()
        try:
            with sync_playwright() as playwright:
                browser = chromium.launch(playwright)
                page = chromium.new_context(browser, application.address).new_page()
                page.goto("/")
                page.get_by_role("button", name="Look around").first.click()
                page.get_by_role("heading", name="Today", exact=True).wait_for()
                for number in range(3):
                    page.locator("#slot-morning .row-button").nth(number).click()
                    page.locator(f"#slot-morning [aria-pressed=true] >> nth={number}").wait_for()
                # The strip that says "you are looking around" is no part of anybody's own diary.
                page.locator(".demo-strip, [data-toast]").evaluate_all(
                    "parts => parts.forEach((part) => part.remove())"
                )
                page.screenshot(path=PICTURE)
                browser.close()
        finally:
            application.stop()
    sys.stdout.write(f"Kept {PICTURE.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()
