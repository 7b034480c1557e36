"""Pages on small screens and slow lines: nothing scrolls sideways, nothing is too small to hit, nothing is heavy."""

import pytest
from playwright.sync_api import Page

from tests.browser.places import make_places

# How a page is drawn does not depend on the services behind it: once, on the embedded default, is enough.
pytestmark = [pytest.mark.timeout(600), pytest.mark.embedded_only]

TARGET, HALF_A_PIXEL = 44, 0.5
LIGHT = 150_000
COMMON = {
    "chooser": "/",
    "country home": "/en-gb/",
    "login": "/account/login/",
    "signup": "/account/signup/",
    "search": "/search/?q=fever",
}
DOCTORS = {
    "country home": "/en-gb/",
    "account": "/account/",
    "notices": "/notices/",
    "cases": "/cases/",
    "drafts": "/cases/drafts/",
    "ask": "/cases/ask/",
    "write": "/cases/new/",
    "search": "/search/?q=fever",
    "bad search": f"/search/?q={'z' * 900}",
    "sessions": "/account/sessions/",
}
#: Buttons and the links of navigation, with the box that a finger can hit; links inside sentences are exempt.
SMALL = """
least => [...document.querySelectorAll(
  'button, input[type=submit], input[type=button], summary, [role=button], .btn, nav a')]
  .filter(e => e.checkVisibility({visibilityProperty: true, opacityProperty: true}) && !e.closest('.visually-hidden'))
  .map(e => [e, e.getBoundingClientRect()])
  .filter(([e, box]) => box.width > 0 && (box.height < least || box.width < least))
  .map(([e, box]) => `${e.tagName}.${e.className} "${e.textContent.trim().slice(0, 30)}"`
    + ` ${Math.round(box.width * 10) / 10}×${Math.round(box.height * 10) / 10}`)
"""
WIDE = """
() => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll('main *, header *, footer *')]
  .filter(e => e.getBoundingClientRect().right > innerWidth + 1).slice(0, 4)
  .map(e => `${e.tagName}.${e.className} ${Math.round(e.getBoundingClientRect().right)}`)
"""


@pytest.fixture(scope="module")
def places(site) -> dict[str, str]:
    return make_places(site)


def kinds_of(people, places) -> list[tuple[Page, dict[str, str]]]:
    public = {name: places[name] for name in ("article", "doctors' article", "section")}
    return [(people.visit(width=320), COMMON | public), (people.sign_in("doctor-gb", width=320), DOCTORS | places)]


def test_nothing_scrolls_sideways_at_320_pixels(people, places):
    found = []
    for page, kinds in kinds_of(people, places):
        for name, address in kinds.items():
            page.goto(address)
            found += [f"{name}: {wide}" for wide in page.evaluate(WIDE)]

    assert "\n".join(found) == ""


def test_buttons_and_navigation_are_large_enough_to_hit(people, places):
    found = []
    for page, kinds in kinds_of(people, places):
        for name, address in kinds.items():
            page.goto(address)
            for width in (390, 1280):
                page.set_viewport_size({"width": width, "height": 900})
                found += [f"{name} at {width}: {small}" for small in page.evaluate(SMALL, TARGET - HALF_A_PIXEL)]

    assert "\n".join(dict.fromkeys(found)) == ""


@pytest.mark.parametrize("kind", ["country home", "case open", "article"])
def test_a_first_page_is_light(people, places, kind):
    page = people.visit() if kind == "country home" else people.sign_in("doctor-gb")
    link = page.context.new_cdp_session(page)
    link.send("Network.enable")
    link.send("Network.setCacheDisabled", {"cacheDisabled": True})
    weights: list[float] = []
    link.on("Network.loadingFinished", lambda event: weights.append(event["encodedDataLength"]))

    page.goto((COMMON | places)[kind], wait_until="networkidle")

    assert len(weights) > 3
    assert sum(weights) <= LIGHT
