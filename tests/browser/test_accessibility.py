"""Every kind of page in light and dark, on a phone and a wide screen: axe finds nothing, and the keyboard does it all."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.places import make_places
from tests.browser.styleguide import served_styleguide

# How a page is drawn does not depend on the services behind it: once, on the embedded default, is enough.
pytestmark = [pytest.mark.timeout(600), pytest.mark.embedded_only]

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
EVERYTHING = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": TAGS}}
#: What colours and widths can change, once the rest is known to be well.
LOOKS_ONLY = {
    "resultTypes": ["violations"],
    "runOnly": {
        "type": "rule",
        "values": ["color-contrast", "target-size", "link-in-text-block", "aria-hidden-focus"],
    },
}
LOOKS = [
    ("light", 1280, EVERYTHING),
    ("dark", 1280, LOOKS_ONLY),
    ("dark", 390, EVERYTHING),
    ("light", 390, LOOKS_ONLY),
]
VISITORS = {
    "chooser": "/",
    "country home": "/en-gb/",
    "login": "/account/login/",
    "signup": "/account/signup/",
    "reset": "/account/password/reset/",
    "reset sent": "/account/password/reset/done/",
    "confirm sent": "/account/confirm-email/",
    "search": "/search/?q=fever",
    "not found": "/en-gb/nothing-here/",
}
MEMBERS = {"account": "/account/", "refused": "/cases/", "search": "/search/?q=fever"}
DOCTORS = {
    "country home": "/en-gb/",
    "account": "/account/",
    "e-mail": "/account/email/",
    "password": "/account/password/change/",
    "second step": "/account/2fa/",
    "sessions": "/account/sessions/",
    "sign out": "/account/logout/",
    "notices": "/notices/",
    "cases": "/cases/",
    "unanswered": "/cases/?tab=unanswered",
    "specialty": "/cases/?tab=specialty",
    "country": "/cases/?tab=country",
    "drafts": "/cases/drafts/",
    "ask": "/cases/ask/",
    "write": "/cases/new/",
    "search": "/search/?q=fever",
    "search narrowed": "/search/?q=fever&kind=case&sort=newest",
    "search without results": "/search/?q=zzzzqqqq",
    "bad search": f"/search/?q={'z' * 900}",
    "not found": "/cases/00000000-0000-4000-8000-000000000000/",
}


@pytest.fixture(scope="module")
def places(site) -> dict[str, str]:
    return make_places(site)


def faults(page: Page, name: str) -> list[str]:
    """Return what axe finds on an open page, in every look."""
    found = []
    page.evaluate(Axe().axe_script)
    for scheme, width, options in LOOKS:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.set_viewport_size({"width": width, "height": 900})
        for violation in page.evaluate("options => axe.run(document, options)", options)["violations"]:
            for node in violation["nodes"][:3]:
                found.append(f"{name}, {scheme} {width}: {violation['id']} at {node['target']}: {node['html'][:120]}")
    page.set_viewport_size({"width": 1280, "height": 900})
    return found


def faults_of(page: Page, addresses: dict[str, str]) -> str:
    found = []
    for name, address in addresses.items():
        page.goto(address)
        found += faults(page, name)
    return "\n".join(found)


def test_the_search_for_faults_finds_them(people):
    page = people.visit()
    page.goto("/account/login/")
    page.evaluate("document.querySelector('main').innerHTML = '<img src=\"data:,\"><button></button>'")

    found = " ".join(faults(page, "planted"))

    assert [name in found for name in ("image-alt", "button-name")] == [True, True]


def test_a_visitors_pages(people, places):
    kinds = VISITORS | {name: places[name] for name in ("article", "doctors' article", "section")}
    assert faults_of(people.visit(), kinds) == ""


def test_a_members_pages(people, places):
    assert faults_of(people.sign_in("member"), MEMBERS) == ""


def test_a_doctors_pages(people, places):
    assert faults_of(people.sign_in("doctor-gb"), DOCTORS) == ""


def test_cases_in_every_state(people, places):
    assert faults_of(people.sign_in("doctor-gb"), places) == ""


def test_an_empty_list(people):
    kinds = {"no notices": "/notices/", "nothing asked": "/cases/drafts/"}
    assert faults_of(people.sign_in("doctor-ie"), kinds) == ""
    assert faults_of(people.sign_in("moderator"), {"a moderator's cases": "/cases/"}) == ""


def test_forms_with_errors(people, places):
    page, found = people.sign_in("doctor-gb"), []
    for name, address, button in (
        ("quick ask", "/cases/ask/", "Post to all doctors"),
        ("structured form", "/cases/new/", "Post now"),
        ("reply", places["case open"], "Post reply"),
        ("password", "/account/password/change/", "Save the new password"),
    ):
        page.goto(address)
        page.get_by_role("button", name=button).click()
        expect(page.locator("[aria-invalid=true], [role=alert]").first).to_be_visible()
        found += faults(page, name)
    visitor = people.visit()
    for name, address in (("login", "/account/login/"), ("signup", "/account/signup/")):
        visitor.goto(address)
        visitor.locator("main form button").last.click()
        expect(visitor.locator("[aria-invalid=true], [role=alert]").first).to_be_visible()
        found += faults(visitor, name)
    assert "\n".join(found) == ""


def test_signing_in_with_a_second_step(people, site):
    page = people.sign_in("reviewer")
    kinds = {"second step": "/account/2fa/", "is it you": "/account/2fa/totp/deactivate/", "account": "/account/"}
    assert faults_of(page, kinds) == ""


def test_the_style_guide(people, site):
    with served_styleguide(site) as address:
        assert faults_of(people.visit(), {"style guide": address}) == ""


def active(page: Page) -> str:
    """Return what has the focus, in a few words."""
    return page.evaluate(
        "(e => `${e.tagName} ${e.id} ${e.name ?? ''} ${e.textContent.trim().slice(0, 40)}`)(document.activeElement)"
    )


def tab_to(page: Page, selector: str, most: int = 250) -> int:
    """Press Tab until an element has the focus, each stop showing where it is; return how many it took."""
    for pressed in range(1, most):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return pressed
        shown = page.evaluate(
            "(e => e === document.body || getComputedStyle(e).outlineStyle !== 'none'"
            " || getComputedStyle(e).boxShadow !== 'none')(document.activeElement)"
        )
        assert shown, f"the focus cannot be seen on {active(page)}"
    raise AssertionError(f"{selector} is out of the keyboard's reach; last was {active(page)}")


def test_the_first_tab_skips_to_the_content(people):
    page = people.visit()
    page.goto("/en-gb/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_search_by_keyboard(people):
    page = people.sign_in("doctor-gb")
    page.goto("/cases/")
    word = re.findall(r"[A-Za-z]{6,}", page.locator(".item h2").first.inner_text())[0]
    page.keyboard.press("/")
    box = page.locator("header input[type=search]")
    expect(box).to_be_focused()
    page.keyboard.type(word[:5].lower())
    offered = page.locator("[role=listbox] [role=option]")
    expect(offered.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(offered.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", offered.first.get_attribute("id"))
    assert faults(page, "suggestions") == []
    before = page.url
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url != before)


def test_tabs_and_a_reply_by_keyboard(people, places):
    page = people.sign_in("doctor-gb")
    page.goto("/cases/")
    tab_to(page, "a[href*='tab=unanswered']")
    page.keyboard.press("Enter")
    page.wait_for_url("**tab=unanswered**")

    page.goto(places["case open"])
    tab_to(page, "#reply-form textarea")
    page.keyboard.type("By keyboard alone: I would repeat it.")
    tab_to(page, "#reply-form button[type=submit]")
    page.keyboard.press("Enter")
    expect(page.locator(".reply", has_text="By keyboard alone").last).to_be_visible()


def test_a_case_is_asked_by_keyboard(people):
    page = people.sign_in("doctor-gb")
    page.goto("/cases/ask/")
    tab_to(page, "textarea[name=question]")
    page.keyboard.type("May I stop the beta blocker before a stress test?")
    tab_to(page, "select[name=specialty]")
    page.keyboard.type("Card")
    tab_to(page, "button[data-kind=lead][type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/cases/[0-9a-f-]{36}/"))
