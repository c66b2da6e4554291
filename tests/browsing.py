"""Pages as a person has them: Chromium, and a record of all that went wrong while pages were looked at.

The browser is the machine's own, `chromium` of Debian or what else is there: Playwright downloads none.
"""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import resources
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Page,
    Request,
    Route,
    WebError,
    sync_playwright,
)

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",  # which it refuses to do without to root, as in CI
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
AXE = resources.files("axe_playwright_python") / "axe.min.js"
WCAG_AA = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa")
SECONDS_OF_PATIENCE = 30.0
PIXEL = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="800" height="500"><rect width="800" height="500"/></svg>'
)
ON_VIOLATION = """
window.violations = [];
document.addEventListener("securitypolicyviolation", event =>
    window.violations.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`));
"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Have a browser up, or skip the test where this machine has none; in CI, fail."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        missing = "there is no Chromium here to look at pages with: apt-get install chromium"
        if os.environ.get("BROWSER_TESTS") == "required":
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@dataclass(kw_only=True)
class Visit:
    """A visit to one site: a window, what was asked of the network, and what went wrong.

    Nothing leaves the machine: what other hosts are asked for is noted, and a picture is made up.
    """

    page: Page
    address: str
    asked: list[Request] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def strangers(self) -> list[Request]:
        """What was asked of other hosts."""
        return [request for request in self.asked if not self._is_own(request.url)]

    def go(self, path: str) -> Page:
        """Open a page of the site, and return the window."""
        self.page.goto(f"{self.address}{path}")
        return self.page

    def violations(self) -> list[str]:
        """Return what the page that is open was kept from by its policy."""
        found: list[str] = self.page.evaluate("window.violations ?? []")
        return found

    def stand_in(self, route: Route) -> None:
        """Let through what the site is asked for; answer for other hosts with a picture, or not at all."""
        if self._is_own(route.request.url):
            route.continue_()
        elif route.request.resource_type == "image":
            route.fulfill(content_type="image/svg+xml", body=PIXEL)
        else:
            route.abort()

    def noted(self, request: Request) -> None:
        """Note what the network was asked for."""
        self.asked.append(request)

    def failed(self, error: WebError) -> None:
        """Note that a script failed: no page has one."""
        self.faults.append(f"script: {error.error}")

    def accosted(self, dialog: Dialog) -> None:
        """Note that a script has asked something."""
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def heard(self, message: ConsoleMessage) -> None:
        """Note what the console says, if it is bad."""
        if message.type in {"error", "warning"}:
            self.faults.append(f"{message.type}: {message.text}")

    def _is_own(self, url: str) -> bool:
        return urlsplit(url).netloc == urlsplit(self.address).netloc


@contextmanager
def visiting(browser: Browser, address: str, **options: Any) -> Iterator[Visit]:
    """Open a window on a site, as somebody who was never there; `options` go to Playwright's context."""
    context: BrowserContext = browser.new_context(**options)
    context.set_default_timeout(SECONDS_OF_PATIENCE * 1000)
    visit = Visit(page=context.new_page(), address=address)
    context.on("request", visit.noted)
    context.on("console", visit.heard)
    context.on("weberror", visit.failed)
    context.on("dialog", visit.accosted)
    context.route("**/*", visit.stand_in)
    context.add_init_script(ON_VIOLATION)
    try:
        yield visit
    finally:
        context.close()


def barriers(page: Page) -> dict[str, Any]:
    """Return what keeps people from a page by WCAG 2.2 A and AA: the rules of axe, each with the elements.

    axe is put into the page, which its policy forbids: the window must have been opened with `bypass_csp`.
    """
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("async rules => (await axe.run({runOnly: rules})).violations", list(WCAG_AA))
    return {rule["id"]: [node["html"] for node in rule["nodes"]] for rule in found}


def is_too_wide(page: Page) -> bool:
    """Return whether a page must be scrolled from side to side."""
    wide: bool = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return wide


def follow(page: Page, name: str) -> None:
    """Go where a link leads."""
    page.get_by_role("link", name=name).first.click()


def background(page: Page) -> list[int]:
    """Return red, green and blue of the paper."""
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return [int(number) for number in re.findall(r"\d+", colour)[:3]]


def titles(page: Page) -> list[str]:
    """Return the titles of a list, in their order."""
    return page.locator("article h2").all_inner_texts()
