"""Starting Chromium, and watching that pages behave."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, Request

from tests.browser.application import HOST, ROOT

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
}
DESKTOP = {"viewport": {"width": 1280, "height": 900}}
DEVICES: dict[str, dict[str, Any]] = {"phone": PHONE, "desktop": DESKTOP}

AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PATIENCE = 10_000
"""Milliseconds until a page that does not do as told fails the test."""


class NoChromiumError(RuntimeError):
    """No browser was found; the message says how to get one."""


def chromium_path() -> str:
    """The browser that CHROMIUM names, else the system's.

    Raises NoChromiumError: browser tests are never skipped silently.
    """
    named = os.environ.get("CHROMIUM")
    for name in (named,) if named else NAMES:
        path = shutil.which(name)
        if path:
            return path
    raise NoChromiumError(
        "The browser tests need Chromium: install it (apt-get install chromium) "
        "or name it (CHROMIUM=/path/to/chrome)."
    )


def arguments() -> list[str]:
    """The flags to start it with."""
    # Chromium's sandbox refuses to run as root, as in containers of CI.
    return [*ARGUMENTS, "--no-sandbox"] if os.geteuid() == 0 else list(ARGUMENTS)


def launch(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(executable_path=chromium_path(), args=arguments())


def new_context(
    browser: Browser,
    address: str,
    *,
    device: str = "phone",
    dark: bool = False,
    script: bool = True,
) -> BrowserContext:
    """A window of its own, without cookies, on the application at `address`."""
    context = browser.new_context(
        base_url=address,
        locale="en-GB",
        timezone_id="Europe/Berlin",
        color_scheme="dark" if dark else "light",
        # Half-way through a fade nothing has its real colour.
        reduced_motion="reduce",
        java_script_enabled=script,
        **DEVICES[device],
    )
    context.set_default_timeout(PATIENCE)
    return context


@dataclass
class Watch:
    """Collects what a page must not do; `expect` excuses what a test provokes."""

    found: list[str] = field(default_factory=list)
    excuses: list[str] = field(default_factory=list)

    def attach(self, context: BrowserContext) -> None:
        context.on("console", self._read_console)
        context.on("weberror", lambda error: self.found.append(f"script: {error.error}"))
        context.on("request", self._read_request)

    def expect(self, pattern: str) -> None:
        """Take a problem that matches for wanted, like "status of 404"."""
        self.excuses.append(pattern)

    def problems(self) -> list[str]:
        """What nobody excused."""
        return [
            problem
            for problem in self.found
            if not any(re.search(excuse, problem) for excuse in self.excuses)
        ]

    def _read_console(self, message: ConsoleMessage) -> None:
        # A violation of the content security policy is an error here too.
        if message.type == "error":
            self.found.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _read_request(self, request: Request) -> None:
        target = urlsplit(request.url)
        if target.scheme not in {"data", "blob"} and target.hostname != HOST:
            self.found.append(f"foreign host: {request.url}")


@cache
def axe_source() -> str:
    path = ROOT / "node_modules" / "axe-core" / "axe.min.js"
    if not path.exists():
        raise NoChromiumError("axe is not installed: run `make test`, or `npm ci`.")
    return path.read_text()


def axe_findings(page: Page) -> list[str]:
    """What axe objects to on the page as it stands: rule, place and why, one line each."""
    # Evaluated by the debugger, which the page's content security policy does not bind.
    page.evaluate(axe_source())
    result = page.evaluate(
        "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", AXE_RULES
    )
    return [
        f"{violation['id']}: {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for violation in result["violations"]
        for node in violation["nodes"]
    ]
