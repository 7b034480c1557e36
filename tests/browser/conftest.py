"""One site and one Chromium for the suite; every test has a fresh profile."""

import os
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.site import PASSWORD, Site, make_site

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's loop; no Django runs in this process.


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Site:
    """Serve the demo for the whole session."""
    made = make_site(tmp_path_factory.mktemp("site"))
    made.start()
    yield made
    made.stop()


@pytest.fixture(scope="session")
def browser() -> Browser:
    if not Path(CHROMIUM).exists():
        pytest.skip("needs Chromium (Debian package chromium)")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


class People:
    """Opens a browser as somebody: each call is a person at a device of their own."""

    def __init__(self, browser: Browser, site: Site) -> None:
        self.browser, self.site = browser, site
        self.contexts: list[BrowserContext] = []
        self.errors: list[str] = []

    def visit(self, *, javascript: bool = True, width: int = 1280, scheme: str = "light") -> Page:
        """Return a visitor's page; script errors and policy violations are kept in `errors`."""
        context = self.browser.new_context(
            base_url=self.site.url,
            java_script_enabled=javascript,
            color_scheme=scheme,
            viewport={"width": width, "height": 900},
            locale="en-GB",
            reduced_motion="reduce",
        )
        self.contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: self.errors.append(f"{page.url}: {error}"))
        page.on(
            "console",
            lambda said: (
                self.errors.append(f"{page.url}: {said.text}")
                if said.type == "error" and "Failed to load resource" not in said.text
                else None
            ),
        )
        return page

    def sign_in(self, name: str, **options) -> Page:
        """Return a page signed in as a demo account, second factor included."""
        page = self.visit(**options)
        page.goto("/account/login/")
        page.fill("input[name=login]", f"{name}@demo.invalid")
        page.fill("input[name=password]", PASSWORD)
        page.click("main form .btn[data-kind=lead]")
        if page.locator("input[name=code]").count():
            page.fill("input[name=code]", self.site.manage("demo_code", name).strip())
            page.click("main form .btn[data-kind=lead]")
        page.wait_for_load_state()
        assert "/account/login" not in page.url, page.inner_text("main")
        return page


@pytest.fixture
def people(browser, site):
    """Open pages as people; fails the test when a page had a script error."""
    made = People(browser, site)
    yield made
    for context in made.contexts:
        context.close()
    assert made.errors == []
